"""Buttons of a process, and the page that confirms any trigger which asks for no more than a reason."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField, widgets
from wtforms.fields import SelectMultipleField

from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.engine.definition import Definition
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import Forbidden, Refusal, Refused, Stale
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words, refusal_text

# Payloads that this page can ask for; the others (a resolution, a meeting) have pages of their own.
ASKED_HERE = (None, "Reason", "GroupReason", "GroupStatement", "ReturnToGroups")
FINAL_TONE = "refused"  # a state of this tone is a dead end: its button is not offered as the main one


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why a button cannot be pressed now, who can change that and until when."""

    text: str
    who: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class TransitionButton:
    """One button as a page shows it: a link to its confirm page, or grey with its reasons."""

    trigger: str
    label: str
    url: str
    kind: str  # primary | secondary | danger
    consequence: str
    reasons: tuple[Why, ...]


def buttons_of(
    choices: Sequence[Choice],
    url_of: Callable[[str], str],
    tones: dict[str, str],
    forward: Collection[str] | None = None,
) -> list[TransitionButton]:
    """Return the buttons of a process; the first one that can be pressed is the main action.

    `url_of` makes the address of a trigger's page; `tones` is the tone of each state (see `state_tones`).
    `forward`: only these triggers can be the main action (see `forward_triggers`); None: any.
    """
    found: list[TransitionButton] = []
    for choice in choices:
        may_lead = forward is None or choice.trigger in forward
        first = may_lead and not choice.refusals and not any(item.kind == "primary" for item in found)
        final = tones.get(choice.target) == FINAL_TONE
        found.append(
            TransitionButton(
                trigger=choice.trigger,
                label=in_words(choice.label),
                url=url_of(choice.trigger),
                kind="danger" if final else "primary" if first else "secondary",
                consequence=in_words(choice.consequence),
                reasons=tuple(why(refusal) for refusal in choice.refusals),
            )
        )
    return found


def forward_triggers(law: Definition, state: str) -> set[str]:
    """Return the triggers that lead from `state` to a later step of the process."""
    keys = [key for key, _label in law.steps]

    def place(name: str) -> int:
        step = law.states[name].step
        return keys.index(step) if step else -1

    return {item.trigger for item in law.leaving(state) if place(item.leads_to(state)) > place(state)}


def why(refusal: Refusal) -> Why:
    """Return a refusal as a page shows it."""
    return Why(refusal_text(refusal), refusal.unblocked_by, refusal.until)


def state_tones(process: str, version: int) -> dict[str, str]:
    """Return the tone of every state of a process."""
    return {
        name: state.tone for name, state in assembly().catalogue.definition(process, version).states.items()
    }


class TransitionForm(PageForm):
    """Reason, comment and groups; what the payload does not ask for is taken out."""

    reason = TextAreaField(_l("Reason"))
    comment = TextAreaField(_l("Comment"))
    body_ids = SelectMultipleField(
        _l("Who has to mend its part"),
        coerce=int,
        validate_choice=False,
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which trigger of which process a confirm page is about, and what the page needs besides.

    `groups` are (id, name) of the working groups to choose from when a document is returned; `done_url` is
    where the receipt is shown. `title` is the document as people know it.
    """

    process_id: int
    trigger: str
    title: str
    back_url: str
    done_url: str
    body_id: int | None = None
    groups: tuple[tuple[int, str], ...] = ()


def show_transition(tx: Transaction, asked: Asked) -> Response:
    """Answer GET: what happens when one confirms, or why it cannot be done now. Raises Forbidden."""
    choice = _choice(tx, asked)
    form = _form(choice, asked)
    form.seen.data = str(read(tx, asked.process_id).seq)
    return _page(asked, choice, form, (), 200)


def take_transition(tx: Transaction, asked: Asked) -> Response:
    """Answer POST: fire the trigger and lead on; show the page again with what was typed when it is refused."""
    choice = _choice(tx, asked)
    form = _form(choice, asked)
    answers = {"reason": form.reason.data or "" if form.reason else ""}
    answers["comment"] = form.comment.data or "" if form.comment else ""
    if not form.validate():
        return _page(asked, choice, form, (), 422)
    try:
        with attempt(tx):
            fire_transition(
                tx,
                assembly().catalogue,
                asked.process_id,
                asked.trigger,
                {**answers, "body_ids": _chosen(form, asked)},
                seen=form.seen_seq,
                body_id=asked.body_id,
            )
    except Refused as refused:
        return _page(asked, choice, form, tuple(form.refuse(refused)), 422)
    except Stale:
        text = _("The state has changed meanwhile. Look at it before you confirm again.")
        return _page(asked, choice, form, (text,), 409)
    return go_to(asked.done_url, _("Done: %(what)s.", what=in_words(choice.label)))


def _chosen(form: TransitionForm, asked: Asked) -> tuple[int, ...]:
    """Only groups that the page offered: an id from elsewhere is not somebody to return a text to."""
    offered = {body_id for body_id, _name in asked.groups}
    return tuple(body_id for body_id in (form.body_ids.data if form.body_ids else []) if body_id in offered)


def _choice(tx: Transaction, asked: Asked) -> Choice:
    for choice in available(tx, assembly().catalogue, asked.process_id, asked.body_id):
        if choice.trigger == asked.trigger and choice.payload in ASKED_HERE:
            return choice
    return _gone(tx, asked)


def _gone(tx: Transaction, asked: Asked) -> Choice:
    """The trigger exists but not in this state: the page says so. Raises Forbidden for anything else."""
    process = read(tx, asked.process_id)
    law = assembly().catalogue.definition(process.process, process.version)
    for item in law.transitions:
        if item.trigger == asked.trigger and item.permission and item.payload in ASKED_HERE:
            label = law.states[process.state].label
            refusal = Refusal("state_does_not_allow", {"state_cs": label.cs, "state_en": label.en})
            return Choice(item.trigger, item.label, item.consequence, item.payload, item.target, (refusal,))
    raise Forbidden(f"{asked.trigger} on process {asked.process_id}")


def _form(choice: Choice, asked: Asked) -> TransitionForm:
    form = TransitionForm()
    needs_reason = choice.payload in ("Reason", "ReturnToGroups")
    if choice.payload not in ("Reason", "GroupReason", "ReturnToGroups"):
        del form.reason
    elif needs_reason:
        form.reason.flags.required = True
    if choice.payload != "GroupStatement":
        del form.comment
    if choice.payload != "ReturnToGroups":
        del form.body_ids
    else:
        form.body_ids.choices = [(str(body_id), name) for body_id, name in asked.groups]
        form.body_ids.flags.required = True
    return form


def _page(
    asked: Asked, choice: Choice, form: TransitionForm, general: tuple[str, ...], status: int
) -> Response:
    return render(
        "shared/transition_page.html",
        status=status,
        asked=asked,
        label=in_words(choice.label),
        consequence=in_words(choice.consequence),
        reasons=[why(refusal) for refusal in choice.refusals],
        form=form,
        general=[(text, None) for text in general],
    )
