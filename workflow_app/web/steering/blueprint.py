"""The blueprint of the audience steering: its pages stand under /steering."""

from flask import Blueprint

steering = Blueprint("steering", __name__, url_prefix="/steering", template_folder="templates")
