"""The matter before the body whose recording link was opened: read it here; the button leads to the form."""

from collections.abc import Iterable
from typing import Any

from flask import Response, url_for

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.actor import HeldLink
from workflow_app.kernel.errors import Forbidden, Refusal, UselessLink
from workflow_app.queries.documents import DocumentFile
from workflow_app.queries.link_matter import link_matter, recording_refusals
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_packet
from workflow_app.queries.packet_files import packet_files
from workflow_app.queries.place import Place
from workflow_app.usecases.correct_own_resolution import correction_refusals
from workflow_app.usecases.use_recording_link import note_opened
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.resolution_rows import recorded_rows
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.document_words import file_size
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter
from workflow_app.web.shared.transition_page import Why, why
from workflow_app.web.shared.useless_link import private

FORMS = {"record": "council.record_by_link", "correct": "council.correct_by_link"}


@council.get("/by-link/<int:link_id>")
@page(Permission.LINK_HELD)
def by_link(tx: Transaction, place: Place, link_id: int) -> Response:
    """Show what is decided on, by whom, until when, and the packet; once it is recorded, what is recorded.

    Raises UselessLink when nothing is awaited and nothing recorded.
    """
    link, matter = held_link(tx), link_matter(tx, assembly().catalogue, place)
    if link.kind == "record" and matter.resolution and not matter.waits_for_council:
        return private(go_to(url_for("council.receipt_by_link", link_id=link_id)))
    return private(
        render(
            "council/by_link.html",
            link=link,
            matter=matter,
            files=[_download(tx, link, file) for file in municipal_packet(tx, matter.body).files],
            reasons=_reasons(tx, link, matter),
            recorded=recorded_here(matter),
        )
    )


@council.post("/by-link/<int:link_id>")
@limiter.limit("60 per 15 minutes")
@page(Permission.LINK_HELD)
def by_link_post(tx: Transaction, place: Place, link_id: int) -> Response:
    """A person has pressed the button: write it down and lead on to the form. Raises UselessLink."""
    matter = link_matter(tx, assembly().catalogue, place)
    _reasons(tx, held_link(tx), matter)
    note_opened(tx)
    return go_to(url_for(FORMS[held_link(tx).kind], link_id=link_id))


def held_link(tx: Transaction, kind: str | None = None) -> HeldLink:
    """Return the link that acts. Raises Forbidden when it is of another `kind` than the page is for."""
    link = tx.actor.link
    if link is None or kind not in (None, link.kind):
        raise Forbidden("not by this link")
    return link


def recorded_here(matter: MunicipalMatter) -> list[dict[str, str]]:
    """Return what is recorded and counts now as rows of a summary list; nothing while nothing is."""
    return recorded_rows(matter)


def _reasons(tx: Transaction, link: HeldLink, matter: MunicipalMatter) -> list[Why]:
    """Return why the form is shut for the moment. Raises UselessLink when it will not open any more."""
    catalogue = assembly().catalogue
    found: Iterable[Refusal] | None = None
    if link.kind != "correct":
        found = recording_refusals(tx, catalogue, matter.process_id)
    elif matter.resolution:
        found = correction_refusals(tx, catalogue, matter.process_id)
    if found is None:
        raise UselessLink("closed", link.link_id)
    return [why(refusal) for refusal in found]


def _download(tx: Transaction, link: HeldLink, file: DocumentFile) -> dict[str, Any]:
    return {
        "language": file.language,
        "url": _url(link, file.id),
        "size": file_size(file.size),
        "contents": [
            {"url": _url(link, item.id), "name": item.file_name, "size": file_size(item.size)}
            for item in packet_files(tx, file.id)
        ],
    }


def _url(link: HeldLink, document_id: int) -> str:
    return url_for("council.packet_by_link", link_id=link.link_id, document_id=document_id)
