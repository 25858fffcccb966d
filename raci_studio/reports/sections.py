"""What a report consists of: titled tables of plain values, the header first, with a sentence above each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.findings import Severity
from raci_studio.core.document import Document
from raci_studio.core.i18n import _, ngettext

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a report: what it shows, and how it is made where it is wanted, as the bytes of an SVG or a PNG.

    The PNG has 150 pixels to an inch. `says_title` tells that the title stands in the picture.
    """

    title: str
    svg: Callable[[], bytes]
    png: Callable[[], bytes]
    says_title: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A table or some pictures of a report; `said` stands above them, or alone where there are none."""

    title: str
    rows: Sequence[Row] = field(default_factory=list)
    said: str = ""
    figures: Sequence[Figure] = ()


def summary(document: Document, analysis: Analysis) -> str:
    """Return the first sentence of a report: how much there is, and how bad it is."""
    tasks, people = len(document.tasks), len(document.people)
    counts = {severity: sum(f.severity is severity for f in analysis.findings) for severity in Severity}
    parts = [
        ngettext("{n} task", "{n} tasks", tasks).format(n=tasks),
        ngettext("{n} person", "{n} people", people).format(n=people),
        ngettext("{n} error", "{n} errors", counts[Severity.ERROR]).format(n=counts[Severity.ERROR]),
        ngettext("{n} warning", "{n} warnings", counts[Severity.WARNING]).format(n=counts[Severity.WARNING]),
        ngettext("{n} hint", "{n} hints", counts[Severity.HINT]).format(n=counts[Severity.HINT]),
    ]
    off = sorted(code for code, severity in document.settings.severities.items() if severity == "off")
    said = ", ".join(parts) + "."
    return said + " " + _("Switched off: {codes}.").format(codes=", ".join(off)) if off else said
