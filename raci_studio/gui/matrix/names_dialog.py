"""The question who unknown names are: new people, or known ones under another spelling."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.document import Document, fold_name
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.texts import NameChoices, similar_people


class NamesDialog(QDialog):
    """Ask for each unknown name whether it is a new person or which known one."""

    def __init__(self, document: Document, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Who is this?"))
        question = ngettext("This name is new here. Who is it?", "These names are new here. Who are they?", len(names))
        self._boxes: dict[str, QComboBox] = {}
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in names:
            box = self._boxes[name] = self._choice(document, name)
            form.addRow(name.replace("&", "&&"), box)
        inner = QWidget()
        inner.setLayout(form)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls to the box that Tab reaches
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(question))
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(460, min(130 + 34 * len(names), 480))

    def _choice(self, document: Document, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(_("A new person"), None)
        similar = similar_people(document, name)
        others = [person.id for person in document.people_in_order() if person.id not in similar]
        for person in (*similar, *others):
            box.addItem(_("The same as {name}").format(name=document.people[person].name), person)
        return box

    def choices(self) -> NameChoices:
        """Return the answers."""
        return {fold_name(name): box.currentData() for name, box in self._boxes.items()}


def ask_names(parent: QWidget, document: Document, names: tuple[str, ...]) -> NameChoices | None:
    """Show the dialog; None where the user gives up."""
    dialog = NamesDialog(document, names, parent)
    try:
        return dialog.choices() if dialog.exec() else None
    finally:
        dialog.deleteLater()
