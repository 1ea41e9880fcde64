"""Numbers of rows as forms and addresses give them: one that no row can have is that of no row."""

NO_ROW = 0
MOST_DIGITS = 9  # what every column of numbers holds; no table comes near a thousand million rows


def row_number(text: str | None) -> int:
    """Return the number of a row as a form or an address gives it; NO_ROW for anything that cannot be one."""
    digits = text or ""
    possible = digits.isdecimal() and digits.isascii() and len(digits) <= MOST_DIGITS
    return int(digits) if possible else NO_ROW
