"""The blueprint of the audience account: its pages stand under /account."""

from flask import Blueprint

account = Blueprint("account", __name__, url_prefix="/account", template_folder="templates")
