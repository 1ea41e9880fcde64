"""The base form: CSRF, the state that was seen, refusals put to their fields."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired

from workflow_app.kernel.errors import Refused
from workflow_app.web.shared.wording import refusal_text


def strip_text(value: Any) -> Any:
    """Take away surrounding white space and characters that PostgreSQL and Word cannot hold."""
    return value.replace("\x00", "").strip() if isinstance(value, str) else value


class PageForm(FlaskForm):
    """Every form: `seen` is the seq of the process that the page showed."""

    seen = HiddenField()

    class Meta(FlaskForm.Meta):
        """Strips what people type."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Add the stripping filter to every text."""
            filters = unbound_field.kwargs.get("filters", [])
            return unbound_field.bind(form=form, filters=[strip_text, *filters], **options)

    @property
    def seen_seq(self) -> int | None:
        """Return the number of the state that was seen; None when the page did not say (or said nonsense)."""
        return int(self.seen.data) if (self.seen.data or "").isdecimal() else None

    def refuse(self, refused: Refused) -> list[str]:
        """Put each refusal to the field it belongs to; return the texts of those that belong to none."""
        general = []
        for reason in refused.reasons:
            field = self._fields.get(reason.field or "")
            if field is None:
                general.append(refusal_text(reason))
            else:
                field.errors = [*field.errors, refusal_text(reason)]
        return general


class ReasonForm(PageForm):
    """A page that asks for nothing but a reason."""

    reason = TextAreaField(
        _l("Reason"), validators=[DataRequired(_l("Write the reason; the people concerned will read it."))]
    )
