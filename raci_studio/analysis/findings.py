"""A finding: what one rule says about some cells, as ids and numbers, never as a sentence.

The sentence is made where it is shown, in the user's language (`analysis.texts`).
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from raci_studio.core.document import PersonId, ProcessId, TaskId

OFF = "off"
"""Stands in the settings of a document where a severity would, for a rule that is switched off."""


class Severity(StrEnum):
    """How bad: the matrix is wrong, a probable risk, a question to the author."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """Return 0 for the worst, 2 for the mildest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Cell(msgspec.Struct, frozen=True):
    """One cell of the matrix a finding is about, in either layout.

    `field` is a text field of `Task` ("deadline"), "predecessors", or "role:R" for a letter; `person`
    says whose mark it is, so that the grid layout finds the person's column.
    """

    task: TaskId
    field: str
    person: PersonId | None = None


class Finding(msgspec.Struct, frozen=True):
    """What a rule says. `tasks` and `people` are those it names, `cells` where it is shown.

    `numbers` holds what fired it; `words` other parameters of the message, as they stand in the document.
    """

    code: str
    severity: Severity
    process: ProcessId
    tasks: tuple[TaskId, ...] = ()
    people: tuple[PersonId, ...] = ()
    cells: tuple[Cell, ...] = ()
    numbers: Mapping[str, float] = msgspec.field(default_factory=dict)
    words: Mapping[str, str] = msgspec.field(default_factory=dict)
    variant: str = ""
    confidence: float = 1.0

    @property
    def step(self) -> int:
        """Return the step 1…7 of the reading checklist that the code belongs to."""
        return step_of(self.code)

    @property
    def key(self) -> str:
        """Return what stays the same from run to run, by which an accepted finding is known."""
        ids = ",".join((*sorted(self.tasks), *sorted(self.people)))
        return (
            f"{self.code}:{self.process}:{ids}:{self.variant}" if self.variant else f"{self.code}:{self.process}:{ids}"
        )


def finding_with(finding: Finding, **values: object) -> Finding:
    """Return the finding with other values in some of its fields."""
    return msgspec.structs.replace(finding, **values)


def step_of(code: str) -> int:
    """Return the step 1…7 of the reading checklist that a rule belongs to, 0 for none."""
    return _STEPS.get(code[:1], 0)


_STEPS = {"H": 1, "L": 2, "W": 3, "D": 4, "T": 5, "Q": 6, "C": 7}
