"""The look: Fusion with a calm palette, light or dark with the system, and the colours that mean something.

Colour means a role kind or a severity and always comes together with a letter or a shape.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QTableView

from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind
from raci_studio.gui.settings import settings

THEMES = ("system", "light", "dark")
TITLES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}

# kind: (light text, light fill, dark text, dark fill); DESIGN §6.
_KINDS: dict[RoleKind, tuple[str, str, str, str]] = {
    RoleKind.DOES: ("#0B3D91", "#DCE9FF", "#BBD4FF", "#17305E"),
    RoleKind.ANSWERS: ("#7C2D12", "#FFE4D6", "#FFC9AE", "#5A2410"),
    RoleKind.CONSULTS: ("#115E59", "#D5F2EE", "#A9E6DF", "#103F3B"),
    RoleKind.INFORMED: ("#374151", "#ECEEF1", "#CDD3DB", "#343A44"),
    RoleKind.SUPPORTS: ("#4C1D95", "#EDE4FF", "#D9C8FF", "#35206A"),
    RoleKind.VERIFIES: ("#3F5210", "#ECF3D6", "#D3E5A2", "#35420F"),
    RoleKind.SIGNS: ("#831843", "#FCE4EF", "#F9C4DC", "#551231"),
    RoleKind.OUT: ("#4B5563", "#F5F6F8", "#B4BCC7", "#2B3038"),
}
_UNKNOWN = ("#92400E", "#FFF7E0", "#FFC266", "#3D2F12")

# severity: (light, dark)
_SEVERITIES = {"error": ("#B42318", "#FF8A80"), "warning": ("#92400E", "#FFC266"), "hint": ("#175CD3", "#8AB8FF")}

_LIGHT = {
    "Window": "#F5F6F8", "WindowText": "#1C2430", "Base": "#FFFFFF", "AlternateBase": "#F9FAFB", "Text": "#1C2430",
    "Button": "#F5F6F8", "ButtonText": "#1C2430", "BrightText": "#FFFFFF", "Highlight": "#2563C9",
    "HighlightedText": "#FFFFFF", "ToolTipBase": "#FFFFFF", "ToolTipText": "#1C2430", "PlaceholderText": "#5D6778",
    "Light": "#FFFFFF", "Midlight": "#E9ECF0", "Mid": "#D5DAE1", "Dark": "#B6BEC9", "Shadow": "#8A94A3",
    "Link": "#175CD3", "LinkVisited": "#5B3FB5", "Accent": "#2563C9",
}  # fmt: skip
_DARK = {
    "Window": "#20242B", "WindowText": "#E4E8EE", "Base": "#181B20", "AlternateBase": "#1C2026", "Text": "#E4E8EE",
    "Button": "#2A2F38", "ButtonText": "#E4E8EE", "BrightText": "#FFFFFF", "Highlight": "#6099F5",
    "HighlightedText": "#0B1220", "ToolTipBase": "#2A2F38", "ToolTipText": "#E4E8EE", "PlaceholderText": "#98A2B3",
    "Light": "#4A5362", "Midlight": "#313742", "Mid": "#3A414C", "Dark": "#14171B", "Shadow": "#0C0E11",
    "Link": "#8AB8FF", "LinkVisited": "#C0AEFF", "Accent": "#6099F5",
}  # fmt: skip
_FRAMED = ("QCheckBox", "QRadioButton", "QLineEdit", "QPlainTextEdit", "QAbstractSpinBox", "PeopleField")
"""The classes of what one ticks and types in: their frames are those of `outlined`."""


def palette(dark: bool) -> QPalette:
    """Return our palette for a scheme; disabled texts are dimmed."""
    result = QPalette()
    for name, value in (_DARK if dark else _LIGHT).items():
        result.setColor(getattr(QPalette.ColorRole, name), QColor(value))
    dim = QColor("#7A8494" if dark else "#98A2B3")
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, dim)
    return result


def program_palette() -> QPalette:
    """Return the colours of the program for a widget that changes some: only these become its own.

    The others go on following the program's when the theme changes; then the widget hears of it as a `PaletteChange`.
    """
    result = QPalette(QApplication.palette())
    result.setResolveMask(0)
    return result


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def with_calm_selection(colours: QPalette) -> QPalette:
    """Return a palette whose selection is tinted so lightly that marks, chips and texts on it keep their colours."""
    result = QPalette(colours)
    accent, base = colours.color(QPalette.ColorRole.Accent), colours.color(QPalette.ColorRole.Base)
    share = 0.30 if is_dark(colours) else 0.16
    mixed = [round(a * share + b * (1 - share)) for a, b in zip(_rgb(accent), _rgb(base))]
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        result.setColor(group, QPalette.ColorRole.Highlight, QColor(*mixed))
        result.setColor(group, QPalette.ColorRole.HighlightedText, colours.color(QPalette.ColorRole.Text))
    return result


def outlined(colours: QPalette) -> QPalette:
    """Return a palette in which the frames of boxes to tick and of fields are seen on a dark page too."""
    result = QPalette(colours)
    if is_dark(result):  # Fusion darkens this for the frame
        result.setColor(QPalette.ColorRole.Window, QColor("#98A2B3"))
    return result


def table_palette() -> QPalette:
    """Return the palette of tables: a calm selection, and lines of the grid that are seen on a dark page too."""
    result = with_calm_selection(program_palette())
    if is_dark(result):  # Fusion darkens this for the lines of the grid
        result.setColor(QPalette.ColorRole.Window, result.color(QPalette.ColorRole.Mid).lighter(125))
    return result


def tint_table(table: QTableView) -> None:
    """Give a table the palette of tables. Its headers keep the colours of a window: lines, and where no row is."""
    colours = table_palette()
    table.setPalette(colours)
    colours.setColor(QPalette.ColorRole.Window, QApplication.palette().color(QPalette.ColorRole.Window))
    for header in (table.horizontalHeader(), table.verticalHeader()):
        header.setPalette(colours)


def chosen() -> str:
    """Return the theme of the settings: "system", "light" or "dark"."""
    value = str(settings().value("theme", "system"))
    return value if value in THEMES else THEMES[0]


def apply_theme() -> None:
    """Set the palette that the settings or the system ask for."""
    wanted = chosen()
    scheme = QGuiApplication.styleHints().colorScheme()
    dark = wanted == "dark" or (wanted != "light" and scheme == Qt.ColorScheme.Dark)
    QApplication.setPalette(palette(dark))
    for kind in _FRAMED:
        QApplication.setPalette(outlined(palette(dark)), kind)  # type: ignore[arg-type]  # a text will do


def set_theme(theme: str) -> None:
    """Choose "system", "light" or "dark" and remember it."""
    settings().setValue("theme", theme)
    apply_theme()


def is_dark(colours: QPalette) -> bool:
    """Tell whether a palette is a dark one."""
    return colours.color(QPalette.ColorRole.Base).lightness() < 128


def kind_colours(kind: RoleKind | None, dark: bool) -> tuple[QColor, QColor]:
    """Return text and fill of a role kind; a letter of unknown meaning has colours of its own."""
    names = _UNKNOWN if kind is None else _KINDS[kind]
    return (QColor(names[2]), QColor(names[3])) if dark else (QColor(names[0]), QColor(names[1]))


def severity_colour(severity: str, dark: bool) -> QColor:
    """Return the colour of a severity's mark."""
    return QColor(_SEVERITIES[severity][1 if dark else 0])


def hit_colour(dark: bool) -> QColor:
    """Return the light fill of a cell that a search found."""
    return QColor("#4A4012" if dark else "#FFF3B0")
