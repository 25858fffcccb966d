"""The arrangement of the matrix: which rows and columns are shown, where, and how large. Pure, like the edits.

What it does to the rows is in `arranged_rows`.

It lies beside the document, not in it: undoing a text moves no column. The `.raci` file keeps it as plain JSON
values, and what a newer program or a hand wrote there and is not understood is passed over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from raci_studio.core.document import Document

LAYOUTS = ("list", "grid")
ANY_COLUMN = "*"
"""The key of a filter that is about the whole row."""
_VIEW_KEY = "matrix"
_SLIMMEST, _WIDEST = 20, 4000  # pixels; what a hand-edited file may ask for
_SMALLEST, _LARGEST = 50, 300  # per cent of zoom
_KEPT_FIRST = "name"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a column lets through; all that it says must hold.

    `values` are the values kept ("" is an empty cell; a person's name or a letter in columns of roles), None for
    any; `text` must be part of the cell; `findings` asks for a finding on the cell; `any_role` looks for the people
    in `values` under every letter.
    """

    values: frozenset[str] | None = None
    text: str = ""
    findings: bool = False
    any_role: bool = False

    def __bool__(self) -> bool:
        return self.values is not None or bool(self.text) or self.findings


@dataclass(frozen=True)
class Arrangement:
    """How the matrix is shown.

    `order` lists column keys, others stand where they stand by default; `widths` are pixels at 100 % by layout and
    key; `frozen` is the key of the last column that stays in place on the left, "" for none; `sort` is a column and
    whether it descends; `collapsed` are keys of sections.
    """

    layout: str = LAYOUTS[0]
    hidden: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    widths: Mapping[tuple[str, str], int] = field(default_factory=dict)
    frozen: str = _KEPT_FIRST
    wrap: bool = False
    zoom: int = 100
    filters: Mapping[str, Filter] = field(default_factory=dict)
    sort: tuple[str, bool] | None = None
    grouped: bool = False
    collapsed: frozenset[str] = frozenset()
    arrows: bool = False

    def shown_keys(self, keys: Sequence[str]) -> list[str]:
        """Return the column keys of a layout as they are shown: moved, and the hidden ones left out."""
        known = set(keys)
        ordered = merged([key for key in self.order if key in known], keys)
        return [key for key in ordered if key not in self.hidden or key == _KEPT_FIRST]

    def with_order(self, shown: Sequence[str]) -> "Arrangement":
        """Return the arrangement with the shown columns in this order; the others keep their neighbours."""
        return replace(self, order=tuple(merged(shown, self.order)))

    def with_filter(self, key: str, wanted: Filter | None) -> "Arrangement":
        """Return the arrangement with another filter on a column; None or an empty one takes it away."""
        others = {held: old for held, old in self.filters.items() if held != key}
        return replace(self, filters={**others, key: wanted} if wanted else others)

    def with_hidden(self, key: str) -> "Arrangement":
        """Return the arrangement without a column; what it filters or sorts goes with it, or nobody could see it."""
        return replace(self.without(key), hidden=self.hidden | {key})

    def with_renamed(self, old: str, new: str) -> "Arrangement":
        """Return the arrangement with what is said of one column said of another; the old name is kept for undo."""
        order = [held for key in self.order for held in ((key, new) if key == old else (key,))]
        widths = {(layout, new): width for (layout, key), width in self.widths.items() if key == old}
        sort = (new, self.sort[1]) if self.sort is not None and self.sort[0] == old else self.sort
        return replace(
            self, order=tuple(dict.fromkeys(order)), widths={**self.widths, **widths}, sort=sort,
            hidden=self.hidden | {new} if old in self.hidden else self.hidden,
            frozen=new if self.frozen == old else self.frozen,
            filters={new if key == old else key: held for key, held in self.filters.items()},
        )  # fmt: skip

    def without(self, key: str) -> "Arrangement":
        """Return the arrangement with nothing filtered or sorted by a column that goes away."""
        sort = None if self.sort is not None and self.sort[0] == key else self.sort
        return replace(self.with_filter(key, None), sort=sort)

    def to_view(self) -> dict[str, Any]:
        """Return what differs from the default as plain JSON values."""
        widths: dict[str, dict[str, int]] = {}
        for (layout, key), width in self.widths.items():
            widths.setdefault(layout, {})[key] = width
        filters = {
            key: {
                "values": sorted(held.values) if held.values is not None else None,
                "text": held.text, "findings": held.findings, "any_role": held.any_role,
            }
            for key, held in self.filters.items()
        }  # fmt: skip
        plain: dict[str, Any] = {item.name: getattr(self, item.name) for item in fields(self)}
        plain |= {"hidden": sorted(self.hidden), "order": list(self.order), "collapsed": sorted(self.collapsed)}
        plain |= {"widths": widths, "filters": filters, "sort": list(self.sort) if self.sort else None}
        default = Arrangement()
        return {name: value for name, value in plain.items() if getattr(self, name) != getattr(default, name)}


def merged(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return `first` with what only `second` has, each behind its neighbour there."""
    result, known = list(first), set(first)
    for place, key in enumerate(second):
        if key not in known:
            result.insert(result.index(second[place - 1]) + 1 if place else 0, key)
            known.add(key)
    return result


def from_view(view: Any) -> Arrangement:
    """Read what `to_view` gave; what is unknown or malformed counts as not said."""
    said: Mapping[Any, Any] = view if isinstance(view, dict) else {}
    known: dict[str, Any] = {
        "hidden": frozenset(_texts(said.get("hidden"))),
        "order": tuple(dict.fromkeys(_texts(said.get("order")))),
        "collapsed": frozenset(_texts(said.get("collapsed"))),
        "widths": _read_widths(said.get("widths")),
        "filters": _read_filters(said.get("filters")),
    }
    if said.get("layout") in LAYOUTS:
        known["layout"] = said["layout"]
    if isinstance(said.get("frozen"), str):
        known["frozen"] = said["frozen"]
    if _is_number(said.get("zoom")):
        known["zoom"] = max(_SMALLEST, min(int(said["zoom"]), _LARGEST))
    known |= {name: said[name] for name in ("wrap", "grouped", "arrows") if isinstance(said.get(name), bool)}
    match said.get("sort"):
        case [str(key), bool(descending)]:
            known["sort"] = (key, descending)
    return Arrangement(**known)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _read_widths(value: Any) -> dict[tuple[str, str], int]:
    by_layout = value.items() if isinstance(value, dict) else ()
    return {
        (layout, key): max(_SLIMMEST, min(int(width), _WIDEST))
        for layout, widths in by_layout if layout in LAYOUTS and isinstance(widths, dict)
        for key, width in widths.items() if isinstance(key, str) and _is_number(width)
    }  # fmt: skip


def _read_filters(value: Any) -> dict[str, Filter]:
    filters: dict[str, Filter] = {}
    for key, said in value.items() if isinstance(value, dict) else ():
        if not isinstance(key, str) or not isinstance(said, dict):
            continue
        values, text = said.get("values"), said.get("text")
        read = Filter(
            frozenset(_texts(values)) if isinstance(values, list) else None,
            text if isinstance(text, str) else "",
            said.get("findings") is True,
            said.get("any_role") is True,
        )
        if read:
            filters[key] = read
    return filters


def arrangement_of(document: Document) -> Arrangement:
    """Return the arrangement that a document was saved with."""
    return from_view(document.settings.view.get(_VIEW_KEY))


def with_arrangement(document: Document, arrangement: Arrangement) -> Document:
    """Return a document that carries an arrangement, as it is saved; the same one where it does already."""
    view = {key: value for key, value in document.settings.view.items() if key != _VIEW_KEY}
    if plain := arrangement.to_view():
        view[_VIEW_KEY] = plain
    if view == document.settings.view:
        return document
    return replace(document, settings=replace(document.settings, view=view))
