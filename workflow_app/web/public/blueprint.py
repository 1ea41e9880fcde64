"""The blueprint of the audience public: its pages stand under /."""

from flask import Blueprint

public = Blueprint("public", __name__, template_folder="templates")
