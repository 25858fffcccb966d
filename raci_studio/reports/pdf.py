"""A report as a PDF to show in a meeting: A4 across, a heading for each section, tables with their header on each page.

reportlab lays it out; it is imported when the first report is made. The letters are those that come with matplotlib
(DejaVu: Latin, Greek, Cyrillic and more), Chinese and Japanese ones those that every reader of PDF brings.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.reports.sections import Figure, Row, Section

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_FONT, _BOLD, _EAST_ASIAN = "DejaVuSans", "DejaVuSans-Bold", "STSong-Light"
_NOT_OURS = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+")
_MARGIN = 36.0  # points
_POINTS_PER_PIXEL = 72 / 150  # pictures are drawn for this many pixels of an inch
_LETTER, _WIDE_LETTER, _PADDING = 4.6, 5.2, 8.0  # points: a letter in a table, a bold one, what is around a cell
_WIDEST, _LONGEST_WORD, _NARROWEST = 60, 18, 4  # letters of a column, when the widths are shared out
_COLOURS = {"error": "#B42318", "warning": "#92400E", "hint": "#175CD3"}
_TEXT, _DIM, _LINE, _HEAD = "#1C2430", "#5D6778", "#D5DAE1", "#F0F2F5"


def pdf(
    title: str, said: str, sections: Sequence[Section], marked: Mapping[str, str], progress: Progress = SILENT
) -> bytes:
    """Return the report. `marked` maps texts of cells to a class ("error", "warning", "hint") that colours them."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import CondPageBreak, Paragraph, SimpleDocTemplate, Spacer

    _know_fonts()
    buffer = io.BytesIO()
    wide, high = landscape(A4)
    room = wide - 2 * _MARGIN, high - 2 * _MARGIN - 20
    styles = _styles()
    story: list[Flowable] = [Paragraph(_text(title), styles["title"]), Paragraph(_text(said), styles["dim"])]
    for section in progress.part(0.0, 0.6).each(sections):
        story += [Spacer(1, 10), CondPageBreak(120), _heading(section.title, styles["heading"])]
        story += [Paragraph(_text(section.said), styles["cell"])] if section.said else []
        for figure in section.figures:
            story += _pictured(figure, room, styles)
        story += [_table(section.rows, marked, room[0], styles)] if section.rows else []
    template = SimpleDocTemplate(
        buffer, pagesize=(wide, high), leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        title=title, author="RACI Studio", invariant=1,
    )  # fmt: skip
    progress.at(0.6)
    template.build(story, onFirstPage=_footer(title), onLaterPages=_footer(title))
    return buffer.getvalue()


def _know_fonts() -> None:
    from pathlib import Path

    from matplotlib import get_data_path
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if _FONT in pdfmetrics.getRegisteredFontNames():
        return
    folder = Path(get_data_path()) / "fonts" / "ttf"
    for name in (_FONT, _BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFont(UnicodeCIDFont(_EAST_ASIAN))


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    plain = ParagraphStyle("cell", fontName=_FONT, fontSize=7, leading=9, textColor=_TEXT, splitLongWords=1)
    return {
        "cell": plain,
        "number": ParagraphStyle("number", plain, alignment=2),
        "head": ParagraphStyle("head", plain, fontName=_BOLD),
        "dim": ParagraphStyle("dim", plain, fontSize=8.5, leading=12, textColor=_DIM),
        "title": ParagraphStyle("title", plain, fontName=_BOLD, fontSize=16, leading=20, spaceAfter=4),
        "heading": ParagraphStyle("heading", plain, fontName=_BOLD, fontSize=11, leading=14, spaceAfter=4),
        **{
            kind: ParagraphStyle(kind, plain, fontName=_BOLD, textColor=colour)
            for kind, colour in _COLOURS.items()
        },
    }  # fmt: skip


def _heading(title: str, style: Any) -> "Flowable":
    """Return a heading that stands in the table of contents which readers of PDF show beside the pages."""
    from reportlab.platypus import Paragraph

    class Heading(Paragraph):
        def draw(self) -> None:
            self.canv.bookmarkPage(title)
            self.canv.addOutlineEntry(title, title, 0)
            super().draw()

    return Heading(_text(title), style)


def _pictured(figure: Figure, room: tuple[float, float], styles: Mapping[str, Any]) -> "list[Flowable]":
    from reportlab.lib.utils import ImageReader
    from reportlab.platypus import Image, KeepTogether, Paragraph, Spacer

    data = figure.png()
    wide, high = ImageReader(io.BytesIO(data)).getSize()
    scale = min(room[0] / wide, (room[1] - 60) / high, _POINTS_PER_PIXEL)
    image = Image(io.BytesIO(data), wide * scale, high * scale, hAlign="LEFT")
    head = [] if figure.says_title else [Paragraph(_text(figure.title), styles["dim"])]
    return [KeepTogether([*head, image, Spacer(1, 6)])]


def _table(rows: Sequence[Row], marked: Mapping[str, str], room: float, styles: Mapping[str, Any]) -> "Flowable":
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    def cell(value: object) -> "Flowable":
        if isinstance(value, (int, float)):
            return Paragraph(_number(value), styles["number"])
        text = "" if value is None else str(value)
        return Paragraph(_text(text), styles[marked.get(text, "cell")])

    head = [Paragraph(_text(str(value)), styles["head"]) for value in rows[0]]
    body = [[cell(value) for value in row] for row in rows[1:]]
    look = TableStyle([
        ("GRID", (0, 0), (-1, -1), 0.4, _LINE), ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((side, (0, 0), (-1, -1), 3) for side in ("LEFTPADDING", "RIGHTPADDING")),
        *((side, (0, 0), (-1, -1), 2) for side in ("TOPPADDING", "BOTTOMPADDING")),
    ])  # fmt: skip
    return LongTable([head, *body], _widths(rows, room), repeatRows=1, splitInRow=1, style=look, hAlign="LEFT")


def _widths(rows: Sequence[Row], room: float) -> list[float]:
    """Return the widths of the columns in points: as their texts need, the longest words unbroken where that fits."""
    wanted, least = [], []
    for column in zip(*(map(_plain, row) for row in rows[:500])):
        longest = max(max((len(line) for line in text.split("\n")), default=0) for text in column)
        word = max(max(map(len, text.split()), default=0) for text in column)
        wanted.append(min(max(longest, _NARROWEST), _WIDEST) * _LETTER + _PADDING)
        least.append(min(max(word, _NARROWEST), _LONGEST_WORD) * _WIDE_LETTER + _PADDING)
    if sum(wanted) <= room:
        return wanted
    if sum(least) >= room:
        return [width / sum(least) * room for width in least]
    share = (room - sum(least)) / (sum(wanted) - sum(least))
    return [few + share * (most - few) for most, few in zip(wanted, least)]


def _plain(value: object) -> str:
    return _number(value) if isinstance(value, (int, float)) else "" if value is None else str(value)


def _number(value: float) -> str:
    return f"{value:.0%}" if isinstance(value, float) and 0 < value <= 1 else f"{value:g}"


def _text(text: str) -> str:
    """Return a text as reportlab's paragraphs take it."""
    safe = escape("".join(letter for letter in text if letter >= " " or letter == "\n"), quote=False)
    return _NOT_OURS.sub(lambda held: f'<font name="{_EAST_ASIAN}">{held[0]}</font>', safe).replace("\n", "<br/>")


def _footer(title: str) -> Callable[[Any, Any], None]:
    line = " ".join(title.split())

    def draw(canvas: Any, template: Any) -> None:
        canvas.saveState()
        canvas.setFont(_FONT, 7.5)
        canvas.setFillColor(_DIM)
        canvas.drawString(_MARGIN, 20, line if len(line) <= 110 else line[:109] + "…")
        page = _("Page {number}").format(number=template.page)
        canvas.drawRightString(template.pagesize[0] - _MARGIN, 20, page)
        canvas.restoreState()

    return draw
