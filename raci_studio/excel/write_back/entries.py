"""How one sheet writes letters in the cells of a grid: their spelling, what joins several, what says nobody."""

from collections import Counter
from collections.abc import Iterable, Sequence

from raci_studio.excel.marks import Words, is_nobody_mark, read_marks
from raci_studio.excel.write_back.table import most_common

_JOINERS = ("/", ", ", "\n", " ")
_LEAST_NOBODY = 0.5  # of the cells without a letter say so: then one that loses its letter says it too


class Letters:
    """The ways of one sheet, taken from its own cells."""

    def __init__(self, cells: Iterable[str], alphabet: frozenset[str], words: Words) -> None:
        self._alphabet, self._words = alphabet, words
        counted = Counter(cells)
        single: dict[str, Counter[str]] = {}
        several: dict[frozenset[str], Counter[str]] = {}
        joiners: Counter[str] = Counter()
        nobody: Counter[str] = Counter()
        for text, count in counted.items():
            marks = self.read(text)
            if not text or marks is None:
                continue
            if not marks:
                nobody[text] += count * is_nobody_mark(text, alphabet)
            elif len(marks) == 1:
                single.setdefault(marks[0], Counter())[text] += count
            else:
                several.setdefault(frozenset(marks), Counter())[text] += count
        self._single = {letter: most_common(texts.elements()) for letter, texts in single.items()}
        self._several = {letters: most_common(texts.elements()) for letters, texts in several.items()}
        for letters, texts in several.items():
            for text, count in texts.items():
                joiners[self._joiner(text, letters)] += count
        del joiners[""]
        glued = any(self._joiner(text, letters) == "" for letters, texts in several.items() for text in texts)
        found = most_common(joiners.elements())
        self._joiners = [found] if found else [""] if glued else []
        is_small = bool(self._single) and all(text == text.lower() != text.upper() for text in self._single.values())
        self._case = str.lower if is_small and all(map(_is_one, self._single.values())) else str
        empty, said = counted[""], sum(nobody.values())
        self.nobody = most_common(nobody.elements()) if said and said >= _LEAST_NOBODY * (empty + said) else ""

    def read(self, text: str) -> tuple[str, ...] | None:
        """Return the letters of a cell; None where it says more than letters."""
        marks = read_marks(text, self._alphabet, self._words)
        return None if marks.words else (*marks.letters, *marks.unknown)

    def spelt(self, letter: str) -> str:
        """Return a letter as the sheet writes it where it stands alone."""
        return self._single.get(letter) or str(self._case(letter))

    def cell(self, letters: Sequence[str], old: str) -> str | None:
        """Return a cell with some letters, what stands beside the old ones kept; None where no way of writing does."""
        marks = read_marks(old, self._alphabet, self._words) if old else None
        return self.with_words(letters, marks.words if marks else "", old)

    def with_words(self, letters: Sequence[str], words: str, old: str = "") -> str | None:
        """Return a cell with some letters and words beside them, "" for neither; None where no way of writing does."""
        if not letters:
            return words or (self.nobody if old else "")
        wanted = frozenset(letters)
        bodies = [self._single[letters[0]]] if len(letters) == 1 and letters[0] in self._single else []
        bodies += [self._several[wanted]] if wanted in self._several else []
        for spelling in (self.spelt, str):
            bodies += [joiner.join(map(spelling, letters)) for joiner in (*self._joiners, *_JOINERS)]
        for body in bodies:
            for text in (f"{body} ({words})", f"{body} - {words}") if words else (body,):
                marks = read_marks(text, self._alphabet, self._words)
                if frozenset((*marks.letters, *marks.unknown)) == wanted and marks.words == words:
                    return text
        return None

    def _joiner(self, text: str, letters: Iterable[str]) -> str:
        """Return what stands between the letters of a cell, "" for nothing or more than one thing."""
        spelt = sorted({text_of for letter in letters for text_of in (self._single.get(letter), letter) if text_of})
        for one in spelt:
            for other in spelt:
                if one != other and text.startswith(one) and text.endswith(other):
                    return text[len(one) : len(text) - len(other)]
        return ""


def _is_one(text: str) -> bool:
    return len(text) == 1
