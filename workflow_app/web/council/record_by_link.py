"""Records by a link how the body decided: fill in, check your answers, record; without an account or JavaScript."""

from flask import Response, url_for

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.actor import HeldLink
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import UselessLink
from workflow_app.queries.link_matter import link_matter, recording_refusals
from workflow_app.queries.municipal_matter import MunicipalMatter
from workflow_app.queries.place import Place
from workflow_app.usecases.record_resolution import KeptScan
from workflow_app.usecases.use_recording_link import record_by_link as record
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.by_link import held_link, recorded_here
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import (
    ResolutionForm,
    answers,
    folded_verdicts,
    resolution_form,
    verdict_lines,
)
from workflow_app.web.shared.resolution_meaning import meaning_of
from workflow_app.web.shared.useless_link import private
from workflows.council_resolution.payloads import ResolutionRecorded


@council.get("/by-link/<int:link_id>/record")
@page(Permission.LINK_HELD)
def record_by_link(tx: Transaction, place: Place, link_id: int) -> Response:
    """Show the form. Raises UselessLink when nothing is awaited any more."""
    link, matter = held_link(tx, "record"), link_matter(tx, assembly().catalogue, place)
    if recording_refusals(tx, assembly().catalogue, matter.process_id) is None:
        raise UselessLink("closed", link_id)
    day = matter.body.session_on
    form = resolution_form(
        assembly().catalogue,
        on_behalf=False,
        short=True,
        offered=matter.body.verdicts,
        session_on=day if day and day <= prague_day(tx.now) else None,
        members_total=matter.body.member_count,
    )
    form.seen.data = str(matter.body.seq)
    return _show(link, matter, form, Entry("form"))


@council.post("/by-link/<int:link_id>/record")
@limiter.limit("60 per 15 minutes")
@page(Permission.LINK_HELD)
def record_by_link_post(tx: Transaction, place: Place, link_id: int) -> Response:
    """Take one step of the entry; after the last one lead to the receipt."""
    link, catalogue, settings = held_link(tx, "record"), assembly().catalogue, assembly().settings
    matter = link_matter(tx, catalogue, place)
    form = resolution_form(catalogue, on_behalf=False, short=True, offered=matter.body.verdicts)

    def confirm(payload: ResolutionRecorded, scan: KeptScan | None, seen: int | None) -> None:
        record(tx, catalogue, settings, payload, scan=scan, seen=seen)

    entry = enter_resolution(tx, form, matter.process_id, confirm)
    if entry.step == "recorded":
        return go_to(url_for("council.receipt_by_link", link_id=link_id))
    if entry.step == "form" and entry.status != 200:
        overtaken = link_matter(tx, catalogue, place)
        if recording_refusals(tx, catalogue, matter.process_id) is None:
            return _overtaken(overtaken, form, entry)
    return _show(link, matter, form, entry)


def _show(link: HeldLink, matter: MunicipalMatter, form: ResolutionForm, entry: Entry) -> Response:
    return private(
        render(
            "council/record_by_link.html",
            status=entry.status,
            link=link,
            matter=matter,
            form=form,
            entry=entry,
            general=[(sentence, None) for sentence in entry.general],
            lines=verdict_lines(matter.body.counts),
            folded=folded_verdicts(form, matter.body.counts),
            example=matter.body.last_number,
            file_name=entry.file_name,
            upload_limit_mb=assembly().settings.max_upload_mb,
            meaning=meaning_of(form.verdict.data or "", matter.body.stages, matter.body.stage),
        )
    )


def _overtaken(matter: MunicipalMatter, form: ResolutionForm, entry: Entry) -> Response:
    """Show what is recorded beside what was typed: a second press of the button, or somebody was faster."""
    return private(
        render(
            "shared/overtaken.html",
            status=409,
            matter=matter,
            recorded=recorded_here(matter),
            typed=answers(form, entry.file_name),
        )
    )
