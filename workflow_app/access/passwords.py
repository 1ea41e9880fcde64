"""Hashes passwords with argon2 and checks them, in about the same time whether or not there is one."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflow_app.kernel.errors import Refusal

HASHER = PasswordHasher()  # the library's defaults follow RFC 9106, second recommended option
LONGEST = 200  # characters; more is no better and only costs time
FEWEST_DIFFERENT = 5  # different characters: refuses "aaaaaaaaaaaa" and "121212121212"


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, with a fresh salt."""
    return HASHER.hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether `password` is the one that was hashed into `stored`.

    Without a stored hash the same work is done for nothing, so that time does not tell who has an account.
    """
    try:
        same = HASHER.verify(stored or _hash_of_nobody(), _normal(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return same and stored is not None


def is_outdated(stored: str) -> bool:
    """Tell whether the hash was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(stored)


def weaknesses(password: str, least: int, about_person: tuple[str, ...]) -> tuple[Refusal, ...]:
    """Return why `password` is not good enough; nothing when it is.

    `least` is the number of characters asked for, `about_person` what anybody would try first: name, e-mail.
    """
    found = []
    if len(password) < least:
        found.append(Refusal("password_is_too_short", {"least": least}, field="password"))
    if len(password) > LONGEST:
        found.append(Refusal("password_is_too_long", {"most": LONGEST}, field="password"))
    if not found and (len(set(password)) < FEWEST_DIFFERENT or _is_about(password, about_person)):
        found.append(Refusal("password_is_easy_to_guess", field="password"))
    return tuple(found)


def _is_about(password: str, about_person: tuple[str, ...]) -> bool:
    """True when little but the person's own name or address is left to guess."""
    words = [
        word for text in about_person for word in text.casefold().replace("@", " ").split() if len(word) > 2
    ]
    rest = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < len(password) / 2


def _normal(password: str) -> bytes:
    """One form of accented letters, whatever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password).encode()


@cache
def _hash_of_nobody() -> str:
    return hash_password(secrets.token_urlsafe(32))
