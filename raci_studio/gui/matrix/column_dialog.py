"""The dialog for an extra column: its name, its type, and how many cells would not fit that type."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import edits
from raci_studio.core.column_types import KIND_TITLES, count_misfits, texts_of
from raci_studio.core.document import ColumnKind, ColumnType, Document
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.session import Session

_MOST_PROPOSED = 30
"""Of more different texts than that a column is no choice from a list; own judgement."""


class ColumnDialog(QDialog):
    """Add an extra column, or change name and type of one, as one undoable edit.

    `name` is the column to change, "" for a new one; afterwards it is the column's name, "" where none came.
    """

    def __init__(self, session: Session, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._old = session, name
        self.name = ""
        document = session.document
        self.setWindowTitle(_("Name and type of the column") if name else _("Add a column"))
        self.title = QLineEdit(name)
        self.kind = QComboBox()
        for kind, said in KIND_TITLES.items():
            self.kind.addItem(_(said), kind.value)
        self.choices = QPlainTextEdit(tabChangesFocus=True)
        self.choices.setPlaceholderText(_("One value a line"))
        self.choices.setMinimumHeight(self.fontMetrics().lineSpacing() * 5 + 12)
        self.about = QLabel(wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.addRow(_("&Name:"), self.title)
        self._form.addRow(_("&Type:"), self.kind)
        self._form.addRow(_("&Values:"), self.choices)
        column = QVBoxLayout(self)
        column.addLayout(self._form, 1)
        column.addWidget(self.about)
        column.addWidget(self.buttons)
        held = document.type_of(name)
        self.kind.setCurrentIndex(self.kind.findData(held.kind.value))
        self.choices.setPlainText("\n".join(held.choices or _proposed(document, name)))
        for signal in (self.title.textChanged, self.kind.currentIndexChanged, self.choices.textChanged):
            signal.connect(self._show)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.setMinimumWidth(440)
        self._show()

    def type(self) -> ColumnType:
        """Return the type as it stands in the dialog."""
        kind = ColumnKind(self.kind.currentData())
        lines = (" ".join(line.split()) for line in self.choices.toPlainText().split("\n"))
        return ColumnType(kind, tuple(filter(None, lines)) if kind is ColumnKind.CHOICE else ())

    def _show(self) -> None:
        """Show what the type needs, what is lacking, and how many cells would not fit."""
        kind, name = self.type(), " ".join(self.title.text().split())
        self._form.setRowVisible(self.choices, kind.kind is ColumnKind.CHOICE)
        taken = name != self._old and name in self._session.document.extra_columns
        lacking = _("There is already a column “{name}”.").format(name=name) if taken else ""
        if kind.kind is ColumnKind.CHOICE and not kind.choices:
            lacking = lacking or _("A choice needs at least one value.")
        self.about.setText(lacking or self._what_comes(kind))
        self.about.setVisible(bool(self.about.text()))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(name) and not lacking)
        self.adjustSize()  # no empty room where the values would stand

    def _what_comes(self, kind: ColumnType) -> str:
        document = self._session.document
        if not self._old or kind == document.type_of(self._old):
            return ""
        count = count_misfits(document, self._old, kind)
        if not count:
            return _("All cells fit this type.") if texts_of(document, self._old) else ""
        return ngettext(
            "{n} cell does not fit this type; it stays as it is and is marked.",
            "{n} cells do not fit this type; they stay as they are and are marked.",
            count,
        ).format(n=count)

    def accept(self) -> None:
        """Make the edit and close; the dialog stays where it is refused."""
        if not self.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled():
            return  # Enter in the field of the name
        name, kind = " ".join(self.title.text().split()), self.type()
        if self._old:
            label = _("Column “{name}”").format(name=name)
            self._session.apply(label, edits.change_extra_column, self._old, name, kind)
        else:
            self._session.apply(_("Add a column"), edits.add_extra_column, name, kind)
        if name in self._session.document.extra_columns:
            self.name = name
        super().accept()


def _proposed(document: Document, name: str) -> list[str]:
    """Return the texts of a column as the values of a choice, [] where they are too many for a list."""
    texts = list(dict.fromkeys(" ".join(text.split()) for text in texts_of(document, name))) if name else []
    return texts if len(texts) <= _MOST_PROPOSED else []


def ask_delete(parent: QWidget, name: str, count: int) -> bool:
    """Ask whether a column with so many filled cells may be deleted."""
    text = ngettext(
        "The column “{name}” holds text in {n} cell. Delete it?",
        "The column “{name}” holds text in {n} cells. Delete it?",
        count,
    ).format(name=name, n=count)
    box = QMessageBox(QMessageBox.Icon.Question, "RACI Studio", text, QMessageBox.StandardButton.Cancel, parent)
    delete = box.addButton(_("Delete the column"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked is delete
