"""Every refusal has a sentence in both languages, every sentence is used, and what it speaks of is given."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tests.architecture.source import PRODUCT, functions, modules, parsed, shown
from workflow_app.kernel.refusals import refusal_sentences

SENTENCES = refusal_sentences()
KEY = re.compile(r"^[a-z]+(_[a-z]+)+$")
Found = tuple[
    str, str, frozenset[str] | None
]  # key or its pattern, place, names of parameters (None: not known)


def _key_patterns(node: ast.expr, inside: ast.AST | None, every_call: dict[str, list[ast.Call]]) -> list[str]:
    """Keys that an expression can be: a text, an f-string (a pattern), or what callers hand to its function."""
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    if isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"
            for part in node.values
        ]
        return ["".join(parts)]
    if isinstance(node, ast.IfExp):
        return [
            *_key_patterns(node.body, inside, every_call),
            *_key_patterns(node.orelse, inside, every_call),
        ]
    assert isinstance(node, ast.Name), ast.unparse(node)
    assert isinstance(inside, ast.FunctionDef), ast.unparse(node)
    handed = [
        leaf.value
        for call in every_call[inside.name]
        for given in (*call.args, *(word.value for word in call.keywords))
        for leaf in ast.walk(given)
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and KEY.match(leaf.value)
    ]
    return [re.escape(key) for key in handed]


def _parameters(call: ast.Call, inside: ast.AST | None) -> frozenset[str] | None:
    """Names of the parameters that a refusal is given."""
    given = (
        call.args[1]
        if len(call.args) > 1
        else next((w.value for w in call.keywords if w.arg == "params"), None)
    )
    if given is None:
        return frozenset()
    if isinstance(given, ast.Name) and inside is not None:
        assigned = [
            item.value
            for item in ast.walk(inside)
            if isinstance(item, ast.Assign) and [ast.unparse(target) for target in item.targets] == [given.id]
        ]
        given = assigned[0] if len(assigned) == 1 else given
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    return None


def _every_call() -> dict[str, list[ast.Call]]:
    found: dict[str, list[ast.Call]] = defaultdict(list)
    for path in modules(*PRODUCT):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                found[ast.unparse(node.func).rpartition(".")[2]].append(node)
    return found


def _owner(path: Path, call: ast.Call) -> ast.AST | None:
    """The innermost function in which a call stands."""
    around = [item for item in functions(path) if any(node is call for node in ast.walk(item))]
    return around[-1] if around else None


def _refusals() -> Iterator[Found]:
    every_call = _every_call()
    for path in modules(*PRODUCT):
        for call in (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "Refusal" and call.args:
                inside = _owner(path, call)
                for pattern in _key_patterns(call.args[0], inside, every_call):
                    yield pattern, shown(path, call.lineno), _parameters(call, inside)


@pytest.fixture(scope="module")
def refusals() -> list[Found]:
    found = list(_refusals())
    assert len(found) > 80
    return found


def _wanted(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_refusal_in_the_code_has_a_sentence(refusals: list[Found]) -> None:
    missing = [
        f"{place}: {pattern}"
        for pattern, place, _ in refusals
        if not any(re.fullmatch(pattern, key) for key in SENTENCES)
    ]
    assert not missing, "write these into workflow_app/translations/refusals.yaml:\n" + "\n".join(missing)


def test_every_sentence_is_used(refusals: list[Found]) -> None:
    patterns = {pattern for pattern, _, _ in refusals}
    assert not [key for key in SENTENCES if not any(re.fullmatch(pattern, key) for pattern in patterns)]


def test_every_sentence_is_there_in_both_languages_with_the_same_parameters() -> None:
    for key, sentence in SENTENCES.items():
        assert set(sentence) == {"cs", "en"}, key
        assert all(text.strip() and text.rstrip()[-1] in ".!?“”" for text in sentence.values()), key
        assert _wanted(sentence["cs"]) == _wanted(sentence["en"]), key


def test_what_a_sentence_speaks_of_is_given_by_the_code(refusals: list[Found]) -> None:
    wrong = []
    for pattern, place, given in refusals:
        if given is None:
            continue
        spoken = {name.removesuffix("_cs").removesuffix("_en") for name in given} | given
        for key in filter(re.compile(pattern).fullmatch, SENTENCES):
            missing = _wanted(SENTENCES[key]["cs"]) - spoken
            if missing:
                wrong.append(f"{place}: {key} lacks {sorted(missing)}")
    assert not wrong
