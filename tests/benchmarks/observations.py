"""Count how many sheets each observation of the recogniser decides.

    python tests/benchmarks/observations.py FOLDER

silences one observation after the other, recognises all workbooks below FOLDER again and prints how many of them then
come out differently. The table in CONTRIBUTING.md is what it printed. An observation that decides one workbook only
may fit that workbook only; one that decides none is kept for sheets a test describes, or goes.
"""

import sys
from dataclasses import replace
from pathlib import Path

from raci_studio.core.errors import UserError
from raci_studio.excel.plan import ImportPlan
from raci_studio.excel.read import Workbook, open_workbook
from raci_studio.excel.recognise import recognise
from raci_studio.excel.recognise.observations import OBSERVATIONS, without

KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")


def workbooks(folder: Path) -> list[Workbook]:
    """Return all workbooks below a folder that can be read."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in KINDS:
            try:
                found.append(open_workbook(path))
            except UserError:
                continue
    return found


def outcome(book: Workbook) -> ImportPlan:
    """Return what is recognised in a workbook, how sure or not."""
    return ImportPlan(tuple(replace(table, confidence=1.0) for table in recognise(book).tables))


def main(folder: str) -> None:
    """Print the table."""
    books = workbooks(Path(folder))
    usual = [outcome(book) for book in books]
    decided = {}
    for name in OBSERVATIONS:
        with without(name):
            decided[name] = sum(outcome(book) != plan for book, plan in zip(books, usual))
    print(f"{len(books)} workbooks, {sum(bool(plan.tables) for plan in usual)} with tables\n")
    print("| observation | what it looks at | decides |\n| --- | --- | ---: |")
    for name, number in sorted(decided.items(), key=lambda item: -item[1]):
        print(f"| {name} | {OBSERVATIONS[name]} | {number} |")


if __name__ == "__main__":
    main(sys.argv[1])
