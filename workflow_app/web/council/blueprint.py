"""The blueprint of the audience council: its pages stand under /council."""

from flask import Blueprint

council = Blueprint("council", __name__, url_prefix="/council", template_folder="templates")
