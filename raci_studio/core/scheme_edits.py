"""The edit that changes the role scheme and takes the marks along. Reached through `core.edits`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from raci_studio.core.document import Document, Mark, Task, task_with
from raci_studio.core.edit_tools import in_scheme_order, with_keys, with_tasks
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.scheme import RoleScheme

_SEPARATORS = set("/\\,;+|")


def letters_in_use(document: Document) -> Mapping[str, int]:
    """Return how many marks each letter has: those of the scheme first, then any other that a task uses."""
    counts = Counter(mark.letter for task in document.tasks.values() for mark in task.marks)
    order = [letter for letter in document.settings.scheme.letters if letter in counts]
    return {letter: counts[letter] for letter in (*order, *sorted(counts.keys() - set(order)))}


def check_scheme(scheme: RoleScheme) -> None:
    """Raise `UserError` where a scheme has no letters, or one that could not be typed into a cell."""
    if not scheme.letters:
        raise UserError(_("A scheme needs at least one letter."))
    for letter in scheme.letters:
        if not letter or _SEPARATORS & set(letter) or any(char.isspace() for char in letter):
            what = _("“{letter}” cannot be a letter of a scheme.").format(letter=letter)
            raise UserError(what, remedy=_("Use letters or digits without blanks, commas and slashes."))


def likely_heirs(document: Document, scheme: RoleScheme) -> dict[str, str]:
    """Propose for each letter in use the letter of a new scheme that means the same; itself where none does."""
    heirs: dict[str, str] = {}
    for letter in letters_in_use(document):
        kind = document.kind_of(letter)
        same = scheme.letters_of(kind) if kind else ()
        heirs[letter] = letter if letter in same or not same else same[0]
    return heirs


def change_scheme(document: Document, scheme: RoleScheme, heirs: Mapping[str, str]) -> Document:
    """Change the scheme; each mark gets the letter that `heirs` says, any other mark is kept as it stands.

    A kept letter that the new scheme lacks goes on meaning what it meant: it joins the scheme at its end.
    Comments, links and the reading of the client's sheet follow their letters. Raise `UserError` for a scheme
    that cannot be typed.
    """
    check_scheme(scheme)
    for letter in letters_in_use(document):
        kind = document.kind_of(letter)
        if heirs.get(letter, letter) == letter and letter not in scheme.kinds and kind is not None:
            scheme = scheme.with_letter(letter, kind)
    changed = document
    if scheme != document.settings.scheme:
        changed = replace(document, settings=replace(document.settings, scheme=scheme))
    keys = {f"role:{old}": f"role:{new}" for old, new in heirs.items() if old != new}

    def renamed(task: Task) -> Task:
        new = dict.fromkeys(Mark(heirs.get(mark.letter, mark.letter), mark.person) for mark in task.marks)
        return with_keys(task_with(task, marks=in_scheme_order(changed, new)), keys)

    changed = with_tasks(changed, [renamed(task) for task in document.tasks.values()])
    tables = tuple(
        replace(table, columns={column: keys.get(held, held) for column, held in table.columns.items()})
        for table in document.tables
    )
    return replace(changed, tables=tables) if tables != document.tables else changed
