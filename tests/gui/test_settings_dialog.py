"""The settings by keys and mouse: what applies at once, what is one undoable edit, what Escape leaves alone."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QLabel

from raci_studio.analysis.thresholds import THRESHOLDS
from raci_studio.core import edits, i18n
from raci_studio.core.scheme import RACI, SCHEMES
from raci_studio.files import Opened
from raci_studio.gui import countries, language, settings, theme
from raci_studio.gui.settings_dialog import SettingsDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


def dialog_of(window):
    return next(dialog for dialog in window.findChildren(SettingsDialog) if dialog.isVisible())


@pytest.fixture
def dialog(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Comma, CONTROL)
    return dialog_of(window)


def choose(qtbot, box, value):
    """Choose a value of a box by its keys."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _step in range(box.findData(value)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == value


def type_number(qtbot, box, text):
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Tab)


def press(qtbot, dialog, button):
    qtbot.mouseClick(dialog.buttons.button(button), Qt.MouseButton.LeftButton)


def kept():
    held = settings.settings()
    return {key: held.value(key) for key in held.allKeys()}


@pytest.mark.parametrize("how", ["escape", "cancel"])
def test_escape_and_cancel_change_nothing(window, dialog, qtbot, how):
    before, document = kept(), window.session.document
    choose(qtbot, dialog.program.theme, "dark")
    choose(qtbot, dialog.program.language, "ru")
    choose(qtbot, dialog.program.scheme, "DACI")
    dialog.program.opens_last.click()
    dialog.tabs.setCurrentIndex(1)
    type_number(qtbot, dialog.document.rows["L201.share"].number, "55")
    if how == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Cancel)
    assert not dialog.isVisible() and kept() == before
    assert window.session.document is document and window.session.is_clean
    assert i18n.language() == "en" and not theme.is_dark(QApplication.palette())


def test_what_is_the_users_applies_at_once(windows, window, dialog, qtbot):
    choose(qtbot, dialog.program.theme, "dark")
    choose(qtbot, dialog.program.language, "ru")
    choose(qtbot, dialog.program.scheme, "DACI")
    choose(qtbot, dialog.program.country, "RU")
    qtbot.mouseClick(
        dialog.program.opens_last, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.program.opens_last.height() // 2)
    )
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert theme.is_dark(QApplication.palette()) and theme.chosen() == "dark"
    assert i18n.language() == "ru" and window.menuBar().actions()[0].text() == "&Файл"
    assert settings.calendar_country() == "RU" and not settings.opens_last()
    assert window.session.is_clean and window.session.document.settings.scheme == RACI
    other = windows.open()
    other.new_document()
    qtbot.waitUntil(lambda: other.session.is_open)
    assert other.session.document.settings.scheme == SCHEMES["DACI"]


def test_a_language_of_the_system_is_a_choice(window, qtbot):
    language.choose("ru")
    assert language.chosen() == "ru" and i18n.language() == "ru"
    language.choose(language.SYSTEM)
    assert language.chosen() == language.SYSTEM and i18n.language() == language.preferred()
    menu = window._menus["language"]
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]


def test_what_is_the_documents_is_one_step(window, dialog, qtbot):
    session = window.session
    before = session.document
    dialog.tabs.setCurrentIndex(1)
    type_number(qtbot, dialog.document.rows["L201.share"].number, "55")
    type_number(qtbot, dialog.document.rows["W304.limit"].number, "1")
    choose(qtbot, dialog.document._country, "KZ")
    choose(qtbot, dialog.document.unit, "hour")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert session.document.settings.thresholds == {"L201.share": 0.55, "W304.limit": 1}
    assert session.document.settings.country == "KZ" and session.document.settings.duration_unit == "hour"
    assert session.undo_stack.count() == 1 and window.isWindowModified()
    window.undo()
    assert session.document is before and session.is_clean


def test_the_column_of_durations_says_what_its_numbers_count(window, qtbot):
    session, view = window.session, window.page.view
    session.apply("", edits.set_text, session.document.order[0], "duration", "24")
    place = view.matrix_model.column_of("duration")
    assert view.matrix_model.headerData(place, Qt.Orientation.Horizontal) == "Duration"
    with qtbot.waitSignal(view.matrix_model.headerDataChanged):
        session.apply("", edits.change_settings, {}, "", {}, "hour")
    assert view.matrix_model.headerData(place, Qt.Orientation.Horizontal) == "Duration (hours)"
    assert window.inspector.fields["duration"].accessibleName() == "Duration (hours)"


def test_thresholds_reach_the_rules(window, qtbot):
    session = window.session
    qtbot.waitUntil(lambda: session.is_analysed, timeout=10_000)
    assert any(finding.code == "W304" for finding in session.findings)
    window.show_settings()
    dialog = dialog_of(window)
    type_number(qtbot, dialog.document.rows["W304.limit"].number, "0")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: session.is_analysed, timeout=10_000)
    assert not any(finding.code == "W304" for finding in session.findings)


def test_ok_without_a_change_is_no_step(window, dialog, qtbot):
    document = window.session.document
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert window.session.document is document and window.session.undo_stack.count() == 0


def test_reset_brings_defaults_back_and_strange_values_stay(window, qtbot):
    strange = {"L201.share": 0.12345, "L202.count": 5000.0, "Z999.new": 7.0}
    window.session.apply("Edit", edits.change_settings, strange, "", {})
    window.show_settings()
    dialog = dialog_of(window)
    assert dialog.document.thresholds() == strange
    row = dialog.document.rows["L201.share"]
    assert row.reset.isEnabled() and not dialog.document.rows["W302.error"].reset.isEnabled()
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert not row.reset.isEnabled() and row.value() == THRESHOLDS["L201.share"].default
    dialog.tabs.setCurrentIndex(1)
    qtbot.mouseClick(dialog.document.reset_all, Qt.MouseButton.LeftButton)
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert window.session.document.settings.thresholds == {"Z999.new": 7.0}


@pytest.mark.parametrize("read_only", [False, True])
def test_without_a_document_to_change_it_says_so(windows, document, qtbot, read_only):
    window = windows.open()
    if read_only:
        window.session.open(Opened(document, "example"), read_only=True)
    window.show_settings()
    dialog = dialog_of(window)
    dialog.tabs.setCurrentIndex(1)
    said = dialog.document._says
    assert said.isEnabled() and ("read-only" if read_only else "No document is open") in said.text()
    assert not dialog.document.rows["L201.share"].number.isEnabled()
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert window.session.is_clean


def test_the_wheel_changes_no_number_in_passing(window, dialog):
    dialog.tabs.setCurrentIndex(1)
    number = dialog.document.rows["H103.similarity"].number
    dialog.buttons.setFocus()
    before = number.value()
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), no_button, no_key, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(number, event)
    assert number.value() == before


def test_the_language_switches_while_it_is_open(dialog):
    countries_before = dialog.program.country.itemText(5)
    choose_before = dialog.program.country.code
    dialog.program.scheme.setCurrentIndex(3)
    language.switch("ru")
    assert dialog.program.country.itemText(5) != countries_before
    assert dialog.program.country.code == choose_before and dialog.program.scheme.currentIndex() == 3
    dialog.program.country.setCurrentIndex(dialog.program.country.findData("RU"))
    assert dialog.program.country.currentText() == "Россия"
    language.switch("en")
    assert dialog.program.country.currentText() == "Russia"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_in_every_language_and_theme(window, qtbot, code, scheme):
    theme.set_theme(scheme)
    language.switch(code)
    window.show_settings()
    dialog = dialog_of(window)
    for page in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(page)
        assert not dialog.grab().isNull()
    assert all(label.text() and "{" not in label.text() for label in dialog.findChildren(QLabel))
    assert all(box.currentText() for box in dialog.findChildren(QComboBox))


def test_every_country_has_a_name_in_every_language():
    try:
        for code in i18n.LANGUAGES:
            i18n.set_language(code)
            assert countries.names().keys() <= countries.supported()
            assert len(countries.names()) > 200
    finally:
        i18n.set_language("en")


def test_a_rule_is_switched_off_and_the_findings_follow(window, dialog, qtbot):
    row = dialog.document.severities["Q601"]
    row.choice.setCurrentIndex(row.choice.findData("off"))
    dialog.accept()
    assert window.session.document.settings.severities == {"Q601": "off"}
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    assert "Q601" not in {finding.code for finding in window.session.findings}
    window.session.undo_stack.undo()
    assert window.session.document.settings.severities == {}


def test_rules_stand_in_the_order_of_the_checklist(dialog):
    codes = list(dialog.document.severities)
    assert codes[0] == "H101" and codes[-1] == "C708"
    dialog.document.severities["H101"].choice.setCurrentIndex(1)
    dialog.document.reset_all.click()
    assert dialog.document.chosen_severities() == {}
