"""Why a table was recognised as it was: computed from the sheet and the final plan, whoever decided it.

Nothing is kept while recognising: what cannot be seen in the sheet is no reason to tell. A plan corrected by hand
gets the reasons of what the user said, as far as there are any.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from raci_studio.core.scheme import SCHEMES
from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import is_nobody_mark, is_tick, read_marks, split_roles
from raci_studio.excel.plan import FIELDS, TablePlan
from raci_studio.excel.recognise.headers import LONGEST_HEADER, field_of, role_of
from raci_studio.excel.recognise.legend import find_legend, kind_of_meaning
from raci_studio.excel.recognise.people import header_text
from raci_studio.excel.words import person_headers

MOST_ROWS = 200  # explained one by one; a table of more sections is understood by then
LONGEST_QUOTE = 60  # characters of a cell


@dataclass(frozen=True)
class Reason:
    """Say why one row or column is what it is, or, with neither, something of the whole table.

    ``row`` and ``column`` are 0-based, as the plan counts; both are the cell of a legend. ``params`` fill the
    sentence of ``code`` (``reason_texts``): counts, and texts as the sheet has them.
    """

    code: str
    row: int | None = None
    column: int | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)


def explain(grid: Grid, plan: TablePlan) -> tuple[Reason, ...]:
    """Return the reasons for a plan, the header's first; ``grid`` is the sheet as the plan counts (``oriented``)."""
    return tuple(_Explainer(grid, plan).reasons())


class _Explainer:
    """Look at the sheet through the plan."""

    def __init__(self, grid: Grid, plan: TablePlan) -> None:
        self.grid, self.plan = grid, plan
        idle = plan.skipped | plan.continued | set(plan.sections) | set(plan.header_rows)
        last = min(plan.last_row, grid.height - 1)
        self.rows = [row for row in range(plan.first_row, last + 1) if row not in idle]
        self.headers = [row for row in plan.header_rows if row < plan.first_row] or list(plan.header_rows)
        self.people = plan.columns_with("person:")
        self.letters: Counter[str] = Counter()  # of the whole table
        self.marked: set[int] = set()  # rows that assign somebody
        self.unread = 0  # cells under people that are no marks

    def reasons(self) -> Iterator[Reason]:
        columns = [reason for column in sorted(self.plan.columns) for reason in self._column(column)]
        yield from self._header_rows()
        yield from columns
        yield from self._meanings()
        yield from self._rows_between()
        yield from self._end()
        yield from self._doubts()

    # Header rows

    def _header_rows(self) -> Iterator[Reason]:
        for row in self.plan.header_rows:
            if row >= self.plan.first_row and row not in self.headers:
                yield Reason("header-repeated", row)
            elif self.headers and row == self.headers[-1]:
                yield from self._header(row)
            else:
                yield Reason("header-above", row)

    def _header(self, row: int) -> Iterator[Reason]:
        filled = [(column, text) for column, text in self.grid.filled(row) if column in self.plan.columns]
        over = [column for column, text in filled if column in self.people and len(text) <= LONGEST_HEADER]
        others = [text for column, text in filled if column not in self.people]
        named = [text for text in others if field_of(text) or role_of(text)]
        if over:
            yield Reason("header-over-letters", row, params={"n": len(over), "m": len(filled)})
        if named:
            words = ", ".join(" ".join(text.split())[:LONGEST_QUOTE] for text in named[:3])
            yield Reason("header-names", row, params={"n": len(named), "m": len(others), "words": words})
        if not over and not named:
            yield Reason("header-last-text", row)

    # Columns

    def _column(self, column: int) -> Iterator[Reason]:
        what = self.plan.columns[column]
        kind, _colon, rest = what.partition(":")
        if kind == "person" and self.plan.layout != "long":
            yield self._person(column)
        elif kind == "role" and rest:
            yield self._role(column, rest)
        elif kind == "tick":
            ticked = sum(map(is_tick, self._texts(column)))
            yield Reason(
                "tick-column", None, column, {"n": ticked, "m": len(self.rows), "letter": rest.partition(":")[0]}
            )
        elif kind == "roles":
            told = sum(bool(split_roles(text)) for text in self._texts(column))
            yield Reason("roles-column", None, column, {"n": told, "m": len(self.rows)})
        elif kind == "task":
            yield self._task(column)
        else:
            yield self._other(column, kind)

    def _texts(self, column: int) -> list[str]:
        texts = self.grid.columns[column] if column < self.grid.width else ()
        return [texts[row] for row in self.rows] if texts else []

    def _header_of(self, column: int) -> str:
        return " ".join(header_text(self.grid, self.plan.header_rows, column).split())[:LONGEST_QUOTE]

    def _filled(self, column: int) -> dict[str, str | int]:
        texts = [text for text in self._texts(column) if text]
        return {"n": len(texts), "m": len(self.rows), "different": len(set(texts)), "header": self._header_of(column)}

    def _task(self, column: int) -> Reason:
        guess = field_of(self._header_of(column))
        named = guess is not None and guess.field in ("task", "description", "step", "process", "phase")
        return Reason("task-column-named" if named else "task-column", None, column, self._filled(column))

    def _person(self, column: int) -> Reason:
        alphabet, words = frozenset(self.plan.letters), frozenset(self.plan.words.items())
        texts = self._texts(column)
        read = {text: read_marks(text, alphabet, words) for text in set(texts) if not is_nobody_mark(text, alphabet)}
        letters: Counter[str] = Counter()
        for text, number in Counter(texts).items():
            marks = read.get(text)
            letters.update(dict.fromkeys(marks.letters if marks else (), number))
            self.unread += number if marks and marks.words and not marks.letters else 0
        marked = [row for row, text in zip(self.rows, texts) if text in read and read[text].letters]
        self.marked.update(marked)
        self.letters.update(letters)
        if not marked:
            return Reason("person-column-empty", None, column, {"header": self._header_of(column)})
        return Reason(
            "person-column", None, column, {"n": len(marked), "m": len(self.rows), "letters": _counted(letters)}
        )

    def _role(self, column: int, letter: str) -> Reason:
        params = {**self._filled(column), "letter": letter}
        guess = role_of(self._header_of(column))
        if guess is None or letter not in (guess.letter, guess.other):
            return Reason("role-column", None, column, params)
        if guess.sure:
            return Reason("role-column-named", None, column, params)
        other = guess.letter if letter == guess.other else guess.other
        decided = f"role:{other}" in self.plan.columns.values()
        code = "role-column-second" if decided and letter == guess.other else "role-column-likely"
        return Reason(code, None, column, {**params, "other": other})

    def _other(self, column: int, kind: str) -> Reason:
        params = self._filled(column)
        guess = field_of(str(params["header"]))
        if kind in ("extra", "ignored"):
            return Reason(f"{kind}-column" if params["header"] else f"{kind}-column-unnamed", None, column, params)
        if kind in FIELDS and guess and guess.field == kind:
            return Reason("field-column-named", None, column, params)
        if kind == "person" and str(params["header"]).casefold() in person_headers():
            return Reason("field-column-named", None, column, params)
        return Reason("field-column", None, column, params)

    # Letters

    def _meanings(self) -> Iterator[Reason]:
        legend = find_legend(self.grid)
        scheme = SCHEMES.get(self.plan.scheme)
        for letter, kind in self.plan.letters.items():
            params: dict[str, str | int] = {"letter": letter, "kind": str(kind), "count": self.letters[letter]}
            meaning = legend.meanings.get(letter, "")
            if meaning and kind_of_meaning(meaning, letter) == kind:
                row, column = self._legend_cell(letter, meaning, legend.cells)
                cell = self.grid.address(row, column)
                quote = " ".join(meaning.split())[:LONGEST_QUOTE].rstrip(". ")
                yield Reason("letter-legend", row, column, {**params, "cell": cell, "meaning": quote})
            elif scheme and scheme.kinds.get(letter) == kind:
                yield Reason("letter-scheme", params={**params, "scheme": self.plan.scheme})
            else:
                yield Reason("letter-usual", params=params)
        for word, letter in self.plan.words.items():
            if word != letter:
                yield Reason("word-letter", params={"word": word, "letter": letter})

    def _legend_cell(self, letter: str, meaning: str, cells: frozenset[tuple[int, int]]) -> tuple[int, int]:
        """Return the cell that explains a letter: it holds the letter alone, or the words of its meaning."""
        first = meaning.split(".")[0]
        ranked = sorted(cells, key=lambda cell: (self.grid.text(*cell).strip("()[]:. ") != letter, cell))
        return next(
            (
                cell
                for cell in ranked
                if self.grid.text(*cell).strip("()[]:. ") == letter or first in self.grid.text(*cell)
            ),
            min(cells),
        )

    # Rows

    def _rows_between(self) -> Iterator[Reason]:
        plan = self.plan
        for row in sorted(plan.sections)[:MOST_ROWS]:
            yield Reason("section-row", row, params={"title": " ".join(plan.sections[row].split())[:LONGEST_QUOTE]})
        for row in sorted(plan.continued)[:MOST_ROWS]:
            yield Reason("continued-row", row)
        for row in sorted(plan.skipped - set(plan.header_rows) - set(plan.sections))[:MOST_ROWS]:
            yield Reason(self._why_skipped(row), row)

    def _why_skipped(self, row: int) -> str:
        texts = [self.grid.text(row, column) for column in self.plan.columns]
        marked = [text for column in self.people if (text := self.grid.text(row, column))]
        if not any(texts):
            return "skipped-blank"
        if marked and all(text.replace(".", "").replace("%", "").isdigit() for text in marked):
            return "skipped-total"
        task = self.plan.column_of("task")
        return "skipped-unnamed" if task is not None and not self.grid.text(row, task) else "skipped-row"

    def _end(self) -> Iterator[Reason]:
        below = self.plan.last_row + 1
        if all(self.grid.is_blank_row(row) for row in range(below, self.grid.height)):
            yield Reason("ends-with-sheet", self.plan.last_row)
        elif self.grid.is_blank_row(below):
            yield Reason("ends-blank", self.plan.last_row)
        else:
            text = next(text for _column, text in self.grid.filled(below))
            quote = " ".join(text.split())[:LONGEST_QUOTE]
            yield Reason("ends-before", self.plan.last_row, params={"below": self.grid.row_label(below), "text": quote})

    # Doubts

    def _doubts(self) -> Iterator[Reason]:
        plan = self.plan
        unnamed = sum(not self._header_of(column) for column in self.people)
        if unnamed:
            yield Reason("doubt-unnamed", params={"n": unnamed, "m": len(self.people)})
        idle = len(self.rows) - len(self.marked)
        if self.people and plan.layout in ("grid", "transposed") and not self.letters:
            yield Reason("doubt-empty")
        elif self.people and plan.layout in ("grid", "transposed") and idle:
            yield Reason("doubt-unassigned", params={"n": idle, "m": len(self.rows)})
        if self.unread:
            yield Reason("doubt-unread", params={"n": self.unread})
        if plan.layout == "list" and len(plan.columns_with("role:")) < 3:
            yield Reason("doubt-few-roles", params={"n": len(plan.columns_with("role:"))})
        if plan.layout == "plan":
            yield Reason("doubt-plan")
        yield Reason("confidence", params={"percent": round(plan.confidence * 100)})


def _counted(letters: Counter[str]) -> str:
    return ", ".join(f"{letter} {number}" for letter, number in letters.most_common())
