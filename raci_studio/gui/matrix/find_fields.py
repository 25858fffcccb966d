"""The fields of the bar that finds and replaces: what is searched, where, by what it is replaced; and their texts."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from raci_studio.core.i18n import N_, _

_PLACES = {"": N_("Everywhere"), "column": N_("In this column"), "selection": N_("In the selected cells")}


class FindFields(QFrame):
    """Fields and buttons in three lines; they do nothing by themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.text, self.by = QLineEdit(clearButtonEnabled=True), QLineEdit(clearButtonEnabled=True)
        self.count = QLabel()
        self.case, self.whole, self.where = QCheckBox(), QCheckBox(), QComboBox()
        self.previous, self.next = (QToolButton(text=sign, autoRaise=True) for sign in "▲▼")  # type: ignore[call-arg]
        self.replace, self.replace_all = QPushButton(), QPushButton()
        self._close = QToolButton(text="✕", autoRaise=True)  # type: ignore[call-arg]  # properties
        self._find_label, self._by_label = QLabel(), QLabel()
        self._find_label.setBuddy(self.text)
        self._by_label.setBuddy(self.by)
        for value in _PLACES:
            self.where.addItem("", value)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 4, 4)
        for row, widgets in enumerate(((self._find_label, self.text), (self._by_label, self.by))):
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column)
        grid.addLayout(_line((self.previous, self.next, self.count), self._close), 0, 2)
        grid.addLayout(_line((self.replace, self.replace_all)), 1, 2)
        grid.addLayout(_line((self.case, self.whole, self.where)), 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    def retranslate(self) -> None:
        """Speak the current language."""
        self._find_label.setText(_("F&ind:"))
        self._by_label.setText(_("Replace &with:"))
        self.text.setAccessibleName(_("Find"))
        self.by.setAccessibleName(_("Replace with"))
        self.case.setText(_("Match &case"))
        self.whole.setText(_("Wh&ole cell"))
        self.where.setAccessibleName(_("Where to search"))
        for place, text in enumerate(_PLACES.values()):
            self.where.setItemText(place, _(text))
        self.replace.setText(_("&Replace"))
        self.replace_all.setText(_("Replace &all"))
        for button, text in (
            (self.previous, _("Previous (Shift+F3)")),
            (self.next, _("Next (F3)")),
            (self._close, _("Close (Esc)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)


def _line(widgets: tuple[QWidget, ...], last: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    if last is not None:
        row.addWidget(last)
    return row
