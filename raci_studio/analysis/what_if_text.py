"""What a what-if came to, in words: one sentence for the whole, and one for each deputy worth naming."""

from collections.abc import Iterable

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.what_if import Deputy, WhatIf
from raci_studio.core.document import PersonId
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.scheme import RoleKind

_MOST_ROWS = 8  # named in a sentence


def what_if_sentence(metrics: Metrics, away: Iterable[PersonId], found: WhatIf) -> str:
    """Return the sentence: "Without Petrova 9 of 25 tasks stop, and the end moves by 6 working days"."""
    names = ", ".join(metrics.document.people[person].name for person in away)
    total = len(metrics.tasks) - len(metrics.graph.scenarios)
    stopped, days = len(found.stopped), _days(found.delay)
    if stopped:
        said = ngettext(
            "Without {names} {n} of {total} tasks stops", "Without {names} {n} of {total} tasks stop", stopped
        ).format(names=names, n=stopped, total=total)
    else:
        said = _("Without {names} no task stops").format(names=names)
    if found.delay > 0:
        said += _(", and the end moves by {days}").format(days=days)
    elif not stopped:
        said += _(", and the end does not move")
    if metrics.inferred:
        said += _(" (if the rows follow each other)")
    return said + "."


def deputy_sentence(metrics: Metrics, found: WhatIf, deputy: Deputy) -> str:
    """Return what a deputy undoes: "If Boris stands in for Petrova (rows 5, 12), 5 tasks go on"."""
    people = metrics.document.people
    said = _("If {deputy} stands in for {person}").format(
        deputy=people[deputy.deputy].name, person=people[deputy.person].name
    )
    if rows := _rows(metrics, found, deputy.person):
        said += _(" (rows {rows})").format(rows=rows)
    gains = []
    if count := len(deputy.frees):
        gains.append(ngettext("{n} task goes on", "{n} tasks go on", count).format(n=count))
    if deputy.saves > 0:
        gains.append(_("the end comes back by {days}").format(days=_days(deputy.saves)))
    return said + ": " + _(" and ").join(gains) + "."


def _rows(metrics: Metrics, found: WhatIf, person: PersonId) -> str:
    """Return the rows that wait for a person themselves, by number."""
    kinds = (RoleKind.DOES, RoleKind.ANSWERS)
    own = [
        metrics.tasks[task]
        for task in sorted({*found.own, *found.later})
        if any(person in metrics.people_of(metrics.tasks[task], kind) for kind in kinds)
    ]
    numbers = [str(metrics.document.number_of(task.id)) for task in own]
    return ", ".join(numbers[:_MOST_ROWS]) + ("…" if len(numbers) > _MOST_ROWS else "")


def _days(days: float) -> str:
    whole = round(days, 1)
    if whole == int(whole):
        return ngettext("{n} working day", "{n} working days", int(whole)).format(n=int(whole))
    return _("{n} working days").format(n=f"{whole:.1f}")
