"""Imports the pages of this audience, so that they are attached to its blueprint."""

from workflow_app.web.working_group import (
    add_part,
    changes,
    desk,
    document,
    proposal,
    propose,
    receipt,
    remove_measure,
    report,
    report_entry,
    review,
    step,
    write,
    write_chapter,
    write_goal,
    write_measure,
)

PAGES = (
    add_part,
    changes,
    desk,
    document,
    proposal,
    propose,
    receipt,
    remove_measure,
    report,
    report_entry,
    review,
    step,
    write,
    write_chapter,
    write_goal,
    write_measure,
)
