"""Open a link of the client's, after a question: whoever made the workbook chose where it leads."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from raci_studio.core.i18n import _

_SCHEMES = ("http", "https", "mailto")


def address_of(link: str) -> QUrl | None:
    """Return where a link leads, None where it may not be opened: a file, a script, a place in the workbook."""
    url = QUrl(link.strip())
    return url if url.isValid() and url.scheme().lower() in _SCHEMES else None


def ask_and_open(parent: QWidget, url: QUrl) -> None:
    """Open an address outside the program if the user says so."""
    # Fully encoded it shows letters that only look like others, and is never taken for rich text.
    address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    question = _("This link comes from the client's workbook. Open it?") + f"\n\n{address}"
    if QMessageBox.question(parent, _("Open link"), question) == QMessageBox.StandardButton.Yes:
        QDesktopServices.openUrl(url)
