"""The receipt of what was recorded by a link: what, what it means, where the way to correct it is."""

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.actor import HeldLink
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.link_matter import link_matter
from workflow_app.queries.municipal_matter import MunicipalMatter
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.by_link import held_link, recorded_here
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.round_sentence import round_sentence
from workflow_app.web.shared.useless_link import private
from workflow_app.web.shared.wording import in_words


@council.get("/by-link/<int:link_id>/receipt")
@page(Permission.LINK_HELD)
def receipt_by_link(tx: Transaction, place: Place, link_id: int) -> Response:
    """Show what is recorded and counts now. Raises NotFound when nothing is."""
    matter = link_matter(tx, assembly().catalogue, place)
    if matter.resolution is None:
        raise NotFound(f"resolution of process {matter.process_id}")
    return private(
        render(
            "council/receipt_by_link.html",
            matter=matter,
            reference=in_words(matter.body.state_label),
            meaning=_so_far(matter),
            next=_next(held_link(tx), matter),
            recorded=recorded_here(matter),
        )
    )


def _so_far(matter: MunicipalMatter) -> str:
    sentence = round_sentence(matter.document.round)
    return f"{sentence}." if sentence else ""


def _next(link: HeldLink, matter: MunicipalMatter) -> list[str]:
    found = [_("The coordinator has been told; you need not send anything by post.")]
    if link.sent_to:
        found.append(
            _(
                "A receipt is on its way to %(email)s. If you find a mistake, the link in it lets you correct it.",
                email=link.sent_to,
            )
        )
    else:
        found.append(_("If you find a mistake, tell the coordinator."))
    if matter.waits_for_council:
        found.insert(
            0, _("The matter stays open for you: record the next resolution when the body returns to it.")
        )
    return found
