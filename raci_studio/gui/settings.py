"""Where the window keeps what outlives it: settings, journals, locks, emergency copies, the log."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, QSettings

from raci_studio.core.scheme import RACI, SCHEMES, RoleScheme

if TYPE_CHECKING:
    from collections.abc import Iterable

RECENT_LIMIT = 10


def data_folder() -> Path:
    """Return the user's data folder; `RACI_STUDIO_DATA` overrides it (tests, portable use)."""
    override = os.environ.get("RACI_STUDIO_DATA")
    if override:
        return Path(override)
    from platformdirs import user_data_dir

    return Path(user_data_dir("raci-studio", appauthor=False))


def journal_folder() -> Path:
    """Return where the recovery journals lie."""
    return data_folder() / "journals"


def lock_folder() -> Path:
    """Return where the locks of open documents lie."""
    return data_folder() / "locks"


def windows_file() -> Path:
    """Return where it is written down which files are open in which window."""
    return data_folder() / "windows.json"


def settings() -> QSettings:
    """Return the settings: one readable file in the data folder, so that an override moves them too."""
    return QSettings(str(data_folder() / "settings.ini"), QSettings.Format.IniFormat)


def recent_files() -> list[Path]:
    """Return the files opened last, the newest first."""
    value = settings().value("recent", [])
    names = [value] if isinstance(value, str) else list(cast("Iterable[str]", value or []))
    return [Path(name) for name in names if name]


def remember_file(path: Path) -> None:
    """Put a file at the head of the recent ones."""
    name = str(path.resolve())
    others = [str(known) for known in recent_files() if str(known) != name]
    settings().setValue("recent", [name, *others][:RECENT_LIMIT])


def forget_file(path: Path) -> None:
    """Take a file out of the recent ones."""
    settings().setValue("recent", [str(known) for known in recent_files() if known != path])


def opens_last() -> bool:
    """Tell whether a start without a file opens what was open last."""
    return bool(settings().value("open_last", True, type=bool))


def new_scheme() -> RoleScheme:
    """Return the role scheme that a new matrix begins with."""
    return SCHEMES.get(str(settings().value("new_scheme", "")), RACI)


def chosen_country() -> str:
    """Return the country (ISO 3166, two letters) that the user chose for the calendar, "" for that of the system."""
    return str(settings().value("country", ""))


def system_country() -> str:
    """Return the country of the system, "" where it names none."""
    return QLocale.territoryToCode(QLocale.system().territory())


def calendar_country() -> str:
    """Return the country whose calendar holds where the document names none; "" where nobody names one."""
    return chosen_country() or system_country()
