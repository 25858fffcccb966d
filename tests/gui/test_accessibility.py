"""Access for everybody: names for screen readers, the way of the Tab key, contrast, shapes and letters beside colours."""

import importlib
import itertools
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSortFilterProxyModel, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPalette, QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from raci_studio.core import edits, process_edits
from raci_studio.core.scheme import SCHEMES, RoleKind
from raci_studio.gui import language, theme
from raci_studio.gui.focus import fields_in_order
from raci_studio.gui.import_review import meanings
from raci_studio.gui.matrix.painting import paint_mark
from raci_studio.gui.printing import paint as print_paint

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import screenshots
from states.base import wait_for

ROOT = Path(__file__).resolve().parents[2]
LEAST = 4.5  # WCAG 2.2, 1.4.3: contrast of texts; the marks of severities are held to the same
SEVERITIES = ("error", "warning", "hint")
Palette = QPalette.ColorRole


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_contrast_is_computed_as_wcag_has_it():
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


PAIRS = (
    ("WindowText", "Window"), ("Text", "Base"), ("Text", "AlternateBase"), ("Text", "Midlight"),
    ("ButtonText", "Button"), ("HighlightedText", "Highlight"), ("HighlightedText", "Accent"),
    ("ToolTipText", "ToolTipBase"), ("PlaceholderText", "Base"), ("PlaceholderText", "AlternateBase"),
    ("PlaceholderText", "Window"), ("PlaceholderText", "Midlight"), ("PlaceholderText", "Button"), ("Link", "Base"),
    ("Link", "Window"), ("LinkVisited", "Base"), ("LinkVisited", "Window"), ("Accent", "Base"), ("Accent", "Button"),
)  # fmt: skip
"""Texts and signs with what they stand on: the arrows of the header are in Accent or PlaceholderText."""


@pytest.mark.parametrize("dark", [False, True])
def test_texts_and_marks_stand_out(dark):
    colours = theme.palette(dark)
    calm = theme.with_calm_selection(colours)
    pairs = {(text, ground): (colours.color(getattr(Palette, text)), colours.color(getattr(Palette, ground)))
             for text, ground in PAIRS}  # fmt: skip
    grounds = {
        "base": colours.color(Palette.Base), "alternate": colours.color(Palette.AlternateBase),
        "window": colours.color(Palette.Window), "selected": calm.color(Palette.Highlight),
        "found": theme.hit_colour(dark),
    }  # fmt: skip
    for name, ground in grounds.items():
        pairs["text", name] = colours.color(Palette.Text), ground
        for severity in SEVERITIES:
            pairs[severity, name] = theme.severity_colour(severity, dark), ground
    for kind in (*RoleKind, None):
        pairs["letter", str(kind)] = theme.kind_colours(kind, dark)
    for group, names in meanings.GROUP_COLOURS.items():
        text, ground = names[2:] if dark else names[:2]
        pairs["import", group] = QColor(text), QColor(ground)
    low = {pair: round(contrast(*held), 2) for pair, held in pairs.items() if contrast(*held) < LEAST}
    assert not low


def test_printed_texts_stand_out():
    paper = QColor("white")
    assert contrast(print_paint._INK, paper) >= LEAST and contrast(print_paint._DIM, paper) >= LEAST
    assert contrast(print_paint._INK, print_paint._HEAD) >= LEAST


# Nothing is told by colour alone


def test_severities_have_shapes_of_their_own():
    shapes = []
    for severity in SEVERITIES:
        picture = QPixmap(16, 16)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, severity, QRect(1, 1, 14, 14), dark=False)
        painter.end()
        image = picture.toImage()
        shapes.append({(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 127})
    for one, other in itertools.combinations(shapes, 2):
        assert len(one ^ other) > 20  # of some 150 pixels


def test_kinds_have_letters_of_their_own():
    for scheme in SCHEMES.values():
        assert len(set(scheme.letters)) == len(scheme.letters) and all(letter.strip() for letter in scheme.letters)


# Every window, dialog and panel, as the pictures show them

STATES = sorted(screenshots.STATES)
LOOKS = [
    ("en", "light"), ("ru", "dark"), *(pytest.param(look, marks=pytest.mark.slow) for look in (("en", "dark"), ("ru", "light")))
]  # fmt: skip


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(look))
def stage(request, tmp_path, qapp):
    chosen, colours = request.param
    theme.set_theme(colours)
    language.choose(chosen)
    held = screenshots.Stage(chosen, tmp_path)
    yield held
    held.clear()
    QApplication.processEvents()
    language.choose("en")
    theme.set_theme("light")


def shown(stage, name):
    widget = screenshots.STATES[name](stage)
    for _turn in range(5):
        QApplication.processEvents()
    return widget


def name_of(widget):
    """Return what a screen reader says of a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def controls_of(widget):
    """Yield what can be used in a window and is no part of another control."""
    for child in (widget, *widget.findChildren(QWidget)):
        inside = isinstance(child.parent(), (QComboBox, QAbstractSpinBox, QLineEdit)) or child.focusProxy() is not None
        parts = isinstance(child, QHeaderView) or type(child).__name__ == "QTableCornerButton"
        used = isinstance(child, CONTROLS) or child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if used and child.isVisible() and child.isEnabled() and not inside and not parts:
            yield child


def said_of_cell(view, task, key):
    """Return what a screen reader says of a cell of the matrix, through the table as it sees it."""
    index = view.matrix_model.index_of(task, key)
    place = (index.row() + 1) * (view.matrix_model.columnCount() + 1) + index.column() + 1  # the headers are cells too
    return QAccessible.queryAccessibleInterface(view).child(place).text(QAccessible.Text.Name)


def test_a_cell_says_its_letters_and_its_findings(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    document, view = window.session.document, window.page.view
    write, check, *_rest = document.order
    anna, boris = document.people_order
    said = said_of_cell(view, write, "role:R")
    assert said.startswith("R: Anna. ") and "W301: Only Anna can" in said
    assert said_of_cell(view, write, "role:C") == ""
    finding, cell = next((finding, cell) for finding, cell in window.session.found[check] if cell.field == "deadline")
    assert finding.code in said_of_cell(view, check, cell.field)
    view.set_layout("grid")
    assert said_of_cell(view, check, f"person:{boris}").partition(".")[0] == "R/A"
    assert said_of_cell(view, check, f"person:{anna}").partition(".")[0] == "C"


# The way of the Tab key


def beside_each_other(field, other):
    """Return the parts that hold two fields where their ways part: a panel that scrolls counts as a whole."""
    above = [[field], [other]]
    for line in above:
        while line[-1].parent() is not None and not line[-1].isWindow():
            line.append(line[-1].parent())
    shared = next(part for part in above[0] if part in above[1])
    return [line[max(line.index(shared) - 1, 0)] for line in above]


def is_before(field, other):
    """Tell whether a field stands before another one: above it, or in the same line at its left."""
    one, two = (QRect(part.mapToGlobal(QPoint()), part.size()) for part in beside_each_other(field, other))
    if one.bottom() <= two.top():
        return one.left() < two.right()  # one that is above, but in a column further right, comes later
    return one.right() <= two.left() and two.bottom() > one.top()


def tab_stops(window):
    """Return the fields of a window in the order of Tab: of radio buttons in a group it reaches the chosen one."""
    return [
        field
        for field in fields_in_order(window)
        if not isinstance(field.parent(), (QComboBox, QAbstractSpinBox, QLineEdit))
        and field.focusProxy() is None
        and not (isinstance(field, QRadioButton) and field.group() is not None and not field.isChecked())
    ]


@pytest.mark.parametrize("state", STATES)
def test_every_control_has_a_name_and_tab_goes_the_way_one_reads(stage, state):
    window = shown(stage, state).window()
    controls = [child for child in controls_of(window) if not name_of(child)]
    nameless = [f"{type(child).__name__} in {type(child.parent()).__name__}" for child in controls]
    assert not nameless
    window.activateWindow()
    stops = tab_stops(window)
    back = [
        f"{name_of(after)} after {name_of(field)}"
        for field, after in itertools.pairwise(stops)
        if is_before(after, field)
    ]
    assert not back
    if isinstance(window, QDialog) and stops:
        stops[0].setFocus(Qt.FocusReason.TabFocusReason)
        reached = []
        for _stop in range(len(stops)):
            reached.append(QApplication.focusWidget())
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        missed = [
            f"{type(field).__name__} {name_of(field)}"
            for field in stops
            if not any(field is one or field.isAncestorOf(one) for one in reached)
        ]
        assert not missed and QApplication.focusWidget() in (reached[0], stops[0])


# The model tester on every model


def subclasses(kind):
    """Yield all classes of ours below a class."""
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


def is_ours(kind):
    return kind.__module__.startswith("raci_studio")


def all_models():
    """Return the classes of models that the program has, found by importing every module of the window."""
    for path in (ROOT / "raci_studio" / "gui").rglob("*.py"):
        if path.stem != "__init__":
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found = {kind for kind in subclasses(QAbstractItemModel) if is_ours(kind)}
    return {kind for kind in found if not kind.__subclasses__()}  # those above them are never made by themselves


def exercise_matrix(widget):
    session = widget.session
    session.apply("", edits.add_tasks, 1, 2)
    session.apply("", edits.move_tasks, session.document.order[:2], 4)
    session.apply("", edits.set_text, session.document.order[0], "deadline", "3 days")
    session.apply("", edits.delete_tasks, session.document.order[2:5])
    session.arrange(grouped=True)
    wait(lambda: session.is_analysed)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    wait(lambda: session.is_analysed)


def exercise_filter(popup):
    popup.search.setText("a")
    popup.search.clear()


def exercise_review(dialog):
    dialog.take_layout("list")
    dialog.undo()


def exercise_people(window):
    session, table = window.session, window.pages.page.table
    session.apply("", edits.add_person, "Zoë")
    session.apply("", edits.move_people, session.document.people_order[-1:], 0)
    session.apply("", edits.delete_people, session.document.people_order[1:3])
    window.pages.page.words.setText("o")
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    window.pages.page.words.clear()
    while session.undo_stack.canUndo():
        session.undo_stack.undo()


def exercise_process(window):
    session = window.session
    process = session.document.process_order[0]
    session.apply("", process_edits.set_system, process, None, "Mail", "")
    session.apply("", process_edits.set_use, session.document.people_order[0], ("Slack",), True)
    session.apply("", edits.delete_tasks, session.document.order[:1])
    session.apply("", edits.add_person, "Zoë")
    while session.undo_stack.canUndo():
        session.undo_stack.undo()


def exercise_split(dialog):
    dialog.model.setData(dialog.model.index(0, 1), None, Qt.ItemDataRole.CheckStateRole)
    dialog.names.setPlainText("One\nTwo\nThree")


MODEL_STATES = {
    "matrix_list": exercise_matrix, "matrix_grid": exercise_matrix, "filter_popup": exercise_filter,
    "import_review": exercise_review, "people_page": exercise_people, "process_page": exercise_process,
    "split_a_person": exercise_split,
}  # fmt: skip


def wait(ready):
    wait_for(ready)


def test_the_model_tester_finds_nothing_in_any_model(tmp_path, qapp):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    stage, tested = screenshots.Stage("en", tmp_path), set()
    for name, exercise in MODEL_STATES.items():
        widget = shown(stage, name)
        models = {
            id(view.model()): view.model()
            for view in widget.findChildren(QAbstractItemView)
            if is_ours(type(view.model()))
        }
        for model in [model for model in models.values() if isinstance(model, QSortFilterProxyModel)]:
            models[id(model.sourceModel())] = model.sourceModel()
        testers = [QAbstractItemModelTester(model, fatal) for model in models.values()]
        tested.update(type(model) for model in models.values())
        exercise(widget)
        QApplication.processEvents()
        del testers
        stage.clear()
        QApplication.processEvents()
    assert not {kind.__name__ for kind in all_models() - tested}
