"""A person's page as a text with links: who they are, their tasks in order, what these wait for and hold up."""

from collections.abc import Iterable, Sequence
from html import escape

from raci_studio.core.document import Document, Person, PersonId, TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.scheme import RoleKind
from raci_studio.gui.pages.numbers import share_text
from raci_studio.gui.pages.people_columns import Measured, absence_text

MOST_TASKS = 200  # further ones are counted
_MOST_LINKS = 6  # rows named before or after a task


def person_text(document: Document, person: Person, measured: Measured) -> str:
    """Return the page as rich text; its links are addresses as in `going`."""
    parts = [f"<h3>{escape(person.name)}</h3>", *_about(document, person), *_hangs(measured)]
    tasks = [task for task in document.tasks_in_order() if task.letters(person.id)]
    counted = ngettext("{n} task", "{n} tasks", len(tasks)).format(n=len(tasks))
    parts.append(f"<h4>{counted}</h4>")
    if not tasks:
        parts.append(_p(_("No row of the matrix names them.")))
    elif not document.dependencies:
        parts.append(_p(_("The matrix does not say which tasks wait for which; fill in the predecessors.")))
    after = _after(document) if tasks else {}
    for task in tasks[:MOST_TASKS]:
        letters = escape("/".join(task.letters(person.id)))
        lines = [f"<b>{letters}</b> {_link(document, task.id)}"]
        before = [link.before for link in document.predecessors.get(task.id, ()) if not link.rework]
        for title, rows in ((_("waits for"), before), (_("holds up"), after.get(task.id, []))):
            if rows:
                lines.append(f"&nbsp;&nbsp;&nbsp;{escape(title)}: {_rows(document, rows, person.id)}")
        parts.append(f"<p style='margin:4px 0'>{'<br>'.join(lines)}</p>")
    if len(tasks) > MOST_TASKS:
        more = len(tasks) - MOST_TASKS
        parts.append(_p(ngettext("and {n} more row", "and {n} more rows", more).format(n=more)))
    return "".join(parts)


def _about(document: Document, person: Person) -> Iterable[str]:
    deputies = ", ".join(document.people[one].name for one in person.deputies if one in document.people)
    stands_in = ", ".join(other.name for other in document.people.values() if person.id in other.deputies)
    owns = ", ".join(process.name for process in document.processes.values() if process.owner == person.id)
    for title, text in (
        (_("Other names"), ", ".join(person.aliases)),
        (_("Department"), person.department),
        (_("Manager"), person.manager),
        (_("Deputies"), deputies),
        (_("Stands in for"), stands_in),
        (_("Owner of"), owns),
        (_("Absences"), "; ".join(map(absence_text, person.absences))),
    ):
        if text:
            yield _p(f"{title}: {text}")


def _hangs(measured: Measured) -> Iterable[str]:
    measures, carried = measured
    if measures is not None and measures.expected_blocked_share > 0:
        said = _("Away on a random day, {share} of the remaining work stops.")
        yield _p(said.format(share=share_text(measures.expected_blocked_share)))
    if carried is not None and carried.alone:
        count = len(carried.alone)
        said = ngettext("{n} task only they can do or decide.", "{n} tasks only they can do or decide.", count)
        yield _p(said.format(n=count))


def _p(text: str) -> str:
    return f"<p style='margin:2px 0'>{escape(text)}</p>"


def _after(document: Document) -> dict[TaskId, list[TaskId]]:
    """Return the rows that wait for each row, in their order."""
    found: dict[TaskId, list[TaskId]] = {}
    for link in document.dependencies:
        if not link.rework and link.after in document.tasks:
            found.setdefault(link.before, []).append(link.after)
    return {task: sorted(rows, key=document.number_of) for task, rows in found.items()}


def _rows(document: Document, rows: Sequence[TaskId], besides: PersonId) -> str:
    """Return links to rows, each with who does it, the person of the page left out."""
    texts = [_link(document, row) + _doers(document, row, besides) for row in rows[:_MOST_LINKS]]
    more = len(rows) - len(texts)
    rest = [escape(ngettext("and {n} more row", "and {n} more rows", more).format(n=more))] if more else []
    return "; ".join((*texts, *rest))


def _doers(document: Document, task: TaskId, besides: PersonId) -> str:
    marks = document.tasks[task].marks
    does = [mark.person for mark in marks if document.kind_of(mark.letter) is RoleKind.DOES]
    names = ", ".join(document.people[one].name for one in dict.fromkeys(does) if one != besides)
    return f" ({escape(names)})" if names else ""


def _link(document: Document, task: TaskId) -> str:
    name = " ".join(document.tasks[task].name.split())
    return f'<a href="task/{escape(task)}">{escape(f"{document.numbers[task]} {name}".strip())}</a>'
