"""Names that read the same get a number."""

from hypothesis import given
from hypothesis import strategies as st

from flows.naming import told_apart


@given(st.lists(st.sampled_from(["A", "a", "A (1)", "A (2)", "B", " b", "A (1) (1)"]), max_size=9))
def test_no_two_names_are_the_same(names: list[str]) -> None:
    """Whatever they are, and each still begins with its own."""
    apart = told_apart(dict(enumerate(names)))
    assert len({" ".join(one.split()).casefold() for one in apart.values()}) == len(names)
    assert all(apart[place].startswith(name) for place, name in enumerate(names))
