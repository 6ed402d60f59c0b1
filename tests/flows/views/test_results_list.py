"""The outcomes that somebody may see in a list, and the files that each can be taken along in."""

from flows.messages import Form
from flows.outcome import FileKind
from flows.views.results import MOST_ROWS, Listed, files_form, list_form
from tests.support.builders import NOW, buttons_of, keys_of
from tests.support.outcomes import a_published_scan

DAY = NOW.date()


def actions(form: Form) -> list[str]:
    """What can be tapped."""
    return [button.action for button in buttons_of(form)]


def test_every_file_is_explained_in_a_line() -> None:
    """With a button that says which."""
    form = files_form(a_published_scan(id=5))
    kinds = [button.args for button in buttons_of(form)]
    assert kinds == [{"scan": 5, "kind": kind.value} for kind in FileKind]
    assert all(f"results.files.kind.{kind.value}" in keys_of(form) for kind in FileKind)


def test_every_button_says_what_it_makes() -> None:
    """And closing says whether there is a window beneath."""
    form = files_form(a_published_scan())
    assert len({button.label.key for button in buttons_of(form)}) == len(FileKind)
    assert form.close.key == "form.close"
    assert files_form(a_published_scan(), over_another=True).close.key == "form.back"


def listed(scan_id: int, region_id: int = 1) -> Listed:
    """An outcome in the list."""
    scan = a_published_scan(id=scan_id, region_id=region_id)
    return Listed(scan=scan, region=f"regio {region_id}", day=DAY)


def test_the_list_opens_each_outcome() -> None:
    """Of one region also what changed over time."""
    form = list_form([listed(3), listed(2)])
    assert [(one.action, one.args["scan"]) for one in buttons_of(form)] == [
        ("results.open", 3),
        ("results.open", 2),
        ("results.history", 3),
    ]
    assert "results.history" not in actions(list_form([listed(3)]))
    assert "results.history" not in actions(list_form([listed(3), listed(2, region_id=2)]))


def test_an_empty_list_says_who_sees_one() -> None:
    """Nothing else."""
    form = list_form([])
    assert "results.list.nothing" in keys_of(form)
    assert not actions(form)


def test_a_long_list_has_its_newest() -> None:
    """And says that there are more."""
    form = list_form([listed(number, number) for number in range(80, 0, -1)])
    assert len(actions(form)) == MOST_ROWS
    assert "results.list.more" in keys_of(form)
