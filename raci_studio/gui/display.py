"""Can a window open here? Said in one line before Qt would end the program."""

import ctypes
import importlib.util
import os
import sys

from raci_studio.core.i18n import _

# What Qt 6's xcb platform needs beyond a bare Debian or Ubuntu, by library and by package.
LINUX_PACKAGES = (
    "libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-xkb1 libxcb-randr0"
)
_LIBRARIES = ("libEGL.so.1", "libGL.so.1", "libdbus-1.so.3", "libfontconfig.so.1")
_X_LIBRARIES = (
    "libxkbcommon-x11.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
)


def missing_for_window() -> str:
    """Return what keeps a window from opening and what to do, or "" where nothing does."""
    if importlib.util.find_spec("PySide6") is None:
        return _("The window needs PySide6; install it with: pip install PySide6-Essentials.")
    if not sys.platform.startswith("linux"):
        return ""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    on_x = not platform or platform.startswith("xcb")
    if not platform and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return _("There is no display to open a window on.")
    needed = _LIBRARIES + (_X_LIBRARIES if on_x and os.environ.get("DISPLAY") else ())
    lacking = [name for name in needed if not _loads(name)]
    if lacking:
        text = _("The system lacks {libraries}; on Debian or Ubuntu: apt-get install {packages}.")
        return text.format(libraries=", ".join(lacking), packages=LINUX_PACKAGES)
    return ""


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
