"""The Russian catalogue is complete, and what is committed is what the texts compile to."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packaging"))

import catalogues  # noqa: E402

from raci_studio.core import i18n  # noqa: E402


def test_every_text_is_translated():
    assert catalogues.problems(catalogues.collected(), catalogues.translated()) == []


def test_the_compiled_catalogue_is_that_of_the_texts():
    assert catalogues.MO.read_bytes() == catalogues.compiled(catalogues.translated())


def test_a_missing_translation_is_noticed():
    template = catalogues.collected()
    template.add("A text that nobody translated")
    assert catalogues.problems(template, catalogues.translated()) == ["missing: 'A text that nobody translated'"]


def test_russian_has_its_plurals():
    i18n.set_language("ru")
    try:
        texts = [i18n.ngettext("{count} task", "{count} tasks", n).format(count=n) for n in (1, 2, 5, 21)]
    finally:
        i18n.set_language("en")
    assert texts == ["1 задача", "2 задачи", "5 задач", "21 задача"]


def test_no_text_hides_in_an_f_string():
    """Before Python 3.12 the collector does not see a call inside an f-string, however deep it stands."""
    found = []
    for path in (ROOT / "raci_studio").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        inside = [node for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text)]
        for call in (node for node in inside if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            literal = bool(call.args) and isinstance(call.args[0], ast.Constant)
            if literal and call.func.id in ("_", "N_", "NN_", "ngettext", "pgettext"):
                found.append(f"{path.name}:{call.lineno}")
    assert found == []
