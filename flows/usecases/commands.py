"""What people type behind /borging, and which use case answers it."""

from collections.abc import Mapping

from flows.events import Event, Wanted
from flows.ports import Store
from flows.usecases.actions import ACTIONS
from flows.usecases.decisions import LIST as DECISION_LIST
from flows.usecases.decisions import NEW as NEW_DECISION
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.own_data import privacy
from flows.usecases.page import PANEL
from flows.usecases.results import results_list, wants_list
from flows.usecases.successes import LIST as SUCCESS_LIST
from flows.usecases.successes import NEW as NEW_SUCCESS

PRIVACY = Route(privacy)
RESULTS = Route(results_list, wants_list)
COMMANDS: Mapping[str, Route] = {
    "actie": ACTIONS,
    "acties": ACTIONS,
    "action": ACTIONS,
    "actions": ACTIONS,
    "succes": NEW_SUCCESS,
    "success": NEW_SUCCESS,
    "successen": SUCCESS_LIST,
    "successes": SUCCESS_LIST,
    "besluit": NEW_DECISION,
    "decision": NEW_DECISION,
    "besluiten": DECISION_LIST,
    "decisions": DECISION_LIST,
    "privacy": PRIVACY,
    "mijn gegevens": PRIVACY,
    "gegevens": PRIVACY,
    "my data": PRIVACY,
    "data": PRIVACY,
    "resultaten": RESULTS,
    "resultaat": RESULTS,
    "results": RESULTS,
    "result": RESULTS,
    "uitkomst": RESULTS,
    "uitkomsten": RESULTS,
    "outcome": RESULTS,
    "outcomes": RESULTS,
}
"""By what is typed, or by its first word; anything else opens the sender's page as a window."""


def _route(event: Event) -> Route:
    words = event.text.lower().split()
    whole = COMMANDS.get(" ".join(words))
    return whole or COMMANDS.get(words[0] if words else "", PANEL)


def wants_command(store: Store, event: Event) -> Wanted:
    """What the answer to the command needs."""
    return _route(event).wants(store, event)


def command(request: Request) -> Reply:
    """Answer /borging."""
    return _route(request.event).handle(request)


COMMAND = Route(command, wants_command)
