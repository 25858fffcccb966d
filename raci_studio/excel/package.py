"""The parts of an .xlsx file by their relations, read with limits and without entities; Strict or prefixed as well."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from raci_studio.excel.grid import Place, cell_indices

_LARGEST_SHEET = 150_000_000  # bytes of a part that is only searched
_LARGEST_TREE = 20_000_000  # bytes of a part that is taken apart


def local(element: Element) -> str:
    """Return the name of an element without its namespace, which differs between Strict and Transitional files."""
    return str(element.tag).rpartition("}")[2]


def places(ranges: str, most: int) -> Iterator[Place]:
    """Yield the cells of ranges such as "A1:B2 C3", no more than ``most``."""
    for one in ranges.split():
        start, _colon, end = one.partition(":")
        try:
            (top, left), (bottom, right) = cell_indices(start), cell_indices(end or start)
        except ValueError:  # a whole column, or nothing at all
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if most <= 0:
                    return
                most -= 1
                yield row, column


class Package:
    """Find the parts of one workbook. Every method raises some exception where the file is not what it should be."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        self._book = next(part for kind, part in self._relations(PurePosixPath()) if kind == "officeDocument")
        self.sheets = dict(self._sheets())

    def read(self, part: PurePosixPath, most: int = _LARGEST_SHEET) -> bytes:
        """Return the bytes of a part. Raise ValueError if there are too many."""
        info = self._archive.getinfo(self._names[str(part).lower()])
        if info.file_size > most:
            raise ValueError("the part is too large")
        return self._archive.read(info)

    def related(self, part: PurePosixPath, kind: str) -> list[Element]:
        """Return the trees of the parts that a part refers to by relations of a kind."""
        return [self._tree(target) for held, target in self._relations(part) if held == kind]

    def styles(self) -> Element | None:
        """Return the tree of the styles, None where the workbook has none."""
        return next(iter(self.related(self._book, "styles")), None)

    def outside(self, part: PurePosixPath) -> dict[str, str]:
        """Return id -> address of what a part refers to outside the file."""
        return {
            item.get("Id", ""): item.get("Target", "")
            for item in self._relation_elements(part)
            if item.get("TargetMode") == "External"
        }

    def _tree(self, part: PurePosixPath) -> Element:
        tree: Element = ElementTree.fromstring(self.read(part, _LARGEST_TREE), forbid_dtd=True)
        return tree

    def _relation_elements(self, part: PurePosixPath) -> list[Element]:
        relations = part.parent / "_rels" / f"{part.name}.rels"
        return list(self._tree(relations)) if str(relations).lower() in self._names else []

    def _relations(self, part: PurePosixPath) -> Iterator[tuple[str, PurePosixPath]]:
        """Yield the kinds and targets of a part's relations inside the file; no part stands for the file itself."""
        for item in self._relation_elements(part):
            if item.get("TargetMode") != "External":
                yield item.get("Type", "").rpartition("/")[2], self._target(part, item)

    @staticmethod
    def _target(part: PurePosixPath, relation: Element) -> PurePosixPath:
        target = relation.get("Target", "").replace("\\", "/")
        return PurePosixPath(normpath(str(part.parent / target)).lstrip("/"))

    def _sheets(self) -> Iterator[tuple[str, PurePosixPath]]:
        targets = {item.get("Id"): self._target(self._book, item) for item in self._relation_elements(self._book)}
        for item in self._tree(self._book).iter():
            identity = next((value for key, value in item.attrib.items() if key.endswith("}id")), None)
            if local(item) == "sheet" and identity in targets:
                yield item.get("name", ""), targets[identity]
