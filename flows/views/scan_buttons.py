"""The buttons about a scan, and what is asked before one does what cannot be undone."""

from flows.messages import Button, Confirm, Look
from flows.scan import Scan
from flows.wording import Phrase, say


def scan_button(scan: Scan, action: str, label: Phrase, look: Look = Look.PLAIN) -> Button:
    """A button about a scan."""
    return Button(action=action, label=label, look=look, args={"scan": scan.id})


def confirm(what: str) -> Confirm:
    """The question before a button does what the key names."""
    return Confirm(
        title=say(f"confirm.title.{what}"),
        text=say(f"confirm.text.{what}"),
        yes=say(f"confirm.yes.{what}"),
        no=say("confirm.no"),
    )
