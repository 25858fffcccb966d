"""The parts of a package, how they refer to each other and what kind each is; edits of all three."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath

from raci_studio.excel.parts.archive import Archive, key
from raci_studio.excel.parts.errors import Untouchable, damaged
from raci_studio.excel.parts.xml import Element, XmlPart, escape

TYPES = "[Content_Types].xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
OFFICE_RELATIONS = (_TRANSITIONAL, _STRICT)
"""The namespaces of relations between parts of a document, of either kind of file."""
_EMPTY_RELATIONS = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"/>'


@dataclass(frozen=True, slots=True)
class Relation:
    """One part refers to another, `target`; of one outside the file that is its address, and `is_outside` is set."""

    id: str
    kind: str
    target: str
    is_outside: bool


class Package:
    """Hold an archive and the edits of its parts. Names of parts are compared without case, as packages do."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._texts: dict[str, XmlPart] = {}
        self._added: dict[str, bytes | XmlPart] = {}
        self._replaced: dict[str, bytes] = {}
        self.dropped: set[str] = set()
        self._kinds: dict[str, str] | None = None
        self._relations: dict[str, list[Relation]] = {}
        if TYPES not in self.archive:
            raise damaged(TYPES)
        found = [one.target for one in self.relations("") if one.kind == "officeDocument" and not one.is_outside]
        if not found or found[0] not in self.archive:
            raise damaged("_rels/.rels")
        self.book = found[0]
        self.is_strict = any(one.startswith(_STRICT) for one in self._types_of_relations(""))

    # Reading

    def __contains__(self, name: str) -> bool:
        return name in self.archive or key(name) in map(key, self._added)

    def names(self) -> list[str]:
        """Return the names of all parts, new ones too."""
        return [*self.archive.names(), *self._added]

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as it came. Raise `Untouchable` where it is missing or damaged."""
        try:
            return self.archive.read(name)
        except KeyError:
            raise damaged(name) from None

    def part(self, name: str) -> XmlPart:
        """Return a part to be read and spliced; the same object each time. Raise `Untouchable`."""
        if key(name) not in self._texts:
            added = next((part for held, part in self._added.items() if key(held) == key(name)), None)
            self._texts[key(name)] = added if isinstance(added, XmlPart) else XmlPart(name, self.read(name))
        return self._texts[key(name)]

    def source(self, name: str) -> str:
        """Return the characters of a part as it came, to be searched for ASCII only. Raise `Untouchable`."""
        held = self._texts.get(key(name))
        return held.text if held else self.read(name).decode("latin-1")

    def loose_part(self, name: str) -> XmlPart:
        """Return a part as `part` does, one that is not well-formed too. Raise `Untouchable` where it has no root."""
        try:
            return self.part(name)
        except Untouchable:
            self._texts[key(name)] = XmlPart(name, self.read(name), is_loose=True)
            return self._texts[key(name)]

    def relations(self, part: str) -> list[Relation]:
        """Return what a part refers to, new relations too; no part stands for the package itself."""
        if key(part) not in self._relations:
            self._relations[key(part)] = list(self._read_relations(part))
        return self._relations[key(part)]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that a part refers to by a kind of relation, those that are missing left out."""
        inside = (one for one in self.relations(part) if one.kind == kind and not one.is_outside)
        return [one.target for one in inside if one.target in self]

    def kind_of(self, name: str) -> str:
        """Return the content type of a part, "" where the package does not say."""
        if self._kinds is None:
            types = self.part(TYPES)
            self._kinds = {}
            for element in types.root.children():
                said = element.attributes()
                name_or_ending = said.get("PartName") or "." + said.get("Extension", "")
                self._kinds.setdefault(key(name_or_ending), said.get("ContentType", ""))
        ending = "." + name.rpartition(".")[2]
        return self._kinds.get(key(name)) or self._kinds.get(key(ending), "")

    def _read_relations(self, part: str) -> Iterator[Relation]:
        name = relations_of(part)
        if name not in self.archive:
            return
        for element in self._elements(name):
            said = element.attributes()
            outside = said.get("TargetMode") == "External"
            target = said.get("Target", "")
            kind = said.get("Type", "").rpartition("/")[2]
            yield Relation(said.get("Id", ""), kind, target if outside else resolved(part, target), outside)

    def _elements(self, relations: str) -> list[Element]:
        text = self.part(relations)
        return list(text.children(text.root, "Relationship"))

    def _types_of_relations(self, part: str) -> list[str]:
        return [element.get("Type") for element in self._elements(relations_of(part))]

    # Editing

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern such as "xl/comments{}.xml" that is free."""
        taken = {key(name) for name in self.names()}
        return next(name for i in range(1, len(taken) + 2) if key(name := pattern.format(i)) not in taken)

    def add(self, name: str, content: bytes | str, kind: str, *, by_ending: bool = False) -> None:
        """Add a part; a text may be spliced further.

        `kind` is its content type; with `by_ending` it is said of all parts with that ending, where nothing is yet.
        """
        self._added[name] = XmlPart(name, content.encode()) if isinstance(content, str) else content
        if self.kind_of(name) == kind:
            return
        types = self.part(TYPES)
        ending = name.rpartition(".")[2]
        if by_ending and not self.kind_of(name):
            tag, said, held = "Default", f'Extension="{ending}"', f".{ending}"
        else:
            tag, said, held = "Override", f'PartName="/{escape(name)}"', name
        types.append(types.root, f'<{types.prefix}{tag} {said} ContentType="{escape(kind)}"/>')
        assert self._kinds is not None
        self._kinds[key(held)] = kind

    def replace(self, name: str, data: bytes) -> None:
        """Give a part of the archive another content altogether."""
        self._replaced[key(name)] = data

    def relate(self, part: str, kind: str, target: str) -> str:
        """Make a part refer to another by a kind such as "comments"; return the id of the new relation."""
        held = self.relations(part)
        name = relations_of(part)
        if name not in self:
            self.add(name, _EMPTY_RELATIONS, RELATIONS_TYPE, by_ending=True)
        taken = {one.id for one in held}
        new = next(f"rId{i}" for i in range(len(held) + 1, 2 * len(held) + 2) if f"rId{i}" not in taken)
        base = _STRICT if self.is_strict else _TRANSITIONAL
        text = self.part(name)
        text.append(
            text.root, f'<{text.prefix}Relationship Id="{new}" Type="{base}/{kind}" Target="/{escape(target)}"/>'
        )
        held.append(Relation(new, kind, target, False))
        return new

    def drop(self, part: str, kind: str) -> None:
        """Take the parts away that a part refers to by a kind of relation, with what those refer to."""
        text = self.part(relations_of(part))
        for element in text.children(text.root, "Relationship"):
            if element.get("Type").rpartition("/")[2] == kind:
                text.splice(element.start, element.end, "")
        for name in self.related(part, kind):
            inner = [one.target for one in self.relations(name) if not one.is_outside]
            self.dropped |= {key(one) for one in (name, relations_of(name), *inner)}
            self._say_nothing_of(name, *inner)
        self._relations[key(part)] = [one for one in self.relations(part) if one.kind != kind]

    def retype(self, name: str, kind: str) -> None:
        """Give a part another content type."""
        types = self.part(TYPES)
        for element in types.children(types.root, "Override"):
            if key(element.get("PartName")) == key(name):
                types.set_attribute(element, "ContentType", kind)
                return
        types.append(types.root, f'<{types.prefix}Override PartName="/{escape(name)}" ContentType="{kind}"/>')

    def _say_nothing_of(self, *names: str) -> None:
        types = self.part(TYPES)
        for element in types.children(types.root, "Override"):
            if key(element.get("PartName")) in map(key, names):
                types.splice(element.start, element.end, "")

    # Writing

    def result(self) -> bytes:
        """Return the package with all edits. Raise `Untouchable` where a part would no longer be well-formed."""
        return self.archive.rewritten(self.touched(), self.added(), self.dropped)

    def touched(self) -> dict[str, bytes]:
        """Return the new content of each part of the archive that was changed, by its `archive.key`."""
        spliced = {name: part for name, part in self._texts.items() if part.splices and name in self.archive}
        return {name: part.result() for name, part in spliced.items()} | self._replaced

    def added(self) -> dict[str, bytes]:
        """Return the content of each new part by its name."""
        return {name: part.result() if isinstance(part, XmlPart) else part for name, part in self._added.items()}

    def texts(self) -> list[XmlPart]:
        """Return the parts of the archive that were spliced."""
        return [part for name, part in self._texts.items() if part.splices and name in self.archive]

    def replaced(self) -> set[str]:
        """Return the `archive.key` of the parts that were given another content altogether."""
        return set(self._replaced)

    def forget(self) -> None:
        """Let go of the texts of all parts; what was spliced is gone."""
        self._texts.clear()

    def new_names(self) -> list[str]:
        """Return the names of the parts that were added."""
        return list(self._added)


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relations of another."""
    return join(dirname(part), "_rels", basename(part) + ".rels")


def resolved(part: str, target: str) -> str:
    """Return the part a relative or absolute target stands for."""
    return normpath(join("/", dirname(part), target.replace("\\", "/"))).lstrip("/")
