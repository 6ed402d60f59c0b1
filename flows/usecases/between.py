"""What is said between scans, a topic each: how it is shown, and whether it still has a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.holidays import Almanac
from flows.outbox import Wish
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.action_told import action_has_point, help_has_point, render_told
from flows.usecases.briefing import (
    appointed,
    appointed_has_point,
    briefing,
    briefing_has_point,
)
from flows.usecases.check_in_told import check_in_has_point, render_check_in
from flows.usecases.digest_told import digest_has_point, render_digest
from flows.usecases.dip import dip_has_point, moment_has_point, render_dip, render_moment
from flows.usecases.look_after import leaders_have_point, render_leaders
from flows.usecases.rendering import Rendering
from flows.usecases.success_told import render_success, success_has_point
from flows.usecases.walks import Instruments


@dataclass(frozen=True)
class Said:
    """How a wish of a topic is shown now, and whether its reader should still be called for it."""

    render: Callable[[Store, Wish, Instruments, Almanac], Rendering]
    has_point: Callable[[Store, Wish, datetime], bool]


TOPICS: Mapping[Topic, Said] = {
    Topic.ACTION: Said(render_told, action_has_point),
    Topic.HELP: Said(render_told, help_has_point),
    Topic.DIGEST: Said(render_digest, digest_has_point),
    Topic.CHECK_IN: Said(render_check_in, check_in_has_point),
    Topic.BRIEFING: Said(briefing, briefing_has_point),
    Topic.APPOINTED: Said(appointed, appointed_has_point),
    Topic.FOLLOW_UP: Said(render_leaders, leaders_have_point),
    Topic.MOMENT: Said(render_moment, moment_has_point),
    Topic.DIP: Said(render_dip, dip_has_point),
    Topic.SUCCESS: Said(render_success, success_has_point),
}
