"""The recent files on the start page: name and folder, a missing one shown as such, each removable."""

from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.settings import forget_file

_PATH = Qt.ItemDataRole.UserRole
_LOOK_AGAIN_MS = 30
_WIDEST_NAME = 400  # pixels: the folder tells files of one name apart and needs room too


class RecentList(QWidget):
    """List files; Enter or a double click chooses one, Delete or its menu takes it out of the list."""

    chosen = Signal(object)  # Path
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setRootIsDecorated(False)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        self.tree.itemActivated.connect(lambda item: self.chosen.emit(item.data(0, _PATH)))
        self.remove = QAction(self.tree)
        self.remove.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove.triggered.connect(self.remove_current)
        self.tree.addAction(self.remove)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self.setFocusProxy(self.tree)
        self._missing: frozenset[Path] = frozenset()
        # The thread only fills a queue: whatever Qt makes of a signal from it, the list may be gone by then.
        self._looked_up: SimpleQueue[frozenset[Path]] = SimpleQueue()
        self._looking = 0  # threads that have not answered
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._take_missing)
        language.follow(self.retranslate)

    def show_files(self, paths: Sequence[Path]) -> None:
        """Show files, the current one still current; which are missing is looked up beside the window."""
        item = self.tree.currentItem()
        current, row = item.data(0, _PATH) if item else None, self.tree.indexOfTopLevelItem(item) if item else 0
        self.tree.clear()
        for path in paths:
            item = QTreeWidgetItem([path.name, str(path.parent)])
            item.setData(0, _PATH, path)
            self.tree.addTopLevelItem(item)
        if paths:
            at = paths.index(current) if current in paths else min(max(row, 0), len(paths) - 1)
            self.tree.setCurrentItem(self._item(at))
        self._show_missing()
        # A daemon: a share that is away may take its time, and the program must end meanwhile.
        Thread(target=_look_up, args=(tuple(paths), self._looked_up), daemon=True).start()
        self._looking += 1
        self._timer.start()

    def _item(self, row: int) -> QTreeWidgetItem:
        return cast(QTreeWidgetItem, self.tree.topLevelItem(row))

    def _take_missing(self) -> None:
        try:
            self._missing = self._looked_up.get_nowait()
        except Empty:
            return
        self._looking -= 1
        if not self._looking:
            self._timer.stop()
        self._show_missing()

    def _show_missing(self) -> None:
        dim = self.palette().color(QPalette.ColorRole.PlaceholderText)
        for row in range(self.tree.topLevelItemCount()):
            item = self._item(row)
            path = item.data(0, _PATH)
            gone = path in self._missing
            item.setText(0, _("{name} (not found)").format(name=path.name) if gone else path.name)
            tip = _("The file is not there any more. Delete takes it out of the list.")
            item.setToolTip(0, f"{path}\n{tip}" if gone else str(path))
            item.setToolTip(1, str(path))
            for column in (0, 1):
                item.setData(column, Qt.ItemDataRole.ForegroundRole, dim if gone or column else None)
        self.tree.header().resizeSection(0, min(self.tree.sizeHintForColumn(0) + 8, _WIDEST_NAME))

    def remove_current(self) -> None:
        """Take the current file out of the list; the file itself stays."""
        if (item := self.tree.currentItem()) is not None:
            forget_file(item.data(0, _PATH))
            self.changed.emit()

    def _show_menu(self, place: QPoint) -> None:
        item = self.tree.currentItem()
        if item is None:
            return
        menu = QMenu(self)
        menu.addAction(_("&Open"), lambda: self.chosen.emit(item.data(0, _PATH)))
        menu.addAction(self.remove)
        menu.exec(self.tree.viewport().mapToGlobal(place))
        menu.deleteLater()

    def retranslate(self) -> None:
        """Speak the current language."""
        self.tree.setHeaderLabels([_("File"), _("Folder")])
        self.tree.setAccessibleName(_("Recent files"))
        self.remove.setText(_("&Remove from the list"))
        self._show_missing()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _look_up(paths: Sequence[Path], found: SimpleQueue[frozenset[Path]]) -> None:
    found.put(frozenset(path for path in paths if not _is_there(path)))
