"""Compares the facts of an area file with those stored: what is added, changed, ended; and how to say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflow_app.kernel.languages import Text
from workflow_app.models.body import seated_name
from workflow_app.usecases.area_facts import KINDS, Facts, Fields, Subject
from workflow_app.usecases.session_dates import changed_dates
from workflow_app.usecases.session_entry import sessions_in_words
from workflow_app.usecases.stored_area import StoredArea

KIND_WORDS = {
    "municipality": Text("obec", "municipality"),
    "user": Text("člověk", "person"),
    "area": Text("území", "area"),
    "area_municipality": Text("účast obce v plánování", "municipality's part in planning"),
    "exclusion": Text("obec, která plánuje jinde,", "municipality that plans elsewhere,"),
    "body": Text("orgán", "body"),
    "union_municipality": Text("členství obce ve svazku:", "membership of a union:"),
    "membership": Text("členství", "membership"),
    "block_seat": Text("členství z titulu funkce", "block seat"),
    "approval_route": Text("cesta schvalování", "approval route"),
}
ACTION_WORDS = {
    "added": Text("přibude", "added"),
    "changed": Text("změní se", "changed"),
    "ended": Text("skončí", "ended"),
}
ROLE_WORDS = {
    "leader": Text("vedení skupiny", "leader"),
    "member": Text("členství", "member"),
    "chair": Text("předsednictví", "chair"),
    "vice_chair": Text("místopředsednictví", "vice-chair"),
    "mayor": Text("starosta/starostka", "mayor"),
    "deputy_mayor": Text("místostarosta/místostarostka", "deputy mayor"),
    "clerk": Text("úřad obce", "clerk"),
    "coordinator": Text("koordinace", "coordinator"),
    "administrator": Text("správa", "administrator"),
}
ROUTE_WORDS = {
    "intent": Text("záměr plánovat společně", "intent to plan together"),
    "plan": Text("plán", "plan"),
    "action_plan": Text("akční plán", "action plan"),
    "measure": Text("opatření", "measure"),
    "monitoring_report": Text("monitorovací zpráva", "monitoring report"),
}
FIELD_WORDS = {
    "ico": Text("IČO", "IČO"),
    "kind": Text("druh", "kind"),
    "name": Text("název", "name"),
    "name_en": Text("anglický název", "English name"),
    "name_forms": Text("pády názvu", "forms of the name"),
    "name_locative": Text("název v 6. pádě", "name in the locative"),
    "inhabitants": Text("počet obyvatel", "inhabitants"),
    "address": Text("adresa", "address"),
    "phone": Text("telefon", "telephone"),
    "language": Text("jazyk", "language"),
    "lead_municipality": Text("vedoucí obec", "lead municipality"),
    "owners": Text("pořizovatel plánů", "owner of plans"),
    "coordinator": Text("koordinátor", "coordinator"),
    "contacts": Text("kontakty", "contacts"),
    "publicity": Text("povinná publicita", "publicity clause"),
    "contact_email": Text("e-mail pro dopisy", "e-mail for letters"),
    "valid_from": Text("platí od", "valid from"),
    "valid_to": Text("platí do", "valid to"),
    "council": Text("název rady svazku", "name of the council of the union"),
    "member_count": Text("počet členů", "number of members"),
    "target_groups": Text("cílové skupiny", "target groups"),
    "rules": Text("pravidla rozhodování", "rules of deciding"),
    "resolution_style": Text("číslování bodů usnesení", "numerals of the points of a resolution"),
    "resolution_number": Text("vzor čísla usnesení", "what a resolution number looks like"),
    "session_rhythm": Text("obvyklá zasedání", "usual sessions"),
    "session_dates": Text("zasedání", "sessions"),
    "side": Text("strana triády", "side of the triad"),
    "organisation": Text("organizace", "organisation"),
    "represents": Text("zastupuje obec", "represents the municipality"),
    "role": Text("role", "role"),
    "stages": Text("fáze", "stages"),
    "reason": Text("důvod", "reason"),
}


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One thing that an import adds, changes or ends, with the fields that differ.

    `also_in` names other areas that share the thing and will see the change too.
    """

    action: str
    subject: Subject
    label: Text
    before: Fields
    after: Fields
    also_in: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Return one line for a person: what happens to what, with old and new values of a change."""
        kind, action = KIND_WORDS[self.subject.kind].pick(language), ACTION_WORDS[self.action].pick(language)
        parts = [f"{action}: {kind} {self.label.pick(language)}"]
        if self.action == "changed":
            parts.append("; ".join(self._difference(name, language) for name in self.after))
        if self.also_in:
            also = "also in" if language == "en" else "platí i v území"
            parts.append(f"{also} {', '.join(self.also_in)}")
        return " – ".join(parts)

    def _difference(self, name: str, language: str) -> str:
        if name == "session_dates":
            said = changed_dates(self.before[name], self.after[name])
            return f"{FIELD_WORDS[name].pick(language)}: {said.pick(language)}"
        old, new = (_shown(name, side[name], language) for side in (self.before, self.after))
        return f"{FIELD_WORDS[name].pick(language)}: {old} → {new}"


def compare(stored: StoredArea, wanted: Facts, today: date) -> tuple[AreaChange, ...]:
    """Return what must happen for the database to say what the file says, in the order of writing.

    Nothing is ever deleted: a municipality or seat that the file no longer has ends the day before `today`,
    a board loses its number of members. Municipalities and people as such stay.
    """
    changes = [*_added_and_changed(stored, wanted), *_ended(stored, wanted, today)]
    return tuple(sorted(changes, key=lambda change: KINDS.index(change.subject.kind)))


def _added_and_changed(stored: StoredArea, wanted: Facts) -> Iterator[AreaChange]:
    facts = {**stored.facts, **wanted}
    for subject, fields in wanted.items():
        before = stored.facts.get(subject)
        if before is None:
            yield AreaChange("added", subject, label_of(subject, facts), {}, fields)
            continue
        differing = [name for name, value in fields.items() if before[name] != value]
        if differing:
            old, new = ({name: side[name] for name in differing} for side in (before, fields))
            yield AreaChange(
                "changed", subject, label_of(subject, facts), old, new, _also_in(subject, stored)
            )


def _ended(stored: StoredArea, wanted: Facts, today: date) -> Iterator[AreaChange]:
    codes = {subject.key[0] for subject in wanted if subject.kind == "area_municipality"}
    yesterday = (today - timedelta(days=1)).isoformat()
    facts = {**stored.facts, **wanted}
    for subject, fields in stored.facts.items():
        if subject in wanted or not _is_of_file(subject, codes):
            continue
        after = _end(subject, fields, yesterday)
        if after:
            before = {name: fields[name] for name in after}
            label = label_of(subject, facts)
            yield AreaChange("ended", subject, label, before, after, _also_in(subject, stored))


def _is_of_file(subject: Subject, codes: set[str]) -> bool:
    """True for what the file decides about: its area's bodies and the councils of its municipalities."""
    if subject.kind in ("area_municipality", "exclusion", "union_municipality", "block_seat"):
        return True
    if subject.kind == "membership":
        return subject.key[1] in ("", *codes)
    return subject.kind == "body" and subject.key[0] in codes


def _end(subject: Subject, fields: Fields, yesterday: str) -> Fields:
    """What ends a thing that is not in the file; empty when it has ended already."""
    if subject.kind == "body":
        return {"member_count": None} if fields["member_count"] is not None else {}
    running = fields["valid_to"] is None or fields["valid_to"] > yesterday
    return {"valid_to": yesterday} if running else {}


def _also_in(subject: Subject, stored: StoredArea) -> tuple[str, ...]:
    """Other areas that share a municipality or its council."""
    code = {"municipality": 0, "body": 0, "membership": 1}.get(subject.kind)
    return () if code is None else tuple(name for name, _, _ in stored.elsewhere.get(subject.key[code], ()))


def label_of(subject: Subject, facts: Facts) -> Text:
    """Return what people call the thing."""
    kind, key = subject.kind, subject.key
    if kind in ("municipality", "area_municipality", "exclusion"):
        name = f"{facts[Subject('municipality', key[:1])]['name']} ({key[0]})"
    elif kind == "area":
        return Text.of(facts[subject]["name"])
    elif kind == "approval_route":
        return ROUTE_WORDS.get(key[0], Text(key[0], key[0]))
    elif kind == "membership":
        return _seat_label(key, facts)
    elif kind == "union_municipality":
        union, town = facts[Subject("body", ("", key[0]))], facts[Subject("municipality", key[1:2])]
        return Text(f"{town['name']}, {union['name']}", f"{town['name']}, {union['name_en']}")
    elif kind == "block_seat":
        return _block_seat_label(key, facts)
    else:
        name = str(facts[subject]["name"])
    return Text(name, name)


def _seat_label(key: tuple[str, ...], facts: Facts) -> Text:
    person = facts[Subject("user", key[:1])].get("name", key[0])
    body = facts[Subject("body", key[1:3])]
    role = ROLE_WORDS[key[3]]
    return Text(f"{person}, {body['name']} ({role.cs})", f"{person}, {body['name_en']} ({role.en})")


def _block_seat_label(key: tuple[str, ...], facts: Facts) -> Text:
    host, seated = (facts[Subject("body", ("", body))] for body in key[:2])
    sits = seated_name(seated["name"], seated["name_en"], seated["council"])
    return Text(f"{sits.cs} → {host['name']}", f"{sits.en} → {host['name_en']}")


def _item_shown(item: Any) -> str:
    """A stage by its key, an owner as "svazek (2010-01-01)"."""
    if isinstance(item, dict) and "who" in item:
        return f"{item['who']} ({item['from']})"
    return str(item["key"]) if isinstance(item, dict) and "key" in item else str(item)


def _shown(name: str, value: Any, language: str) -> str:
    """A value in one line; long ones are shortened, the whole stands in before and after."""
    if name == "session_rhythm":
        return sessions_in_words(value).pick(language)
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, dict):
        value = ", ".join(str(item) for item in value.values())
    if isinstance(value, list):
        value = "; ".join(_item_shown(item) for item in value)
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
