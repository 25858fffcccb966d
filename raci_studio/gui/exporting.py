"""Exporting as the user sees it: a dialog for the file name, the writing beside the window.

The classes of dialogs are imported where they are used: each costs the start of the program a few milliseconds.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui.jobs import Jobs
from raci_studio.gui.questions import Questions
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.excel.annotate import AnnotatedCopy
    from raci_studio.excel.summary import Summary


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
        both = _("Excel workbook, both layouts (*.xlsx)")
        kinds = f"*{suffix}"
        if suffix == ".xlsx" and not annotated:
            kinds = ";;".join((_("Excel workbook, the matrix as it is shown (*.xlsx)"), both))
        name, kind = QFileDialog.getSaveFileName(self._window, _("Export"), first, kinds)
        layout = "both" if kind == both else layout
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(suffix)
            if annotated and self._session.document.source is not None:
                self.export_after_question(path)
            else:
                self.export(path, annotated=annotated, layout=layout)

    def export_after_question(self, path: Path) -> None:
        """Make the annotated copy, say what is in it, and write it to a file if the user wants it so."""
        document = self._session.arranged_document()

        def call(progress: Progress) -> "AnnotatedCopy":
            from raci_studio import files

            return files.annotated(document, path, progress=progress)

        def ask(copy: "AnnotatedCopy") -> None:
            if not progress.is_cancelled and self.ask_to_write(path, copy.summary):
                self._write(path, copy)
            else:
                self._export_failed(path, Cancelled())

        text = _("Preparing {name}…").format(name=path.name)
        progress = self.jobs.run(text, call, ask, partial(self._export_failed, path))

    def ask_to_write(self, path: Path, summary: "Summary") -> bool:
        """Ask whether a copy that holds all this is to be written."""
        from raci_studio.gui.copy_dialog import ask_to_write

        return ask_to_write(self._window, path.name, summary)

    def _write(self, path: Path, copy: "AnnotatedCopy") -> None:
        def call(progress: Progress) -> None:
            from raci_studio.project.raci_file import write_aside

            progress.at(0.0)
            write_aside(path, copy.data)

        def written(_nothing: None) -> None:
            self.told.emit(_("Written: {name}").format(name=path), copy.summary.lines())

        text = _("Writing {name}…").format(name=path.name)
        self.jobs.run(text, call, written, partial(self._export_failed, path))

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
