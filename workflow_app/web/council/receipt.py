"""The receipt after recording: what was recorded, what it means for the whole document, what comes next."""

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_matter
from workflow_app.queries.place import Place
from workflow_app.queries.resolutions import Resolution
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.round_sentence import round_sentence
from workflow_app.web.shared.wording import day, in_words


@council.get("/<municipality>/receipt/<int:process_id>")
@page(Permission.COUNCIL_READ)
def receipt(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Show the receipt for the resolution that counts now."""
    matter = municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)
    if matter.resolution is None:
        raise NotFound(f"resolution of process {process_id}")
    return render(
        "council/receipt.html",
        municipality=municipality,
        matter=matter,
        reference=_reference(matter, matter.resolution),
        meaning=" ".join(sentence for sentence in (_concluded(matter.document), _so_far(matter)) if sentence),
        next=_next(matter),
    )


def _reference(matter: MunicipalMatter, resolution: Resolution) -> str:
    verdict, when = in_words(matter.body.state_label), day(resolution.session_on)
    if not resolution.number:
        return _("%(verdict)s on %(day)s", verdict=verdict, day=when)
    return _(
        "%(verdict)s on %(day)s, resolution no. %(number)s",
        verdict=verdict,
        day=when,
        number=resolution.number,
    )


def _so_far(matter: MunicipalMatter) -> str:
    sentence = round_sentence(matter.document.round)
    return f"{sentence}." if sentence else ""


def _concluded(head: DocumentHead) -> str:
    """Return what the document has become once enough bodies agreed."""
    if not head.settled or head.tone != "done":
        return ""
    return {
        "plan": _("All necessary bodies have decided and the plan has come into force."),
        "measure": _("All necessary bodies have decided and the measure is in the plan."),
        "monitoring_report": _("All necessary bodies have decided and the report is considered."),
        "action_plan": _("All necessary bodies have decided and the action plan is in force."),
    }[head.kind]


def _next(matter: MunicipalMatter) -> list[str]:
    if matter.waits_for_council:
        return [
            _("The matter stays open for you: record the next resolution when the body returns to it."),
            _("We will remind you of it by e-mail."),
        ]
    found = [_("The coordinator has been told; you need not send anything by post.")]
    if not matter.body.settled:
        return [_("The coordinator will look at the changes and let you know how it goes on."), *found]
    found.append(_("In a moment you can download an extract of the resolution as a Word document."))
    if not matter.document.settled:
        found.append(_("If you find a mistake, you can correct the record until the round ends."))
    return found
