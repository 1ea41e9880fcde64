"""The timeline of a replay: each decision as the database has it now, with its day and its source as the file says."""

from collections.abc import Iterator
from datetime import date

from local.replays.chronicle import Day, Decided, Event
from local.replays.replay import Replay
from local.story.scene import Matter, Scene
from workflow_app.queries.council_round import council_round
from workflow_app.queries.document_head import document_head

FREE = (
    "Smyšlené jsou osoby, texty dokumentů a dny, kdy se psalo, projednávalo ve skupinách a jednala řídicí skupina.\n"
    "Kde pramen zná jen měsíc nebo rok, je zapsán jeho poslední pracovní den."
)


def timeline(scene: Scene, replay: Replay) -> str:
    """Return the decisions in the order of their days, each with its source below it."""
    matters = {id(event): matter for event, matter in replay.matters}
    lines: list[tuple[date, Day, str, str]] = []
    for event in replay.told.events:
        matter = matters.get(id(event))
        told = _rounds(scene, event, matter) if matter else _single(replay, event)
        lines += [(day.session, day, what, _source(replay, event, decided)) for day, what, decided in told]
    lines.sort(key=lambda line: line[0])
    told_lines = (f"{day.text():>12}  {what}\n{'':14}[{source}]" for _, day, what, source in lines)
    return "\n".join([*told_lines, "", FREE])


def _single(replay: Replay, event: Event) -> Iterator[tuple[Day, str, Decided | None]]:
    kind = event.body.get("lead")
    names = {
        body.kind: body.name
        for town in replay.today.municipalities
        if town.code == replay.today.lead_code
        for body in town.bodies
    }
    who = ", ".join(
        part for part in (names.get(kind or "", event.body.get("name", "")), event.session) if part
    )
    yield event.day, ": ".join(part for part in (who, event.subject or event.text) if part), None


def _rounds(scene: Scene, event: Event, matter: Matter) -> Iterator[tuple[Day, str, Decided | None]]:
    """One line for each stage: who decided, how many of them, about what, and how."""
    with scene.looking() as tx:
        head = document_head(tx, scene.parts.catalogue, scene.area_id, matter.process_id)
        found = council_round(tx, scene.parts.catalogue, scene.area_id, matter.process_id)
    assert found is not None
    for stage, decided in zip(found.stages, event.decided, strict=True):
        rows = [row for row in found.rows if row.stage == stage.position]
        who = (
            rows[0].body_name
            if len(rows) == 1
            else f"{stage.rule.label['cs']} ({stage.counted} z {stage.total})"
        )
        part = " (Cíle a opatření)" if stage.rule.part else ""
        besides = f"; projednáno: {decided.considered}" if decided.considered else ""
        yield decided.day, f"{who}: {head.title.cs}{part} – {rows[0].state_label.cs}{besides}", decided


def _source(replay: Replay, event: Event, decided: Decided | None) -> str:
    rows = ", ".join(event.rows)
    return " · ".join(part for part in (replay.told.said_by(event, decided), rows) if part)
