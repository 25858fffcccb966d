"""Notes about cells that could not be read as they stand; the sentence is made where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from raci_studio.core.i18n import N_, _


@dataclass(frozen=True)
class ImportNote:
    """Say which cell was odd and why; ``params`` fill the sentence of ``code``."""

    cell: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


SENTENCES = {
    "unknown-letter": N_("“{letter}” is not a letter of this matrix; it was kept as it stands."),
    "unknown-mark": N_("“{text}” is not a role letter; it was kept as an extra text."),
    "remark-in-mark": N_("The words “{text}” beside the letter were kept as an extra text."),
    "look-alike-letter": N_("“{text}” was typed with a Cyrillic look-alike and was read as “{letter}”."),
    "mark-without-task": N_("A role stands in a row without a task name; the row was not read."),
    "unnamed-person": N_("This column holds role letters but has no header; it was named “{name}”."),
    "names-without-letter": N_("“{text}” names no role letter; it was kept as an extra text."),
    "text-not-read": N_("“{text}” stands in a row that is no task; it was not read."),
    "struck-through": N_("“{text}” is struck through; it was left out as a deleted task."),
    "same-name-columns": N_("Another column is headed “{name}” too; both became one person."),
    "hidden-rows": N_("Tasks in hidden rows or columns of the sheet: {count}. They were read like all others."),
    "details-unknown": N_(
        "Comments, links, hidden rows and number formats of such a file cannot be read; those of an .xlsx or .ods can."
    ),
    "details-not-read": N_("Comments, links and number formats of the sheet “{sheet}” could not be read."),
    "comment-on-header": N_("The header has a comment: “{text}”."),
    "comment-on-section": N_("A section has a comment: “{text}”."),
    "comment-elsewhere": N_("A comment stands outside the tasks: “{text}”."),
    "tick-without-person": N_("“{text}” marks a role, but no person is named; it was kept as an extra text."),
    "unresolved-predecessor": N_("“{text}” is no task of this table; it was kept as text only."),
}


def message(note: ImportNote) -> str:
    """Return the note as a sentence in the user's language."""
    return _(SENTENCES[note.code]).format(**note.params)
