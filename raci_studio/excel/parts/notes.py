"""The notes of a sheet: in its own part of them or in a new one, behind what the cell's note says already."""

from collections.abc import Mapping

from raci_studio.core.i18n import N_, _
from raci_studio.excel.parts.cells import LONGEST_TEXT, Place, address_of, place_of
from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.shapes import Shapes
from raci_studio.excel.parts.sheet import Sheet
from raci_studio.excel.parts.xml import Element, XmlPart, escape

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_ORDER = ("authors", "commentList", "extLst")
_GAP = "\n\n"
# How the note begins, and its author, that programs without conversations show in place of one.
_THREAD_AUTHOR = "tc="

THREADED = N_("a conversation (threaded comment) stands there")
TOO_LONG = N_("the note is longer than a note can be")


class Notes:
    """Add notes to a sheet. Raise `Untouchable` where its parts are damaged."""

    def __init__(self, package: Package, sheet: Sheet, author: str) -> None:
        self._package, self._sheet, self._author = package, sheet, author
        found = package.related(sheet.name, "comments")
        self._text: XmlPart | None = package.part(found[0]) if found else None
        self._held = self._comments()
        self._threaded = self._conversations()

    def add(self, notes: Mapping[Place, str]) -> dict[Place, str]:
        """Splice notes in; return why some were left out."""
        left_out: dict[Place, str] = {}
        fits: dict[Place, str] = {}
        for place, text in notes.items():
            held = self._held.get(place)
            if place in self._threaded:
                left_out[place] = _(THREADED)
            elif len(text) + (len(held.text_inside()) if held else 0) > LONGEST_TEXT:
                left_out[place] = _(TOO_LONG)
            else:
                fits[place] = text
        if fits:
            shapes = Shapes(self._package, self._sheet)
            new = {place: text for place, text in fits.items() if place not in self._held}
            for place, text in fits.items():
                if place in self._held:
                    self._append(self._held[place], text)
                if place not in shapes.held:
                    shapes.add(place, text)
            self._insert(new)
            shapes.write()
        return left_out

    def _comments(self) -> dict[Place, Element]:
        if self._text is None:
            return {}
        found: dict[Place, Element] = {}
        for held in self._text.children(self._text.root, "commentList"):
            for comment in self._text.children(held, "comment"):
                place = place_of(comment.get("ref").partition(":")[0])
                if place:
                    found.setdefault(place, comment)
        return found

    def _conversations(self) -> set[Place]:
        """Return the cells with a conversation: by its own part, or by a note that stands for one."""
        found: set[Place] = set()
        for part in self._package.related(self._sheet.name, "threadedComment"):
            text = self._package.part(part)
            places = (place_of(one.get("ref")) for one in text.children(text.root, "threadedComment"))
            found.update(place for place in places if place)
        authors = self._authors()
        for place, comment in self._held.items():
            number = comment.get("authorId")
            if number.isdecimal() and int(number) < len(authors) and authors[int(number)].startswith(_THREAD_AUTHOR):
                found.add(place)
        return found

    def _authors(self) -> list[str]:
        held = self._text.child(self._text.root, "authors") if self._text else None
        return [one.text_inside() for one in self._text.children(held, "author")] if self._text and held else []

    def _append(self, comment: Element, text: str) -> None:
        """Put a text behind that of a note, in the look of its last words."""
        assert self._text
        p = self._text.prefix
        words = f'<{p}t xml:space="preserve">{escape(_GAP + text)}</{p}t>'
        held = self._text.child(comment, "text")
        if held is None:
            self._text.append(comment, f'<{p}text><{p}t xml:space="preserve">{escape(text)}</{p}t></{p}text>')
            return
        runs = list(self._text.children(held, "r"))
        plain = self._text.child(held, "t")
        if runs:
            look = self._text.child(runs[-1], "rPr")
            self._text.splice(runs[-1].end, runs[-1].end, f"<{p}r>{look.source if look else ''}{words}</{p}r>")
        elif plain:
            self._text.append(plain, escape(_GAP + text))
            if not plain.place_of("xml:space"):
                self._text.set_attribute(plain, "xml:space", "preserve")
        else:
            self._text.append(held, f'<{p}t xml:space="preserve">{escape(text)}</{p}t>')

    def _insert(self, notes: Mapping[Place, str]) -> None:
        if not notes:
            return
        if self._text is None:
            part = self._package.free_name("xl/comments{}.xml")
            empty = f'<comments xmlns="{self._sheet.text.namespace}"><authors/><commentList/></comments>'
            empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{empty}'
            self._package.add(part, empty, _TYPE)
            self._package.relate(self._sheet.name, "comments", part)
            self._text = self._package.part(part)
        text, p = self._text, self._text.prefix
        author = self._author_number()
        new = "".join(
            f'<{p}comment ref="{address_of(place)}" authorId="{author}"><{p}text>'
            f'<{p}t xml:space="preserve">{escape(words)}</{p}t></{p}text></{p}comment>'
            for place, words in sorted(notes.items())
        )
        held = text.child(text.root, "commentList")
        if held:
            text.append(held, new)
        else:
            text.insert_ordered(text.root, _ORDER, "commentList", f"<{p}commentList>{new}</{p}commentList>")

    def _author_number(self) -> int:
        """Return the number of our name among the authors; put it there where it is missing."""
        assert self._text
        authors, p = self._authors(), self._text.prefix
        if self._author in authors:
            return authors.index(self._author)
        new = f"<{p}author>{escape(self._author)}</{p}author>"
        held = self._text.child(self._text.root, "authors")
        if held:
            self._text.append(held, new)
        else:
            self._text.insert_ordered(self._text.root, _ORDER, "authors", f"<{p}authors>{new}</{p}authors>")
        return len(authors)
