"""The shape of the house: who may import whom, what a start brings in, what the top level holds."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


# In a process of its own: the linter sets logging up anew, which would silence our own loggers for the tests to come.
LINT = [
    sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
]  # fmt: skip


def test_import_contracts():
    done = subprocess.run(LINT, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_contracts_notice_a_breach(tmp_path):
    """A contract that cannot fail would guard nothing: break it in a copy and see it fail."""
    import shutil

    shutil.copytree(ROOT / "raci_studio", tmp_path / "raci_studio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    module = tmp_path / "raci_studio" / "core" / "diff.py"
    module.write_text(module.read_text("utf-8") + "\nimport PySide6.QtCore\n", "utf-8")
    done = subprocess.run(LINT, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout


def imported_by(code):
    script = f"{code}\nimport sys\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


HEAVY = {"matplotlib", "networkx", "openpyxl", "python_calamine", "PySide6", "pymorphy3", "rapidfuzz"}


def test_the_command_line_starts_light():
    assert not HEAVY & imported_by("import raci_studio.cli")


def test_the_first_window_brings_in_neither_graph_nor_workbooks():
    heavy = HEAVY - {"PySide6"} | {"msgspec", "raci_studio.core.document"}
    assert not heavy & imported_by("import raci_studio.gui.app, raci_studio.gui.main_window")


def test_the_top_level_holds_nothing_else():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return  # a source archive without git holds what was packed
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    allowed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "raci_studio", "resources"}
    assert {top for top in tops if not top.startswith(".")} <= allowed | {"tests", "packaging"}
