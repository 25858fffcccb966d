"""Texts in lines of a limited width, estimated without a font: a unit is the width of an ordinary small letter."""

import unicodedata

_NARROW = frozenset("iljItfr.,:;'|!()[]{}·/\\ -")
_WIDE = frozenset("mwMWШЩЖЮФЫшщжюфым@%&№—…")


def width_of(text: str) -> float:
    """Return about how wide a text is, in widths of an ordinary small letter; rather too wide than too narrow."""
    return sum(map(_width, text))


def _width(sign: str) -> float:
    if sign in _NARROW:
        return 0.6
    if sign in _WIDE:
        return 1.45
    if unicodedata.east_asian_width(sign) in "WF":
        return 2.0
    if unicodedata.combining(sign):
        return 0.0
    return 1.2 if sign.isupper() else 1.0


def cut(text: str, units: float) -> str:
    """Return a text in one line, cut with an ellipsis where it is wider than `units`."""
    text = " ".join(text.split())
    if width_of(text) <= units:
        return text
    room, held = units - width_of("…"), 0
    while held < len(text) and (room := room - _width(text[held])) >= 0:
        held += 1
    return text[:held].rstrip() + "…"


def wrapped(text: str, units: float, lines: int) -> tuple[str, ...]:
    """Return a text in at most so many lines of at most `units`, the last one cut where there is more.

    A word that is wider than a line goes on in the next one.
    """
    found: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, units):
            longer = f"{line} {piece}" if line else piece
            if width_of(longer) <= units:
                line = longer
            else:
                found.append(line)
                line = piece
    found.append(line)
    if len(found) > lines:
        found[lines - 1 :] = [cut(" ".join(found[lines - 1 :]), units)]
    return tuple(line for line in found if line)


def _pieces(word: str, units: float) -> list[str]:
    pieces, piece, room = [], "", units
    for sign in word:
        width = _width(sign)
        if piece and width > room:
            pieces.append(piece)
            piece, room = "", units
        piece += sign
        room -= width
    return [*pieces, piece]
