"""The recording links of one body: to whom they went, who used them; send a new one, hand one over, cancel one."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.link_matter import recording_refusals
from workflow_app.queries.place import Place
from workflow_app.queries.recording_links import links_of
from workflow_app.usecases.revoke_recording_link import revoke_link
from workflow_app.usecases.send_recording_link import hand_over_link, send_link
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.useless_link import private
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.link_words import link_rows


class LinkForm(PageForm):
    """Where the link goes."""

    email = StringField(_l("E-mail"), validators=[InputRequired(_l("Write the e-mail address."))])


@staff.get("/<area>/body/<int:process_id>/links")
@page(Permission.STAFF_MANAGE)
def recording_links(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the links, with the address for letters filled in."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    return _show(tx, area, body, LinkForm(data={"email": body.contact_email}))


@staff.post("/<area>/body/<int:process_id>/links")
@page(Permission.STAFF_MANAGE)
def recording_links_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Send a new link to the address; the one it had no longer works."""
    app, form = assembly(), LinkForm()
    body = council_body(tx, app.catalogue, process_id, area_id=place.area_id)
    if not form.validate():
        return _show(tx, area, body, form, status=422)
    try:
        with attempt(tx):
            send_link(tx, app.catalogue, app.settings, process_id, form.email.data or "")
    except Refused as refused:
        return _show(tx, area, body, form, tuple(form.refuse(refused)), 422)
    return go_to(_here(area, process_id), _("A new link is on its way to %(email)s.", email=form.email.data))


@staff.post("/<area>/body/<int:process_id>/links/hand-over")
@page(Permission.STAFF_MANAGE)
def hand_over(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Make a link and show it this once, to be told by telephone or by data box."""
    app = assembly()
    body = council_body(tx, app.catalogue, process_id, area_id=place.area_id)
    form = LinkForm(formdata=None, data={"email": body.contact_email})
    try:
        with attempt(tx):
            shown = hand_over_link(tx, app.catalogue, app.settings, process_id)
    except Refused as refused:
        return _show(tx, area, body, form, tuple(form.refuse(refused)), 422)
    return _show(tx, area, body, form, shown=app.settings.base_url + shown)


@staff.post("/<area>/body/<int:process_id>/links/<int:revoked_id>/revoke")
@page(Permission.STAFF_MANAGE)
def revoke(tx: Transaction, place: Place, area: str, process_id: int, revoked_id: int) -> ResponseReturnValue:
    """Cancel one link."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    done = revoke_link(tx, body.process_id, revoked_id)
    message = _("The link is cancelled; it opens nothing any more.")
    return go_to(_here(area, process_id), message if done else _("The link was cancelled before."), "info")


def _here(area: str, process_id: int) -> str:
    return url_for("staff.recording_links", area=area, process_id=process_id)


def _show(
    tx: Transaction,
    area: str,
    body: CouncilBody,
    form: LinkForm,
    general: tuple[str, ...] = (),
    status: int = 200,
    shown: str = "",
) -> ResponseReturnValue:
    return private(
        render(
            "staff/recording_links.html",
            status=status,
            area=area,
            body=body,
            body_name=in_words(body.body_name),
            form=form,
            general=[(text, None) for text in general],
            body_links=link_rows(links_of(tx, [body.process_id])),
            shown=shown,
            is_awaited=recording_refusals(tx, assembly().catalogue, body.process_id) is not None,
        )
    )
