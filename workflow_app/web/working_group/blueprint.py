"""The blueprint of the audience working_group: its pages stand under /working-group."""

from flask import Blueprint

working_group = Blueprint("working_group", __name__, url_prefix="/working-group", template_folder="templates")
