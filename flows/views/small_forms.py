"""The small windows of the walk: write, add a reason, explanation, ask a colleague."""

from flows.instrument import Item
from flows.messages import Form, Note, Paragraph, PeopleInput, TextInput
from flows.views.earlier import sentence_input
from flows.views.invitation import invitation_body
from flows.views.walk import Walk, invitation_of, progress
from flows.wording import say


def write_form(walk: Walk, item: Item) -> Form:
    """A window to finish a sentence in, with what was written before."""
    return Form(
        key="walk.write",
        title=progress(walk, item),
        body=(sentence_input(walk, item),),
        submit=say("form.save"),
        close=say("form.close"),
        args={"response": walk.response.id, "item": item.key},
    )


def basis_form(walk: Walk, item: Item) -> Form:
    """A window to say on what a score is based; empty takes the text away."""
    answer = walk.answers.get(item.key)
    prompts = " ".join(prompt.in_(walk.language) for prompt in walk.instrument.prompts)
    return Form(
        key="walk.basis",
        title=progress(walk, item),
        body=(
            Paragraph(say("walk.item", text=item.wording(walk.scan.variant, walk.language))),
            TextInput(
                name="basis",
                label=say("form.basis", prompts=prompts),
                hint=say("form.no_names"),
                initial=answer.basis if answer else "",
                multiline=True,
                required=False,
            ),
        ),
        submit=say("form.save"),
        close=say("form.close"),
        args={"response": walk.response.id, "item": item.key},
    )


def explanation_form(walk: Walk, item: Item) -> Form:
    """A window with a statement in other words, and what "I do not know" does."""
    in_other_words = item.explanation.in_(walk.language) if item.explanation else ""
    return Form(
        key="walk.explanation",
        title=say("form.explanation_title"),
        body=(
            Paragraph(say("walk.item", text=item.wording(walk.scan.variant, walk.language))),
            Paragraph(say("form.explanation", text=in_other_words)),
            Paragraph(say("form.unknown")),
            Note(say("form.explanation_ours")),
        ),
        close=say("form.close"),
    )


def invitation_form(walk: Walk) -> Form:
    """The invitation once more, to read."""
    return Form(
        key="walk.invitation",
        title=say("form.invitation_title"),
        body=invitation_body(invitation_of(walk)),
        close=say("form.close"),
    )


def ask_colleague_form(walk: Walk) -> Form:
    """A window to choose who takes the invitation over."""
    return Form(
        key="walk.colleague",
        title=say("form.colleague_title"),
        body=(
            Paragraph(say("form.colleague", partner=walk.partner.name)),
            PeopleInput(name="colleague", label=say("form.colleague_label")),
        ),
        submit=say("form.colleague_submit"),
        close=say("form.close"),
        args={"response": walk.response.id},
    )
