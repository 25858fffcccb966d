"""Numbers as the pages show them, written as the user's language does."""

from PySide6.QtCore import QLocale


def number_text(number: float) -> str:
    """Return a number with at most one digit after the point."""
    shown = round(float(number), 1)
    return QLocale().toString(shown, "f", 0 if shown == int(shown) else 1)


def exact_text(number: float) -> str:
    """Return a number with all its digits, up to six of them: as it was typed."""
    return f"{number:g}".replace(".", QLocale().decimalPoint())


def share_text(share: float) -> str:
    """Return a share 0…1 in whole per cent; what is there but less than half of one is no 0."""
    return "< 1%" if 0 < share < 0.005 else f"{share:.0%}"


def plural_of(number: float) -> int:
    """Return the number whose plural a number with at most one digit after the point takes: as of several, for 1.5."""
    shown = round(float(number), 1)
    return round(shown) if shown == int(shown) else 2
