"""What a what-if came to as a text with links: rows, and deputies that can be kept (``keep/p1/p2``)."""

from collections.abc import Iterable, Sequence
from html import escape

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.what_if import WhatIf
from raci_studio.analysis.what_if_text import deputy_sentence, what_if_sentence
from raci_studio.core.document import PersonId, TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.pages.numbers import number_text, plural_of

MOST_ROWS = 200  # further ones are counted


STOPS, LATER = "■", "»"


def happening(metrics: Metrics, found: WhatIf) -> dict[TaskId, tuple[str, str]]:
    """Return what happens to each row it happens to: a sign, and a sentence."""
    reasons = _reasons(found)
    stops = {metrics.tasks[task].id: (STOPS, _("Stops: {why}").format(why=why)) for task, why in reasons.items()}
    later = {metrics.tasks[task].id: (LATER, _days_later(days)) for task, days in found.later.items()}
    return stops | later


def _reasons(found: WhatIf) -> dict[int, str]:
    own = set(found.own)
    return {task: _("nobody is left for it") if task in own else _("waits for what stops") for task in found.stopped}


def _days_later(days: float) -> str:
    return ngettext("{n} working day later", "{n} working days later", plural_of(days)).format(n=number_text(days))


def what_if_html(metrics: Metrics, away: Sequence[PersonId], found: WhatIf, may_keep: bool) -> str:
    """Return the result as rich text; its links are addresses as in `going`, and ``keep/PERSON/DEPUTY``."""
    parts = [f"<h3>{escape(what_if_sentence(metrics, away, found))}</h3>"]
    if found.deputies:
        parts.append(_h4(_("Deputies, in the order of what they undo")))
    name_it = _("Name this deputy")
    for deputy in found.deputies:
        line = escape(deputy_sentence(metrics, found, deputy))
        keep = f"<a href='keep/{deputy.person}/{deputy.deputy}'>{escape(name_it)}</a>"
        parts.append(_p(f"{line} {keep}" if may_keep else line))
    parts += _list(metrics, _("These tasks stop"), list(_reasons(found).items()))
    later = [(task, _days_later(days)) for task, days in sorted(found.later.items())]
    parts += _list(metrics, _("These tasks finish later"), later)
    return "".join(parts)


def _list(metrics: Metrics, title: str, rows: Sequence[tuple[int, str]]) -> Iterable[str]:
    if not rows:
        return
    yield _h4(title)
    for index, why in rows[:MOST_ROWS]:
        task = metrics.tasks[index]
        name = f"{metrics.document.number_of(task.id)}. {task.name}"
        yield _p(f"<a href='task/{task.id}'>{escape(name)}</a>: {escape(why)}")
    if (more := len(rows) - MOST_ROWS) > 0:
        yield _p(escape(ngettext("and {n} more row", "and {n} more rows", more).format(n=more)))


def _h4(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"


def _p(html: str) -> str:
    return f"<p style='margin:3px 0'>{html}</p>"
