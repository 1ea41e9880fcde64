"""Asks the offices of an area by e-mail who acts for them now."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.contact_campaign import ContactCampaign, ContactRequest
from workflow_app.models.municipality import Municipality
from workflow_app.notifications.compose import compose
from workflow_app.notifications.notice import TEXTS, Recipient
from workflow_app.usecases.announce import notification_row, write_notifications

NEW_CONTACTS = "new_contacts"
_WHY = Text(
    "Píšeme na kontaktní adresu vašeho úřadu, protože vaše obec společně plánuje sociální služby.",
    "We are writing to the contact address of your office because your municipality plans social services jointly.",
)


def ask_for_contacts(tx: Transaction, area_id: int, answer_by: date, base_url: str) -> int:
    """Begin a campaign: one question to the contact address of every member municipality of today.

    Returns how many e-mails go out; offices without an address are in the campaign too, to be telephoned.
    Raises Refused when the day of the answer has passed, or when a campaign was begun today already.
    """
    today = prague_day(tx.now)
    area = tx.session.execute(select(Area).where(Area.id == area_id).with_for_update()).scalar_one()
    if answer_by <= today:
        raise Refused(Refusal("day_has_passed", {"day": answer_by.isoformat()}, field="answer_by"))
    last = tx.session.scalar(
        select(ContactCampaign.begun_at)
        .where(ContactCampaign.area_id == area_id)
        .order_by(ContactCampaign.id.desc())
        .limit(1)
    )
    if last is not None and prague_day(last) == today:
        raise Refused(Refusal("asked_today_already"))
    campaign = ContactCampaign(
        area_id=area_id, answer_by=answer_by, begun_at=tx.now, begun_by_id=tx.actor.user_id
    )
    tx.session.add(campaign)
    tx.session.flush()
    offices = _offices(tx, area_id, today)
    tx.session.add_all(
        ContactRequest(campaign_id=campaign.id, municipality_id=town.id, email=email)
        for town, email in offices
    )
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="contact_campaign",
        subject_id=campaign.id,
        before={},
        after={"answer_by": answer_by.isoformat(), "municipalities": len(offices)},
    )
    letters = [_letter(tx, area, campaign, town, email, base_url) for town, email in offices if email]
    return write_notifications(tx, letters, area_id)


def _offices(tx: Transaction, area_id: int, today: date) -> list[tuple[Municipality, str]]:
    statement = (
        select(Municipality, AreaMunicipality.contact_email)
        .join(AreaMunicipality, AreaMunicipality.municipality_id == Municipality.id)
        .where(AreaMunicipality.area_id == area_id, AreaMunicipality.valid_from <= today)
        .where(or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= today))
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return [(town, email) for town, email in tx.session.execute(statement)]


def _letter(
    tx: Transaction, area: Area, campaign: ContactCampaign, town: Municipality, email: str, base_url: str
) -> dict[str, Any]:
    who, day = area.coordinator, campaign.answer_by
    recipient = Recipient(None, email, town.name, "cs", _WHY, f"/areas/{area.key}")
    context: dict[str, Text | str | int] = {
        "municipality": town.name,
        "area_locative": area.name_locative,
        "why": _WHY,
        "until": f"{day.day}. {day.month}. {day.year}",
        "coordinator": who["name"],
        "coordinator_role": who.get("role", ""),
        "coordinator_phone": who.get("phone", ""),
        "coordinator_email": who.get("email", ""),
        "link": base_url + recipient.link,
    }
    composed = compose([TEXTS], NEW_CONTACTS, recipient.language, context)
    key = f"{NEW_CONTACTS}:{campaign.id}:{town.id}"
    row = notification_row(tx, recipient, composed, dedupe_key=key, name=NEW_CONTACTS)
    return {**row, "area_id": area.id, "process_id": None}
