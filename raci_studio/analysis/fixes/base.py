"""What a fix is, and how those of a finding are found."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from raci_studio.analysis.findings import Finding
from raci_studio.core.document import Document, PersonId, Task
from raci_studio.core.i18n import _

Edit = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Fix:
    """One way out of a finding, best first among its own.

    `text` is English and marked for translation, `words` are its parameters as they stand in the document.
    A `safe` fix needs no choice: it may be applied to all findings of a kind at once.
    """

    text: str
    edit: Edit
    words: Mapping[str, str] = field(default_factory=dict)
    safe: bool = False


Fixer = Callable[[Document, Finding], Iterator[Fix]]
FIXES: dict[str, Fixer] = {}


def fixes(code: str) -> Callable[[Fixer], Fixer]:
    """Register what mends the findings of a rule."""

    def register(fixer: Fixer) -> Fixer:
        assert code not in FIXES
        FIXES[code] = fixer
        return fixer

    return register


def fixes_of(document: Document, finding: Finding) -> tuple[Fix, ...]:
    """Return the ways out of a finding, best first; () where there is none or its rows or people are gone."""
    return tuple(_each_fix(document, finding))


def safe_fixes(document: Document, findings: Iterable[Finding]) -> Document:
    """Apply the safe fix of each of some findings, one after the other, to what the last one left."""
    for finding in findings:
        fix = next((fix for fix in _each_fix(document, finding) if fix.safe), None)
        if fix:
            document = fix.edit(document)
    return document


def _each_fix(document: Document, finding: Finding) -> Iterator[Fix]:
    there = all(task in document.tasks for task in finding.tasks)
    there = there and all(cell.task in document.tasks for cell in finding.cells)
    there = there and all(person in document.people for person in finding.people)
    if there and finding.code in FIXES:
        yield from FIXES[finding.code](document, finding)


def fix_text(fix: Fix) -> str:
    """Return a fix as a line of a menu, in the user's language."""
    return _(fix.text).format(**fix.words)


def edit(function: Callable[..., Document], *args: object) -> Edit:
    """Return an edit that calls a function of `core` with the document first."""
    return partial(_called, function, args)


def _called(function: Callable[..., Document], args: tuple[object, ...], document: Document) -> Document:
    return function(document, *args)


def only_task(document: Document, finding: Finding) -> Task | None:
    """Return the task of a finding about one row, None for one about the matrix or several rows."""
    return document.tasks[finding.tasks[0]] if len(finding.tasks) == 1 else None


def names(document: Document, people: Iterable[PersonId]) -> str:
    """Return the names of people, joined by commas."""
    return ", ".join(document.people[person].name for person in people)
