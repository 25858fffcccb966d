"""Exporting as the user sees it: a dialog for the file name, the writing beside the window.

The classes of dialogs are imported where they are used: each costs the start of the program a few milliseconds.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui.jobs import Jobs
from raci_studio.gui.questions import Questions
from raci_studio.gui.session import Session


class Exporting(Questions):
    """Write the session's document in other formats; `told` is a sentence and its details, for the message bar."""

    told = Signal(str, object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(session, window)
        self.jobs = Jobs(self)

    def export_with_dialog(self, suffix: str, *, annotated: bool = False, layout: str = "list") -> None:
        """Ask for a file name and write a workbook or CSV in a layout, an annotated copy, or JSON."""
        from PySide6.QtWidgets import QFileDialog

        if annotated and not self._may_write_unprotected():
            return
        stem = Path(self._session.title).stem or _("matrix")
        addition = " " + _("annotated") if annotated else ""
        first = f"{stem}{addition}{suffix}"
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Export"), first, f"*{suffix}")
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(suffix), annotated=annotated, layout=layout)

    def _may_write_unprotected(self) -> bool:
        from raci_studio.files import came_encrypted

        return not came_encrypted(self._session.document) or self.ask_unprotected()

    def annotated_suffix(self) -> str:
        """Return the extension of an annotated copy: that of a workbook with macros stays."""
        source = self._session.document.source
        return ".xlsm" if source and source.name.lower().endswith(".xlsm") else ".xlsx"

    def export(
        self, path: Path, *, annotated: bool = False, layout: str = "list", done: Callable[[], None] | None = None
    ) -> None:
        """Write the document to a file beside the window; `layout` as `files.export` takes it."""
        document = self._session.arranged_document()

        def call(progress: Progress) -> tuple[str, ...]:
            from raci_studio import files

            if annotated:
                return tuple(files.export_annotated(document, path, progress=progress))
            files.export(document, path, layout, progress)
            return ()

        def written(lines: tuple[str, ...]) -> None:
            self.told.emit(_("Written: {name}").format(name=path), lines)
            if done is not None:
                done()

        text = _("Writing {name}…").format(name=path.name)
        self.jobs.run(text, call, written, partial(self._export_failed, path))

    def _export_failed(self, path: Path, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.told.emit(_("Cancelled: {name} was not written.").format(name=path.name), ())
        else:
            self.tell(error, _("{name} could not be written.").format(name=path.name))

    def tell(self, error: BaseException, what: str) -> None:
        """Say in a dialog what went wrong with a file."""
        from raci_studio.gui.messages import as_user_error, tell

        tell(self._window, as_user_error(error, what))
