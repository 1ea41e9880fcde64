"""What the pages that record a revocation have in common: its form, what it annuls, why there is nothing to revoke."""

from flask_babel import gettext as _

from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.queries.council_body import CouncilBody
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.resolution_form import ResolutionForm, resolution_form
from workflow_app.web.shared.resolution_meaning import meaning_of
from workflow_app.web.shared.wording import day
from workflows.council_resolution.payloads import REVOCATION, REVOKED


def revocation_form(body: CouncilBody, *, on_behalf: bool) -> ResolutionForm:
    """Return the form of a resolution whose only outcome is that it annuls the recorded one."""
    form = resolution_form(
        assembly().catalogue, on_behalf=on_behalf, offered=(REVOKED,), members_total=body.member_count
    )
    form.verdict.data, form.verdict.raw_data = REVOKED, [REVOKED]
    form.verdict.label.text = ""
    return form


def check_revocable(tx: Transaction, body: CouncilBody) -> None:
    """Raise Refused when there is no decision that could be revoked now."""
    choices = available(tx, assembly().catalogue, body.process_id)
    found = next((choice for choice in choices if choice.trigger == REVOCATION), None)
    if found is None:
        label = body.state_label
        raise Refused(Refusal("state_does_not_allow", {"state_cs": label.cs, "state_en": label.en}))
    if found.refusals:
        raise Refused(*found.refusals)


def revocation_meaning(body: CouncilBody) -> list[str]:
    """Return what a revocation annuls and what it means, to be looked at before it is recorded."""
    meaning = meaning_of(REVOKED, body.stages, body.stage)
    if not body.resolutions:
        return meaning
    annulled = body.resolutions[-1]
    held = day(annulled.session_on)
    if annulled.number:
        said = _("It annuls resolution no. %(number)s of %(day)s.", number=annulled.number, day=held)
    else:
        said = _("It annuls the decision of %(day)s.", day=held)
    return [said, *meaning]
