"""Imports the pages of this audience, so that they are attached to its blueprint."""

from workflow_app.web.council import (
    correct_resolution,
    desk,
    document,
    document_text,
    packet,
    receipt,
    record_resolution,
    resolution,
    scan,
)

PAGES = (
    correct_resolution,
    desk,
    document,
    document_text,
    packet,
    receipt,
    record_resolution,
    resolution,
    scan,
)
