"""The municipalities of the area: who has joined, who is asked, who plans elsewhere."""

from collections import Counter
from itertools import groupby
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.followed_municipalities import (
    ExcludedMunicipality,
    FollowedMunicipality,
    excluded_municipalities,
    followed_municipalities,
)
from workflow_app.queries.overlaps import overlaps
from workflow_app.queries.place import Place
from workflow_app.queries.plan_owner import possible_owners
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.onboarding_words import TONES, overlap_sentence, row_words, state_words


@staff.get("/<area>/municipalities")
@page(Permission.STAFF_MANAGE)
def municipalities(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the municipalities; `state` and `q` in the address choose some of them."""
    rows = followed_municipalities(tx, place.area_id or 0)
    chosen = {name: request.args.get(name, "").strip() for name in ("state", "q")}
    shown = [row for row in rows if _is_chosen(row, chosen)]
    prefix = url_for("staff.municipality", area=area, municipality="0")[:-1]
    return render(
        "staff/municipalities.html",
        area=area,
        rows=[row_words(row, f"{prefix}{row.code}") for row in shown],
        sentence=_sentence(rows),
        segments=_segments(rows),
        chosen=chosen,
        states=[("", _("all")), *((state, state_words(state)["label"]) for state in TONES)],
        shown=len(shown),
        total=len(rows),
        excluded=_excluded(excluded_municipalities(tx, place.area_id or 0)),
        unions=[in_words(owner.name) for owner in possible_owners(tx, place.area_id or 0) if owner.union_id],
        warnings=[overlap_sentence(item) for item in overlaps(tx, place.area_id or 0)],
    )


def _is_chosen(row: FollowedMunicipality, chosen: dict[str, str]) -> bool:
    wanted = chosen["q"].casefold()
    return chosen["state"] in ("", row.state) and (wanted in row.name.casefold() or wanted in row.code)


def _sentence(rows: tuple[FollowedMunicipality, ...]) -> str:
    """Return "joined 14 of 15"; those that have left are not counted among all."""
    joined = sum(row.state == "joined" for row in rows)
    total = sum(row.state != "left" for row in rows)
    return _("Joined: %(joined)s of %(total)s municipalities.", joined=joined, total=total)


def _segments(rows: tuple[FollowedMunicipality, ...]) -> list[dict[str, Any]]:
    counts = Counter(row.state for row in rows)
    return [state_words(state) | {"count": counts[state]} for state in TONES if counts[state]]


def _excluded(rows: tuple[ExcludedMunicipality, ...]) -> list[dict[str, Any]]:
    """Return the municipalities that plan elsewhere, those of one reason and day together."""
    found = []
    for (reason, since), group in groupby(rows, key=lambda row: (row.reason, row.valid_from)):
        members = list(group)
        found.append(
            {
                "reason": reason,
                "since": day(since),
                "count": ngettext("%(num)s municipality", "%(num)s municipalities", len(members)),
                "names": ", ".join(f"{row.name} ({row.code})" for row in members),
            }
        )
    return found
