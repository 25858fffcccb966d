"""Which rows of a table are tasks, sections, repeated headers, continued texts, and where it ends."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import is_nobody_mark
from raci_studio.excel.recognise.headers import field_of
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.words import fold

_SECTION_WORD = re.compile(
    r"^(\d+[.)]?\s*|[ivx]+[.)]\s*)?(phase|stage|milestone|sprint|iteration|section|part|фаза|этап|стадия|раздел|часть|блок|спринт|веха|"
    r"abschnitt|teil|meilenstein|etape|jalon|partie|fase|etapa|seccion|hito|secao|sezione)\b"
)
_FOOTER = re.compile(
    r"^(insert (new )?rows?|add (new )?rows?|legend|key|comments?|raci (key|legend)|notes?|total|totals|grand total|"
    r"вставьте|добавьте строки|легенда|условные обозначения|обозначения|примечани[ея]|"
    r"итого|всего|legende|leyenda|legenda|summe|totale?)\b"
)
_OUTLINE = re.compile(r"^(\d+(?:[.,]\d+)*)[.)]?(?:\s|$)")
_NUMBER = re.compile(r"[$€£₽]?\s?\d[\d\s.,]*[%$€£₽hч]?")
LONG_PROSE = 110  # characters: a text this long below a table explains it


@dataclass
class RowRoles:
    """What each row below a header is; rows are 0-based."""

    tasks: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    continued: set[int] = field(default_factory=set)
    headers: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class TableShape:
    """What is known of a table when its rows are judged."""

    grid: Grid
    first: int  # first row that may be a task
    limit: int  # row before which the table must end
    task: int  # column of the names
    lead: tuple[int, ...]  # columns left of the first role, the name included
    roles: tuple[int, ...]  # columns of people (grid) or of role letters (list)
    others: tuple[int, ...]  # further columns of the table
    has_marks: Callable[[int], bool]  # whether a row assigns anybody
    repeats: frozenset[int] = frozenset()
    legend: frozenset[int] = frozenset()  # rows whose name is a letter that a legend explains there


def walk_rows(shape: TableShape) -> RowRoles:
    """Judge the rows from ``first`` on, until the table ends."""
    roles = RowRoles()
    row = shape.first
    backwards = range(shape.limit - 1, shape.first - 1, -1)
    last_mark = next((r for r in backwards if shape.has_marks(r)), shape.limit - 1)
    while row < shape.limit:
        if shape.has_marks(row) and shape.grid.text(row, shape.task) and row not in shape.repeats:
            roles.tasks.append(row)  # nearly every row of a large table
        elif _is_blank(shape, row):
            if not _goes_on(shape, row, last_mark):
                break
            roles.skipped.add(row)
        elif row in shape.legend and row > last_mark:
            break
        elif _is_total(shape, row):
            if row > last_mark:
                break
            roles.skipped.add(row)
        elif row in shape.repeats or _is_header_row(shape, row):
            roles.headers.append(row)
        elif _is_end(shape, row, last_mark):
            break
        elif _is_continued(shape, row, roles):
            roles.continued.add(row)
        elif _name(shape, row) and not _is_nothing(shape, row):
            roles.tasks.append(row)
        elif not shape.has_marks(row) and (title := _lead_text(shape, row)):
            roles.sections[row] = title
        else:
            roles.skipped.add(row)
        row += 1
    for section in find_sections(shape, roles.tasks):
        roles.tasks.remove(section)
        roles.sections[section] = shape.grid.merged_text(section, shape.task)
    return roles


def _is_blank(shape: TableShape, row: int) -> bool:
    columns = (*shape.lead, *shape.roles, *shape.others)
    return not any(shape.grid.text(row, column) for column in columns) and not _is_covered(shape, row)


@observation("merged role cells", otherwise=False)
def _is_covered(shape: TableShape, row: int) -> bool:
    """Tell whether the blank cells of a row lie under merged role cells, so that it belongs to the table."""
    merge = shape.grid.merge_of(row, shape.roles[0]) if shape.roles else None
    return merge is not None and merge[0] < row and bool(shape.grid.merged_text(row, shape.roles[0]))


def _name(shape: TableShape, row: int) -> str:
    text = shape.grid.text(row, shape.task)
    if text or not shape.has_marks(row):
        return text
    return shape.grid.merged_text(row, shape.task) or _lead_text(shape, row)


def _lead_text(shape: TableShape, row: int) -> str:
    for column in shape.lead:
        text = shape.grid.text(row, column)
        if text and not text.replace(".", "").isdigit():
            return text
    return ""


def _is_nothing(shape: TableShape, row: int) -> bool:
    return is_nobody_mark(_name(shape, row)) and not shape.has_marks(row)


@observation("goes on after a blank row", otherwise=False)
def _goes_on(shape: TableShape, row: int, last_mark: int) -> bool:
    """Tell whether the table goes on after a blank row: its next rows name a task and assign somebody."""
    if row > last_mark:
        return False
    named = seen = 0
    for later in range(row + 1, min(row + 8, shape.limit)):
        if _is_blank(shape, later):
            if seen:
                break
            continue
        seen += 1
        if shape.has_marks(later):
            if not shape.grid.merged_text(later, shape.task):
                return named > 0 and bool(_lead_text(shape, later))
            return True
        named += bool(_lead_text(shape, later))
    return False


@observation("totals", otherwise=False)
def _is_total(shape: TableShape, row: int) -> bool:
    """Tell whether a row has nothing but numbers under the people: it counts their letters."""
    texts = [text for column in shape.roles if (text := shape.grid.text(row, column))]
    return bool(texts) and not shape.has_marks(row) and all(map(_NUMBER.fullmatch, texts))


@observation("header rows inside", otherwise=False)
def _is_header_row(shape: TableShape, row: int) -> bool:
    """Tell whether a row without marks holds nothing but words that head columns."""
    if shape.has_marks(row):
        return False
    texts = [text for _column, text in shape.grid.filled(row) if _column in (*shape.lead, *shape.others)]
    guesses = [field_of(text) for text in texts]
    sure = [guess for guess in guesses if guess and guess.strength == 3]
    task = field_of(shape.grid.text(row, shape.task))
    return (
        bool(texts)
        and len(sure) == len(texts)
        and task is not None
        and task.field in ("task", "number", "description")
        and (
            len(sure) >= 2
            or " " in shape.grid.text(row, shape.task)
            or "/" in shape.grid.text(row, shape.task)
            or row == shape.first
        )
    )


@observation("end of the table", otherwise=False)
def _is_end(shape: TableShape, row: int, last_mark: int) -> bool:
    """Tell whether a row below the last mark ends the table: a footer word, or prose that stands alone."""
    if shape.has_marks(row):
        return False
    text = _lead_text(shape, row)
    if _FOOTER.match(fold(text)) and len(text) < 60 and row > last_mark:
        return True
    alone = not any(shape.grid.text(row, column) for column in shape.others)
    prose = (
        len(text) > LONG_PROSE or (len(text) > 60 and text.endswith(".")) or text.startswith("*") or text.endswith(":")
    )
    return row > last_mark and alone and prose and last_mark >= shape.first


@observation("continued rows", otherwise=False)
def _is_continued(shape: TableShape, row: int, roles: RowRoles) -> bool:
    """Tell whether a row only continues the task above: its role cells are merged into that task's."""
    if shape.has_marks(row) or not roles.tasks or not shape.roles:
        return False
    merges = [shape.grid.merge_of(row, column) for column in shape.roles]
    inside = [merge for merge in merges if merge and merge[0] < row and merge[0] >= roles.tasks[-1]]
    return len(inside) * 2 > len(merges) and roles.tasks[-1] >= inside[0][0]


def find_sections(shape: TableShape, tasks: list[int]) -> list[int]:
    """Return those of the rows that are titles over the rows that follow them.

    A title assigns nobody and has tasks below. Where some rows say so plainly (a section word, a
    merge over the people, an outline number with children), only those count; else any short run of
    such rows does, provided the table begins with one or a blank row stands before it.
    """
    idle = [row for row in tasks if not shape.has_marks(row)]
    if not idle or len(idle) == len(tasks):
        return []
    order = {row: index for index, row in enumerate(tasks)}
    bare = [row for row in idle if order[row] + 1 < len(tasks) and _others_blank(shape, row, tasks)]
    if _is_indented(shape, tasks):
        return [row for row in bare if _indent(shape, tasks[order[row] + 1]) > _indent(shape, row)]
    plain = [row for row in bare if _is_plain_title(shape, row, tasks[order[row] + 1], tasks)]
    if plain:
        return plain
    opening = [row for row in bare if _opens(shape, row, tasks, set(bare))]
    starts = tasks[0] in opening
    return [row for row in opening if starts or row - 1 not in order]


def _others_blank(shape: TableShape, row: int, tasks: list[int]) -> bool:
    columns = [column for column in (*shape.lead, *shape.others) if column != shape.task]
    usual = [column for column in columns if sum(bool(shape.grid.text(r, column)) for r in tasks) > len(tasks) / 2]
    numberish = {column for column in usual if column < shape.task}
    return not any(shape.grid.text(row, column) for column in usual if column not in numberish) and not any(
        shape.grid.text(row, column) for column in shape.roles
    )


@observation("plain sections", otherwise=False)
def _is_plain_title(shape: TableShape, row: int, following: int, tasks: list[int]) -> bool:
    """Tell whether a row is plainly a title: a merge over the people, a section word, an outline number."""
    text = shape.grid.text(row, shape.task)
    merge = shape.grid.merge_of(row, shape.task)
    if merge and shape.roles and merge[3] >= shape.roles[-1]:
        return True
    if any(
        (m := shape.grid.merge_of(row, column)) and m[3] - m[1] + 1 >= max(2, len(shape.roles) * 0.7)
        for column in shape.roles[:1]
    ):
        return True
    if _SECTION_WORD.match(fold(text)):
        return True
    number, next_number = _outline(shape, row), _outline(shape, following)
    return bool(number) and next_number.startswith(number.removesuffix(".0") + ".") and next_number != number


def _outline(shape: TableShape, row: int) -> str:
    """Return the outline number of a row ("1.2"), from a number column or the start of its name."""
    for column in shape.lead:
        match = _OUTLINE.match(shape.grid.text(row, column))
        if match:
            return match[1].replace(",", ".")
    return ""


@observation("opening sections", otherwise=False)
def _opens(shape: TableShape, row: int, tasks: list[int], bare: set[int]) -> bool:
    """Tell whether at most one more title stands between this row and one that assigns somebody."""
    index = tasks.index(row)
    following = tasks[index + 1 : index + 3]
    return any(shape.has_marks(r) for r in following[:1]) or (
        len(following) == 2 and following[0] in bare and shape.has_marks(following[1])
    )


@observation("indented sections", otherwise=False)
def _is_indented(shape: TableShape, tasks: list[int]) -> bool:
    """Tell whether the names are indented, so that one above deeper ones is their title."""
    return sum(_indent(shape, row) > 0 for row in tasks) > len(tasks) / 3


def _indent(shape: TableShape, row: int) -> int:
    raw = shape.grid.raw(row, shape.task)
    return len(raw) - len(raw.lstrip()) if isinstance(raw, str) else 0
