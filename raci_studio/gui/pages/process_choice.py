"""The choice of a process on pages that show one at a time: there only where several have tasks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from raci_studio.core.document import Document, ProcessId
from raci_studio.core.i18n import _

_LETTERS = 16  # of a name that are seen at least


class ProcessChoice(QWidget):
    """A label and a box of the processes that have tasks. `chosen` tells that the user took one, see `current`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.field = QLabel(), QComboBox()
        self.label.setBuddy(self.field)
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setMinimumContentsLength(_LETTERS)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.label)
        line.addWidget(self.field)
        self.field.currentIndexChanged.connect(lambda _place: self.chosen.emit())

    @property
    def current(self) -> ProcessId | None:
        """Return the process that is chosen, None where no process has tasks."""
        return self.field.currentData()

    def offer(self, document: Document, wanted: ProcessId | None) -> ProcessId | None:
        """Offer the processes of a document; `wanted` stays chosen where it has tasks, else the first one is.

        Return which one is chosen; `chosen` is not told.
        """
        with_tasks = {task.process for task in document.tasks.values()}
        keys = [key for key in document.process_order if key in with_tasks]
        self.field.blockSignals(True)
        self.field.clear()
        for key in keys:
            self.field.addItem(document.processes[key].name, key)
        self.field.setCurrentIndex(max(self.field.findData(wanted), 0 if keys else -1))
        self.field.blockSignals(False)
        self.setVisible(len(keys) > 1)
        return self.current

    def retranslate(self) -> None:
        """Speak the current language."""
        self.label.setText(_("Pro&cess:"))
