"""The approval route of one kind of document: to read, to change with a preview, and its former versions."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.queries.approval_routes import RouteVersion, named_bodies, route_versions
from workflow_app.queries.place import Place
from workflow_app.usecases.area_changes import ROUTE_WORDS
from workflow_app.usecases.route_input import RouteDraft, checked_route, draft_route
from workflow_app.usecases.route_sequence import names_by_code
from workflow_app.usecases.save_route import save_route
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.route_form import RouteForm, route_values
from workflow_app.web.staff.route_words import kind_label, old_words, route_words

NEW_STAGE = {
    "counts": ["approved"],
    "proposes": "approved",
    "deadline_days": "90",
    "bodies": "member_assemblies",
}


@staff.get("/<area>/routes/<kind>")
@page(Permission.STAFF_MANAGE)
def route(tx: Transaction, place: Place, area: str, kind: str) -> ResponseReturnValue:
    """Show the newest version in the form, with its picture and the versions before it."""
    versions = _versions(tx, place, kind)
    rules = versions[0].rules if versions else ()
    form = RouteForm(data=route_values(rules, prague_day(tx.now), names_by_code(tx, place.area_id or 0)))
    draft = checked_route(tx, place.area_id or 0, kind, rules)
    return _show(tx, place, kind, form, versions, draft)


@staff.post("/<area>/routes/<kind>")
@page(Permission.STAFF_MANAGE)
def route_post(tx: Transaction, place: Place, area: str, kind: str) -> ResponseReturnValue:
    """Save the route, or show it again as it would be: after a stage was added, removed or moved, or for a look."""
    versions, form, area_id = _versions(tx, place, kind), RouteForm(), place.area_id or 0
    do = request.form.get("do", "")
    if do == "save":
        return _save(tx, place, kind, form, versions)
    if do == "add-stages":
        form.stages.append_entry(NEW_STAGE)
    elif not form.change_rows(do):
        draft = draft_route(tx, area_id, kind, form.typed)
        general = form.refuse(Refused(*draft.findings.errors))
        return _show(tx, place, kind, form, versions, draft, 422 if draft.findings.errors else 200, general)
    return _show(tx, place, kind, form, versions, draft_route(tx, area_id, kind, form.typed))


def _save(
    tx: Transaction, place: Place, kind: str, form: RouteForm, versions: tuple[RouteVersion, ...]
) -> Response:
    area_id = place.area_id or 0
    draft = draft_route(tx, area_id, kind, form.typed)
    if form.valid_from.data is None:
        form.valid_from.errors = [_("Write the day as 2026-12-31.")]
        return _show(tx, place, kind, form, versions, draft, 422)
    try:
        with attempt(tx):
            saved = save_route(
                tx,
                area_id=area_id,
                kind=kind,
                typed=form.typed,
                valid_from=form.valid_from.data,
                reason=form.reason.data or "",
                seen=form.seen_seq,
            )
    except Refused as refused:
        general = form.refuse(refused)
        return _show(tx, place, kind, form, versions, draft, 422, general)
    except Stale:
        return _show(tx, place, kind, form, versions, draft, 409)
    back = url_for("staff.routes", area=place.area_key) + f"#{kind}"
    if saved is None:
        return go_to(back, _("Nothing has changed, so there is no new version."), "info")
    return go_to(back, _("The route is saved. Rounds that run already keep the one they began with."))


def _versions(tx: Transaction, place: Place, kind: str) -> tuple[RouteVersion, ...]:
    if kind not in ROUTE_WORDS:
        raise NotFound(f"route of {kind}")
    return route_versions(tx, place.area_id or 0, kind)


def _show(
    tx: Transaction,
    place: Place,
    kind: str,
    form: RouteForm,
    versions: tuple[RouteVersion, ...],
    draft: RouteDraft,
    status: int = 200,
    general: list[str] | None = None,
) -> Response:
    """Show the form over the picture of `draft`; after Stale the next save is meant for what is there now."""
    catalogue, names = assembly().catalogue, names_by_code(tx, place.area_id or 0)
    form.offer(catalogue, kind, named_bodies(tx, place.area_id or 0))
    newest = versions[0].version if versions else 0
    stale = status == 409
    return render(
        "staff/route.html",
        status=status,
        area=place.area_key,
        label=kind_label(kind),
        form=form,
        seen=newest if stale or request.method == "GET" else form.seen.data,
        words=route_words(catalogue, draft, names, with_errors=request.method == "GET"),
        typed=request.method == "POST",
        stale=versions[0] if stale else None,
        stale_words=old_words(catalogue, versions[0].rules, names) if stale else [],
        versions=[(version, old_words(catalogue, version.rules, names)) for version in versions],
        general=[(text, None) for text in general or ()],
    )
