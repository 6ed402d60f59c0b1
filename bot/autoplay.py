"""The made-up people play a scan by themselves, through the wire, as people would."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.demo_region import CHANNEL, LEADER, PARTICIPANTS
from bot.slack.values import parse_args
from bot.workspace.blocks import interactive
from bot.workspace.elements import all_options
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.response import Sharing

WAIT_S = 30.0
"""Seconds to wait for what the bot has to show."""
PAUSE_S = 0.4
"""Seconds before a window is opened: Slack lets an app open so many in a minute, no more."""


@dataclass(frozen=True)
class Written:
    """What a made-up partner writes, by sentence or statement, and what may be done with it."""

    texts: Mapping[str, str]
    sharing: Sharing = Sharing.NO


WRITTEN = {
    "karin": Written(
        {
            "denk_aan": "leerlingen die elk jaar bij ons in het bedrijf komen kijken.",
            "zie_en_ervaar": "dat scholen ons eerder bellen dan vroeger.",
            "vraag_me_af": "wie de afspraken maakt als de projectleider weg is.",
            "betrokkenheid": "De directeuren zijn erbij. De docenten zie ik minder.",
            "samenwerking": "Wij spreken elkaar elk kwartaal, en dat staat in de agenda.",
        },
        Sharing.NAMED,
    ),
    "karim": Written(
        {
            "denk_aan": "techniek die een vaste plek heeft in het schoolplan.",
            "zie_en_ervaar": "dat het nog vaak van dezelfde mensen afhangt.",
            "vraag_me_af": "hoe wij nieuwe collega's meenemen.",
            "cultuur": "Het staat in het jaarplan, maar nog niet in de begroting.",
        },
        Sharing.UNNAMED,
    ),
    "els": Written(
        {
            "denk_aan": "een vaste techniekweek voor alle basisscholen.",
            "zie_en_ervaar": "dat leerlingen er thuis over vertellen.",
            "vraag_me_af": "of het vervoer naar de bedrijven betaald blijft.",
            "inzicht": "Ik heb de cijfers over de doorstroom nog nooit gezien.",
        },
        Sharing.UNNAMED,
    ),
}
"""Who lets it be read, by their name in the workspace; nobody in particular."""
UNSHARED = Written(
    {
        "denk_aan": "een netwerk dat blijft bestaan, ook als de subsidie stopt.",
        "zie_en_ervaar": "dat docenten en bedrijven elkaar steeds beter weten te vinden.",
        "vraag_me_af": "wie straks de uren betaalt.",
    }
)
"""What everybody else writes."""
SENTENCES = 3
STATEMENTS = 7
STEPS_EACH = 1 + SENTENCES + STATEMENTS + 1
"""Steps of one partner: begin, sentences, statements, hand in."""
AGREED = {
    "what": "Elke maand een nieuwsbericht van de school of het bedrijf dat aan de beurt is",
    "sign": "In de volgende scan staat communicatie hoger",
    "item": "communicatie",
    "bent": "keep",
}
"""What is agreed once the radar stands, by the inputs of the window."""
SEES_TO_IT = "Tom de Wit"
"""Who sees to it."""
TIME_FOR_IT = timedelta(weeks=8)
LIKELY = (1, 2, 2, 3, 3, 3, 4, 4, 4, 5)
"""Scores that a made-up partner draws from."""

Step = Callable[[], None]
Progress = Callable[[int, int], None]


async def play(address: str, progress: Progress) -> Shown:
    """Start a scan if none runs, answer it as every partner, close it, agree on an action.

    Returns the radar's message.

    `progress` is told how many steps of how many are done. Raises PersonError or TimeoutError
    when the bot does not do what people expect.
    """
    total = len(PARTICIPANTS) * STEPS_EACH + 1  # what is agreed in the end
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    async with Person(address, LEADER.name) as leader:
        before = len(_radars(leader))
        await _start(leader)
        for number, one in enumerate(PARTICIPANTS):
            async with Person(address, one.name) as partner:
                await _answer(partner, random.Random(number), step)  # noqa: S311 - made-up scores
        home = await _home_with(leader, "scan.close")
        await leader.tap(home, "scan.close")
        await leader.wait_for(lambda me: len(_radars(me)) > before, WAIT_S)
        radar = _radars(leader)[-1]
        await _agree(leader, radar)
        step()
        return radar


async def _agree(leader: Person, radar: Shown) -> None:
    """Make an action of what the radar shows, and wait until the channel has it."""
    before = len(_agreed(leader))
    await asyncio.sleep(PAUSE_S)
    await leader.tap(radar, "action.new")
    window = await leader.wait_for(lambda me: me.modal, WAIT_S)
    _, owners = window.find("owner")
    names = [str(one["text"]["text"]) for one in all_options(owners)]
    day = datetime.fromtimestamp(float(radar.body["ts"]), UTC).date() + TIME_FOR_IT
    owner = next(name for name in names if name.startswith(SEES_TO_IT))
    await leader.submit({**AGREED, "owner": owner, "due": day.isoformat()})
    await leader.wait_for(lambda me: len(_agreed(me)) > before, WAIT_S)
    if leader.modal is not None:
        await leader.close(everything=True)


def _agreed(leader: Person) -> list[Shown]:
    return [one for one in leader.messages(f"#{CHANNEL}") if AGREED["what"] in one.text]


async def save_picture(address: str, message: Shown, file: Path) -> None:
    """Keep the picture of a message in a file, as the leader sees it."""
    image = next(block for block in message.body["blocks"] if block["type"] == "image")
    async with aiohttp.ClientSession() as session, session.get(address + image["image_url"]) as got:
        got.raise_for_status()
        await asyncio.to_thread(file.write_bytes, await got.read())


async def _start(leader: Person) -> None:
    if leader.modal is not None:
        await leader.close(everything=True)
    await leader.open_home()
    home = await leader.wait_for(
        lambda me: me.home if me.home and (_has(me.home, "scan.new") or _runs(me.home)) else None,
        WAIT_S,
    )
    if _runs(home):
        return
    await leader.tap(home, "scan.new")
    await leader.wait_for(lambda me: me.modal, WAIT_S)
    await leader.submit({"mode": "open"})
    await leader.submit()
    await leader.wait_for(lambda me: me.home if me.home and _runs(me.home) else None, WAIT_S)
    if leader.modal is not None:
        await leader.close(everything=True)


async def _answer(partner: Person, scores: random.Random, step: Step) -> None:
    if partner.modal is not None:  # left open by who played before
        await partner.close(everything=True)
    walk = await partner.wait_for(lambda me: _newest(me, "walk."), WAIT_S)
    if _has(walk, "walk.begin"):
        await _on(partner, partner.tap(walk, "walk.begin"))
    step()
    written = WRITTEN.get(partner.name, UNSHARED)
    for _ in range(SENTENCES):
        if (asked := _newest(partner, "walk.write")) is not None:
            text = written.texts[_item(asked, "walk.write")]
            await _on(partner, _write(partner, asked, "walk.write", {"text": text}))
        step()
    for _ in range(STATEMENTS):
        await _say_on_what_it_rests(partner, written)
        if (asked := _newest(partner, "walk.score")) is not None:
            label = f"walk.score:{scores.choice(LIKELY)}"
            await _on(partner, partner.tap(asked, label))
        step()
    if (ready := _newest(partner, "walk.hand_in")) is not None:
        if written.sharing is Sharing.NO:
            await partner.tap(ready, "walk.hand_in")
        else:
            await _write(partner, ready, "walk.review", {"sharing": written.sharing})
        await partner.wait_for(lambda me: _newest(me, "walk.hand_in") is None, WAIT_S)
    step()


async def _say_on_what_it_rests(partner: Person, written: Written) -> None:
    asked = _newest(partner, "walk.basis")
    basis = written.texts.get(_item(asked, "walk.basis")) if asked else None
    if asked and basis:
        await _on(partner, _write(partner, asked, "walk.basis", {"basis": basis}))


def _item(asked: Shown, action: str) -> str:
    """The item that a message asks for, as its button says."""
    _, button = asked.find(action)
    return parse_args(button["value"])["item"]


async def _write(partner: Person, asked: Shown, action: str, values: Mapping[str, str]) -> None:
    """Open a window, fill it in and send it."""
    await asyncio.sleep(PAUSE_S)
    await partner.tap(asked, action)
    await partner.wait_for(lambda me: me.modal, WAIT_S)
    await partner.submit(values)


async def _on(partner: Person, act: Awaitable[object]) -> None:
    """Do something that changes the walk, and wait until its message has changed."""
    before = _walk_text(partner)
    await act
    await partner.wait_for(lambda me: _walk_text(me) != before, WAIT_S)


def _walk_text(partner: Person) -> str:
    messages = partner.messages()
    return messages[-1].text if messages else ""


async def _home_with(leader: Person, action: str) -> Shown:
    await leader.open_home()
    return await leader.wait_for(
        lambda me: me.home if me.home and _has(me.home, action) else None, WAIT_S
    )


def _has(shown: Shown, action: str) -> bool:
    return any(
        element["action_id"].startswith(action) for _, element in interactive(shown.body["blocks"])
    )


def _runs(home: Shown) -> bool:
    return _has(home, "scan.progress")


def _newest(person: Person, action: str) -> Shown | None:
    return next((one for one in reversed(person.messages()) if _has(one, action)), None)


def _radars(leader: Person) -> list[Shown]:
    return [
        one
        for one in leader.messages(f"#{CHANNEL}")
        if any(block["type"] == "image" for block in one.body["blocks"])
    ]
