"""Many edits of all kinds, and what two documents say, for round trips: import, edit, export annotated, import."""

import re
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from raci_studio.analysis.audit import analyse
from raci_studio.core import edits
from raci_studio.core.document import TEXT_FIELDS, Dependency
from raci_studio.excel.annotate import annotated_copy
from raci_studio.excel.importing import import_workbook

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "sheets"


def held_fields(document):
    """Return the text fields and extra columns that have a column in some table."""
    held = [what for table in document.tables for what in table.columns.values()]
    fields = [name for name in TEXT_FIELDS if name in held]
    extras = [what for what in dict.fromkeys(held) if what.startswith("extra:")]
    return fields, extras


def edited(document):
    """Return a document with 20 cells of all kinds changed, two tasks added and one deleted, as far as it has any."""
    fields, extras = held_fields(document)
    order = document.order
    if not order:
        return document
    texts = ["by Friday, 17:00", "=1+1", "-2", "отчёт; две страницы", "5 days", "2027-03-05", "3"]
    columns = [*fields, *extras]
    for number in range(12 if columns else 0):
        field = columns[number % len(columns)]
        task = order[(number * 5 + number // len(columns) + 1) % len(order)]
        text = texts[number % len(texts)]
        document = edits.set_text(document, task, field, f"{text} (new)" if field == "name" else text)
    document = with_marks(document, order)
    if len(document.people) > 1:
        document = edits.rename_person(document, document.people_order[0], "Zoe Quill")
    links = [(order[at], order[at - 1]) for at in (len(order) - 1, len(order) // 2) if at > 0]
    if any("predecessors" in table.columns.values() for table in document.tables):
        for after, before in links:
            same = document.tasks[after].origin.table == document.tasks[before].origin.table
            if same and not document.predecessors.get(after):
                document = edits.set_dependencies(document, {after: (Dependency(before, after, 2.0),)})
    last = document.tasks[order[-1]]
    for name in ("A task that is new", "Another new task"):
        document = edits.add_task(document, None, last.process, name=name, step=last.step)
        if last.marks:
            mark = last.marks[0]
            document = edits.set_letters(document, document.order[-1], mark.person, [mark.letter])
    if len(order) > 2:
        document = edits.delete_tasks(document, [order[len(order) // 2 - 1]])
    return document


def with_marks(document, order):
    """Return a document with letters taken, given and changed on several tasks."""
    letters = list(dict.fromkeys(m.letter for task in document.tasks.values() for m in task.marks))
    people = document.people_order
    for number, key in enumerate(order[:: max(len(order) // 8, 1)][:8]):
        task = document.tasks[key]
        if not letters or not task.marks:
            continue
        mark = task.marks[-1]
        if number % 3 == 0:
            other = letters[(letters.index(mark.letter) + 1) % len(letters)]
            document = edits.set_letters(document, key, mark.person, [other])
        elif number % 3 == 1:
            person = people[(people.index(mark.person) + 1) % len(people)]
            both = tuple(dict.fromkeys((*task.letters(person), mark.letter)))
            document = edits.set_letters(document, key, person, both)
        else:
            document = edits.set_letters(document, key, mark.person, [])
    return document


def exported(document, folder, name=None):
    """Return the import of the annotated copy, the copy's path, and its summary."""
    source = document.source
    copy = annotated_copy(source, document, analyse(document), macros=source.name.endswith(".xlsm"))
    path = Path(folder) / (name or Path(source.name).with_suffix(".xlsx").name)
    path.write_bytes(copy.data)
    return import_workbook(path).document, path, copy.summary


def told(document):
    """Return what each task says, by its id."""
    found = {}
    for task in document.tasks_in_order():
        said = {field: getattr(task, field) for field in TEXT_FIELDS}
        said |= {f"extra:{name}": text for name, text in task.extras.items() if text}
        said["roles"] = frozenset((mark.letter, document.people[mark.person].name) for mark in task.marks)
        said["after"] = frozenset(
            (one.before, one.lag_days, one.rework, bool(one.alternative))
            for one in document.predecessors.get(task.id, ())
        )
        said["process"] = document.processes[task.process].name
        found[task.id] = said
    return found


def differences(document, again):
    """Return (task, field, what the matrix says, what came back) of all that differs; "" for a task that is not there."""
    ours, theirs = told(document), told(again)
    found = [(task, "", ours.get(task), theirs.get(task)) for task in ours.keys() ^ theirs.keys()]
    for task in ours.keys() & theirs.keys():
        one, other = ours[task], theirs[task]
        found += [
            (task, key, one.get(key, ""), other.get(key, ""))
            for key in {**one, **other}
            if one.get(key, "") != other.get(key, "")
        ]
    return found


def row_of(document, again, task):
    """Return the sheet and row of a task in the copy."""
    held = again.tasks.get(task) or document.tasks[task]
    table = (again if task in again.tasks else document).tables[held.origin.table] if held.origin else None
    return (table.sheet, held.origin.row, table.transposed) if table else None


def unexplained(document, again, summary):
    """Return the differences that no line of the summary is about."""
    left = []
    for task, field, ours, theirs in differences(document, again):
        if field == "deadline" and not ours and theirs in again.tasks[task].extras.values():
            continue  # the column of the finish is that of the deadline too
        if field.startswith("extra:") and document.tasks[task].step.endswith(f" / {theirs}"):
            continue  # a phase below the title of a section: the step says it too
        if not field and any(one.what.endswith(document.tasks[task].name) for one in summary.not_written):
            continue  # the task itself
        place = row_of(document, again, task)
        lines = [one for one in summary.not_written if place and is_at(one, *place)]
        if not lines:
            left.append((task, field, ours, theirs))
    return left


def is_at(one, sheet, row, transposed):
    match = re.fullmatch(r"([A-Z]+)(\d+)", one.cell)
    if one.sheet != sheet:
        return False
    return not match or (int(match[2]) == row if not transposed else column_number(match[1]) == row)


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def client(folder, text, change=lambda _book: None, name="client.xlsx"):
    """Return the import of a workbook made of lines, cells parted by "|"; "#3" is a number, "@2026-03-05" a date."""
    book = Workbook()
    sheet = book.active
    sheet.title = "RACI"
    for row, line in enumerate(text.strip("\n").split("\n"), start=1):
        for column, cell in enumerate(line.split("|"), start=1):
            if said := cell.strip(" ").replace("\\n", "\n"):
                sheet.cell(row, column).value = value(said)
    change(book)
    path = Path(folder) / name
    book.save(path)
    return import_workbook(path).document


def value(text):
    if text.startswith("#") and text != "#":
        return float(text[1:])
    return date.fromisoformat(text[1:]) if text.startswith("@") else text


def cells(path, sheet="RACI"):
    """Return the values of a sheet by address, blank ones left out."""
    return {cell.coordinate: cell.value for row in load_workbook(path)[sheet].iter_rows() for cell in row if cell.value}


def changed_cells(before, after, sheet="RACI"):
    """Return the cells of a sheet that have another value than before, with the new one."""
    old, new = cells(before, sheet), cells(after, sheet)
    return {address: new.get(address) for address in old | new if old.get(address) != new.get(address)}
