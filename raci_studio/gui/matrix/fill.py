"""Filling by dragging the corner: values repeat, or go on as a series where they plainly are one."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from raci_studio.core.column_types import as_decimal, as_stored, shown, stored
from raci_studio.core.document import ColumnKind, ColumnType
from raci_studio.core.errors import UserError

_NUMBER = re.compile(r"(.*?)(\d{1,15})(\D*)", re.DOTALL)
_DATES = (
    re.compile(r"(?P<y>\d{4})(-)(?P<m>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d\d)([./])(?P<m>\d\d)\2(?P<y>\d{4})"),
)


def filled(texts: Sequence[str], count: int, *, series: bool, back: bool = False) -> list[str]:
    """Return `count` texts that follow some, the nearest first.

    They repeat the texts in turn. With `series`, numbered or dated texts are counted on where they are evenly
    spaced: "1 day", "2 days" → "3 days"; one text alone goes on by one. `back` fills upwards or to the left.
    """
    held = list(reversed(texts)) if back else list(texts)
    step = -1 if back else 1
    found: list[str] | None = None
    if series:
        dated = next((pattern for pattern in _DATES if all(map(pattern.fullmatch, held))), None)
        found = _dates(held, count, step, dated) if dated else _numbers(held, count, step)
    return found or [held[place % len(held)] for place in range(count)]


def filled_typed(kind: ColumnType, texts: Sequence[str], count: int, *, series: bool, back: bool = False) -> list[str]:
    """Return `count` shown texts that follow those of a column with a type; numbers and days count on as such."""
    held = list(reversed(texts)) if back else list(texts)
    try:
        values = [stored(kind, text) for text in held]
    except UserError:
        return filled(texts, count, series=False, back=back)
    alone = -1 if back else 1
    told: list[str] | None = None
    if series and kind.kind is ColumnKind.DATE:
        told = _dates(values, count, alone, _DATES[0])
    elif series and kind.kind is ColumnKind.NUMBER:
        told = _amounts(values, count, alone)
    return [shown(kind, text) for text in told or [values[place % len(values)] for place in range(count)]]


def _amounts(held: Sequence[str], count: int, alone: int) -> list[str] | None:
    numbers = [number for text in held if (number := as_decimal(text)) is not None]
    if len(numbers) != len(held):
        return None
    steps = {after - before for before, after in pairwise(numbers)} or {Decimal(alone)}
    if len(steps) != 1:
        return None
    step = steps.pop()
    return [as_stored(numbers[-1] + step * nth) for nth in range(1, count + 1)]


def _even_step(values: Sequence[int], alone: int) -> int | None:
    steps = {after - before for before, after in pairwise(values)}
    return alone if not steps else steps.pop() if len(steps) == 1 else None


def _numbers(held: Sequence[str], count: int, alone: int) -> list[str] | None:
    found = [_NUMBER.fullmatch(text) for text in held]
    matches = [match for match in found if match is not None]
    if len(matches) != len(held) or len({match[1] for match in matches}) != 1:
        return None
    numbers = [int(match[2]) for match in matches]
    step = _even_step(numbers, alone)
    if step is None or numbers[-1] + step * count < 0:
        return None
    last = matches[-1]
    width = len(last[2]) if last[2].startswith("0") else 0
    return [f"{last[1]}{numbers[-1] + step * nth:0{width}d}{last[3]}" for nth in range(1, count + 1)]


def _dates(held: Sequence[str], count: int, alone: int, pattern: re.Pattern[str]) -> list[str] | None:
    matches = [match for text in held if (match := pattern.fullmatch(text))]
    try:
        days = [date(int(match["y"]), int(match["m"]), int(match["d"])) for match in matches]
        step = _even_step([day.toordinal() for day in days], alone)
        if step is None:
            return None
        told = [days[-1] + timedelta(days=step * nth) for nth in range(1, count + 1)]
    except (ValueError, OverflowError):  # "31.02.2026" is no date, and there is none beyond the year 9999
        return None
    mark = matches[0][2]
    order = ("%Y", "%m", "%d") if mark == "-" else ("%d", "%m", "%Y")
    return [day.strftime(mark.join(order)) for day in told]
