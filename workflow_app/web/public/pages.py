"""Imports the pages of this audience, so that they are attached to its blueprint."""

from workflow_app.web.public import accessibility, area, areas, document, health, measure, plan, robots

PAGES = (accessibility, area, areas, document, health, measure, plan, robots)
