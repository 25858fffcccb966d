"""A report as one HTML page that needs nothing else: readable on a screen, light or dark, and on paper."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

from raci_studio.core.i18n import language
from raci_studio.reports.sections import Figure, Row, Section

_STYLE = """
:root { color-scheme: light dark; --text: #1c2430; --page: #fff; --line: #d5dae1; --head: #f5f6f8; --dim: #5d6778;
  --error: #b42318; --warning: #92400e; --hint: #175cd3; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e8ee; --page: #181b20; --line: #3a414c; --head: #20242b;
  --dim: #98a2b3; --error: #ff8a80; --warning: #ffc266; --hint: #8ab8ff; } }
@media print { :root { color-scheme: light; --text: #000; --page: #fff; --line: #b6bec9; --head: #f5f6f8; --dim: #444;
  --error: #b42318; --warning: #92400e; --hint: #175cd3; } nav { display: none; } h2 { break-after: avoid; }
  tr { break-inside: avoid; } body { margin: 0; max-width: none; } }
body { font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 2rem auto;
  max-width: 1400px; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
nav a { margin-right: 1rem; } p { margin: .3rem 0; } .dim { color: var(--dim); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .25rem .45rem; text-align: left; vertical-align: top; }
th { background: var(--head); position: sticky; top: 0; } thead { display: table-header-group; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } td { white-space: pre-line; }
.error { color: var(--error); font-weight: 600; } .warning { color: var(--warning); font-weight: 600; }
.hint { color: var(--hint); }
figure { margin: .6rem 0; overflow-x: auto; } figure img { background: #fff; max-width: 100%; height: auto; }
"""


def html_page(title: str, said: str, sections: Sequence[Section], marked: Mapping[str, str]) -> str:
    """Return the page. `marked` maps texts of cells to a class ("error", "warning", "hint") that colours them."""
    links = "".join(f'<a href="#s{n}">{escape(section.title)}</a>' for n, section in enumerate(sections))
    body = "".join(_section(n, section, marked) for n, section in enumerate(sections))
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>\n<p class=dim>{escape(said)}</p>\n"
        f"<nav>{links}</nav>\n{body}</body>\n</html>\n"
    )


def _section(number: int, section: Section, marked: Mapping[str, str]) -> str:
    said = f"<p>{escape(section.said)}</p>" if section.said else ""
    figures = "".join(map(_figure, section.figures))
    return f'<h2 id="s{number}">{escape(section.title)}</h2>\n{said}{figures}{_table(section.rows, marked)}'


def _figure(figure: Figure) -> str:
    """Return a picture inside the page; as an image of its own, so that nothing in it touches the page or another."""
    data = b64encode(figure.svg()).decode()
    return f'<figure><img alt="{escape(figure.title)}" src="data:image/svg+xml;base64,{data}"></figure>\n'


def _table(rows: Sequence[Row], marked: Mapping[str, str]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(str(value))}</th>" for value in rows[0])
    body = "\n".join(f"<tr>{''.join(_cell(value, marked) for value in row)}</tr>" for row in rows[1:])
    return f"<div class=wide><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"


def _cell(value: object, marked: Mapping[str, str]) -> str:
    if isinstance(value, (int, float)):
        text = f"{value:.0%}" if isinstance(value, float) and 0 < value <= 1 else f"{value:g}"
        return f"<td class=number>{text}</td>"
    text = "" if value is None else str(value)
    kind = marked.get(text)
    return f"<td class={kind}>{escape(text)}</td>" if kind else f"<td>{escape(text)}</td>"
