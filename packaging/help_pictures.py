"""Make the pictures that the help and the README show: resources/pictures/LANGUAGE/NAME.png, in the light theme.

``python packaging/help_pictures.py`` makes all of them, each language in a process of its own, without a screen. They
ship with the program, so they have few colours.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import screenshots

TARGET = Path(__file__).resolve().parents[1] / "resources" / "pictures"
SETTLING_MS = 1500
COLOURS = 192  # of some thousand, nearly all of them on the edges of letters


class Picture(NamedTuple):
    """A state of `screenshots` in a size in pixels; `panels` tells whether those beside the page are shown."""

    state: str
    size: tuple[int, int] = (1100, 680)
    panels: bool = False


PICTURES = {
    "import": Picture("import_review", (1180, 720)),
    "matrix": Picture("matrix_list", (1360, 860), panels=True),
    "graph": Picture("graph_if_somebody_is_away"),
    "people": Picture("people_page"),
    "process": Picture("process_page"),
    "checklist": Picture("checklist_page"),
    "what_if": Picture("what_if_page"),
    "schedule": Picture("schedule_by_task"),
    "charts": Picture("charts_page"),
}
"""By the names that `raci_studio.gui.guide_dialog` knows them by."""


def take(language: str, target: Path) -> None:
    """Make the pictures in one language in this process."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RACI_STUDIO_DATA"] = str(Path(folder) / "data")
        from PySide6.QtCore import qInstallMessageHandler
        from PySide6.QtWidgets import QDockWidget

        from raci_studio.gui import language as languages
        from raci_studio.gui import theme
        from raci_studio.gui.app import make_application

        qInstallMessageHandler(screenshots._say)
        app = make_application(["raci-studio"])
        theme.set_theme("light")
        languages.choose(language)
        stage = screenshots.Stage(language, Path(folder))
        target.mkdir(parents=True, exist_ok=True)
        for name, picture in PICTURES.items():
            widget = screenshots.STATES[picture.state](stage)
            for panel in [] if picture.panels else widget.findChildren(QDockWidget):
                panel.hide()
            widget.resize(*picture.size)
            settle()
            widget.grab().save(str(target / f"{name}.png"))
            reduce(target / f"{name}.png")
            stage.clear()
            app.processEvents()


def settle() -> None:
    """Wait until a page has drawn itself in its new size: charts do so a moment after the last change."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(SETTLING_MS, loop.quit)
    loop.exec()


def reduce(path: Path) -> None:
    """Keep the most frequent colours of a picture as they are; the others become the nearest of them."""
    from PIL import Image

    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height), reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in counted for part in colour])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Make all pictures; return 0 where all languages came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, nargs="?", default=TARGET)
    parser.add_argument("--here", choices=screenshots.LANGUAGES, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.here:
        take(said.here, said.out / said.here)
        return 0
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    runs = ([sys.executable, __file__, str(said.out), "--here", one] for one in screenshots.LANGUAGES)
    return max(subprocess.run(command, env=environment).returncode for command in runs)


if __name__ == "__main__":
    sys.exit(main())
