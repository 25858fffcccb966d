"""The actions of the window as a table: menus, toolbar and shortcuts are made from it.

`id` is also the name of the method that does it: of the matrix view where `scope` is "matrix" (then the keys
work in the matrix only), else of the main window.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import N_, _


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    `needs` is "document" where one must be open, "writable" where it must not be read-only, "import" where it
    came from a workbook just now, "matrix" where the matrix must be the page that is shown: so it must for all
    actions of that scope.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    scope: str = "window"
    needs: str = ""
    icon: str = ""
    checkable: bool = False


A = ActionSpec
SEPARATOR = None

MENUS: dict[str, tuple[str, tuple["ActionSpec | str | None", ...]]] = {
    "file": (N_("&File"), (
        A("new_document", N_("&New matrix"), ("Ctrl+N",), icon="new"),
        A("open_document", N_("&Open…"), ("Ctrl+O",), icon="open"),
        "recent",
        A("paste_as_new", N_("&Paste as a new matrix"), ("Ctrl+Shift+V",)),
        A("review_import", N_("Re&view the import…"), needs="import"),
        A("new_window", N_("New &window"), ("Ctrl+Shift+N",)),
        SEPARATOR,
        A("save", N_("&Save"), ("Ctrl+S",), needs="document", icon="save"),
        A("save_as", N_("Save &as…"), ("Ctrl+Shift+S",), needs="document"),
        "export",
        SEPARATOR,
        A("page_setup", N_("Pa&ge setup…"), needs="document"),
        A("print_preview", N_("Prin&t preview…"), needs="document"),
        A("print_matrix", N_("Pr&int…"), ("Ctrl+P",), needs="document"),
        SEPARATOR,
        A("close", N_("&Close window"), ("Ctrl+W",)),
        A("quit", N_("&Quit"), ("Ctrl+Q",)),
    )),
    "export": (N_("&Export"), (
        A("export_annotated", N_("&Annotated copy of the client's workbook…"), ("Ctrl+E",),
          needs="document", icon="export"),
        A("export_workbook", N_("&New workbook…"), ("Ctrl+Shift+E",), needs="document"),
        A("export_pdf", N_("Matrix as &PDF…"), needs="document"),
        A("export_csv", N_("&CSV…"), needs="document"),
        A("export_json", N_("&JSON…"), needs="document"),
        A("export_markdown", N_("&Markdown…"), needs="document"),
        A("export_html", N_("&Report for a browser…"), needs="document"),
        A("export_report", N_("Report as P&DF…"), needs="document"),
        A("export_graphml", N_("&Graph of the tasks…"), needs="document"),
    )),
    "edit": (N_("&Edit"), (
        A("undo", N_("&Undo"), ("Ctrl+Z",), icon="undo"),
        A("redo", N_("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo"),
        SEPARATOR,
        A("cut_cells", N_("Cu&t"), ("Ctrl+X", "Shift+Del"), "matrix", "writable"),
        A("copy_cells", N_("&Copy"), ("Ctrl+C", "Ctrl+Ins"), "matrix", "document"),
        A("paste_cells", N_("&Paste"), ("Ctrl+V", "Shift+Ins"), "matrix", "writable"),
        A("clear_cells", N_("C&lear"), ("Del",), "matrix", "writable"),
        SEPARATOR,
        A("edit_cell", N_("&Edit the cell"), ("F2",), "matrix", "writable"),
        A("open_link", N_("&Open the cell's link…"), ("Ctrl+Shift+O",), "matrix", "document"),
        A("fill_down", N_("Fill &down"), ("Ctrl+D",), "matrix", "writable"),
        A("fill_right", N_("Fill to the ri&ght"), ("Ctrl+R",), "matrix", "writable"),
        SEPARATOR,
        A("find_text", N_("&Find…"), ("Ctrl+F",), needs="document"),
        A("find_next", N_("Find &next"), ("F3",), needs="document"),
        A("find_previous", N_("Find pre&vious"), ("Shift+F3",), needs="document"),
        A("replace_text", N_("Replace…"), ("Ctrl+H",), needs="writable"),
        SEPARATOR,
        A("select_all_cells", N_("Select &all"), ("Ctrl+A",), "matrix", "document"),
        A("select_rows", N_("Select the &rows"), ("Shift+Space",), "matrix", "document"),
        A("select_columns", N_("Select the c&olumns"), ("Ctrl+Space",), "matrix", "document"),
        SEPARATOR,
        A("show_settings", N_("Settin&gs…"), ("Ctrl+,",)),
    )),
    "view": (N_("&View"), (
        A("page_matrix", N_("&Matrix page"), ("Ctrl+1",), needs="document", checkable=True),
        A("page_graph", N_("Grap&h page"), ("Ctrl+2",), needs="document", checkable=True),
        A("page_people", N_("P&eople page"), ("Ctrl+3",), needs="document", checkable=True),
        A("page_process", N_("Pr&ocess page"), ("Ctrl+4",), needs="document", checkable=True),
        A("page_checklist", N_("Chec&klist page"), ("Ctrl+5",), needs="document", checkable=True),
        A("page_what_if", N_("What &if page"), ("Ctrl+6",), needs="document", checkable=True),
        A("page_schedule", N_("&Schedule page"), ("Ctrl+7",), needs="document", checkable=True),
        A("page_charts", N_("Charts p&age"), ("Ctrl+8",), needs="document", checkable=True),
        SEPARATOR,
        A("show_list", N_("&List: names under the letters"), ("Ctrl+Alt+1",),
          needs="document", icon="list", checkable=True),
        A("show_grid", N_("&Grid: a column per person"), ("Ctrl+Alt+2",),
          needs="document", icon="grid", checkable=True),
        SEPARATOR,
        A("only_findings", N_("Only rows with &findings"), (), "matrix", "document", checkable=True),
        A("clear_filters", N_("&Clear the filter"), ("Ctrl+Shift+K",), "matrix", "document"),
        A("filter_again", N_("&Apply the filter again"), ("Ctrl+Alt+L",), "matrix", "document"),
        A("filter_arrows", N_("Filter arro&ws in the header"), ("Ctrl+Shift+L",), "matrix", "document", checkable=True),
        SEPARATOR,
        A("group_rows", N_("&Group rows by process and step"), ("Ctrl+Shift+G",), "matrix", "document", checkable=True),
        A("fold_sections", N_("Fol&d all sections"), (), "matrix", "document"),
        A("unfold_sections", N_("&Unfold all sections"), (), "matrix", "document"),
        SEPARATOR,
        "columns",
        A("wrap_texts", N_("&Wrap long texts"), ("Ctrl+Shift+W",), needs="matrix", checkable=True),
        A("zoom_in", N_("Zoom &in"), ("Ctrl+Alt+=", "Ctrl+Alt++"), needs="matrix"),
        A("zoom_out", N_("Zoom &out"), ("Ctrl+Alt+-",), needs="matrix"),
        A("zoom_reset", N_("Zoom &100%"), ("Ctrl+Alt+0",), needs="matrix"),
        SEPARATOR,
        A("full_screen", N_("Full sc&reen"), ("F11",), checkable=True),
        A("next_panel", N_("To the ne&xt panel"), ("F6",), needs="document"),
        A("previous_panel", N_("To the pre&vious panel"), ("Shift+F6",), needs="document"),
        "panels",
        "language",
        "theme",
    )),
    "columns": (N_("Colu&mns"), (
        A("hide_column", N_("&Hide the column"), (), "matrix", "document"),
        A("show_columns", N_("&Show all hidden columns"), (), "matrix", "document"),
        SEPARATOR,
        A("autosize_column", N_("&Fit the width to the texts"), (), "matrix", "document"),
        A("autosize_columns", N_("Fit &all widths"), (), "matrix", "document"),
        SEPARATOR,
        A("freeze_columns", N_("F&reeze up to here"), (), "matrix", "document"),
        A("unfreeze_columns", N_("&Unfreeze"), (), "matrix", "document"),
    )),
    "matrix": (N_("&Matrix"), (
        A("insert_rows", N_("&Insert rows above"), ("Ctrl++", "Ctrl+="),
          "matrix", "writable", "row-add"),
        A("append_row", N_("&Add a row at the end"), ("Ctrl+Shift+Return",), "matrix", "writable"),
        A("delete_rows", N_("&Delete the rows"), ("Ctrl+-",), "matrix", "writable", "row-delete"),
        A("move_rows_up", N_("Move the rows &up"), ("Alt+Up",), "matrix", "writable"),
        A("move_rows_down", N_("Move the rows d&own"), ("Alt+Down",), "matrix", "writable"),
        SEPARATOR,
        A("open_filter", N_("&Filter and sort the column…"), ("Ctrl+Alt+F",), "matrix", "document"),
        A("sort_ascending", N_("Sort A → &Z"), (), "matrix", "document"),
        A("sort_descending", N_("Sort Z → &A"), (), "matrix", "document"),
        A("unsort", N_("&Back to the order of the process"), (), "matrix", "document"),
        A("keep_order", N_("&Make this the order"), (), "matrix", "writable"),
        SEPARATOR,
        A("add_person", N_("Add a &person…"), ("Ctrl+Shift+P",), needs="writable", icon="person-add"),
        A("who_is_who", N_("&Who is who…"), needs="writable"),
        A("add_process", N_("Add a p&rocess…"), needs="writable"),
        A("insert_column", N_("Add a &column…"), (), "matrix", "writable"),
        A("column_type", N_("Name and &type of the column…"), (), "matrix", "writable"),
        A("delete_column", N_("D&elete the column…"), (), "matrix", "writable"),
        A("role_scheme", N_("Role &scheme…"), needs="writable"),
        SEPARATOR,
        A("make_alternative", N_("This row is an al&ternative…"), (), "matrix", "writable"),
        A("make_negative", N_("This row is &what is done if it goes wrong…"), (), "matrix", "writable"),
        A("make_ordinary", N_("This row is an ordinar&y one"), (), "matrix", "writable"),
    )),
    "tools": (N_("&Tools"), (
        A("next_finding", N_("&Next finding"), ("F8",), needs="document"),
        A("previous_finding", N_("&Previous finding"), ("Shift+F8",), needs="document"),
        A("show_fixes", N_("&Fix…"), ("Ctrl+.",), needs="document"),
        A("accept_finding", N_("&Accept the finding…"), ("Ctrl+Shift+A",), needs="writable"),
        SEPARATOR,
        A("suggest_links", N_("Suggested &dependencies…"), needs="document"),
        A("even_out", N_("&Even out the work…"), needs="document"),
    )),
    "help": (N_("&Help"), (
        A("show_guide", N_("&Guide")),
        A("show_shortcuts", N_("&Keyboard shortcuts"), ("F1",)),
        A("show_about", N_("&About RACI Studio")),
    )),
}  # fmt: skip
"""Menus by id: title and content. A text among the actions is another menu by its id."""

MENU_BAR = ("file", "edit", "view", "matrix", "tools", "help")
TOOL_BAR = (
    "open_document", "save", "export_annotated", None, "undo", "redo", None, "show_list", "show_grid", None,
    "insert_rows", "delete_rows", "add_person",
)  # fmt: skip


# Where macOS puts an action by its role; all others stay where the table has them, whatever their texts say.
_MENU_ROLES = {
    "show_settings": QAction.MenuRole.PreferencesRole,
    "show_about": QAction.MenuRole.AboutRole,
    "quit": QAction.MenuRole.QuitRole,
}


# What the keys of signs give on a Russian keyboard: the shortcut is the same key on both.
_RUSSIAN_KEYS = {",": "Б", ".": "Ю"}


def _russian(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return shortcuts with a sign as a Russian keyboard has them."""
    return tuple(key[:-1] + _RUSSIAN_KEYS[key[-1]] for key in keys if key[-1] in _RUSSIAN_KEYS)


def specs() -> list[ActionSpec]:
    """Return all actions in the order of the menus."""
    return [item for _title, items in MENUS.values() for item in items if isinstance(item, ActionSpec)]


def make_action(spec: ActionSpec, parent: QObject) -> QAction:
    """Make the action of a line of the table; its texts come with `retranslate_action`."""
    action = QAction(parent)
    action.setObjectName(spec.id)
    action.setShortcuts([QKeySequence(keys) for keys in (*spec.keys, *_russian(spec.keys))])
    action.setCheckable(spec.checkable)
    if spec.scope == "matrix":
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setMenuRole(_MENU_ROLES.get(spec.id, QAction.MenuRole.NoRole))
    return action


def retranslate_action(spec: ActionSpec, action: QAction) -> None:
    """Give an action its texts in the current language."""
    action.setText(_(spec.text))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    plain = _(spec.text).replace("&", "").rstrip("…")
    action.setToolTip(f"{plain} ({keys})" if keys else plain)
    action.setStatusTip("")


def enable_actions(
    actions: dict[str, QAction], *, is_open: bool, read_only: bool, is_import: bool, on_matrix: bool
) -> None:
    """Enable what can be done now; `on_matrix` says that the matrix is the page that is shown."""
    met = {"": True, "document": is_open, "writable": is_open and not read_only, "import": is_import}
    met["matrix"] = is_open and on_matrix
    for spec in specs():
        ready = met[spec.needs] and (on_matrix or spec.scope != "matrix")
        if spec.id in actions and spec.id not in ("undo", "redo"):
            actions[spec.id].setEnabled(ready)


def add_to(widget: QWidget, actions: dict[str, QAction]) -> None:
    """Let a widget answer to the keys of the actions of the matrix."""
    widget.addActions([actions[spec.id] for spec in specs() if spec.scope == "matrix"])
