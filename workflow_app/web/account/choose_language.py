"""Choose Czech or English for pages and e-mails."""

from flask import abort, request, session, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.languages import LANGUAGES
from workflow_app.queries.place import Place
from workflow_app.usecases.choose_language import choose_language as remember_language
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.way_back import local_path
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import go_to


@account.post("/language")
@page(Permission.PUBLIC)
def choose_language(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Remember the language and go back to where the person was."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(422)
    session["language"] = chosen
    remember_language(tx, chosen)
    return go_to(local_path(request.form.get("next")) or url_for("public.areas"))
