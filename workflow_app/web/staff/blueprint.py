"""The blueprint of the audience staff: its pages stand under /staff."""

from flask import Blueprint

staff = Blueprint("staff", __name__, url_prefix="/staff", template_folder="templates")
