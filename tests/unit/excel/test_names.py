"""Lists of names in one cell."""

import pytest

from raci_studio.excel.names import known_names, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna", ["Anna"]),
        ("Anna, Boris", ["Anna", "Boris"]),
        ("Anna;Boris ; Clara", ["Anna", "Boris", "Clara"]),
        ("Anna\nBoris", ["Anna", "Boris"]),
        ("Anna and Boris", ["Anna", "Boris"]),
        ("Анна и Борис", ["Анна", "Борис"]),
        ("Anna e Boris", ["Anna", "Boris"]),
        ("Anna et Boris", ["Anna", "Boris"]),
        ("Anna y Boris", ["Anna", "Boris"]),
        ("Anna und Boris", ["Anna", "Boris"]),
        ("QA/QC", ["QA/QC"]),
        ("Porter / night-desk clerk", ["Porter / night-desk clerk"]),
        ("Director (sales, marketing)", ["Director (sales, marketing)"]),
        ("Anna, Anna", ["Anna"]),
        ("- Anna\n- Boris", ["Anna", "Boris"]),
        ("-", []), ("N/A", []), ("", []), (" , ;", []),
        ("Andy", ["Andy"]), ("Ирина", ["Ирина"]), ("Sales  team", ["Sales team"]),
    ],
)  # fmt: skip
def test_names(text, names):
    assert list(split_names(text)) == names


def test_a_slash_splits_only_known_names():
    known = known_names(["Anna, Boris", "Boris", "QA/QC"])
    assert split_names("Anna / Boris", known) == ("Anna", "Boris")
    assert split_names("Anna/QC", known) == ("Anna/QC",)
