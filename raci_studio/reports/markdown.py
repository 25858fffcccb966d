"""A report as Markdown: headings, sentences and tables as GitHub and most editors understand them."""

import re
from collections.abc import Sequence

from raci_studio.reports.sections import Row, Section

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")


def markdown(title: str, said: str, sections: Sequence[Section]) -> str:
    """Return the report; line breaks inside a cell become `<br>`, what Markdown would take for its own is escaped."""
    parts = [f"# {_escaped(title)}", "", _escaped(said)]
    for section in sections:
        parts += ["", f"## {_escaped(section.title)}", ""]
        if section.said:
            parts += [_escaped(section.said), ""]
        parts += _table(section.rows)
    return "\n".join(parts).rstrip() + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    head, *body = rows
    return [_line(head), "|" + " --- |" * len(head), *map(_line, body)]


def _line(row: Row) -> str:
    return "| " + " | ".join(_escaped(_plain(value)) for value in row) + " |"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\r", "").replace("\n", "<br>")
