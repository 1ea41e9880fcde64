"""Which bodies a stage of an approval route names, and who decides where a municipality has no board."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import text

from workflow_app.db.uow import Transaction
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage

# RouteStage is among them: pages, which know no tables, have it from here.
__all__ = [
    "BODIES_OF_STAGES",
    "RouteStage",
    "StageBody",
    "bodies_of_stages",
    "council_of",
    "in_sequence",
    "wanted",
    "who_decides",
]

# bodies of a stage -> kind of body, of which municipalities. The lead municipality decides in its own stage, so
# the member sets leave it out. A union and a region belong to the area itself; those asked are the document's.
_SETS = {
    "lead_assembly": ("assembly", "lead"),
    "lead_board": ("board", "lead"),
    "member_assemblies": ("assembly", "members"),
    "member_boards": ("board", "members"),
    "all_assemblies": ("assembly", "all"),
    "all_boards": ("board", "all"),
    "asked_assemblies": ("assembly", "asked"),
    "union": ("union", ""),
    "region": ("region", ""),
}

# For every row of :wanted the bodies it names, as members are on :today. A board that was abolished has no member
# count any more. Where a municipality has no board, its assembly is taken instead unless the stage skips it. A single
# council is named by the code of its municipality, which is a member or is asked by the document, or both.
BODIES_OF_STAGES = """
    WITH wanted AS (
        SELECT * FROM jsonb_to_recordset(CAST(:wanted AS jsonb))
            AS w(position int, kind text, whose text, key text, without_board text)
    )
    SELECT w.position, b.id AS body_id, m.code || '/' || w.kind AS key, b.name, b.name_en, m.inhabitants,
        m.id = a.lead_municipality_id AS is_lead,
        CASE WHEN b.kind <> w.kind THEN w.without_board END AS stands_in, m.sort_key
    FROM wanted w
    JOIN area a ON a.id = :area_id
    JOIN area_municipality am ON am.area_id = a.id
        AND am.valid_from <= :today AND (am.valid_to IS NULL OR am.valid_to >= :today)
    JOIN municipality m ON m.id = am.municipality_id
    JOIN body b ON b.municipality_id = m.id AND b.member_count IS NOT NULL
        AND (b.valid_to IS NULL OR b.valid_to >= :today)
    WHERE (w.whose IN ('all', m.code) OR (w.whose IN ('lead', 'members')
            AND (m.id = a.lead_municipality_id) = (w.whose = 'lead')))
        AND (b.kind = w.kind OR (w.kind = 'board' AND b.kind = 'assembly' AND w.without_board <> 'skip'
            AND NOT EXISTS (SELECT FROM body board WHERE board.municipality_id = m.id
                AND board.kind = 'board' AND board.member_count IS NOT NULL)))
    UNION
    SELECT w.position, b.id, b.key, b.name, b.name_en, 0, false, NULL, b.sort_key
    FROM wanted w
    JOIN body b ON b.area_id = :area_id AND b.kind IN ('union', 'region') AND w.whose = ''
        AND (b.kind = w.kind OR b.key = w.key)
    UNION
    SELECT w.position, b.id, m.code || '/' || w.kind, b.name, b.name_en, m.inhabitants,
        m.id = a.lead_municipality_id, NULL, m.sort_key
    FROM wanted w
    JOIN area a ON a.id = :area_id
    JOIN asked_municipality am ON am.subject_kind = :subject_kind AND am.subject_id = :subject_id
    JOIN municipality m ON m.id = am.municipality_id
    JOIN body b ON b.municipality_id = m.id AND b.kind = w.kind AND b.member_count IS NOT NULL
        AND (b.valid_to IS NULL OR b.valid_to >= :today)
    WHERE w.whose IN ('asked', m.code)
"""


@dataclass(frozen=True, slots=True)
class StageBody:
    """One body of a stage. `key` names it in a route (RouteStage.body_key); stands_in: assembly | mayor | None."""

    body_id: int
    key: str
    name: str
    name_en: str
    inhabitants: int
    is_lead: bool
    stands_in: str | None

    @property
    def code(self) -> str:
        """The code of its municipality, "" for a union and a region."""
        code, slash, _kind = self.key.partition("/")
        return code if slash else ""

    @property
    def who(self) -> Text:
        """Who decides."""
        return who_decides(self.name, self.name_en, self.stands_in)


def who_decides(name: str, name_en: str, stands_in: str | None) -> Text:
    """Return the official name of a body, with who decides in place of its municipality's board (see `wanted`)."""
    if stands_in == "mayor":
        of_municipality = name.partition(" ")[2]  # "Zastupitelstvo" + "obce Bělá"
        return Text(
            f"Starosta/starostka {of_municipality} (místo rady)", f"Mayor in place of the board ({name_en})"
        )
    if stands_in == "assembly":
        return Text(f"{name} (místo rady)", f"{name_en} (in place of the board)")
    return Text(name, name_en)


def wanted(position: int, rule: RouteStage) -> dict[str, object]:
    """Return what BODIES_OF_STAGES must be told of one stage.

    Where a municipality has no board (§ 99 of act 128/2000 Sb.: none is elected where the assembly has fewer than
    15 members), its powers are exercised by the mayor unless the act says otherwise (§ 102 (4) of the same act).
    The route says what is usual in the area: the municipality skips the stage, its assembly decides, or its mayor.
    """
    kind, whose = _SETS.get(rule.bodies, ("", ""))
    code, slash, council = rule.body_key.partition("/")
    if rule.bodies == "named" and slash:
        kind, whose = council, code
    key = rule.body_key if rule.bodies == "named" else ""
    return {
        "position": position,
        "kind": kind,
        "whose": whose,
        "key": key,
        "without_board": rule.without_board,
    }


def council_of(rule: RouteStage, code: str) -> RouteStage:
    """Return the stage as it would be if it named only the council of the municipality with this code.

    Only for a stage of councils: a union or a region has none in its place.
    """
    kind = str(wanted(1, rule)["kind"])
    return replace(rule, bodies="named", body_key=f"{code}/{kind}")


def bodies_of_stages(
    tx: Transaction,
    area_id: int,
    rules: Sequence[RouteStage],
    today: date,
    subject: tuple[str, int] = ("", 0),
) -> list[list[StageBody]]:
    """Return the bodies of each stage as they are on `today`, in one statement.

    First those of the stage's own sequence, then the lead municipality's, the others by the Czech alphabet.
    `subject` is the kind and id of the document, whose asked municipalities a stage may name: they need not be
    members of the area.
    """
    found: list[list[StageBody]] = [[] for _ in rules]
    asked = json.dumps([wanted(position, rule) for position, rule in enumerate(rules)])
    rows = tx.connection.execute(
        text(f"{BODIES_OF_STAGES} ORDER BY position, is_lead DESC, sort_key, body_id"),
        {
            "wanted": asked,
            "area_id": area_id,
            "today": today,
            "subject_kind": subject[0],
            "subject_id": subject[1],
        },
    )
    for position, *values, _sort_key in rows:
        found[position].append(StageBody(*values))
    return [in_sequence(rule, bodies) for rule, bodies in zip(rules, found, strict=True)]


def in_sequence(rule: RouteStage, bodies: Sequence[StageBody]) -> list[StageBody]:
    """Return the bodies of a stage in the order of its sequence; those that it does not name follow as they are."""
    place = {code: number for number, code in enumerate(rule.sequence)}
    return sorted(bodies, key=lambda body: place.get(body.code, len(place)))
