"""Where to go on after signing in: only ever to a page of ours."""

from urllib.parse import urlsplit

LONGEST = 1000


def local_path(wanted: str | None) -> str:
    """Return `wanted` when it is a path of this site, else "".

    Browsers read a backslash as a slash and skip control characters, so either makes it suspicious.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.startswith("/") or wanted.startswith("//"):
        return ""
    if "\\" in wanted or any(ord(sign) < 33 or ord(sign) == 127 for sign in wanted):
        return ""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else wanted
