"""An area of any size in the middle of its rounds, written by a few statements: for counting, measuring and looking."""

from datetime import timedelta

from czech_sort import bytes_key
from sqlalchemy import text

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day

# Every eleventh municipality each: how far it is, and whether that is a decision.
STATES = (
    "approved", "approved", "sent", "approved", "on_agenda", "noted", "approved_with_changes", "postponed", "rejected",
    "preparing", "approved",
)  # fmt: skip
NAMES = ("Dolní", "Horní", "Nová", "Stará", "Velká", "Malá", "Chudá", "Hrubá", "Česká", "Žlutá")
ENDS = (
    "Lhota",
    "Ves",
    "Hůrka",
    "Bělá",
    "Chýška",
    "Říčka",
    "Studánka",
    "Přívora",
    "Čeřenice",
    "Zátoka",
    "Hať",
    "Úvalna",
)


def make_large_area(
    tx: Transaction, catalogue: Catalogue, size: int, *, rounds: int = 3, key: str = "velka"
) -> int:
    """Write an area with `size` municipalities and `rounds` plans before all their councils; return its id.

    Its coordinator is koordinace@<key>.example.org. Each plan is before the lead assembly, then the others.
    """
    given = {"key": key, "email": f"koordinace@{key}.example.org", "now": tx.now}
    area_id = tx.session.execute(text(_AREA), given).scalar_one()
    names = [f"{NAMES[at % len(NAMES)]} {ENDS[at // len(NAMES)]}" for at in range(size)]
    towns = [
        {
            "area": area_id,
            "code": f"{key[:2]}{at:04}",
            "name": name,
            "sort": bytes_key(name),
            "people": 137 * (at + 1),
        }
        for at, name in enumerate(names)
    ]
    tx.session.execute(text(_MUNICIPALITY), towns)
    tx.session.execute(text(_PEOPLE), {**given, "area": area_id})
    lead = tx.session.execute(text(_LEAD), {"area": area_id}).scalar_one()
    for number in range(rounds):
        _round(tx, catalogue, area_id, lead, 2027 + 4 * number)
    return int(area_id)


def _round(tx: Transaction, catalogue: Catalogue, area_id: int, lead: int, year: int) -> None:
    given = {
        "area": area_id,
        "lead": lead,
        "title": f"Komunitní plán sociálních služeb {year}–{year + 3}",
        "first": year,
        "plan_law": catalogue.latest("plan").version,
        "law": catalogue.latest("council_resolution").version,
        "states": list(STATES),
        "opened": tx.now - timedelta(days=110),
        "now": tx.now,
        "today": prague_day(tx.now),
        "shift": year % len(STATES),
    }
    tx.session.execute(text(_ROUND), given)


_AREA = """
INSERT INTO area (key, name, name_locative, lead_municipality_id, coordinator, contacts, publicity)
SELECT :key, '{"cs": "Velká oblast", "en": "Large area"}', '', min(id), '{}', '[]', '{}' FROM municipality RETURNING id
"""
_MUNICIPALITY = """
WITH town AS (
    INSERT INTO municipality (code, kind, name, name_forms, inhabitants, address, sort_key)
    VALUES (:code, 'municipality', :name, '{}', :people, '[]', :sort) RETURNING id
), seat AS (
    INSERT INTO area_municipality (area_id, municipality_id, valid_from, contact_email)
    SELECT :area, id, DATE '2010-01-01', 'obec@example.cz' FROM town
)
INSERT INTO body (kind, municipality_id, key, name, name_en, name_forms, member_count, target_groups, sort_key)
SELECT 'assembly', id, 'assembly', 'Zastupitelstvo obce ' || :name, 'Assembly of ' || :name, '{}', 9, '[]', :sort
FROM town
"""
_PEOPLE = """
WITH team AS (
    INSERT INTO body (kind, area_id, key, name, name_en, name_forms, target_groups, sort_key)
    VALUES ('coordination', :area, 'staff', 'Koordinace', 'Coordination', '{}', '[]', '') RETURNING id
), person AS (
    INSERT INTO "user" (email, name, language, phone, active, fs_uniquifier)
    VALUES (:email, 'Koordinace', 'cs', '', true, :email) RETURNING id
)
INSERT INTO membership (user_id, body_id, role, organisation, valid_from)
SELECT person.id, team.id, 'coordinator', '', DATE '2010-01-01' FROM person, team
"""
_LEAD = """
UPDATE area SET lead_municipality_id = (SELECT min(municipality_id) FROM area_municipality WHERE area_id = :area)
WHERE id = :area RETURNING lead_municipality_id
"""
_ROUND = """
WITH plan AS (
    INSERT INTO plan (area_id, title, period_from, period_to, owner_municipality_id)
    SELECT id, :title, :first, CAST(:first AS int) + 3, lead_municipality_id FROM area WHERE id = :area RETURNING id
), version AS (
    INSERT INTO version (area_id, subject_kind, subject_id, number, content, sha256, created_at)
    SELECT :area, 'plan', id, 1, '{}', repeat('0', 64), :opened FROM plan RETURNING id
), document AS (
    INSERT INTO process_instance (process, version, area_id, subject_kind, subject_id, state, seq, version_id,
        started_at, changed_at, head_hash)
    SELECT 'plan', :plan_law, :area, 'plan', plan.id, 'council_approval', 1, version.id, :opened, :opened, ''
    FROM plan, version RETURNING id, version_id
), stage AS (
    INSERT INTO round_stage (process_id, round, position, rule, opened_at, total, counted, refused, left_out,
        inhabitants, inhabitants_counted, inhabitants_refused, inhabitants_left_out)
    SELECT document.id, 1, position, jsonb_build_object('key', key, 'bodies', key,
        'counts', '["approved", "noted"]'::jsonb,
        'label', jsonb_build_object('cs', cs, 'en', en)), :opened, 0, 0, 0, 0, 0, 0, 0, 0
    FROM document, (VALUES
        (1, 'lead_assembly', 'Zastupitelstvo vedoucí obce', 'Lead assembly'),
        (2, 'member_assemblies', 'Zastupitelstva ostatních obcí', 'Assemblies of the others')
    ) AS s(position, key, cs, en)
), child AS (
    INSERT INTO process_instance (process, version, area_id, subject_kind, subject_id, state, seq, root_id, parent_id,
        stage, body_id, version_id, session_on, due_at, started_at, changed_at, head_hash)
    SELECT 'council_resolution', :law, :area, 'plan', plan.id,
        (CAST(:states AS text[]))[1 + (body.id + :shift) % cardinality(CAST(:states AS text[]))], 1, document.id,
        document.id, CASE WHEN body.municipality_id = :lead THEN 1 ELSE 2 END, body.id, document.version_id,
        CASE WHEN body.id % 3 = 0 THEN CAST(:today AS date) + 9 END,
        CAST(:now AS timestamptz) + make_interval(days => CAST(body.id % 40 AS int) - 15), :opened,
        CAST(:now AS timestamptz) - make_interval(days => CAST(body.id % 60 AS int)), ''
    FROM plan, document, body JOIN area_municipality seat ON seat.municipality_id = body.municipality_id
    WHERE seat.area_id = :area
    RETURNING id, state, body_id, version_id
)
INSERT INTO council_resolution (area_id, process_id, body_id, version_id, version_sha256, verdict, session_number,
    session_on, number, point, text, changes, source, recorded_at, reason)
SELECT :area, id, body_id, version_id, repeat('0', 64), state, '12', CAST(:today AS date) - CAST(body_id % 60 AS int),
    body_id % 30 || '/12/' || to_char(CAST(:today AS date), 'YYYY'), '', '', '', '', :now, ''
FROM child WHERE state NOT IN ('sent', 'on_agenda', 'preparing')
"""
