"""Annotate a workbook of 100,000 cells: this program beside openpyxl (load, edit, save), each in a process of its own.

usage: python tests/benchmarks/bench_annotate.py [ROWS]

Both write 50 values, 100 highlights and 100 notes, and add a sheet of 200 rows. Printed are the best of three runs and
the highest memory of the process above that of the same process after its imports.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = 10
FILL, TEXT = "FFE699", "Nobody answers for this task.\nWhy: work without an owner stops."


def workbook(path, rows):
    """Write the workbook to be annotated: texts, numbers, formulas and styles."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Matrix"
    for row in range(1, rows + 1):
        sheet.append([f"Task {row}", "R", "A", "C/I", row, row / 7, f"=E{row}*2", "до пятницы", "отчёт", None])
        sheet.cell(row, 1).font = Font(bold=True)
    book.save(path)


def places(rows):
    """Return the rows of the values, and of the highlights and notes."""
    return range(2, rows, rows // 50), range(3, rows, rows // 100)


def ours(source, target, rows):
    """Annotate with this program; return what does it after the imports."""
    from openpyxl import Workbook  # noqa: F401  (what the added sheet needs)

    from raci_studio.excel.parts.annotating import annotate
    from raci_studio.excel.parts.plan import Highlight, NewSheet, Note, Plan, ValueEdit

    edited, marked = places(rows)
    plan = Plan(
        tuple(ValueEdit("Matrix", f"B{row}", "A/R") for row in edited),
        tuple(Highlight("Matrix", f"C{row}", FILL) for row in marked),
        tuple(Note("Matrix", f"D{row}", TEXT) for row in marked),
        (NewSheet("Findings", tuple((row, TEXT) for row in range(200))),),
    )

    def run():
        data, lines = annotate(source.read_bytes(), plan)
        assert not lines, lines
        target.write_bytes(data)

    return run


def openpyxls(source, target, rows):
    """Annotate with openpyxl; return what does it after the imports."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    edited, marked = places(rows)

    def run():
        book = load_workbook(source, rich_text=True)
        sheet = book["Matrix"]
        for row in edited:
            sheet.cell(row, 2).value = "A/R"
        for row in marked:
            sheet.cell(row, 3).fill = PatternFill("solid", fgColor=FILL)
            sheet.cell(row, 4).comment = Comment(TEXT, "RACI Studio")
        added = book.create_sheet("Findings")
        for row in range(200):
            added.append([row, TEXT])
        book.save(target)

    return run


def measured(who, folder, rows):
    """Run one of them in a process of its own; return seconds and megabytes."""
    command = [sys.executable, __file__, who, str(folder), str(rows)]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    return min(run[0] for run in runs), min(run[1] for run in runs)


def one_run(who, folder, rows):
    """Print the seconds and the additional megabytes of one run."""
    run = {"ours": ours, "openpyxl": openpyxls}[who](folder / "in.xlsx", folder / f"{who}.xlsx", rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024]))


def main():
    if sys.argv[1:2] == ["make"]:
        workbook(Path(sys.argv[2]) / "in.xlsx", int(sys.argv[3]))
        return
    if sys.argv[1:2] in (["ours"], ["openpyxl"]):
        one_run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000 // COLUMNS
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a child begins with the highest memory of its parent.
        subprocess.run([sys.executable, __file__, "make", folder, str(rows)], check=True)
        found = {who: measured(who, folder, rows) for who in ("ours", "openpyxl")}
    for who, (seconds, megabytes) in found.items():
        print(f"{who:10} {seconds:6.2f} s  {megabytes:6.0f} MB")
    seconds, megabytes = (one / other for one, other in zip(found["ours"], found["openpyxl"]))
    print(f"ratio      {seconds:6.2f}    {megabytes:6.2f}     (wanted: at most 0.33 and 0.50)")


if __name__ == "__main__":
    main()
