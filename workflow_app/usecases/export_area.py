"""Writes an area as the area file that would make it again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from czech_sort import bytes_key

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.models.plan_owner import LEAD
from workflow_app.usecases.area_facts import Fields, Subject
from workflow_app.usecases.area_file import CASES, OFFICERS
from workflow_app.usecases.area_text import block, flow, item
from workflow_app.usecases.export_routes import routes_text
from workflow_app.usecases.export_union import owner_of_area, union_fields, union_terms
from workflow_app.usecases.name_bodies import council_name, council_name_en, decline, office_name
from workflow_app.usecases.read_union import Term
from workflow_app.usecases.session_dates import write_session_dates
from workflow_app.usecases.session_entry import write_sessions
from workflow_app.usecases.stored_area import StoredArea, load_area

BODY_ORDER = ("coordination", "region", "union", "steering_group", "working_group")
Seats = list[tuple[str, str, str, Fields]]  # e-mail, role, from, the rest


class _Export:
    """One export: the stored facts, grouped the way the file groups them."""

    def __init__(self, stored: StoredArea, area_key: str, today: str) -> None:
        self.facts = stored.facts
        self.today = today
        self.area = stored.facts[Subject("area", (area_key,))]
        self.seats: dict[tuple[str, str], Seats] = defaultdict(list)
        # By host: seated, from, the rest.
        self.block_seats: dict[str, list[tuple[str, str, Fields]]] = defaultdict(list)
        self.planning: dict[str, list[tuple[str, Fields]]] = defaultdict(list)
        self.excluded: dict[tuple[str, str, str], list[str]] = defaultdict(list)  # reason, from, to -> codes
        for subject, fields in stored.facts.items():
            if subject.kind == "membership":
                self._take_seat(subject.key, fields)
            elif subject.kind == "block_seat" and _began(subject.key[2], fields):
                host, seated, start = subject.key
                self.block_seats[host].append((seated, start, fields))
            elif subject.kind == "area_municipality" and _began(subject.key[1], fields):
                self.planning[subject.key[0]].append((subject.key[1], fields))
            elif subject.kind == "exclusion" and _began(subject.key[1], fields):
                term = (fields["reason"], subject.key[1], fields["valid_to"] or "")
                self.excluded[term].append(subject.key[0])
        self.area_from = min(start for terms in self.planning.values() for start, _ in terms)
        terms = [seat[2] for body, seats in self.seats.items() if body[0] for seat in seats]
        self.term_from = min(terms, default=self.area_from)

    def _take_seat(self, key: tuple[str, ...], fields: Fields) -> None:
        email, code, body, role, valid_from = key
        if _began(valid_from, fields):
            self.seats[code, body].append((email, role, valid_from, fields))

    def is_seated(self, subject: Subject) -> bool:
        """True for a body of the area in which somebody sits today or later; a region has no seats at all."""
        if subject.kind != "body" or subject.key[0]:
            return False
        if self.facts[subject]["kind"] == "region":
            return True
        seats = self.seats["", subject.key[1]]
        return any((fields["valid_to"] or self.today) >= self.today for _, _, _, fields in seats)

    @property
    def bodies(self) -> list[str]:
        """Keys of the bodies that the file will have."""
        return [subject.key[1] for subject in self.facts if self.is_seated(subject)]

    def terms(self) -> Iterator[Term]:
        """Yield how the file will say that municipalities plan in the area: the newest term of each."""
        for code, terms in self.planning.items():
            start, fields = max(terms, key=lambda term: term[0])
            yield code, start, fields["valid_to"]

    def person(self, email: str) -> Fields:
        """What the file says of a person beside the seat; Czech is not said, it is the default."""
        fields = self.facts[Subject("user", (email,))]
        language = fields["language"] if fields["language"] != "cs" else None
        return {"name": fields["name"], "email": email, "phone": fields["phone"], "language": language}


def export_area(tx: Transaction, area_key: str) -> str:
    """Return the area as YAML in the format of docs/area-file.md; importing it again changes nothing.

    Ended seats are written with their dates, bodies without anybody in them are left out. A municipality that
    left and came back is written with its latest dates only, in the area as in the union.
    Raises NotFound when there is no such area.
    """
    stored = load_area(tx, area_key)
    if stored.area is None:
        raise NotFound(area_key)
    export = _Export(stored, area_key, prague_day(tx.now).isoformat())
    parts = [_area(export, area_key), _municipalities(export), _bodies(export), routes_text(stored.facts)]
    return "format: 1\n\n" + "\n\n".join(parts) + "\n"


def _began(valid_from: str, fields: Fields) -> bool:
    """False for what was ended before it began: it never was, and no file can say it."""
    return fields["valid_to"] is None or bool(fields["valid_to"] >= valid_from)


def _area(export: _Export, area_key: str) -> str:
    area = export.area
    head = {
        "key": area_key,
        "name": area["name"],
        "name_locative": area["name_locative"],
        "lead_municipality": area["lead_municipality"],
        "owner": owner_of_area(area["owners"], export.area_from, (LEAD, *export.bodies)),
        "from": export.area_from,
        "municipal_term_from": export.term_from,
    }
    names = ("name", "role", "department", "address", "place", "phone", "email")
    lines = ["area:", *block(head, 2), *_exclusions(export), "  coordinator:"]
    lines += [
        f"    {name}: {flow(area['coordinator'][name])}" for name in names if _said(area["coordinator"], name)
    ]
    if area["contacts"]:
        lines.append("  contacts:")
        for contact in area["contacts"]:
            rest = {name: contact[name] for name in ("name", "email", "phone")}
            lines.append(item([{"audience": contact["audience"]}, rest], 4))
    if area["publicity"]:
        lines += ["  publicity:", *block(area["publicity"], 4)]
    return "\n".join(lines)


def _exclusions(export: _Export) -> list[str]:
    """Who plans elsewhere, one set a reason and term; a reason that nobody gave is said as a dash."""
    if not export.excluded:
        return []
    lines = ["  exclusions:"]
    for (reason, start, end), codes in sorted(export.excluded.items()):
        dates = {"from": start if start != export.area_from else None, "to": end or None}
        lines.append(item([{"codes": sorted(codes)}, {"reason": reason or "–"}, dates], 4))
    return lines


def _said(fields: Fields, name: str) -> bool:
    """An address may be an empty list, which the file must say; other empty fields are left out."""
    return name == "address" or bool(fields.get(name))


def _municipalities(export: _Export) -> str:
    known = {*export.planning, *(code for codes in export.excluded.values() for code in codes)}

    def order(code: str) -> tuple[bytes, str]:
        return bytes_key(export.facts[Subject("municipality", (code,))]["name"]), code

    return "\n".join(["municipalities:", *(_municipality(export, code) for code in sorted(known, key=order))])


def _municipality(export: _Export, code: str) -> str:
    town = export.facts[Subject("municipality", (code,))]
    terms = export.planning.get(code, [(export.area_from, {"contact_email": "", "valid_to": None})])
    start, planning = max(terms, key=lambda term: term[0])
    councils = {kind: export.facts.get(Subject("body", (code, kind)), {}) for kind in ("assembly", "board")}
    rows: list[Fields] = [
        {"code": code, "ico": town["ico"], "kind": town["kind"], "name": town["name"], **town["name_forms"]},
        {
            "inhabitants": town["inhabitants"],
            **{kind: council.get("member_count") for kind, council in councils.items()},
            "email": planning["contact_email"],
        },
        {"from": start if start != export.area_from else None, "to": planning["valid_to"]},
    ]
    address = list(town["address"])
    if address == [office_name(town["kind"], town["name"], town["name_forms"]["genitive"])]:
        address = []
    rows += [
        {"address": address},
        *_council_forms(town, councils),
        *_resolutions(councils),
        *_sessions(councils),
        *_officers(export, code),
    ]
    return item(rows, 2)


def _council_forms(town: Fields, councils: dict[str, Fields]) -> Iterable[Fields]:
    """The names of councils, where they are not what the rules of name_bodies give."""
    for kind, council in councils.items():
        if council.get("member_count") is None:
            continue
        rule = council_name(kind, town["kind"], town["name"])
        ruled: Fields = {"nominative": rule, "en": council_name_en(kind, town["kind"], town["name"])}
        said = {"nominative": council["name"], "en": council["name_en"], **council["name_forms"]}
        ruled.update(decline(council["name"]) or dict.fromkeys(CASES, council["name"]))
        other = {name: value for name, value in said.items() if ruled[name] != value}
        if other:
            yield {f"{kind}_forms": other}


def _resolutions(councils: dict[str, Fields]) -> Iterable[Fields]:
    """How the resolutions of councils look, where it is not the usual way."""
    for kind, council in councils.items():
        style, number = council.get("resolution_style"), council.get("resolution_number")
        said = {"numerals": None if style == "roman" else style, "number": number}
        if council.get("member_count") is not None and any(said.values()):
            yield {f"{kind}_resolutions": {name: value for name, value in said.items() if value}}


def _sessions(councils: dict[str, Fields]) -> Iterable[Fields]:
    """When councils usually meet and on which days they will, where somebody has said so."""
    for kind, council in councils.items():
        if council.get("member_count") is not None and council["session_rhythm"]:
            yield {f"{kind}_sessions": write_sessions(council["session_rhythm"])}
        if council.get("member_count") is not None and council["session_dates"]:
            yield {f"{kind}_session_dates": write_session_dates(council["session_dates"])}


def _officers(export: _Export, code: str) -> Iterable[Fields]:
    """The present officer of each role by name of the role, all others under officers."""
    seats = {seat[:3]: seat for kind in ("assembly", "board") for seat in export.seats[code, kind]}
    latest_first = sorted(
        seats.values(), key=lambda seat: (seat[3]["valid_to"] or "9999", seat[2]), reverse=True
    )
    others = []
    present: Fields = {}
    for email, role, start, fields in latest_first:
        dates = {"from": start if start != export.term_from else None, "to": fields["valid_to"]}
        officer = {**export.person(email), **dates}
        if role in present:
            others.append({**officer, "role": role})
        else:
            present[role] = officer
    yield from ({role: present[role]} for role in OFFICERS if role in present)
    if others:
        yield {"officers": others}


def _bodies(export: _Export) -> str:
    def order(key: tuple[str, Fields]) -> tuple[int, bytes]:
        return BODY_ORDER.index(key[1]["kind"]), bytes_key(key[1]["name"])

    own = [(key, export.facts[Subject("body", ("", key))]) for key in export.bodies]
    return "bodies:\n" + "\n\n".join(_body(export, key, fields) for key, fields in sorted(own, key=order))


def _body(export: _Export, key: str, body: Fields) -> str:
    seats = export.seats["", key]
    in_union = union_terms(export.facts, key)
    start = min([*(seat[2] for seat in seats), *(term[1] for term in in_union)], default=export.area_from)
    ruled = decline(body["name"])
    forms = body["name_forms"] if ruled != body["name_forms"] else None
    head = {
        "kind": body["kind"],
        "key": key,
        "name": {"cs": body["name"], "en": body["name_en"]},
        "forms": forms,
        "target_groups": body["target_groups"],
        "rules": body["rules"],
        **union_fields(body, in_union, start, export.terms()),
        "session_dates": write_session_dates(body["session_dates"]),
        "from": start,
    }
    lines = block(head, 4)
    lines[0] = "  - " + lines[0].lstrip()
    members = (
        ["    members:", *(_member(export, seat, start) for seat in seats)] if seats else ["    members: []"]
    )
    return "\n".join([*lines, *members, *_block_seats(export, key, start)])


def _block_seats(export: _Export, key: str, body_from: str) -> Iterable[str]:
    """Bodies seated as a whole; one in which nobody sits any more is not in the file, nor is its seat."""
    blocks = [block for block in export.block_seats[key] if export.is_seated(Subject("body", ("", block[0])))]
    if blocks:
        yield "    seats:"
    for seated, start, fields in sorted(blocks, key=lambda block: (block[1], block[0])):
        dates = {"from": start if start != body_from else None, "to": fields["valid_to"]}
        yield item([{"body": seated, "role": fields["role"], "side": fields["side"], **dates}], 6)


def _member(export: _Export, seat: tuple[str, str, str, Fields], body_from: str) -> str:
    email, role, start, fields = seat
    first = {
        **export.person(email),
        "role": role,
        "side": fields["side"],
        "represents": fields["represents"],
        "from": start if start != body_from else None,
        "to": fields["valid_to"],
    }
    return item([first, {"organisation": fields["organisation"]}], 6)
