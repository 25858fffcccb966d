"""What is proposed in dialogs of its own: dependencies that the texts suggest, moves that even out the work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from raci_studio.core import edits
from raci_studio.core.document import Document, PersonId, TaskId
from raci_studio.core.i18n import _
from raci_studio.gui.proposals import Line, Subject
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.rebalancing import Move
    from raci_studio.analysis.suggested_links import SuggestedLink


def links() -> "Subject[SuggestedLink]":
    """Return the dependencies that results, inputs and names suggest; those refused are remembered in the document."""
    return Subject(
        _("Suggested dependencies"),
        _("The result of one task seems to be what another one needs. Nothing changes without your word."),
        _(
            "No result is told by the inputs or name of another task. "
            "Fill in results and inputs: what one task makes and another one needs suggests a dependency."
        ),
        (_("First"), _("Then"), _("Because both speak of"), _("Sure")),
        (3,),
        _suggested,
        _link_texts,
        _accept_links,
        _refuse_links,
    )


def _suggested(document: Document) -> "list[Line[SuggestedLink]]":
    from raci_studio.analysis.suggested_links import suggest_links

    found = (link for process in document.process_order for link in suggest_links(document, process))
    return sorted((Line(link, link.confidence) for link in found), key=lambda line: -line.proposal.confidence)


def _link_texts(document: Document, link: "SuggestedLink") -> tuple[str, ...]:
    first, then = (_row(document, task) for task in (link.before, link.after))
    return first, then, ", ".join(link.because), f"{link.confidence:.0%}"


def _row(document: Document, task: TaskId) -> str:
    return f"{document.number_of(task)}. {document.tasks[task].name}"


def _accept_links(session: Session, chosen: "Sequence[SuggestedLink]") -> None:
    session.apply(_("Accept dependencies"), edits.accept_links, [(link.before, link.after) for link in chosen])


def _refuse_links(session: Session, chosen: "Sequence[SuggestedLink]") -> None:
    session.apply(_("Refuse dependencies"), edits.refuse_links, [(link.before, link.after) for link in chosen])


def moves() -> "Subject[Move]":
    """Return the moves that lower the highest load most; what is refused is not proposed again while this is open."""
    refused: set[tuple[TaskId, PersonId, PersonId]] = set()

    def look(document: Document) -> "list[Line[Move]]":
        from raci_studio.analysis.metrics import Metrics
        from raci_studio.analysis.rebalancing import rebalance

        lines = []
        for process in document.process_order:
            found = rebalance(Metrics(document, process), refused=frozenset(refused))
            lines += [Line(move) for move in found]
        return lines

    def refuse(_session: Session, chosen: "Sequence[Move]") -> None:
        refused.update((move.task, move.giver, move.taker) for move in chosen)

    return Subject(
        _("Even out the work"),
        _("At most five moves that take most off whoever has most, each on top of those above it, in working days."),
        _("Nobody else could take over a task without having more to do than its executor."),
        (_("Task"), _("From"), _("To"), _("Why"), _("Moves"), _("Most before"), _("Most after")),
        (4, 5, 6),
        look,
        _move_texts,
        _accept_moves,
        refuse,
    )  # fmt: skip


def _move_texts(document: Document, move: "Move") -> tuple[str, ...]:
    from raci_studio.analysis.substitutes import reason_text

    giver, taker = (document.people[person].name for person in (move.giver, move.taker))
    figures = (QLocale().toString(days, "f", 1) for days in (move.days, move.before, move.after))
    return _row(document, move.task), giver, taker, reason_text(move.substitute), *figures


def _accept_moves(session: Session, chosen: "Sequence[Move]") -> None:
    session.apply(_("Even out the work"), _all_moved, list(chosen))


def _all_moved(document: Document, chosen: "Sequence[Move]") -> Document:
    from raci_studio.analysis.fixes.load import move_edit

    for move in chosen:
        change, _words = move_edit(document, move)
        document = change(document)
    return document
