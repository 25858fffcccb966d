"""What is remembered of corrections: applied to the next sheet of the same shape, bounded, and safe to damage."""

import datetime as dt
import json

import pytest

from raci_studio.excel.importing import import_workbook
from raci_studio.gui.import_review import corrections, layouts, memory
from raci_studio.gui.import_review.draft import as_recognised
from raci_studio.gui.import_review.rebuild import rebuilt

DAY = dt.date(2026, 11, 21)
FIRST = "Task,Room,Anna,Boris\nWrite,Room 1,R,A\nCheck,Room 2,C,R\nSign,Room 3,I,A\n"
SECOND = "Task,Room,Anna,Boris\nPlan,Room 7,A,R\nBuild,Room 8,R,C\nSell,Room 9,R,A\nStop,Room 9,R,A\n"
PLAN = "Task,Owner,Start\nWrite,Anna,2026-01-01\nCheck,Boris,2026-01-02\nSign,Anna,2026-01-03\n"


@pytest.fixture
def imported(tmp_path):
    def read(text, name="a.csv"):
        (tmp_path / name).write_text(text, "utf-8")
        return import_workbook(tmp_path / name)

    return read


@pytest.fixture
def kept(tmp_path):
    return memory.Memory(tmp_path / "data")


def corrected(imported, correct):
    draft = as_recognised(imported.plan)
    return draft.with_table(0, correct(imported.workbook.sheets[0], draft.entries[0].table))


def as_format(grid, table):
    return corrections.take_column(grid, table, 1, "format")


def test_a_sheet_of_the_same_shape_is_read_as_corrected(imported, kept):
    first = imported(FIRST)
    assert memory.recalled(kept, first) == (as_recognised(first.plan), "")
    memory.remember(kept, first, corrected(first, as_format), DAY)
    second = imported(SECOND, "b.csv")
    draft, day = memory.recalled(kept, second)
    assert day == "2026-11-21"
    made = rebuilt(second, draft, day)
    assert [task.format for task in made.document.tasks.values()] == ["Room 7", "Room 8", "Room 9", "Room 9"]
    assert made.corrected_on == day and made.recognised == second.plan
    assert b"Room" not in kept._path.read_bytes() and b"Anna" not in kept._path.read_bytes()


def test_another_shape_is_left_alone(imported, kept):
    first = imported(FIRST)
    memory.remember(kept, first, corrected(first, as_format), DAY)
    other = imported(FIRST.replace("Room,", "Place,"), "b.csv")
    assert memory.recalled(kept, other)[1] == ""


def test_digits_in_headers_do_not_matter(imported, kept):
    first = imported(FIRST.replace("Task,Room", "Task,Room 41"))
    memory.remember(kept, first, corrected(first, as_format), DAY)
    assert memory.recalled(kept, imported(FIRST.replace("Task,Room", "Task,Room 8"), "b.csv"))[1]


def test_headers_layout_letters_owner_and_leaving_out_are_remembered(imported, kept):
    plan = imported(PLAN)
    assert plan.plan.tables[0].layout == "plan"
    memory.remember(kept, plan, corrected(plan, lambda grid, table: layouts.owner_as_r(table)), DAY)
    draft, _day = memory.recalled(kept, imported(PLAN))
    assert draft.entries[0].table == layouts.owner_as_r(plan.plan.tables[0])
    first = imported(FIRST)
    memory.remember(kept, first, corrected(first, lambda g, t: corrections.take_letter(t, "C", "signs")), DAY)
    assert memory.recalled(kept, first)[0].entries[0].table.letters["C"] == "signs"
    memory.remember(kept, first, corrected(first, lambda g, t: layouts.take_layout(g, t, "transposed")), DAY)
    assert memory.recalled(kept, first)[0].entries[0].table.layout == "transposed"
    memory.remember(kept, first, as_recognised(first.plan).with_included(0, False), DAY)
    assert memory.recalled(kept, first)[0].plan.tables == ()
    lower = corrected(first, lambda g, t: corrections.take_header(g, t, 1))
    memory.remember(kept, first, lower, DAY)
    assert memory.recalled(kept, first)[0].entries[0].table.header_rows == (1,)


def test_as_recognised_again_is_forgotten(imported, kept):
    first = imported(FIRST)
    memory.remember(kept, first, corrected(first, as_format), DAY)
    memory.remember(kept, first, as_recognised(first.plan), DAY)
    assert kept.load() == {}
    memory.remember(kept, first, corrected(first, as_format), DAY)
    memory.forget(kept, first)
    assert kept.load() == {}


def test_the_oldest_shapes_go(imported, kept):
    kept.save({str(number): {"on": "2026-01-01"} for number in range(memory.MOST_SHAPES)})
    first = imported(FIRST)
    memory.remember(kept, first, corrected(first, as_format), DAY)
    shapes = kept.load()
    assert len(shapes) == memory.MOST_SHAPES and "0" not in shapes and list(shapes.values())[-1]["on"] == "2026-11-21"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"shapes": []}', '{"shapes": {"a": 1}}'])
def test_a_damaged_file_is_an_empty_one(imported, kept, text):
    kept.save({})
    kept._path.write_text(text, "utf-8")
    first = imported(FIRST)
    assert memory.recalled(kept, first) == (as_recognised(first.plan), "")


@pytest.mark.parametrize("part", ["layout", "columns", "letters", "headers", "sections", "included", "on"])
@pytest.mark.parametrize(
    "value", [None, "nonsense", -5, [99999], {"99999": "task", "0": "nonsense"}, {"R": "nonsense"}]
)
def test_a_damaged_entry_does_no_harm(imported, kept, part, value):
    first = imported(FIRST)
    memory.remember(kept, first, corrected(first, as_format), DAY)
    shapes = kept.load()
    next(iter(shapes.values()))[part] = value
    kept._path.write_text(json.dumps({"version": 1, "shapes": shapes}), "utf-8")
    draft, day = memory.recalled(kept, first)
    assert day in ("", "2026-11-21")
    rebuilt(first, draft)


def test_a_folder_that_refuses_is_no_trouble(imported, tmp_path):
    (tmp_path / "file").write_text("in the way")
    blocked = memory.Memory(tmp_path / "file")
    first = imported(FIRST)
    memory.remember(blocked, first, corrected(first, as_format), DAY)
    assert blocked.load() == {}


def test_an_import_is_made_anew_though_its_file_is_gone(imported, tmp_path):
    first = imported(FIRST)
    (tmp_path / "a.csv").unlink()
    made = rebuilt(first, corrected(first, as_format))
    held, kept = made.document.source, first.document.source
    assert (held.name, held.data) == (kept.name, kept.data) and len(made.document.tasks) == 3
    assert held.reading != kept.reading  # what was corrected is known, for the copy to send back
