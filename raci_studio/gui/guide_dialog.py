"""The guide: what each part of the program shows and what it is for, with a picture of it."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import i18n
from raci_studio.core.i18n import N_, _
from raci_studio.core.places import resource
from raci_studio.gui import language
from raci_studio.gui.pages import PAGES


class Topic(NamedTuple):
    """A part of the program: its title and what is said of it, in English and marked."""

    title: str
    text: str


TOPICS = {
    "import": Topic(N_("Review of the import"), N_(
        "When a workbook is opened, this says what was taken for what. Click the head of a column or row to say what "
        "it really is: the matrix that comes of it stands at the right at once, with the reasons below. "
        "“Review the import” in the menu File brings it back."
    )),
    "matrix": Topic(PAGES["matrix"], N_(
        "The matrix is edited as in Excel: type, paste a block, fill down, find and replace, undo. It shows names "
        "under the letters, or a column per person. Signs in the cells are findings: the list below says what is "
        "wrong, and the row in full at the right offers ways to mend it. F8 goes to the next finding."
    )),
    "graph": Topic(PAGES["graph"], N_(
        "What each task waits for, in lanes by person, department or step. Draw a line from task to task for a "
        "dependency. Here somebody is away: the tasks that stop are hatched."
    )),
    "people": Topic(PAGES["people"], N_(
        "Everybody with what they carry and how much work stops without them. Enter what no sheet says: department, "
        "manager, deputies, absences, channels. At the right stand the tasks of one person, whom they wait for and "
        "whom they hold up."
    )),
    "process": Topic(PAGES["process"], N_(
        "What is known of the process as a whole: its owner, inputs and outputs, main channel, start and promised "
        "end, and which tasks one person must not do both. Each field says which questions of the checklist need it."
    )),
    "checklist": Topic(PAGES["checklist"], N_(
        "The seven steps of reading a matrix, answered. A link leads from each problem to its findings, and from "
        "what is unknown to where it is entered."
    )),
    "what_if": Topic(PAGES["what_if"], N_(
        "Tick who is away, for good or for some days: these tasks stop, and these deputies would undo most of it."
    )),
    "schedule": Topic(PAGES["schedule"], N_(
        "The tasks over working days, as their durations and dependencies have it. A thick frame means that a delay "
        "moves the end. By person it shows who is busy when."
    )),
    "charts": Topic(PAGES["charts"], N_(
        "Who carries how much, and what else can be counted. Each chart can be copied or saved as a picture."
    )),
}  # fmt: skip
"""In the order of the list; by the names of the pictures, which ``packaging/help_pictures.py`` makes."""


class GuideDialog(QDialog):
    """A list of topics, and the one that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.topics = QListWidget()
        self.topics.addItems([""] * len(TOPICS))
        self.topics.setMaximumWidth(200)
        self.title, self.text = QLabel(), QLabel(wordWrap=True)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self.title.setFont(font)
        self.picture = Picture()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout()
        for widget, stretch in ((self.title, 0), (self.text, 0), (self.picture, 1)):
            page.addWidget(widget, stretch)
        halves = QHBoxLayout()
        halves.addWidget(self.topics)
        halves.addLayout(page, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(halves, 1)
        whole.addWidget(buttons)
        self.resize(1080, 700)
        language.follow(self.retranslate)
        self.topics.setCurrentRow(0)
        self.topics.currentRowChanged.connect(self._show)
        self._show()

    def retranslate(self) -> None:
        """Speak the current language, in the pictures too."""
        self.setWindowTitle(_("Guide"))
        self.topics.setAccessibleName(_("Guide"))
        for row, topic in enumerate(TOPICS.values()):
            self.topics.item(row).setText(_(topic.title))
        self._show()

    def _show(self) -> None:
        name, topic = list(TOPICS.items())[max(self.topics.currentRow(), 0)]
        self.title.setText(_(topic.title))
        self.text.setText(_(topic.text))
        self.picture.show_picture(QPixmap(str(resource("pictures", i18n.language(), f"{name}.png"))))
        self.picture.setAccessibleName(_("A picture of it"))


class Picture(QWidget):
    """A picture as large as there is room for it, never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pixmap = QPixmap()
        self.setMinimumSize(320, 200)

    def show_picture(self, pixmap: QPixmap) -> None:
        """Show another picture."""
        self.pixmap = pixmap
        self.update()

    def area(self) -> QRect:
        """Return where the picture stands: at the top, in the middle, its proportions kept."""
        size = self.pixmap.size().boundedTo(self.size())
        size = self.pixmap.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        return QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(820, 520)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.pixmap.isNull():
            return
        area, ratio = self.area(), self.devicePixelRatioF()
        wanted = QSize(round(area.width() * ratio), round(area.height() * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation  # a painter's own scaling blurs texts more
        drawn = self.pixmap.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter = QPainter(self)
        painter.drawPixmap(area, drawn)
        painter.setPen(self.palette().color(self.palette().ColorRole.Mid))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.end()
