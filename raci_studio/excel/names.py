"""Split a cell that lists several names."""

import re
from collections.abc import Mapping

from raci_studio.core.document import fold_name

# "QA/QC", "Cashier / officer" and "Health & Safety" are one name, so these never split by themselves (see split_names).
_SEPARATORS = re.compile(r"[,;\n\r]+|\s+(?:and|und|et|e|y|и)\s+", re.IGNORECASE)
_JOINT = re.compile(r"\s*/\s*|\s+[&+]\s+")
_BULLET = re.compile(r"^\s*[-–—*•·▪]\s+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOBODY = {"-", "–", "—", "−", "/", ".", "n/a", "na", "none", "нет", "n", "nobody", "tbd", "?", "x", "false", "ложь"}


def is_nobody(text: str) -> bool:
    """Tell whether a name cell says that there is nobody."""
    return text.strip().casefold() in _NOBODY


def split_names(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the names a cell lists, in order, each once.

    Commas, semicolons, line breaks and "and" in seven languages split; what stands in brackets is
    kept whole. A slash, "&" and "+" split only where every part is among the ``known`` names (casefolded):
    elsewhere "Porter / night-desk clerk" is one position.
    """
    names: list[str] = []
    for part in _split_outside_brackets(text):
        pieces = _JOINT.split(part)
        if len(pieces) > 1 and not all(folded(piece) in known for piece in pieces):
            pieces = [part]
        names.extend(piece for piece in pieces if piece and not is_nobody(piece))
    return tuple(dict.fromkeys(names))


def known_names(cells: list[str]) -> frozenset[str]:
    """Return the names that stand alone in some cell, casefolded, to judge slashes by."""
    parts = (part for text in cells for part in _split_outside_brackets(text) if not _JOINT.search(part))
    return frozenset(folded(part) for part in parts)


def repeated_names(columns: Mapping[int, str]) -> list[int]:
    """Return the columns whose name another one has before them."""
    seen: set[str] = set()
    repeated = []
    for column, name in columns.items():
        if fold_name(name) in seen:
            repeated.append(column)
        seen.add(fold_name(name))
    return repeated


def folded(name: str) -> str:
    """Return a text as it is compared: blanks collapsed, case folded."""
    return " ".join(name.split()).casefold()


def _split_outside_brackets(text: str) -> list[str]:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    parts = _SEPARATORS.split(_BRACKETS.sub(hold, text))
    restored = (re.sub("\x00(\\d+)\x00", lambda m: held[int(m[1])], part) for part in parts)
    return [" ".join(_BULLET.sub("", part).strip(" \u00a0•*·▪").split()) for part in restored if part.strip()]
