"""That nothing could be sent for a while, and why nothing can be sent now."""

from collections.abc import Mapping
from datetime import datetime

from flows.messages import Message, Note, Paragraph
from flows.wording import Phrase, say

REASONS: Mapping[str, str] = {
    "invalid_auth": "token",
    "not_authed": "token",
    "token_revoked": "token",
    "token_expired": "token",
    "not_allowed_token_type": "token",
    "account_inactive": "removed",
    "app_uninstalled": "removed",
    "missing_scope": "scope",
    "no_permission": "scope",
    "access_denied": "rules",
    "enterprise_is_restricted": "rules",
    "team_access_not_granted": "rules",
    "two_factor_setup_required": "rules",
    "ekm_access_denied": "rules",
    "accesslimited": "rules",
}
"""Why no call passes, by the platform's code; all other codes are shown as they are."""


def blocked_reason(code: str) -> Phrase:
    """Why nothing can be sent in a workspace and what to do, for who administers it."""
    return say(f"outage.why.{REASONS.get(code, 'refused')}", code=code)


def outage_message(began: datetime, ended: datetime) -> Message:
    """From when to when nothing could be sent; moments stand in the reader's time zone."""
    same_day = began.date() == ended.date()
    told = say("outage.told_one_day" if same_day else "outage.told", began=began, ended=ended)
    return Message(body=(Paragraph(told), Paragraph(say("outage.sent")), Note(say("outage.note"))))
