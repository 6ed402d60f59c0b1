"""What people do with the workspace's clock."""

from bot.workspace.actors import actor
from bot.workspace.core import Core
from bot.workspace.model import Json


async def jump(core: Core, act: Json) -> Json:
    """Set the clock to a moment of the menu; returns when all in between has happened."""
    actor(core, act["as"])
    await core.clockwork.jump(str(act.get("key")))
    return {"now": core.state.now().isoformat()}
