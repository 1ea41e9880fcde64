"""Adds a municipality that might join an area, with the council that would decide about it."""

import re
from dataclasses import dataclass
from datetime import date

from czech_sort import bytes_key
from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding
from workflow_app.usecases.check_area_file import valid_ico
from workflow_app.usecases.name_bodies import (
    GENITIVE_OF_KIND,
    council_name,
    council_name_en,
    decline,
    office_name,
)
from workflows.common.joining import locked_onboarding, membership_on, write_step

FEWEST_MEMBERS, MOST_MEMBERS = 5, 55  # of an assembly by § 68 of act 128/2000 Sb.


@dataclass(frozen=True, slots=True)
class Candidate:
    """A municipality as a form gives it. `assembly` and `board` are numbers of all members; a board may be missing."""

    code: str
    ico: str
    kind: str
    name: str
    genitive: str
    locative: str
    inhabitants: int | None
    assembly: int | None
    board: int | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""

    def refusals(self) -> list[Refusal]:
        """Return what cannot be true of it."""
        found = []
        if not re.fullmatch(r"[0-9]{6}", self.code):
            found.append(Refusal("code_is_wrong", field="code"))
        if not re.fullmatch(r"[0-9]{8}", self.ico) or not valid_ico(self.ico):
            found.append(Refusal("ico_is_wrong", field="ico"))
        if self.kind not in GENITIVE_OF_KIND:
            found.append(Refusal("choice_is_unknown", field="kind"))
        texts = ("name", "genitive", "locative")
        found += [Refusal("text_is_missing", field=name) for name in texts if not getattr(self, name)]
        if self.inhabitants is None:
            found.append(Refusal("number_is_missing", field="inhabitants"))
        if self.assembly is None or not FEWEST_MEMBERS <= self.assembly <= MOST_MEMBERS:
            limits = {"fewest": FEWEST_MEMBERS, "most": MOST_MEMBERS}
            found.append(Refusal("members_of_assembly", limits, field="assembly"))
        return found


def add_candidate(tx: Transaction, area_id: int, candidate: Candidate) -> str:
    """Add the municipality to those that the area follows and return its code.

    A municipality that the installation knows already keeps what is known of it, for other areas share it.
    Raises Refused with every reason.
    """
    today = prague_day(tx.now)
    town = tx.session.scalar(select(Municipality).where(Municipality.code == candidate.code))
    if town is None:
        refusals = candidate.refusals()
        if refusals:
            raise Refused(*refusals)
        town = _new_municipality(tx, area_id, candidate)
    elif _is_followed(tx, area_id, town.id, today):
        raise Refused(Refusal("municipality_is_followed_already", {"name": town.name}, field="code"))
    row = locked_onboarding(tx, area_id, town.id, today)
    row.contact_name, row.contact_email = candidate.contact_name, candidate.contact_email
    row.contact_phone = candidate.contact_phone
    write_step(tx, row, "not_contacted", today, "")
    return town.code


def _is_followed(tx: Transaction, area_id: int, municipality_id: int, today: date) -> bool:
    followed = select(Onboarding.id).where(
        Onboarding.area_id == area_id, Onboarding.municipality_id == municipality_id
    )
    planning = membership_on(tx, area_id, municipality_id, today)
    return planning is not None or tx.session.execute(followed).first() is not None


def _new_municipality(tx: Transaction, area_id: int, candidate: Candidate) -> Municipality:
    town = Municipality(
        code=candidate.code,
        ico=candidate.ico,
        kind=candidate.kind,
        name=candidate.name,
        name_forms={"genitive": candidate.genitive, "locative": candidate.locative},
        inhabitants=candidate.inhabitants,
        address=[office_name(candidate.kind, candidate.name, candidate.genitive)],
        sort_key=bytes_key(candidate.name),
    )
    tx.session.add(town)
    tx.session.flush()
    counts = {"assembly": candidate.assembly, "board": candidate.board}
    tx.session.add_all(_council(town, kind, count) for kind, count in counts.items() if count)
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="municipality",
        subject_id=town.id,
        before={},
        after={"code": town.code, "name": town.name, **counts},
    )
    return town


def _council(town: Municipality, kind: str, member_count: int) -> Body:
    name = council_name(kind, town.kind, town.name)
    return Body(
        kind=kind,
        municipality_id=town.id,
        key=kind,
        name=name,
        name_en=council_name_en(kind, town.kind, town.name),
        name_forms=decline(name) or {},
        member_count=member_count,
        target_groups=[],
        sort_key=town.sort_key,
    )
