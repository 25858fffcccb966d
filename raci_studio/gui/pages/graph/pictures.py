"""Pictures of the graph for the user: as a file or on the clipboard, made beside the window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.background import Background
from raci_studio.reports.graph.drawing import Drawing

SUFFIXES = (".png", ".svg", ".pdf")


class Pictures(QObject):
    """Write a drawing, or put it on the clipboard; `told` is a sentence, `failed` a `UserError`."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._background = Background(self)

    @property
    def is_busy(self) -> bool:
        """Tell whether a picture is being made."""
        return self._background.is_busy

    def save_with_dialog(self, drawing: Drawing, title: str, suffix: str) -> None:
        """Ask for a file name and write a picture; `suffix` is the kind that is offered first."""
        from PySide6.QtWidgets import QFileDialog

        kinds = [f"{one[1:].upper()} (*{one})" for one in SUFFIXES]
        first = kinds[SUFFIXES.index(suffix)]
        name = f"{_file_name(title)}{suffix}"
        chosen, kind = QFileDialog.getSaveFileName(self._window, _("Save the picture"), name, ";;".join(kinds), first)
        if chosen:
            path = Path(chosen)
            wanted = SUFFIXES[kinds.index(kind)] if kind in kinds else suffix
            self.save(drawing, title, path if path.suffix.lower() in SUFFIXES else Path(f"{path}{wanted}"))

    def save(self, drawing: Drawing, title: str, path: Path) -> None:
        """Write a picture to a file, of the kind that its extension says."""

        def written(_result: object) -> None:
            self.told.emit(_("Written: {name}").format(name=path))

        self.told.emit(_("Writing {name}…").format(name=path.name))
        said = _("{name} could not be written.").format(name=path.name)
        self._background.run(partial(_write, drawing, title, path), written, partial(self._fail, said))

    def copy(self, drawing: Drawing) -> None:
        """Put a picture on the clipboard."""

        def made(data: bytes) -> None:
            QGuiApplication.clipboard().setImage(QImage.fromData(data, "PNG"))  # type: ignore[arg-type]
            self.told.emit(_("The picture is on the clipboard."))

        self.told.emit(_("The picture is being made…"))
        said = _("The picture could not be made.")
        self._background.run(partial(_data_of, drawing, "", ".png"), made, partial(self._fail, said))

    def wait(self) -> None:
        """Wait until nothing is being made."""
        self._background.wait()

    def _fail(self, said: str, error: BaseException) -> None:
        from raci_studio.gui.messages import as_user_error

        told: UserError = as_user_error(error, said)
        self.told.emit("")
        self.failed.emit(told)


def _file_name(title: str) -> str:
    """Return a title as a file may be named on every system."""
    kept = "".join(" " if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in title)
    return " ".join(kept.split()).strip(". ")[:80] or _("graph")


def _write(drawing: Drawing, title: str, path: Path) -> None:
    from raci_studio.project.raci_file import write_aside

    write_aside(path, _data_of(drawing, title, path.suffix.lower()))


def _data_of(drawing: Drawing, title: str, suffix: str) -> bytes:
    from raci_studio.reports.graph.picture import pdf_of, picture_of
    from raci_studio.reports.graph.svg import svg_of

    if suffix == ".svg":
        return svg_of(drawing, title).encode("utf-8")
    return pdf_of(drawing) if suffix == ".pdf" else picture_of(drawing)
