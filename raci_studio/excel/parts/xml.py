"""One XML part as text: where its elements stand, and what is spliced in; all other bytes stay as they are.

Nothing is parsed into a tree and written again, so prefixes, quotes, blanks, line ends, the declaration and a byte
order mark survive. Expat says before that the part is well-formed, which is what the small patterns here rely on.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_markup
from html import unescape
from xml.parsers import expat

from raci_studio.excel.parts.errors import Untouchable, damaged

LARGEST_PART = 400_000_000
"""Bytes of a part that is taken into memory; the same as `excel.read.LARGEST_UNPACKED`."""

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_SKIPPED = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_REST = r"[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*"
_ANY = re.compile(rf"{_SKIPPED}|<(?P<close>/?)(?P<name>[^\s/>!?]+)(?P<rest>{_REST})>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 cannot carry."""


@lru_cache(maxsize=256)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_SKIPPED}|<(?P<close>/?){re.escape(name)}(?=[\s/>])(?P<rest>{_REST})>", re.DOTALL)


def escape(text: str) -> str:
    """Return a text for the inside of an element or an attribute; what XML cannot carry is left out."""
    return escape_markup(FORBIDDEN.sub("", text)).replace("\r", "&#13;")


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its places in a text: its start tag is `start` to `head`, its end tag `tail` to `end`.

    Of one without content, ``<c/>``, head, tail and end are the same.
    """

    text: str
    name: str
    start: int
    head: int
    tail: int
    end: int

    @property
    def is_closed(self) -> bool:
        """Tell whether it is written as ``<c/>``."""
        return self.head == self.end

    @property
    def source(self) -> str:
        """Return the whole element as it is written."""
        return self.text[self.start : self.end]

    @property
    def content(self) -> str:
        """Return what stands between its tags, as it is written."""
        return self.text[self.head : self.tail]

    def attributes(self) -> dict[str, str]:
        """Return the attributes by their qualified names."""
        tag = self.text[self.start + 1 + len(self.name) : self.head]
        return {m[1]: unescape(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(tag)}

    def get(self, name: str, default: str = "") -> str:
        """Return one attribute."""
        return self.attributes().get(name, default)

    def place_of(self, name: str) -> tuple[int, int] | None:
        """Return where the value of an attribute stands, without its quotes."""
        for match in _ATTRIBUTE.finditer(self.text, self.start + 1 + len(self.name), self.head):
            if match[1] == name:
                return match.span(2) if match[2] is not None else match.span(3)
        return None

    def children(self) -> Iterator["Element"]:
        """Yield the elements directly inside, of any namespace."""
        place = self.head
        while match := _ANY.search(self.text, place, self.tail):
            place = match.end()
            if match["name"]:
                child = _element(match, self.text, match["name"], self.tail)
                yield child
                place = child.end

    def text_inside(self) -> str:
        """Return the characters inside, those of inner elements too."""
        return unescape(_ANY.sub("", self.content))


def _element(opening: re.Match[str], text: str, name: str, limit: int) -> Element:
    start, head = opening.span()
    if opening["rest"].endswith("/"):
        return Element(text, name, start, head, head, head)
    tail = text.find(f"</{name}", head, limit)
    end = text.find(">", tail, limit) + 1
    # Nearly always the next end tag of the name is the one, and to find it so is many times faster.
    is_whole = tail >= 0 and not text[tail + 2 + len(name) : end - 1].strip()
    if is_whole and not any(text.find(mark, head, tail) >= 0 for mark in ("<!", "<?", f"<{name}")):
        return Element(text, name, start, head, tail, end)
    depth, place, tags = 1, head, _tags(name)
    while match := tags.search(text, place, limit):
        place = match.end()
        if match["close"]:
            depth -= 1
            if not depth:
                return Element(text, name, start, head, match.start(), match.end())
        elif match["close"] == "" and not match["rest"].endswith("/"):
            depth += 1
    raise ValueError(name)  # expat has seen that it is closed


@dataclass(frozen=True, slots=True)
class Splice:
    """Say that the characters from `start` to `end` of a part were replaced by `new`."""

    start: int
    end: int
    new: str


class XmlPart:
    """A part that is edited by splices. Raise `Untouchable` where it is malformed or declares a document type.

    With `is_loose` only its root must be closed: Excel itself writes drawings of the old kind that are not XML.
    """

    def __init__(self, name: str, data: bytes, *, is_loose: bool = False) -> None:
        if len(data) > LARGEST_PART:
            raise damaged(name)
        self.name, self._is_loose = name, is_loose
        self._check(data)
        self._encoding = _encoding(data)
        try:
            self.text = data.decode(self._encoding)
            if self._encoding.lower() != "utf-8" and self.text.encode(self._encoding) != data:
                raise ValueError
            self.root = next(_whole(self.text).children())
        except (ValueError, LookupError, StopIteration):
            raise damaged(name) from None
        self.splices: list[Splice] = []
        prefix, colon, _name = self.root.name.rpartition(":")
        self.prefix = prefix + colon
        attributes = self.root.attributes()
        self.namespace = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        bound = {key.partition(":")[2] for key, value in attributes.items() if _binds(key) and value == self.namespace}
        self._prefixes = {f"{one}:" if one else "" for one in bound} | {self.prefix}

    def is_named(self, element: Element, name: str) -> bool:
        """Tell whether an element of the part's own namespace has this local name."""
        prefix, colon, found = element.name.rpartition(":")
        return found == name and prefix + colon in self._prefixes

    def children(self, element: Element, name: str) -> Iterator[Element]:
        """Yield the direct children with a local name, of the part's own namespace."""
        return (child for child in element.children() if self.is_named(child, name))

    def child(self, element: Element, name: str) -> Element | None:
        """Return the first of `children`."""
        return next(self.children(element, name), None)

    def prefix_for(self, *namespaces: str) -> str | None:
        """Return the prefix that the root binds to one of some namespaces, with its colon; None if it binds none."""
        for key, value in self.root.attributes().items():
            if key.startswith("xmlns:") and value in namespaces:
                return key.partition(":")[2] + ":"
        return None

    def splice(self, start: int, end: int, new: str) -> None:
        """Replace a span; several at one place come out in the order they were made."""
        self.splices.append(Splice(start, end, new))

    def append(self, element: Element, new: str) -> None:
        """Put something at the end of an element."""
        if element.is_closed:
            slash, closing = self.text.rindex("/", element.start, element.head), f"</{element.name}>"
            for number, held in enumerate(self.splices):
                if (held.start, held.end) == (slash, element.end):  # not the first thing put in there
                    inside = held.new.removesuffix(closing) + new
                    self.splices[number] = Splice(slash, element.end, inside + closing)
                    return
            self.splice(slash, element.end, f">{new}{closing}")
        else:
            self.splice(element.tail, element.tail, new)

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Give an element an attribute, or another value of it."""
        place = element.place_of(name)
        if place:
            self.splice(*place, escape(value))
        else:
            end = element.start + 1 + len(element.name)
            self.splice(end, end, f' {name}="{escape(value)}"')

    def insert_ordered(self, parent: Element, order: tuple[str, ...], name: str, new: str) -> None:
        """Put a new child called `name` where the schema's `order` of local names has it."""
        after = parent.head
        if parent.is_closed:
            self.append(parent, new)
            return
        for child in parent.children():
            if 0 <= _rank(child, order) < order.index(name):
                after = child.end
        self.splice(after, after, new)

    def result(self) -> bytes:
        """Return the part with its splices. Raise `Untouchable` if it is then no longer well-formed."""
        out, place = io.BytesIO(), 0
        for splice in self._ordered():
            out.write(self.text[place : splice.start].encode(self._encoding))
            out.write(self._encoded(splice.new))
            place = splice.end
        out.write(self.text[place:].encode(self._encoding))
        data = out.getvalue()
        self._check(data)
        return data

    def is_result(self, data: bytes) -> bool:
        """Tell whether taking the splices out of `data` gives the text of before; compared piece by piece."""
        place = gone = 0
        for splice in self._ordered():
            for piece in (self.text[gone : splice.start].encode(self._encoding), self._encoded(splice.new)):
                if not data.startswith(piece, place):
                    return False
                place += len(piece)
            gone = splice.end
        rest = self.text[gone:].encode(self._encoding)
        return len(data) == place + len(rest) and data.endswith(rest)

    def _ordered(self) -> list[Splice]:
        return sorted(self.splices, key=lambda one: (one.start, one.end))  # stable: as they were made

    def _check(self, data: bytes) -> None:
        if not self._is_loose:
            check(self.name, data)
        elif b"<!DOCTYPE" in data:
            raise Untouchable(*_doctype(self.name))

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._encoding, "xmlcharrefreplace")


def _binds(key: str) -> bool:
    return key == "xmlns" or key.startswith("xmlns:")


def _rank(child: Element, order: tuple[str, ...]) -> int:
    """Return the place of a child in the schema's order; of a choice of alternatives, that of what it offers."""
    names = [local(child.name)]
    if names == ["AlternateContent"]:
        names = [local(held.name) for choice in child.children() for held in choice.children()]
    return next((order.index(name) for name in names if name in order), -1)


def _whole(text: str) -> Element:
    return Element(text, "", 0, 0, len(text), len(text))


def _encoding(data: bytes) -> str:
    marks = {
        b"\xff\xfe": "utf-16-le", b"<\x00": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\x00<": "utf-16-be",
        b"\xef\xbb\xbf": "utf-8",
    }  # fmt: skip
    for mark, encoding in marks.items():
        if data.startswith(mark):
            return encoding
    found = _DECLARED.match(data)
    return found[1].decode("ascii") if found else "utf-8"


def check(name: str, data: bytes) -> None:
    """Raise `Untouchable` unless the bytes are well-formed XML without a document type (so without entities)."""
    parser = expat.ParserCreate()

    def refuse(*_declared: object) -> None:
        raise Untouchable(*_doctype(name))

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(name) from None


def _doctype(name: str) -> tuple[str, str, str]:
    from raci_studio.core.i18n import _

    what = _("the part “{part}” of the workbook declares a document type, which no workbook should have.")
    return what.format(part=name), "", _("Open it in a spreadsheet program and save it anew.")
