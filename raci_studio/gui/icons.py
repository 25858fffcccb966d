"""Icons from resources/icons, in the text colour of the theme."""

from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from raci_studio.core.places import resource

_SCALE = 2  # they are drawn for 20 px and stored at 40, so that they are sharp at 200 %


def icon(name: str) -> QIcon:
    """Return an icon; its disabled form is dimmed."""
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    modes = {QIcon.Mode.Normal: QPalette.ColorGroup.Active, QIcon.Mode.Disabled: QPalette.ColorGroup.Disabled}
    for mode, group in modes.items():
        colour = QApplication.palette().color(group, QPalette.ColorRole.ButtonText).name()
        pixmap = QPixmap()
        pixmap.loadFromData(drawing.replace("currentColor", colour).encode(), "SVG")
        pixmap.setDevicePixelRatio(_SCALE)
        result.addPixmap(pixmap, mode)
    return result


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resource("icons", "raci-studio.svg")))
