"""The form that puts a matter on the agenda of a session."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm


class SessionForm(PageForm):
    """The day of the session."""

    session_on = DayField(
        _l("Day of the session"), validators=[InputRequired(_l("Write the day of the session."))]
    )
