"""What was sent, what failed and why; kept letters to read; try again."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.access.recording_token import link_path
from workflow_app.db.uow import Transaction
from workflow_app.notifications.notice import with_link
from workflow_app.queries.failed_deliveries import FailedMessage
from workflow_app.queries.failed_deliveries import failed_deliveries as read_failed
from workflow_app.queries.notifications import STATES, SentNotice, notice_counts, sent_notices
from workflow_app.queries.place import Place
from workflow_app.usecases.retry_delivery import AGAIN, retry_message, retry_notification
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.document_words import document_name
from workflow_app.web.shared.forms import strip_text
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.delivery_words import account_letter_words, state_words

PAGE = 100  # letters shown at once


@staff.get("/<area>/deliveries")
@page(Permission.STAFF_MANAGE)
def failed_deliveries(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show what did not get through first, then all letters of the area."""
    areas = [place.area_id or 0]
    state, search = request.args.get("state", ""), strip_text(request.args.get("q", ""))
    states = (state,) if state in STATES else STATES
    failed = read_failed(tx, areas)
    counts = notice_counts(tx, areas)
    letters = sent_notices(tx, areas, states=states, search=search, limit=PAGE)
    return render(
        "staff/failed_deliveries.html",
        area=area,
        mails=[_letter(area, item) for item in failed.mails],
        messages=[_message(area, item) for item in failed.messages],
        account_letters=[account_letter_words(item) for item in failed.account_letters],
        letters=[_letter(area, item) for item in letters],
        counts=[{"label": state_words(name)["label"], "value": getattr(counts, name)} for name in STATES],
        choices=[("", _("all")), *((name, state_words(name)["label"]) for name in STATES)],
        state=state,
        search=search,
        full=len(letters) == PAGE,
        without_smtp=assembly().settings.smtp_host is None,
    )


@staff.post("/<area>/deliveries/letter/<int:notification_id>")
@page(Permission.STAFF_MANAGE)
def send_again(tx: Transaction, place: Place, area: str, notification_id: int) -> ResponseReturnValue:
    """Send one letter again."""
    done = retry_notification(tx, notification_id, (place.area_id or 0,))
    return _answer(area, done)


@staff.post("/<area>/deliveries/message/<int:message_id>")
@page(Permission.STAFF_MANAGE)
def try_again(tx: Transaction, place: Place, area: str, message_id: int) -> ResponseReturnValue:
    """Try a document or another message again."""
    done = retry_message(tx, message_id, (place.area_id or 0,))
    return _answer(area, done)


def _answer(area: str, done: bool) -> ResponseReturnValue:
    back = url_for("staff.failed_deliveries", area=area)
    if done:
        return go_to(back, _("It is being tried again. Open this page in a moment to see the result."))
    return go_to(back, _("It is on its way already, or it got through meanwhile."), "info")


def _letter(area: str, item: SentNotice) -> dict[str, Any]:
    return {
        "subject": item.subject,
        "body": _body(item),
        "recipient": item.recipient,
        "email": item.email,
        "at": item.sent_at or item.created_at,
        "state": state_words(item.state),
        "attempts": item.attempts,
        "error": item.last_error,
        "again_url": url_for("staff.send_again", area=area, notification_id=item.id)
        if item.state in AGAIN and (item.state != "kept" or assembly().settings.smtp_host)
        else None,
    }


def _body(item: SentNotice) -> str:
    """Return the letter as it would have gone: who has no mail server hands the recording link over by other means."""
    if not item.link_nonce:
        return item.body
    settings = assembly().settings
    with_secret = link_path(settings.secret_key, item.link_nonce)
    return with_link(item.body, settings.base_url + item.link, settings.base_url + with_secret)


def _message(area: str, item: FailedMessage) -> dict[str, Any]:
    kinds = {
        "produce_document": _("Document: %(what)s", what=document_name(item.what)),
        "announce": _("Message to the people concerned"),
        "send_notice": _("Letter: %(what)s", what=item.what),
        "fire_trigger": _("Next step of another document"),
    }
    return {
        "what": kinds.get(item.topic, item.what),
        "at": item.failed_at,
        "attempts": item.attempts,
        "error": item.last_error,
        "again_url": url_for("staff.try_again", area=area, message_id=item.id),
    }
