"""Every threshold that a rule asks for is in the table, with the rule's own default, and no other."""

import ast
from pathlib import Path

import raci_studio.analysis
from raci_studio.analysis.names.likeness import SIMILARITY
from raci_studio.analysis.names.same_people import LIKELY
from raci_studio.analysis.rules import RULES
from raci_studio.analysis.substitutes import LEAST
from raci_studio.analysis.thresholds import THRESHOLDS

FOLDER = Path(raci_studio.analysis.__file__).parent
KNOWN = {"LEAST": LEAST, "LIKELY": LIKELY, "SIMILARITY": SIMILARITY}


def asked_for():
    """Return name and default of each threshold that the code of the rules asks for."""
    found = {}
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 2
            if is_call and node.func.attr in ("threshold", "get") and isinstance(node.args[0], ast.Constant):
                name, default = node.args[0].value, node.args[1]
                if isinstance(name, str) and name.partition(".")[0] in RULES:
                    found[name] = default.value if isinstance(default, ast.Constant) else KNOWN[default.id]
    return found


def test_the_table_is_that_of_the_rules():
    assert {name: about.default for name, about in THRESHOLDS.items()} == asked_for()


def test_defaults_lie_between_the_limits():
    assert all(about.least <= about.default <= about.most for about in THRESHOLDS.values())
