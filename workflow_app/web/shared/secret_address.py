"""Addresses that hold the secret of a recording link: never told in a Referer, and their pages hold no form."""

from flask import request

from workflow_app.access.recording_token import LINK_PATH


def holds_secret() -> bool:
    """Tell whether the address that is being answered opens a decision, or may once have opened one.

    Nothing at all may be sent on as a Referer from there. On https a form is then taken for a forged one, as no
    browser says where it comes from; so a page at such an address has links only, also where its link is dead.
    """
    return request.path.startswith(LINK_PATH)
