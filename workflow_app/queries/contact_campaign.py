"""The newest campaign for new contacts of an area: who was asked, who has answered, what is known now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.contact_campaign import ContactCampaign as CampaignRow
from workflow_app.models.contact_campaign import ContactRequest
from workflow_app.models.municipality import Municipality


@dataclass(frozen=True, slots=True)
class AskedOffice:
    """One office; `email` is "" where there was no address to write to."""

    code: str
    name: str
    email: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactCampaign:
    """When it was begun, until when answers were asked for, and the offices in Czech order."""

    begun_at: datetime
    answer_by: date
    offices: tuple[AskedOffice, ...]

    @property
    def answered(self) -> int:
        """How many offices have answered."""
        return sum(office.answered_at is not None for office in self.offices)


def contact_campaign(tx: Transaction, area_id: int) -> ContactCampaign | None:
    """Return the newest campaign of the area; None when there has been none."""
    campaign = tx.session.scalar(
        select(CampaignRow).where(CampaignRow.area_id == area_id).order_by(CampaignRow.id.desc()).limit(1)
    )
    if campaign is None:
        return None
    statement = (
        select(Municipality.code, Municipality.name, ContactRequest.email, ContactRequest.answered_at)
        .join(Municipality, Municipality.id == ContactRequest.municipality_id)
        .where(ContactRequest.campaign_id == campaign.id)
        .order_by(ContactRequest.answered_at.is_not(None), Municipality.sort_key, Municipality.code)
    )
    offices = tuple(AskedOffice(*row) for row in tx.session.execute(statement))
    return ContactCampaign(campaign.begun_at, campaign.answer_by, offices)
