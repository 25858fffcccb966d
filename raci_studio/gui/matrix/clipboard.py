"""The clipboard: blocks of cells as tab-separated text and HTML, as Excel and LibreOffice speak it."""

import csv
import io
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

Block = Sequence[Sequence[str]]


def to_tsv(block: Block) -> str:
    """Write a block as Excel does: cells with tabs, quotes or line breaks stand in quotes."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in block)


def _quoted(text: str) -> str:
    if any(char in text for char in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def to_html(block: Block) -> str:
    """Write a block as a table; texts stay texts (`mso-number-format`), lines stay in their cell."""
    cell = "<td style=\"mso-number-format:'\\@'\">{}</td>"
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
