"""Imports all pages and registers their blueprints."""

from flask import Blueprint, Flask

from workflow_app.web.account import pages as _account
from workflow_app.web.account.blueprint import account
from workflow_app.web.council import pages as _council
from workflow_app.web.council.blueprint import council
from workflow_app.web.public import pages as _public
from workflow_app.web.public.blueprint import public
from workflow_app.web.staff import pages as _staff
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.steering import pages as _steering
from workflow_app.web.steering.blueprint import steering
from workflow_app.web.working_group import pages as _working_group
from workflow_app.web.working_group.blueprint import working_group

# The page modules attach themselves to their blueprint when imported; each audience lists its own in pages.py.
PAGES = (_account, _council, _public, _staff, _steering, _working_group)
AUDIENCES: tuple[Blueprint, ...] = (public, account, working_group, steering, council, staff)


def register_pages(app: Flask) -> None:
    """Register the pages of every audience."""
    for audience in AUDIENCES:
        app.register_blueprint(audience)
