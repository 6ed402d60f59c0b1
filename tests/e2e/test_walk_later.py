"""A partner chooses when to be asked again, in the window that the platform shows."""

from tests.e2e.leading import refused
from tests.e2e.walking import invited, open_modal, shows
from tests.e2e.world import World


async def test_a_moment_is_chosen_in_a_window(world: World) -> None:
    """The message then says when, and offers to begin at once or to choose again."""
    karin = await invited(world, "karin")
    await open_modal(karin, "Later")
    assert await karin.submit() == "closed"
    await shows(karin, "weer van de bot. Eerder mag ook.", "Ander moment", "Beginnen")
    await open_modal(karin, "Ander moment")
    errors = await refused(karin, {"day": "2020-01-01"})
    assert errors == {"day": "Dit moment is al voorbij. Kies een later moment."}
