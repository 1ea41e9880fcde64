"""Whom a step concerns: groups, steering group, coordinators, people of municipalities; each with the reason why."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, select, union

from workflow_app.engine.join import newest_round
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
