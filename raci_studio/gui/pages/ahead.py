"""The modules of the pages, imported once the first findings are there: a page is then shown without waiting for them.

Those without Qt come in a worker thread, the others in the window's, one in each turn of the event loop.
"""

from functools import partial

from PySide6.QtCore import QObject

from raci_studio.core.garbage import import_for_good
from raci_studio.gui.giving_way import GivingWay
from raci_studio.gui.turns import Turns, import_beside

WITHOUT_QT = (
    "raci_studio.analysis.carried",
    "raci_studio.analysis.checklist",
    "raci_studio.analysis.plan",
    "raci_studio.analysis.suggested_links",
    "raci_studio.analysis.what_if_text",
    "raci_studio.reports.charts.content",
    "raci_studio.reports.graph.content",
    "raci_studio.reports.graph.legend",
    "raci_studio.reports.graph.making",
    "raci_studio.reports.graph.strokes",
)
"""What pages need and a worker may import."""

WITH_QT = (
    "numbers", "what_if_text", "graph.painting", "graph.overview", "graph.surface", "graph.walking", "graph.view",
    "process_choice", "graph.bar", "graph.linking", "graph.commands", "inputs", "graph.notes", "worked_out",
    "graph.frame", "graph.pictures", "graph.working", "graph.page", "people_columns", "person_text",
    "people_writes", "people_model", "words_editor", "people_clipboard", "people_table", "people_commands",
    "people_page", "what_if_page", "checklist_html", "checklist_page", "schedule_rows", "schedule_paint",
    "schedule_view", "schedule_names", "schedule_page", "fields", "lines_table", "process_tables", "process_page",
    "chart_view", "charts_page",
)  # fmt: skip
"""The modules in `raci_studio.gui.pages`, each after those it is made of; those of dialogs wait until one is asked."""


def modules_ahead(parent: QObject) -> Turns:
    """Return the imports of all of them, to be started."""
    imports = (partial(import_for_good, f"raci_studio.gui.pages.{name}") for name in WITH_QT)
    return Turns(partial(import_beside, WITHOUT_QT), imports, parent, GivingWay())
