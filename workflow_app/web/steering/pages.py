"""Imports the pages of this audience, so that they are attached to its blueprint."""

from workflow_app.web.steering import approve, decide, desk, document, receipt, return_for_work, text_change

PAGES = (approve, decide, desk, document, receipt, return_for_work, text_change)
