"""The staff's overview: figures, tasks of the coordinator, documents under way, the matrix."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.document_head import DocumentHead, document_heads
from workflow_app.queries.failed_deliveries import count_failed
from workflow_app.queries.place import Place
from workflow_app.queries.session_reach import Terms
from workflow_app.queries.session_tasks import session_tasks
from workflow_app.queries.staff_overview import Matrix, MatrixCell, MatrixRow, StaffOverview, staff_overview
from workflow_app.queries.staff_tasks import staff_tasks
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.task_words import task_words


@staff.get("/<area>")
@page(Permission.STAFF_MANAGE)
def overview(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show everything that runs in the area."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    found = staff_overview(tx, catalogue, area_id)
    heads = document_heads(tx, catalogue, area_id, running=True)
    found_tasks = [
        *staff_tasks(tx, catalogue, area_id, heads),
        *session_tasks(tx, catalogue, area_id, heads, Terms.of(assembly().settings)),
    ]
    failed = count_failed(tx, [area_id])
    tasks = task_words(area, found_tasks, tx.now, failed)
    titles = {head.process_id: in_words(head.title) for head in heads}
    only_late = request.args.get("show") == "late"
    return render(
        "staff/overview.html",
        area=area,
        tasks=tasks,
        cards=_figures(area, found, tasks, failed),
        documents=[_document(area, head) for head in heads],
        settled=[
            {"title": in_words(head.title), "label": in_words(head.state_label), "tone": head.tone}
            | {
                "url": url_for("staff.document", area=area, process_id=head.process_id),
                "since": head.changed_at,
            }
            for head in document_heads(tx, catalogue, area_id, running=False)[:10]
        ],
        matrices=[
            _matrix(area, item, titles.get(item.document_id, ""), only_late) for item in found.matrices
        ],
        only_late=only_late,
    )


def _figures(
    area: str, found: StaffOverview, tasks: list[dict[str, Any]], failed: int
) -> list[dict[str, Any]]:
    here = url_for("staff.overview", area=area)
    late = found.late + found.soon
    return [
        {"value": found.running, "label": _("under way"), "url": f"{here}#documents", "tone": "under_way"},
        {"value": len(tasks), "label": _("waiting for you"), "url": f"{here}#waiting-title"}
        | {"tone": "waits" if tasks else "done"},
        {
            "value": late,
            "label": _("late or soon late"),
            "url": url_for("staff.overview", area=area, show="late") + "#matrix",
        }
        | {"tone": "refused" if found.late else "waits" if late else "done"},
        {"value": failed, "label": _("failed"), "url": url_for("staff.failed_deliveries", area=area)}
        | {"tone": "refused" if failed else "done"},
    ]


def _document(area: str, head: DocumentHead) -> dict[str, Any]:
    return {
        **head_words(head),
        "url": url_for("staff.document", area=area, process_id=head.process_id),
        "round_url": url_for("staff.council_round", area=area, process_id=head.process_id)
        if head.round
        else None,
    }


def _matrix(area: str, matrix: Matrix, title: str, only_late: bool) -> dict[str, Any]:
    """Return the matrix for the macro; the address of a row is the prefix and a number, made once."""
    prefix = url_for("staff.council_body", area=area, process_id=0)[:-1]
    rows = [row for row in matrix.rows if not only_late or row.late or row.soon]
    late = sum(row.late for row in matrix.rows)
    return {
        "title": title,
        "id": f"matrix-{matrix.document_id}",
        "url": url_for("staff.council_round", area=area, process_id=matrix.document_id),
        "steps": [*(in_words(label) for label in matrix.steps), _("Deadline")],
        "rows": [_row(prefix, row) for row in rows],
        "late": ngettext("%(num)s municipality is late", "%(num)s municipalities are late", late)
        if late
        else "",
    }


def _row(prefix: str, row: MatrixRow) -> dict[str, Any]:
    url = f"{prefix}{row.process_id}" if row.process_id else None
    return {
        "label": row.municipality,
        "url": url,
        "note": row.code if row.twin else "",
        "cells": [*(_cell(cell) for cell in row.cells), _deadline(row)],
    }


def _cell(cell: MatrixCell | None) -> dict[str, Any] | None:
    return None if cell is None else {"label": in_words(cell.label), "tone": cell.tone, "day": cell.day}


def _deadline(row: MatrixRow) -> dict[str, Any] | None:
    if row.until is None:
        return None
    label = _("late") if row.late else _("soon") if row.soon else _("in time")
    return {
        "label": label,
        "tone": "refused" if row.late else "waits" if row.soon else "not_yet",
        "day": day(row.until),
    }
