"""What the Graph page says above the picture: what is missing, with the way to enter it, and what is suggested."""

from html import escape
from typing import TYPE_CHECKING

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.pages.inputs import INPUTS
from raci_studio.reports.graph.content import BY_DEPARTMENT, BY_PERSON, NO_LANES

if TYPE_CHECKING:
    from raci_studio.gui.pages.graph.working import Shown


def notes_html(shown: "Shown", *, suggestions: bool) -> str:
    """Return the notes of a drawing as rich text, "" for none; `suggestions` says that they are drawn."""
    process, said = shown.of[1], []
    enter = _("Enter: {what}")
    if shown.inferred:
        text = _("Nobody said what waits for what: each task is taken to wait for the row above it.")
        wanted = next(one for one in INPUTS if one.place.startswith("column/predecessors/"))
        said.append(_linked(text, wanted.address(process), enter.format(what=_(wanted.title))))
    if shown.made.layout.is_plain:
        said.append(
            escape(_("The graph could not be laid out in lanes; the tasks are drawn in the order of the rows."))
        )
    elif not shown.made.drawing.lanes and shown.wanted.lanes != NO_LANES:
        text, address, what = _no_lanes(shown.wanted.lanes)
        said.append(_linked(text, address.format(process=process), enter.format(what=what)))
    if shown.links and suggestions:
        text = ngettext(
            "{n} dependency is suggested, dashed: click it.", "{n} dependencies are suggested, dashed: click one.",
            len(shown.links),
        )  # fmt: skip
        said.append(escape(text.format(n=len(shown.links))))
    return " ".join(said)


def _linked(text: str, address: str, link: str) -> str:
    return f"{escape(text)} <a href='{address}'>{escape(link)}</a>"


def _no_lanes(lanes: str) -> tuple[str, str, str]:
    """Return why there are no lanes of a kind, where that can be mended, and what is entered there."""
    if lanes == BY_PERSON:
        text = _("Nobody carries out any task, so there are no lanes.")
        return text, "role/does/{process}", _("Who carries out each task")
    if lanes == BY_DEPARTMENT:
        return _("No department is known, so there are no lanes."), "people/department", _("Department")
    return _("No task has a step, so there are no lanes."), "column/step/{process}", _("Step")
