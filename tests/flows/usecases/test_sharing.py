"""What the channel shows of people's texts follows their consent, and whether they take part."""

import pytest

from flows.messages import Quote
from flows.response import ResponseState, Sharing
from flows.scan import Scan
from flows.topics import Topic
from flows.usecases.desk import Download
from tests.support.builders import (
    INSTRUMENT,
    buttons_of,
    form_of,
    keys_of,
    notice_of,
    said,
    sentence,
)
from tests.support.leading import CHANNEL, LedWorld, about
from tests.support.published import PublishedWorld
from tests.support.two_moments import close_sentences, send, with_sentences, write

OWN, OTHERS = "wat ik vind", "wat een ander vindt"


@pytest.fixture
def world() -> LedWorld:
    """U1 and U2 share a sentence with their names, U3 wrote none; the channel shows both."""
    world = with_sentences()
    write(world, "U1", OWN, Sharing.NAMED)
    write(world, "U2", OTHERS, Sharing.NAMED)
    close_sentences(world)
    assert OWN in in_channel(world)
    return world


def in_channel(world: LedWorld) -> str:
    """What the channel now comes to read of the sentences, "" if nothing of them changed."""
    return "".join(post.words() for post in about(world.deliver(), Topic.SENTENCES))


def score(world: LedWorld, user_id: str) -> None:
    """Somebody scores all statements and hands in."""
    world.tap("walk.begin", user_id)
    for item in INSTRUMENT.statements:
        world.tap("walk.score", user_id, item=item.key, score=3)
    world.tap("walk.hand_in", user_id)


def take_out(world: LedWorld, user_id: str = "U1") -> None:
    """The leader takes somebody's organisation out."""
    partner = world.store.partners.get(world.response(user_id).partner_id)
    world.lead("partners.remove", partner=partner.id)


def test_a_sentence_that_was_not_handed_in_is_never_shared() -> None:
    """Handing in the statements later hands in those alone; the writer reads so."""
    world = with_sentences()
    write(world, "U1", OTHERS)
    world.tap("walk.begin", "U2")
    world.submit(form_of(world.tap("walk.write", "U2", item=sentence().key)), "U2", text=OWN)
    for item in INSTRUMENT.sentences[1:]:
        world.tap("walk.skip", "U2", item=item.key)
    world.tell("review.share", "U2", sharing=Sharing.NAMED)
    close_sentences(world)
    send(world)
    for user_id in ("U1", "U2"):
        score(world, user_id)
    assert "Deze zin is niet ingeleverd." in said(form_of(world.tap("walk.review", "U2")))
    assert "Deze zin is niet ingeleverd." in said(form_of(world.tap("privacy.data", "U2")))
    file = world.tap("privacy.download", "U2").download
    assert isinstance(file, Download)
    assert "Deze zin is niet ingeleverd." in said(file.content)
    world.lead("scan.close")
    world.deliver()
    scan = world.now_scan()
    shared = said(form_of(world.tap("results.texts", "U1", scan=scan.id, item=sentence().key)))
    assert OTHERS in shared
    assert OWN not in shared


@pytest.mark.parametrize("is_sent", [False, True])
def test_who_is_taken_out_takes_their_sentences_along(world: LedWorld, *, is_sent: bool) -> None:
    """During the conversation once the statements are sent, after that at once; and back again."""
    if is_sent:
        send(world)
    take_out(world)
    changed = (
        in_channel(world)
        if is_sent
        else "".join(post.words() for post in about(send(world), Topic.SENTENCES))
    )
    assert OTHERS in changed
    assert OWN not in changed
    world.take_in("De Boer", "U1")
    assert OWN in in_channel(world)


def test_who_shared_nothing_leaves_the_channel_as_it_is(world: LedWorld) -> None:
    """Nothing of it changes when they are taken out."""
    send(world)
    form = form_of(world.lead("partners.edit", partner=world.response("U2").partner_id))
    world.hand(form, people=("U2",))
    assert world.response("U3").state is ResponseState.REMOVED
    assert not in_channel(world)


@pytest.mark.parametrize("is_sent", [False, True])
def test_stopping_takes_the_sentences_away(world: LedWorld, *, is_sent: bool) -> None:
    """From the channel and the windows; the channel reads that the scan was stopped."""
    if is_sent:
        send(world)
    form = form_of(world.lead("we.open"))
    world.hand(form, **{sentence().key: "wat wij vinden"})
    assert "wat wij vinden" in in_channel(world)
    world.lead("scan.cancel")
    stopped = in_channel(world)
    assert "De scan is gestopt." in stopped
    assert not [text for text in (OWN, OTHERS, "wat wij vinden") if text in stopped]
    scan = world.now_scan()
    window = world.tap("results.texts", "U1", scan=scan.id, item=sentence().key)
    assert "shared.none" in keys_of(form_of(window))


def test_stopped_before_the_sentences_were_posted_nothing_is() -> None:
    """The channel never saw any: it only reads that the scan was stopped."""
    world = with_sentences()
    write(world, "U1", OWN, Sharing.NAMED)
    close_sentences(world)
    form = form_of(world.lead("we.open"))
    world.hand(form, **{sentence().key: "wat wij vinden"})
    world.lead("scan.cancel")
    assert not [p for p in world.deliver() if p.reader == CHANNEL and "vind" in p.words()]


def published() -> tuple[PublishedWorld, Scan]:
    """A published scan in which U1 shares a sentence and a reason with their name."""
    world = PublishedWorld()
    world.start()
    world.deliver()
    world.tap("walk.begin", "U1")
    world.submit(form_of(world.tap("walk.write", "U1", item=sentence().key)), "U1", text=OWN)
    world.hand_in("U1", 2)
    world.hand_in("U2", 4)
    world.tell("review.share", "U1", sharing=Sharing.NAMED)
    world.lead("scan.close")
    assert OWN in in_channel(world)
    return world, world.now_scan()


def test_sharing_can_be_stopped_after_a_scan_has_closed() -> None:
    """Nothing is deleted: the channel and the windows no longer have it, the writer still does."""
    world, scan = published()
    before = form_of(world.tap("privacy.data", "U1"))
    assert f"{scan.title}, De Boer: één tekst" in said(before)
    (button,) = [one for one in buttons_of(before) if one.action == "privacy.unshare"]
    assert button.confirm is not None
    reply = world.press(button, "U1")
    after = form_of(reply)
    assert (reply.replace, keys_of(after)[1]) == (True, "data.unshared")
    assert Quote(OWN) in after.body
    assert "Deze tekst deelt u niet." in said(after)
    assert "privacy.unshare" not in {one.action for one in buttons_of(after)}
    assert "Er zijn geen zinnen meer" in in_channel(world)
    window = world.tap("results.texts", "U2", scan=scan.id, item=sentence().key)
    assert "shared.none" in keys_of(form_of(window))
    world.press(button, "U1")
    assert not in_channel(world)


def test_nobody_stops_the_sharing_of_another() -> None:
    """Whatever id the button carries; and who shares nothing has no button."""
    world, _ = published()
    reply = world.tap("privacy.unshare", "U2", response=world.response("U1").id)
    assert notice_of(reply) == "walk.notice.not_yours"
    assert world.response("U1").sharing is Sharing.NAMED
    own = form_of(world.tap("privacy.data", "U2"))
    assert "privacy.unshare" not in {one.action for one in buttons_of(own)}


def test_stopped_while_a_scan_is_open_the_receipt_follows(world: LedWorld) -> None:
    """A sentence of before the conversation stays unshared whatever is chosen for the reasons."""
    send(world)
    score(world, "U1")
    world.tap("privacy.unshare", "U1")
    assert OWN not in in_channel(world)
    world.tell("review.share", "U1", sharing=Sharing.NAMED)
    assert OWN not in said(
        form_of(world.tap("results.texts", "U2", scan=world.now_scan().id, item=sentence().key))
    )
