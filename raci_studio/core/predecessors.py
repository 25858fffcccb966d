"""Predecessors as the user types them: "3", "3;5", "3+2d", alternatives "3|5", work that comes back "3↺"."""

import re

from raci_studio.core.document import Dependency, Document, TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _

_ITEM = re.compile(
    r"(?P<number>\d+)\s*(?:(?P<lag>[+-]\s*\d+(?:[.,]\d+)?)\s*(?:d|wd|days?|д|рд|дн|дня|дней|день)?\.?)?"
    r"(?P<rework>\s*(?:↺|r|rework|в|возврат))?",
    re.IGNORECASE,
)


def parse_predecessors(document: Document, task: TaskId, text: str) -> tuple[Dependency, ...]:
    """Read the predecessors of a task from text; numbers are those of the rows, lags are working days.

    Raise `UserError` that names the part that was not understood, a missing row or the row itself.
    """
    links: list[Dependency] = []
    for group, part in enumerate(filter(None, (p.strip() for p in re.split(r"[;,\n](?!\d*\s*[dд])", text))), start=1):
        choices = [choice.strip() for choice in part.split("|")]
        alternative = f"{task}/{group}" if len(choices) > 1 else ""
        for choice in choices:
            links.append(_parse_one(document, task, choice, alternative))
    seen: dict[TaskId, Dependency] = {}
    for link in links:
        seen.setdefault(link.before, link)
    return tuple(seen.values())


def _parse_one(document: Document, task: TaskId, text: str, alternative: str) -> Dependency:
    match = _ITEM.fullmatch(text)
    remedy = _("Type row numbers such as 3 or 3;5, a lag as 3+2d, alternatives as 3|5, work that comes back as 3↺.")
    if match is None:
        raise UserError(_("“{text}” is not a row number.").format(text=text), remedy=remedy)
    number = int(match["number"])
    if not 1 <= number <= len(document.order):
        what = _("There is no row {number}; rows go from 1 to {last}.")
        raise UserError(what.format(number=number, last=len(document.order)), remedy=remedy)
    before = document.order[number - 1]
    if before == task:
        raise UserError(_("Row {number} cannot wait for itself.").format(number=number), remedy=remedy)
    lag = float(match["lag"].replace(" ", "").replace(",", ".")) if match["lag"] else 0.0
    return Dependency(before, task, lag, alternative=alternative, rework=match["rework"] is not None)


def predecessors_text(document: Document, task: TaskId) -> str:
    """Write the predecessors of a task as `parse_predecessors` reads them."""
    groups: dict[str, list[str]] = {}
    for link in document.predecessors.get(task, ()):
        text = _one_text(link, document.number_of(link.before))
        groups.setdefault(link.alternative or link.before, []).append(text)
    return "; ".join("|".join(group) for group in groups.values())


def _one_text(link: Dependency, number: int) -> str:
    lag = f"{link.lag_days:+g}d" if link.lag_days else ""
    return f"{number}{lag}{'↺' if link.rework else ''}"
