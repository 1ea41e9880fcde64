"""Imports the pages of this audience, so that they are attached to its blueprint."""

from workflow_app.web.public import (
    accessibility,
    action_plan,
    area,
    areas,
    document,
    health,
    matrix,
    matrix_file,
    measure,
    measure_by_number,
    plan,
    robots,
)

PAGES = (
    accessibility,
    action_plan,
    area,
    areas,
    document,
    health,
    matrix,
    matrix_file,
    measure,
    measure_by_number,
    plan,
    robots,
)
