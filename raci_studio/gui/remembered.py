"""What outlives a window: which files were open where, and where the user was in each file.

Two small files in the data folder. Losing one costs comfort, no data: what cannot be read counts as nothing, and
what cannot be written is passed over.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from raci_studio.gui.settings import data_folder, windows_file

_MOST_FILES = 200


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the user was in a document: how it is shown, the current cell, what is scrolled to.

    `zoom` is per cent; `task` and `column` name the current cell; `top` is the first task in view, `left` the pixels
    scrolled to the right.
    """

    layout: str = ""
    zoom: int = 100
    task: str = ""
    column: str = ""
    top: str = ""
    left: int = 0


class RememberedWindow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One window: its file ("" for none), where it stands and its panels, both as Qt's own bytes, the page shown."""

    file: str = ""
    geometry: bytes = b""
    panels: bytes = b""
    page: str = ""


def remembered_windows() -> tuple[RememberedWindow, ...]:
    """Return the windows as they stood last, nothing where nobody knows."""
    return _read(windows_file(), tuple[RememberedWindow, ...], ())


def remember_windows(windows: tuple[RememberedWindow, ...]) -> None:
    """Keep the windows as they stand."""
    _write(windows_file(), windows)


def place_in(file: Path) -> Place | None:
    """Return where the user was last in a file, None where it is new to us."""
    return _places().get(_name(file))


def remember_place(file: Path, place: Place) -> None:
    """Keep where the user is in a file; of very many files the latest are kept."""
    name = _name(file)
    known = {other: old for other, old in _places().items() if other != name}
    latest = list(known.items())[-_MOST_FILES + 1 :]
    _write(_places_file(), dict(latest) | {name: place})


def _places_file() -> Path:
    return data_folder() / "places.json"


def _places() -> Mapping[str, Place]:
    return _read(_places_file(), dict[str, Place], {})


def _name(file: Path) -> str:
    return str(file.absolute())  # not resolved: a share that is away would keep the window waiting


def _read(file: Path, kind, nothing):
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return nothing


def _write(file: Path, value: object) -> None:
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_suffix(".new")
        aside.write_bytes(msgspec.json.encode(value))
        aside.replace(file)
