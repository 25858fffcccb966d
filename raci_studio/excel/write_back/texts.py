"""Texts of tasks: fields and extra columns, steps in sections, what a cell says for the rows below it too."""

from collections.abc import Callable

from raci_studio.core.document import TaskId
from raci_studio.core.i18n import N_, _
from raci_studio.excel.document import TASK_FIELDS
from raci_studio.excel.joining import joined_step
from raci_studio.excel.write_back.changes import FOR_ALL, KEPT, NO_COLUMN, SECTION, SHARED, SHEET_NAME
from raci_studio.excel.write_back.table import Row, Table

TITLES = {
    "name": N_("Task"), "step": N_("Step"), "deadline": N_("Deadline"), "result": N_("Result"),
    "format": N_("Format"), "channel": N_("Channel"), "notes": N_("Notes"), "inputs": N_("Inputs"),
    "criterion": N_("Acceptance criterion"), "duration": N_("Duration"), "start": N_("Start"),
}  # fmt: skip
"""What the text fields of a task are called."""
_COLUMNS = {name: field for field, name in TASK_FIELDS.items()}
_PARTED = " / "  # a section and a step, as `joining.joined_step` writes them


def title_of(field: str) -> str:
    """Return what a text field of a task is called, in the user's language."""
    return _(TITLES[field])


def said(title: str, text: str) -> str:
    """Return what could not be written, as a line: "Deadline: 5 March", "Deadline: empty"."""
    nothing = _("empty")
    return f"{title}: {' '.join(text.split()) or nothing}"


def write_texts(table: Table) -> None:
    """Write the texts that differ, of every task that is there."""
    for row in table.rows:
        if row.now is not None and not row.is_same:
            _write_fields(table, row)
            _write_extras(table, row)
    _write_steps(table)
    _write_processes(table)


def _write_fields(table: Table, row: Row) -> None:
    assert row.now
    for field, title in TITLES.items():
        if field == "step":
            continue
        now, was = getattr(row.now, field), getattr(row.was, field) if row.was else ""
        if now == was:
            continue
        columns = table.columns_of("deadline", "finish") if field == "deadline" else table.columns_of(_COLUMNS[field])
        done = table.put_text(row, columns, now, said(_(title), now), (row.now.id, field))
        heading = table.heading("finish")
        if done and field == "deadline" and table.plan.columns[columns[0]] == "finish":
            _tell_shared(table, row, f"extra:{heading}", heading, row.now.extras.get(heading, ""), now)


def _write_extras(table: Table, row: Row) -> None:
    assert row.now
    was = row.was.extras if row.was else {}
    for name in dict.fromkeys((*row.now.extras, *was)):
        now, key = row.now.extras.get(name, ""), (row.now.id, f"extra:{name}")
        if table.same(name, now, was.get(name, "")):
            continue
        columns = table.extra_columns.get(name, [])
        if columns and table.plan.columns[columns[0]] == "phase":
            continue  # it holds for the rows below too
        if columns:
            done = table.put_text(row, columns, now, said(name, now), key)
            if done and table.plan.columns[columns[0]] == "finish" and not _has_deadline(table, row):
                _tell_shared(table, row, "deadline", title_of("deadline"), row.now.deadline, now)
        elif name not in table.words:  # else it stands beside a letter, and is written with it
            table.put_text(row, [], now, said(name, now), key)


def _has_deadline(table: Table, row: Row) -> bool:
    columns = table.columns_of("deadline")
    return bool(columns) and table.line(row, columns)[1] != ""


def _tell_shared(table: Table, row: Row, field: str, title: str, text: str, new: str) -> None:
    """Tell where one cell says two things of a task, of which the other one is meant to stay."""
    assert row.now
    table.follows.add((row.now.id, field))
    if text not in ("", new):
        table.lose(row.now.id, field, said(title, text), SHARED, (row.index, table.first_column))


# Steps, and what else holds for the rows below


def _write_steps(table: Table) -> None:
    steps, phases = table.columns_of("step"), table.columns_of("phase")
    _rename_sections(table)
    wanted: dict[TaskId, str] = {}
    for row in table.rows:
        if row.now is None or (row.was is not None and row.now.step == row.was.step):
            continue
        section, step = table.section_of(row), row.now.step
        key, what = (row.now.id, "step"), said(title_of("step"), step)
        inner = _inside(section, step)
        if inner is None:
            table.lose(*key, what, SECTION, (row.index, table.first_column))
        elif steps:
            table.put_text(row, steps, inner, what, key)
        elif phases:
            wanted[row.now.id] = inner
        elif inner:
            table.put_text(row, [], step, what, key)
    if phases and steps:
        _write_phases(table, phases)
    elif phases:
        heading = table.heading("phase")
        for row in table.rows:
            if row.now is not None:
                _tell_phase(table, row, heading, wanted.get(row.now.id))
        _write_held(table, phases, lambda row: wanted.get(row.now.id) if row.now else None, "step", title_of("step"))


def _write_phases(table: Table, columns: list[int]) -> None:
    """Write the phases of a table that has steps besides."""
    heading = table.heading("phase")

    def wanted(row: Row) -> str | None:
        if row.now is None:
            return None
        now = row.now.extras.get(heading, "")
        was = row.was.extras.get(heading, "") if row.was else None
        hidden = now == "" and row.now.step == row.content.phase  # a phase that is the step too is not told twice
        return None if now == was or hidden else now

    _write_held(table, columns, wanted, f"extra:{heading}", heading)


def _tell_phase(table: Table, row: Row, heading: str, step: str | None) -> None:
    """Tell where the phase is meant to differ from the step that stands in its cell."""
    assert row.now
    now = row.now.extras.get(heading, "")
    was = row.was.extras.get(heading, "") if row.was else ""
    key = row.now.id, f"extra:{heading}"
    if now not in (was, step):
        table.lose(*key, said(heading, now), SHARED, (row.index, table.first_column))
    elif step is not None:
        table.follows.add(key)


def _inside(section: str, step: str) -> str | None:
    """Return what of a step stands in the task's own row below the title of a section; None where it cannot."""
    if not section:
        return step
    if step == section:
        return ""
    return step[len(section + _PARTED) :] if step.startswith(section + _PARTED) else None


def _rename_sections(table: Table) -> None:
    """Write another title into the row of a section where all its tasks say so."""
    by_section: dict[int, list[Row]] = {}
    for row in table.rows:
        above = [at for at in table.sections if at < row.index]
        if above and row.now and row.was:
            by_section.setdefault(max(above), []).append(row)
    for at, rows in by_section.items():
        old, titles = table.sections[at], set()
        for row in rows:
            assert row.now and row.was
            inner = _inside(old, row.was.step)
            ends = not inner or row.now.step.endswith(_PARTED + inner)
            title = row.now.step[: -len(_PARTED + inner)] if inner and ends else row.now.step
            titles.add(title if ends and joined_step(title, inner or "") == row.now.step else old)
        title = titles.pop() if len(titles) == 1 else ""
        cells = [column for column, text in table.grid.filled(at) if text == old]
        if title and title != old and len(cells) == 1:
            keys = [(row.now.id, "step") for row in rows if row.now]
            if table.put((at, cells[0]), title, said(title_of("step"), title), *keys):
                table.sections[at] = title


def _write_held(table: Table, columns: list[int], wanted: Callable[[Row], str | None], field: str, title: str) -> None:
    """Write a column whose text holds for the rows below it too; `wanted` is None for rows that keep theirs."""
    old = new = ""
    for row in table.rows:
        column, text = table.line(row, columns)
        old = text or old
        want = wanted(row)
        want = old if want is None else want
        if text in (want, "") and (text or new) == want:
            new = want
            continue
        task = row.now.id if row.now else TaskId("")
        key, what = (task, field), said(title, want)
        if not want:
            table.lose(*key, what, FOR_ALL, (row.index, column))
            new = text or new
        elif table.put_text(row, columns, want, what, key):
            new = want
        else:
            new = text or new


def _write_processes(table: Table) -> None:
    columns, now, was = table.columns_of("process"), table.now, table.was
    bare = {was.processes[row.was.process].name for row in table.rows if row.was and not row.content.process}

    def wanted(row: Row) -> str | None:
        if row.now is None:
            return None
        name = now.processes[row.now.process].name
        if row.was is None:
            return "" if name in bare else name
        return name if name != was.processes[row.was.process].name else None

    if columns:
        _write_held(table, columns, wanted, "process", _("Process"))
    if columns or not table.was_there:  # a sheet of new tasks is known to be of their process
        return
    for row in table.rows:
        name = wanted(row)
        if row.now is None or not name:
            continue
        what = said(_("Process"), name)
        if row.was and row.now.process == row.was.process:
            table.lose(TaskId(""), f"process:{name}", what, SECTION if table.sections else SHEET_NAME)
        else:
            table.lose(row.now.id, "process", what, NO_COLUMN, (row.index, table.first_column))
        table.follows.add((row.now.id, "process"))


# Headers


def write_headers(table: Table) -> None:
    """Write headers of columns that are called otherwise now, and tell which columns stay."""
    from raci_studio.excel.write_back.headers import write_header

    for column, what in sorted(table.plan.columns.items()):
        label = table.grid.column_label(column)
        then, held = table.held_was.columns.get(label, ""), table.held_now.columns.get(label, "")
        if held.startswith("extra:"):
            old, new = then.removeprefix("extra:"), held.removeprefix("extra:")
            if new not in table.now.extra_columns and new in table.was.extra_columns:
                table.lose(TaskId(""), held, said(_("Deleted column"), new), KEPT, _head(table, column))
            elif new != old and write_header(table, column, old, new, held) and what.startswith("extra:"):
                table.columns[column] = held
        elif held.startswith("person:"):
            write_person(table, column, then, held)


def write_person(table: Table, column: int, then: str, held: str) -> None:
    """Write the name of a person who heads a column."""
    from raci_studio.excel.write_back.headers import write_header

    old = table.plan.columns[column].removeprefix("person:")
    person = next((one for key, one in table.now.people.items() if held == f"person:{key}"), None)
    if person is None:
        table.lose(TaskId(""), held, said(_("Deleted person"), old), KEPT, _head(table, column))
    elif then == held:
        before = next(one for key, one in table.was.people.items() if held == f"person:{key}")
        if person.name != before.name and write_header(table, column, old, person.name, held):
            table.columns[column] = f"person:{person.name}"


def _head(table: Table, column: int) -> tuple[int, int]:
    above = [row for row in table.plan.header_rows if row < table.plan.first_row] or list(table.plan.header_rows)
    return above[-1], column
