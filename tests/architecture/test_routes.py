"""Every address states who may come there; the list of addresses changes only on purpose."""

import ast
import os
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from tests.architecture.source import ROOT, functions, modules, shown
from workflow_app.access.permissions import Permission
from workflow_app.web.register import register_pages
from workflow_app.web.shared.access import SAFE_METHODS

URLS = Path(__file__).with_name("urls.txt")
# Addresses without a permission, and why that is right.
WITHOUT_PERMISSION = {
    "static": "files of the interface, the same for everybody",
    "public.health": "asked by the machine that watches the web server; says no more than that it lives",
}
# Pages that anybody may see; each is one of these on purpose.
PUBLIC = {
    "account.calendar": "the token in the address is the key",
    "account.choose_language": "a visitor reads in a language too",
    "account.demo_sign_in": "answers only in demo mode, which production refuses",
    "account.invitation": "the token in the address is the key",
    "account.invitation_post": "the same",
    "account.link": "the token in the address is the key",
    "account.link_post": "the same",
    "account.request_link": "before signing in",
    "account.request_link_post": "before signing in",
    "account.sign_in": "before signing in",
    "account.sign_in_post": "before signing in",
    "council.link": "the token in the address is the key",
    "account.sign_out": "also from a page whose session has ended",
}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def pages() -> Flask:
    """The addresses alone, without servers."""
    app = Flask("workflow_app")
    register_pages(app)
    return app


def test_every_address_states_its_permission(pages: Flask) -> None:
    without = {name for name, view in pages.view_functions.items() if not hasattr(view, "permission")}
    assert without <= set(WITHOUT_PERMISSION), "mark it with @page(Permission...)"
    stated = [view.permission for view in pages.view_functions.values() if hasattr(view, "permission")]
    assert len(stated) > 80
    assert all(isinstance(item, Permission) for item in stated)


def test_every_page_of_everybody_is_on_the_list_or_of_the_public_site(pages: Flask) -> None:
    open_to_all = {
        name
        for name, view in pages.view_functions.items()
        if getattr(view, "permission", None) is Permission.PUBLIC
    }
    assert {name for name in open_to_all if not name.startswith("public.")} == set(PUBLIC)


def test_the_public_site_only_shows(pages: Flask) -> None:
    changing = [
        rule.rule
        for rule in pages.url_map.iter_rules()
        if rule.endpoint.startswith("public.") and rule.methods & CHANGING
    ]
    assert not changing


def test_every_page_function_has_one_mark_right_below_its_address() -> None:
    marked = 0
    for path in modules("workflow_app/web"):
        for item in functions(path):
            marks = [ast.unparse(mark) for mark in item.decorator_list]
            routes = [
                at
                for at, mark in enumerate(marks)
                if mark.split("(")[0].rpartition(".")[2] in ("get", "post", "route")
            ]
            permissions = [at for at, mark in enumerate(marks) if mark.startswith("page(")]
            if routes and item.name not in {name.rpartition(".")[2] for name in WITHOUT_PERMISSION}:
                marked += 1
                assert len(permissions) == 1, f"{shown(path, item.lineno)} {item.name}"
                assert permissions[0] > max(routes), (
                    f"{shown(path, item.lineno)}: @page stands below the address"
                )
    assert marked > 80


def test_no_endpoint_both_shows_and_changes(pages: Flask) -> None:
    methods: dict[str, set[str]] = {}
    for rule in pages.url_map.iter_rules():
        methods.setdefault(rule.endpoint, set()).update(rule.methods - {"HEAD", "OPTIONS"})
    assert {frozenset(found) for found in methods.values()} == {frozenset({"GET"}), frozenset({"POST"})}
    assert not CHANGING & set(SAFE_METHODS)


def test_an_address_has_one_page(pages: Flask) -> None:
    found = Counter(
        (rule.rule, method)
        for rule in pages.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    )
    assert [address for address, count in found.items() if count > 1] == []


def test_addresses_are_the_ones_written_down(pages: Flask) -> None:
    """People keep bookmarks and letters hold links: an address that goes away must be gone on purpose."""
    lines = sorted(
        f"{rule.rule}  {' '.join(sorted(rule.methods - {'HEAD', 'OPTIONS'}))}  {rule.endpoint}  "
        f"{getattr(pages.view_functions[rule.endpoint], 'permission', '-')}"
        for rule in pages.url_map.iter_rules()
    )
    if os.environ.get("UPDATE_GOLDEN"):
        URLS.write_text("\n".join(lines) + "\n", "utf-8")
    kept = URLS.read_text("utf-8").splitlines()
    new, gone = sorted(set(lines) - set(kept)), sorted(set(kept) - set(lines))
    assert not new + gone, (
        f"new: {new}\ngone: {gone}\nIf that is meant: UPDATE_GOLDEN=1 python3 dev.py test {shown(Path(__file__))}"
        " writes the list anew; commit it together with the change."
    )


def test_every_prefix_belongs_to_one_audience(pages: Flask) -> None:
    prefixes = {
        "account": "/account", "council": "/council/", "staff": "/staff/", "steering": "/steering/",
        "working_group": "/working-group/",
    }  # fmt: skip
    for rule in pages.url_map.iter_rules():
        audience = rule.endpoint.partition(".")[0]
        if audience in prefixes:
            assert rule.rule.startswith(prefixes[audience]), rule.rule
        elif audience == "public":
            assert not rule.rule.startswith(tuple(prefixes.values())), rule.rule


def test_the_health_address_is_what_compose_asks() -> None:
    assert "/health" in (ROOT / "docker-compose.yml").read_text("utf-8")
