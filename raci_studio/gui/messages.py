"""The one place where the window tells of trouble and of what was done.

What an edit refuses stands in a bar above the matrix, so that typing goes on; what stops a file from being
opened or written is a dialog.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui import language


class MessageBar(QFrame):
    """A line above the matrix: an icon, a sentence, [Show] for the details, one or two offers, a cross."""

    offer_taken = Signal()
    other_offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show = QPushButton()
        self._show.clicked.connect(self.show_details)
        self._offer = QPushButton()
        self._offer.clicked.connect(self.offer_taken)
        self._other = QPushButton()
        self._other.clicked.connect(self.other_offer_taken)
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        for widget in (self._sign, self._text, self._show, self._offer, self._other, self._close):
            row.addWidget(widget, 1 if widget is self._text else 0)
        self.buttons = self._show, self._offer, self._other, self._close
        self.details: tuple[str, ...] = ()
        self.said = ""  # without what `add_offer` added
        self.hide()
        language.follow(self.retranslate)

    @property
    def text(self) -> str:
        """Return the sentence on the screen."""
        return self._text.text()

    def show_error(self, error: UserError) -> None:
        """Say what an edit refused."""
        self._put(str(error), QStyle.StandardPixmap.SP_MessageBoxWarning, error.details)

    def show_text(self, text: str, details: Sequence[str] = (), offer: str = "") -> None:
        """Say what was done; the details come on [Show], a button `offer` emits `offer_taken`."""
        self._put(text, QStyle.StandardPixmap.SP_MessageBoxInformation, details, offer)

    def add_offer(self, text: str, offer: str) -> None:
        """Add to what was said, with a second button `offer` that emits `other_offer_taken`; "" takes both away."""
        self._text.setText(f"{self.said} · {text}" if text else self.said)
        self.setAccessibleName(self.text)
        self._other.setText(offer)
        self._other.setVisible(bool(offer))

    def _put(self, text: str, sign: QStyle.StandardPixmap, details: Sequence[str], offer: str = "") -> None:
        self.details = tuple(details)
        self._sign.setPixmap(self.style().standardIcon(sign).pixmap(16, 16))
        self._text.setText(text)
        self.said = text
        self._show.setVisible(bool(details))
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self._other.hide()
        self.setAccessibleName(text)
        self.show()

    def show_details(self) -> None:
        """Open the list of details."""
        ListDialog(self._text.text(), self.details, self.window()).open()

    def retranslate(self) -> None:
        """Speak the current language; a sentence that stands there stays as it was said."""
        self._show.setText(_("Show"))
        self._close.setToolTip(_("Hide this message"))
        self._close.setAccessibleName(_("Hide this message"))


class ListDialog(QDialog):
    """Show lines that can be read and copied."""

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("RACI Studio")
        head = QLabel(title, wordWrap=True)
        text = QPlainTextEdit("\n".join(lines), readOnly=True)
        text.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (head, text, buttons):
            column.addWidget(widget)
        self.resize(640, 380)


def tell(parent: QWidget | None, error: UserError) -> None:
    """Say in a dialog what could not be done with a file, where, and what to do."""
    text = f"{error.where}: {error.what}" if error.where else error.what
    box = QMessageBox(QMessageBox.Icon.Warning, "RACI Studio", text)
    box.setParent(parent, Qt.WindowType.Dialog)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(error.remedy)
    box.exec()
    box.deleteLater()


def as_user_error(error: BaseException, what: str) -> UserError:
    """Return an exception from a worker as something that can be told."""
    if isinstance(error, UserError):
        return error
    return UserError(f"{what} ({type(error).__name__}: {error})", remedy=_("The log in the data folder says more."))
