"""Clients of Slack's Web API that never send twice, never wait long and never log a text."""

import logging
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.web.async_client import AsyncWebClient

API_URL = "https://slack.com/api/"
CALL_S = 10  # seconds that a call may take in all
CONNECT_S = 3.0  # seconds of it for the connection
RECONNECT_AFTER_S = 0.25  # short: a form has to be opened within 3 s of its tap


def quiet_logger() -> logging.Logger:
    """The logger for slack_sdk and slack_bolt, at WARNING: below that they log tokens and texts.

    Give it to `AsyncApp(logger=…)` as well: Bolt names its loggers after the program that runs.
    """
    for name in ("slack_sdk", "slack_bolt"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A level of its own: slack_sdk looks at the logger's level, not at what it inherits.
    logger = logging.getLogger("slack_sdk.borging")
    logger.setLevel(logging.WARNING)
    return logger


def make_session(api_url: str = API_URL) -> aiohttp.ClientSession:
    """A session to share between clients; made inside the event loop, closed by its maker.

    Uploads and response_urls go through the same proxy as slack_sdk's calls: HTTPS_PROXY.
    """
    proxy = None if is_loopback(api_url) else load_http_proxy_from_env(quiet_logger())
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=CALL_S, connect=CONNECT_S), proxy=proxy
    )


def make_client(
    token: str, api_url: str = API_URL, session: aiohttp.ClientSession | None = None
) -> AsyncWebClient:
    """A client for one installation.

    It tries again only what was never sent, because no connection was made. All else, a 429 too,
    is raised for the delivery to decide: see `bot.slack.errors`.
    """
    never_sent = AsyncConnectionErrorRetryHandler(
        max_retry_count=1,
        interval_calculator=FixedValueRetryIntervalCalculator(RECONNECT_AFTER_S),
        error_types=[aiohttp.ClientConnectorError],
    )
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        timeout=CALL_S,
        session=session,
        logger=quiet_logger(),
        retry_handlers=[never_sent],
    )
    if is_loopback(api_url):
        client.proxy = None  # slack_sdk takes HTTPS_PROXY without looking at NO_PROXY
    return client


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
