"""The menus of a window, made from the table of actions; those that choose a language, a theme or a recent file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from raci_studio.core.i18n import LANGUAGES, N_, _
from raci_studio.gui import actions as action_table
from raci_studio.gui import language, theme
from raci_studio.gui.settings import recent_files

_OTHER_MENUS = {
    "recent": N_("&Recent files"),
    "panels": N_("&Panels"),
    "language": N_("La&nguage"),
    "theme": N_("&Theme"),
}
_LANGUAGES = (language.SYSTEM, *LANGUAGES)


class Menus(QObject):
    """The menu bar of a window. `actions` are those of the window by their ids; those of the matrix come later."""

    def __init__(self, window: QMainWindow, actions: dict[str, QAction], open_path: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window, self._actions, self._open_path = window, actions, open_path
        self._menus: dict[str, QMenu] = {}
        self._choices: dict[tuple[str, str], QAction] = {}
        for name in action_table.MENU_BAR:
            window.menuBar().addMenu(self._make(name))

    def __getitem__(self, name: str) -> QMenu:
        return self._menus[name]

    def _make(self, name: str) -> QMenu:
        menu = self._menus[name] = QMenu(self._window)
        for item in action_table.MENUS[name][1] if name in action_table.MENUS else ():
            if isinstance(item, str):
                menu.addMenu(self._make(item))
            elif item is None:
                menu.addSeparator()
            elif item.id in self._actions:
                menu.addAction(self._actions[item.id])
        if name == "recent":
            menu.aboutToShow.connect(self._fill_recent)
        if name == "language":
            self._make_choices(menu, name, _LANGUAGES, language.choose)
        if name == "theme":
            self._make_choices(menu, name, theme.THEMES, theme.set_theme)
        return menu

    def _make_choices(self, menu: QMenu, name: str, values: tuple[str, ...], choose: Callable[[str], None]) -> None:
        menu.aboutToShow.connect(self._show_choices)  # another window may have chosen
        group = QActionGroup(menu)
        for value in values:
            action = self._choices[name, value] = QAction(menu, checkable=True)
            action.triggered.connect(partial(call, partial(choose, value)))
            group.addAction(action)
            menu.addAction(action)

    def fill(self) -> None:
        """Put the actions of the matrix into their menus, now that there is one."""
        for name in (*action_table.MENU_BAR, "columns"):
            menu = self._menus[name]
            menu.clear()
            for item in action_table.MENUS[name][1]:
                if isinstance(item, str):
                    menu.addMenu(self._menus[item])
                elif item is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._actions[item.id])

    def _show_choices(self) -> None:
        """Check the language and the theme that are chosen."""
        chosen = {"language": language.chosen(), "theme": theme.chosen()}
        for (name, value), action in self._choices.items():
            action.setChecked(value == chosen[name])

    def _fill_recent(self) -> None:
        menu = self._menus["recent"]
        menu.clear()
        for path in recent_files():
            text = f"{path.name}  —  {path.parent}".replace("&", "&&")
            menu.addAction(text, partial(self._open_path, path))
        if menu.isEmpty():
            menu.addAction(_("No files yet")).setEnabled(False)

    def retranslate(self) -> None:
        """Speak the current language."""
        titles = {name: title for name, (title, _items) in action_table.MENUS.items()}
        titles |= _OTHER_MENUS
        for name, menu in self._menus.items():
            menu.setTitle(_(titles[name]))
        for (name, value), action in self._choices.items():
            action.setText(language.title(value) if name == "language" else _(theme.TITLES[value]))
        self._show_choices()


def call(method: Callable[[], object], _checked: bool = False) -> None:
    """Call a method for an action, which also says whether it is checked."""
    method()
