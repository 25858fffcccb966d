"""Import a large matrix, against what python-calamine alone takes to read its values in the same run.

    python tests/benchmarks/bench_import.py [ROWS]

prints both times and their ratio, which should be at most 3 for 10,000 rows, and the peak memory of both, each in
a process of its own; that of the import should stay below 1 GB for 100,000 rows.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import python_calamine

from raci_studio.excel.importing import import_workbook

PEOPLE = 8
MARKS = ("R", "A", "C", "I", "", "A/R", "", "C")
RUNS = 9


def write_matrix(path: Path, rows: int) -> None:
    """Write an extended matrix of ``rows`` tasks: letters of eight people, texts, predecessors."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("RACI")
    people = [f"Person {chr(ord('A') + n)}" for n in range(PEOPLE)]
    page.append(["#", "Phase", "Task", *people, "Deadline", "Result", "Format", "Channel", "Predecessors", "Cost"])
    chance = Random(7)
    for n in range(1, rows + 1):
        marks = chance.choices(MARKS, k=PEOPLE)  # hardly two rows alike, which is harder than real sheets
        before = n - 1 if n > 1 else ""
        texts = [f"{n % 9 + 1} days", f"Report no. {n}", "PDF", "Mail", before, n * 10]
        page.append([n, f"Phase {n // 100}", f"Do the work no. {n} with care", *marks, *texts])
    book.save(path)


def read_values(path: Path) -> None:
    """Read all values with calamine, and nothing else."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def best_of(path: Path, *jobs: Callable[[Path], object]) -> list[float]:
    """Return the shortest time of each job in seconds; they run in turns, so that a busy moment hits them all.

    It is the time of the processor: what else the machine does would be counted otherwise.
    """
    times: list[list[float]] = [[] for _job in jobs]
    for _run in range(RUNS):
        for job, taken in zip(jobs, times):
            start = time.process_time()
            result = job(path)
            taken.append(time.process_time() - start)
            del result  # not while the clock runs: nobody waits for that
    return list(map(min, times))


def peak_of(job: str, path: Path) -> int:
    """Return the peak memory in MB of a process that runs one of our two jobs by its name."""
    code = (
        "import sys; from pathlib import Path; import bench_import;"
        f"bench_import.{job}(Path(sys.argv[1]));"
        # Not what resource.getrusage says: that begins with the peak of the process that started this one.
        "print(int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) // 1024)"
    )
    folder = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True, cwd=folder)
    return int(done.stdout)


def main(rows: int) -> None:
    """Print the times and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matrix.xlsx"
        write_matrix(path, rows)
        tasks = len(import_workbook(path).document.tasks)
        values, whole = best_of(path, read_values, import_workbook)
        peaks = peak_of("read_values", path), peak_of("import_workbook", path)
    print(f"{tasks} tasks: calamine {values:.3f} s, import {whole:.3f} s, ratio {whole / values:.2f}")
    print(f"peak memory: calamine {peaks[0]} MB, import {peaks[1]} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
