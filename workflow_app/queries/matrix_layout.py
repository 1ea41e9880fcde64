"""Lays council rounds and their bodies out as a matrix: a column for stages that no municipality shares."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.queries.matrix import Cell, Choice, Column, Matrix, Row
from workflow_app.queries.round_bodies import Decider, RoundBody
from workflow_app.queries.rounds import Round

MakeCell = Callable[[RoundBody, RouteStage, int], Cell]
Bodies = Mapping[Decider, Sequence[RoundBody]]
Stage = tuple[int, int]  # document process and position of the stage


def lay_out(known: Sequence[Round], shown: Sequence[Round], bodies: Bodies, make_cell: MakeCell) -> Matrix:
    """Return the matrix of the rounds `shown`; `known` are all that the reader may choose.

    `make_cell` is told the body, the rule of its stage, and the number of the version that the councils have
    before them; once the document is decided about, that of the newest one in the body's round.
    """
    columns: list[Column] = []
    place: dict[Stage, int] = {}
    deciders = _deciders_of_stages(bodies)
    for item in shown:
        for positions in _lanes(item, deciders):
            place |= {(item.process_id, position): len(columns) for position in positions}
            labels = tuple(Text.of(item.rules[position].label) for position in positions)
            columns.append(
                Column(item.process_id, item.number, item.kind, item.title, item.is_running, labels)
            )
    cells = _cells(shown, bodies, make_cell)
    names = Counter(decider.name for decider in bodies)
    rows = tuple(
        Row(
            decider.name,
            decider.code,
            names[decider.name] > 1,
            decider.inhabitants,
            _in_columns(mine, cells, place, len(columns)),
        )
        for decider, mine in bodies.items()
    )
    choices = tuple(Choice(item.key, item.title, item.number, item.is_running) for item in known)
    return Matrix(tuple(columns), rows, len(rows), choices)


def _deciders_of_stages(bodies: Bodies) -> dict[Stage, set[Decider]]:
    found: dict[Stage, set[Decider]] = {}
    for decider, mine in bodies.items():
        for body in mine:
            found.setdefault((body.document_id, body.stage), set()).add(decider)
    return found


def _lanes(item: Round, deciders: Mapping[Stage, set[Decider]]) -> list[list[int]]:
    """Put stages one after another into one column until somebody of it decides for the second time.

    So the lead municipality and the others stand in one column, and a board and its assembly in two.
    """
    lanes: list[list[int]] = [[]]
    there: set[Decider] = set()
    for position in item.rules:
        mine = deciders.get((item.process_id, position), set())
        if there & mine:
            lanes.append([])
            there = set()
        lanes[-1].append(position)
        there |= mine
    return lanes


def _cells(shown: Sequence[Round], bodies: Bodies, make_cell: MakeCell) -> dict[int, Cell]:
    """Return the cell of each body's process."""
    rounds = {(item.process_id, item.number): item for item in shown}
    newest = {
        key: item.version_number if item.state.audience == "council" and item.version_number else 0
        for key, item in rounds.items()
    }
    every = [body for mine in bodies.values() for body in mine]
    for body in every:
        key = (body.document_id, body.round)
        newest[key] = max(newest[key], body.version_number or 0)
    return {
        body.process_id: make_cell(
            body, rounds[body.document_id, body.round].rules[body.stage], newest[body.document_id, body.round]
        )
        for body in every
    }


def _in_columns(
    mine: Sequence[RoundBody], cells: Mapping[int, Cell], place: Mapping[Stage, int], width: int
) -> tuple[Cell | None, ...]:
    found: list[Cell | None] = [None] * width
    for body in mine:
        found[place[body.document_id, body.stage]] = cells[body.process_id]
    return tuple(found)
