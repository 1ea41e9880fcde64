"""Imports the pages of this audience, so that they are attached to its blueprint."""

from workflow_app.web.account import (
    calendar,
    choose_language,
    demo_sign_in,
    home,
    invitation,
    link,
    notifications,
    password,
    profile,
    request_link,
    sign_in,
    sign_out,
)

PAGES = (
    calendar,
    choose_language,
    demo_sign_in,
    home,
    invitation,
    link,
    notifications,
    password,
    profile,
    request_link,
    sign_in,
    sign_out,
)
