"""What findings say, kept as long as what they speak of stays the same: there may be ten thousand of them."""

from typing import TYPE_CHECKING

from raci_studio.core.document import Document

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

_MOST_KEPT = 40_000
SIGNS = {"error": "●", "warning": "▲", "hint": "○"}
"""The shapes of the severities as characters, the worst first."""


class Sentences:
    """The messages of findings about a document and those that come of it."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Finding, tuple[object, ...], str]] = {}

    def of(self, finding: "Finding", document: Document) -> str:
        """Return the message of a finding, "" where a row or person it names is gone."""
        first = document.tasks.get(finding.tasks[0]) if finding.tasks else None
        about = (document.order, document.people, first)
        kept = self._kept.get(id(finding))
        if kept is None or kept[0] is not finding or any(a is not b for a, b in zip(kept[1], about)):
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[id(finding)] = finding, about, said(finding, document)
        return kept[2]

    def forget(self) -> None:
        """Keep nothing: the language is another one."""
        self._kept.clear()


def is_there(finding: "Finding", document: Document) -> bool:
    """Tell whether all rows and people that a finding names are still in the document."""
    return all(map(document.tasks.__contains__, finding.tasks)) and all(
        map(document.people.__contains__, finding.people)
    )


def said(finding: "Finding", document: Document) -> str:
    """Return what a finding says, "" where a row or person it names is gone."""
    from raci_studio.analysis.texts import message

    return message(finding, document) if is_there(finding, document) else ""


def explained(finding: "Finding", document: Document) -> str:
    """Return rule, message, why it matters and with what reason it was accepted, as lines of a tooltip."""
    from raci_studio.analysis.texts import title, why
    from raci_studio.core.i18n import _

    reasons = [item.reason for item in document.accepted if item.key == finding.key and item.reason]
    accepted = [_("Accepted: {reason}").format(reason=reason) for reason in reasons]
    lines = [f"{finding.code} {title(finding.code)}", said(finding, document), why(finding.code), *accepted]
    return "\n".join(filter(None, lines))
