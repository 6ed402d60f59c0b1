"""A response that goes on after a break: of who is taken in again, and after the conversation."""

from dataclasses import replace

from flows.response import Response, ResponseState

DECLINED_BEFORE = "declined_before"
"""The note on a response whose participant had declined before they were taken out."""


def taken_out(response: Response, state: ResponseState = ResponseState.REMOVED) -> Response:
    """The response of somebody who is no longer asked; `restored` undoes it."""
    declined = response.state is ResponseState.DECLINED
    return replace(response, state=state, note=DECLINED_BEFORE if declined else response.note)


def restored(response: Response) -> Response:
    """The response of somebody who was taken out and is taken in again: where they were."""
    if response.state not in {ResponseState.REMOVED, ResponseState.HANDED_OVER}:
        return response
    back = replace(response, later=False, later_at=None, note="")
    if response.note == DECLINED_BEFORE:
        return replace(back, state=ResponseState.DECLINED)
    if response.submitted_at is not None:
        return replace(back, state=ResponseState.SUBMITTED)
    begun = response.begun_at is not None
    return replace(back, state=ResponseState.BEGUN if begun else ResponseState.INVITED)


def with_statements(response: Response, first: int) -> Response:
    """The response once the statements are asked, of which the first has this position.

    Having handed in the sentences does not count as having handed in, and being reminded of them
    not as having been reminded. Who had not begun, declined or is out stays so.
    """
    submitted = response.state is ResponseState.SUBMITTED
    return replace(
        response,
        state=ResponseState.BEGUN if submitted else response.state,
        position=first,
        later=False,
        later_at=None,
        note=response.note if response.note == DECLINED_BEFORE else "",
        reminded=0,
        submitted_at=None,
        sentences_at=response.submitted_at,
    )
