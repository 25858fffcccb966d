"""Make a picture of every state of the window, in each language and theme, at two scales.

``python packaging/screenshots.py OUTDIR [STATE...] [--slice en-light-1]`` writes OUTDIR/en-light-1/start_page.png
and so on. Each slice (language, theme, scale) is a process of its own, without a screen. A new state is one function
in a room of ``packaging/states``. With ``--file FILE`` they are the states that any matrix can be shown in, with that
matrix as it is.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from states import OF_ANY_FILE, STATES, Stage

LANGUAGES, THEMES, SCALES = ("en", "ru"), ("light", "dark"), ("1", "1.5")
SLICES = tuple("-".join(words) for words in product(LANGUAGES, THEMES, SCALES))


def _say(_kind: object, _context: object, text: str) -> None:
    if not text.startswith("This plugin does not support"):  # what a platform without a screen cannot do
        print(text, file=sys.stderr)


def take(out: Path, one: str, names: list[str], file: Path | None = None) -> None:
    """Make the pictures of one slice in this process, with a file in place of the example."""
    language, theme_name, _scale = one.split("-")
    target = out / one
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RACI_STUDIO_DATA"] = str(Path(folder) / "data")
        from PySide6.QtCore import qInstallMessageHandler

        from raci_studio.gui import language as languages
        from raci_studio.gui import theme
        from raci_studio.gui.app import make_application

        qInstallMessageHandler(_say)
        app = make_application(["raci-studio"])
        theme.set_theme(theme_name)
        languages.choose(language)
        stage = Stage(language, Path(folder), file)
        for name in names:
            widget = STATES[name](stage)
            for _turn in range(5):  # layouts and icons come with the next turns of the event loop
                app.processEvents()
            widget.grab().save(str(target / f"{name}.png"))
            stage.clear()
            app.processEvents()
        app.clipboard().clear()


def main() -> int:
    """Make the pictures that are asked for; return 0 where all slices came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("states", nargs="*", help="names of states; all where none is named")
    parser.add_argument("--slice", action="append", choices=SLICES, help="language-theme-scale; all where none is")
    parser.add_argument("--file", type=Path, help="a matrix to show on the pages in place of the example")
    parser.add_argument("--here", choices=SLICES, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if unknown := set(said.states) - STATES.keys():
        parser.error(f"no such state: {', '.join(sorted(unknown))}")
    if said.file is not None and (unfit := set(said.states) - set(OF_ANY_FILE)):
        parser.error(f"these are states of the example: {', '.join(sorted(unfit))}")
    names = said.states or (list(STATES) if said.file is None else OF_ANY_FILE)
    if said.here:
        take(said.out, said.here, names, said.file)
        return 0
    failed = []
    for one in said.slice or SLICES:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": one.rpartition("-")[2]}
        command = [sys.executable, __file__, str(said.out), *names, "--here", one]
        command += ["--file", str(said.file)] if said.file is not None else []
        if subprocess.run(command, env=environment).returncode:
            failed.append(one)
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
