"""The clipboard: blocks of cells as tab-separated text and HTML, as Excel and LibreOffice speak it."""

import csv
import io
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext

Block = Sequence[Sequence[str]]


def to_tsv(block: Block) -> str:
    """Write a block as Excel does: cells with tabs, quotes or line breaks stand in quotes."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in block)


def _quoted(text: str) -> str:
    if any(char in text for char in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def to_html(block: Block) -> str:
    """Write a block as a table; lines stay in their cell.

    Texts stay texts and no "=1+1" is computed: `mso-number-format` says it to Excel, `sdnum` to LibreOffice.
    """
    cell = '<td sdnum="1033;0;@" style="mso-number-format:\'\\@\'">{}</td>'
    rows = ("<tr>" + "".join(cell.format(_html_lines(text)) for text in row) + "</tr>" for row in block)
    return "<html><body><table>" + "".join(rows) + "</table></body></html>"


def _html_lines(text: str) -> str:
    return escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')


def to_mime(block: Block) -> QMimeData:
    """Put a block into the forms other programs take."""
    data = QMimeData()
    data.setText(to_tsv(block))
    data.setHtml(to_html(block))
    return data


def from_tsv(text: str) -> list[list[str]]:
    """Read what Excel or a text editor put on the clipboard; rows are filled up to the widest."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if "\t" not in text and "\n" not in text and not text.startswith('"'):
        return [[text]]
    quoted = '"' in text and text.count('"') % 2 == 0
    try:
        rows = [row or [""] for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")] if quoted else []
    except csv.Error:  # a cell longer than any of Excel's
        rows = []
    rows = rows or [line.split("\t") for line in text.split("\n")]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def from_mime(data: QMimeData) -> list[list[str]]:
    """Read a block that another program put on the clipboard, [] where there is none.

    The text is what the other program means, unless there is none or its lines are more than the rows of the
    table beside it: then a cell of several lines fell apart, and the HTML holds more.
    """
    text = data.text() if data.hasText() else ""
    table = from_html(data.html()) if data.hasHtml() else []
    block = from_tsv(text) if text else []
    has_lines = any("\n" in cell for row in table for cell in row)
    return table if table and (not block or (has_lines and len(block) != len(table))) else block


def from_html(text: str) -> list[list[str]]:
    """Read the first table of a page, [] where there is none; rows are filled up to the widest."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    rows = [row for row in reader.rows if row]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


_LINES = ("p", "div", "li")
_MOST_SPAN = 1000


class _TableReader(HTMLParser):
    """Collect the cells of a page's first table; cells that a merged one covers are empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._depth = self._done = 0
        self._cell: list[str] | None = None
        self._spans: tuple[int, int] = (1, 1)
        self._covered: dict[int, int] = {}  # column -> rows that a merged cell above still covers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        if self._done or self._depth != 1:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._end_cell()
            self._cell = []
            held = dict(attrs)
            self._spans = _span(held.get("colspan")), _span(held.get("rowspan"))
        elif self._cell is not None and (tag == "br" or (tag in _LINES and "".join(self._cell).strip())):
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        if tag == "table" and self._depth:
            self._end_cell()
            self._depth -= 1
            self._done = self._depth == 0

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            blank = "".join(" " if char in "\r\n\t" else char for char in data)
            self._cell.append(blank)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row = self.rows[-1]
        self._skip_covered(row)
        lines = "".join(self._cell).split("\n")
        self._cell = None
        columns, rows = self._spans
        for place in range(len(row), len(row) + columns):
            if rows > 1:
                self._covered[place] = rows - 1
        row += ["\n".join(" ".join(line.split()) for line in lines).strip("\n"), *[""] * (columns - 1)]

    def _skip_covered(self, row: list[str]) -> None:
        while self._covered.get(len(row), 0):
            self._covered[len(row)] -= 1
            row.append("")


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isdecimal() and int(text) else 1


def left_out(columns: int) -> UserError | None:
    """Return what to tell where a block is wider than the matrix by some columns."""
    if columns <= 0:
        return None
    what = ngettext(
        "{n} column of the block had no place at the right and was not pasted.",
        "{n} columns of the block had no place at the right and were not pasted.",
        columns,
    ).format(n=columns)
    return UserError(what, remedy=_("Start further left, or add columns first."))
