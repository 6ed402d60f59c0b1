"""What people tell in a region, through the window."""

from flows.events import FieldValue
from flows.messages import Form, Quote
from flows.outbox import Wish
from flows.response import Sharing
from flows.success import Success, SuccessKind
from flows.topics import Topic
from flows.usecases.desk import Reply
from tests.support.builders import form_of
from tests.support.leading import CHANNEL, LedWorld, about

TEXT = "De brugklas bouwde samen een brug"


def window(world: LedWorld, user_id: str = "U1", **args: int) -> Form:
    """The window in which somebody tells something, opened by a button of the region."""
    return form_of(world.tap("success.new", user_id, region=world.region.id, **args))


def tells(
    world: LedWorld, user_id: str = "U1", sharing: Sharing = Sharing.NO, /, **values: FieldValue
) -> Reply:
    """Somebody tells something."""
    begun: dict[str, FieldValue] = {"kind": SuccessKind.SUCCESS, "text": TEXT, "sharing": sharing}
    return world.submit(window(world, user_id), user_id, **{**begun, **values})


def told(world: LedWorld) -> Success:
    """What was told last, as kept."""
    return world.store.successes.find()[-1]


def with_two() -> LedWorld:
    """A region in which U1 speaks for De Boer and U2 for ROC West."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    return world


def wish(world: LedWorld) -> Wish | None:
    """That the channel reads of it."""
    return world.store.wishes.one(topic=Topic.SUCCESS)


def in_channel(world: LedWorld) -> str:
    """All that the channel comes to read of successes now, in words."""
    posts = about(world.deliver(), Topic.SUCCESS)
    assert {post.reader for post in posts} <= {CHANNEL}
    return "\n".join(post.words() for post in posts)


def withdraw(world: LedWorld, user_id: str = "U1") -> Reply:
    """Somebody takes back what was told last."""
    return world.tap("success.withdraw", user_id, success=told(world).id)


def listed(world: LedWorld, user_id: str = "U1") -> Form:
    """Somebody's list."""
    return form_of(world.tap("success.list", user_id, region=world.region.id))


def quotes(form: Form) -> list[str]:
    """What a window quotes."""
    return [one.text for one in form.body if isinstance(one, Quote)]
