"""The window in which a leader says how a region is followed between its scans."""

from flows.follow_up import Asked, FollowUp
from flows.language import Language, decimal
from flows.messages import ChoiceInput, DateInput, Form, Note, Option, TextInput
from flows.wording import say


def settings_form(follow_up: FollowUp, language: Language, statements: int) -> Form:
    """What is asked how often, until when there is a subsidy, and from when on a fall counts.

    A questionnaire has so many `statements`.
    """
    return Form(
        key="follow_up.settings",
        title=say("follow_up.settings_title"),
        body=(
            ChoiceInput(
                name="asked",
                label=say("follow_up.asked"),
                hint=say("follow_up.asked_hint"),
                options=tuple(
                    Option(value=one, label=say(f"follow_up.option.{one.value}")) for one in Asked
                ),
                initial=follow_up.asked,
            ),
            Note(say("follow_up.source")),
            DateInput(
                name="subsidy_until",
                label=say("follow_up.subsidy"),
                hint=say("follow_up.subsidy_hint"),
                initial=follow_up.subsidy_until,
                required=False,
            ),
            TextInput(
                name="fall",
                label=say("follow_up.fall"),
                hint=say("follow_up.fall_hint"),
                initial=decimal(follow_up.fall, language),
                longest=10,
            ),
            TextInput(
                name="statements",
                label=say("follow_up.statements"),
                hint=say("follow_up.statements_hint", most=statements),
                initial=str(follow_up.statements),
                longest=10,
            ),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"region": follow_up.region_id},
    )
