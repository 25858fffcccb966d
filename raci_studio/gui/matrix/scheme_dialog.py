"""The dialog that changes the role scheme: which letters exist, what they mean, what becomes of the old marks."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.edits import change_scheme
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.scheme import KIND_TITLES, SCHEMES, RoleKind, RoleScheme, make_scheme
from raci_studio.core.scheme_edits import check_scheme, letters_in_use, likely_heirs
from raci_studio.gui.session import Session


class SchemeDialog(QDialog):
    """Choose a scheme or define letters, and say which new letter each mark gets; one undoable edit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Role scheme"))
        self._session = session
        self._used = letters_in_use(session.document)
        self._own = session.document.settings.scheme
        self.choice = QComboBox()
        self.letters = QTableWidget(0, 2)
        self.heirs: dict[str, QComboBox] = {}
        self.add, self.remove = QPushButton(_("&Add a letter")), QPushButton(_("&Remove the letter"))
        self.trouble = QLabel(wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._filling = False
        self._build()
        known = next((name for name, scheme in SCHEMES.items() if scheme == self._own), "")
        self.choice.setCurrentIndex(self.choice.findData(known))
        self._show_letters(self._own)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.resize(560, 600)

    def _build(self) -> None:
        for name, scheme in SCHEMES.items():
            self.choice.addItem(f"{name} ({', '.join(scheme.letters)})", name)
        self.choice.addItem(_("Letters of your own"), "")
        form = QFormLayout()
        form.addRow(_("&Scheme:"), self.choice)
        table = self.letters
        table.setHorizontalHeaderLabels([_("Letter"), _("Meaning")])
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.setAccessibleName(_("Letters of the scheme"))
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.itemChanged.connect(self._edited)
        self.add.clicked.connect(lambda: self._add_letter("", RoleKind.DOES, edit=True))
        self.remove.clicked.connect(self._remove_letter)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self._marks = QGroupBox(_("Marks in the matrix"))
        self._marks_form = QFormLayout(self._marks)
        self._marks.setVisible(bool(self._used))
        for letter, count in self._used.items():
            box = self.heirs[letter] = QComboBox()
            box.setAccessibleName(letter)
            marks = ngettext("{n} mark", "{n} marks", count).format(n=count)
            self._marks_form.addRow(f"{self._described(letter, self._own.kinds)} ({marks}) →", box)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(table, 1)
        column.addLayout(row)
        column.addWidget(self._marks)
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)

    @staticmethod
    def _described(letter: str, kinds: Mapping[str, RoleKind]) -> str:
        return f"{letter} · {_(KIND_TITLES[kinds[letter]])}" if letter in kinds else letter

    # Letters

    def _show_letters(self, scheme: RoleScheme) -> None:
        self._filling = True
        self.letters.setRowCount(0)
        for letter in scheme.letters:
            self._add_letter(letter, scheme.kinds[letter])
        self._filling = False
        self._show_heirs()

    def _add_letter(self, letter: str, kind: RoleKind, *, edit: bool = False) -> None:
        row, meaning = self.letters.rowCount(), QComboBox()
        for value, title in KIND_TITLES.items():
            meaning.addItem(_(title), value)
        meaning.setCurrentIndex(list(KIND_TITLES).index(kind))
        meaning.setAccessibleName(_("Meaning"))
        meaning.currentIndexChanged.connect(self._edited)
        self.letters.insertRow(row)
        self.letters.setCellWidget(row, 1, meaning)
        self.setTabOrder(self.letters.cellWidget(row - 1, 1) if row else self.letters, meaning)
        item = QTableWidgetItem(letter)
        self.letters.setItem(row, 0, item)
        if edit:
            self.letters.setCurrentCell(row, 0)
            self.letters.editItem(item)

    def _remove_letter(self) -> None:
        if self.letters.currentRow() >= 0:
            self.letters.removeRow(self.letters.currentRow())
            self._edited()

    def _edited(self, *_args: object) -> None:
        if not self._filling:
            self.choice.blockSignals(True)
            self.choice.setCurrentIndex(self.choice.findData(""))
            self.choice.blockSignals(False)
            self._show_heirs()

    def _chosen(self) -> None:
        name = self.choice.currentData()
        if name:
            self._show_letters(SCHEMES[name])

    def scheme(self) -> RoleScheme:
        """Return the scheme as it stands in the dialog. Raise `UserError` where it cannot be one."""
        kinds: dict[str, RoleKind] = {}
        for row in range(self.letters.rowCount()):
            letter = cast(QTableWidgetItem, self.letters.item(row, 0)).text().strip().upper()
            if letter in kinds:
                raise UserError(_("The letter “{letter}” stands there twice.").format(letter=letter))
            meaning = cast(QComboBox, self.letters.cellWidget(row, 1))
            kinds[letter] = RoleKind(meaning.currentData())  # Qt keeps a plain text
        name = self.choice.currentData()
        made = SCHEMES[name] if name else make_scheme("".join(kinds), kinds)
        check_scheme(made)
        return self._own if made.letters == self._own.letters and made.kinds == self._own.kinds else made

    # Marks

    def _show_heirs(self) -> None:
        """Offer for each letter in use the letters of the scheme, the likeliest chosen; or say what is wrong."""
        ready = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        try:
            scheme = self.scheme()
        except UserError as error:
            self.trouble.setText(str(error))
            ready.setEnabled(False)
            return
        self.trouble.setText("")
        ready.setEnabled(True)
        likely = likely_heirs(self._session.document, scheme)
        for letter, box in self.heirs.items():
            box.clear()
            for new in scheme.letters:
                box.addItem(self._described(new, scheme.kinds), new)
            if letter not in scheme.kinds:
                box.addItem(_("keep {letter}").format(letter=letter), letter)
            box.setCurrentIndex(box.findData(likely[letter]))

    def accept(self) -> None:
        """Change the scheme and close."""
        try:
            scheme = self.scheme()
        except UserError as error:
            self.trouble.setText(str(error))
            return
        heirs = {letter: box.currentData() for letter, box in self.heirs.items()}
        self._session.apply(_("Role scheme {name}").format(name=scheme.name), change_scheme, scheme, heirs)
        super().accept()
