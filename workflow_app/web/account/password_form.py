"""The fields of a new password, typed twice."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import DataRequired, EqualTo

from workflow_app.web.shared.forms import PageForm


class NewPasswordForm(PageForm):
    """A new password; whether it is good enough is decided by access/passwords.py."""

    password = PasswordField(
        _l("New password"),
        validators=[DataRequired(_l("Write the new password."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("New password once more"),
        validators=[
            DataRequired(_l("Write the new password once more.")),
            EqualTo("password", _l("The two passwords are not the same.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    """The password until now, too."""

    current = PasswordField(
        _l("Present password"),
        validators=[DataRequired(_l("Write the password you use now."))],
        render_kw={"autocomplete": "current-password"},
    )
