"""Buttons of the steps that a working group may take, and who may take those that this person may not."""

from flask_babel import gettext as _

from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.group_steps import GroupStep
from workflow_app.queries.place import Place
from workflow_app.web.shared.transition_page import TransitionButton, Why, buttons_of
from workflow_app.web.shared.wording import in_words
from workflow_app.web.working_group.way import to

BACKWARD = ("GroupReason", "ReturnToGroups")  # what asks for a reason undoes something: never the main action
SAID_ALREADY = {"part_is_submitted_already", "group_has_recommended_already"}


def step_buttons(
    place: Place, head: DocumentHead, steps: tuple[GroupStep, ...], *, submitted: bool = False
) -> list[TransitionButton]:
    """Return the buttons of a document for one group. What the group has said already is not offered again."""

    def url_of(trigger: str) -> str:
        return to(place, "step", process=head.process_id, trigger=trigger)

    shown = [step for step in steps if (step.trigger != "take_part_back" or submitted) and not _is_said(step)]
    mine = [step.choice for step in shown if step.choice]
    others = [step for step in shown if step.choice is None]
    onward = {choice.trigger for choice in mine if choice.payload not in BACKWARD}
    return [
        *buttons_of(mine, url_of, {}, onward),
        *(_not_mine(step, url_of(step.trigger)) for step in others),
    ]


def _is_said(step: GroupStep) -> bool:
    return step.choice is not None and any(item.key in SAID_ALREADY for item in step.choice.refusals)


def _not_mine(step: GroupStep, url: str) -> TransitionButton:
    who = ", ".join(step.speakers)
    text = _("The group speaks through its leader.")
    return TransitionButton(
        step.trigger, in_words(step.label), url, "secondary", "", (Why(text, who or None, None),)
    )
