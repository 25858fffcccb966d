"""Which tasks are similar work: their names share enough words."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from raci_studio.analysis.result_text import content
from raci_studio.core.document import Task

ENOUGH_ALIKE = 0.4  # share of the words of the shorter text

Words = frozenset[str]


class SimilarWork:
    """The tasks of a process by the words of their names; rows are indices."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._words = [_words_of(task.name) for task in tasks]
        self._alike: dict[Words, list[int]] = {}  # the rows whose names have the same words
        for row, words in enumerate(self._words):
            self._alike.setdefault(words, []).append(row)
        self._by_word: dict[str, list[Words]] = {}
        for words in self._alike:
            for word in words:
                self._by_word.setdefault(word, []).append(words)
        self._near: dict[Words, list[int]] = {}

    def rows(self, row: int) -> list[int]:
        """Return the rows of similar work, but the row itself; none where its name has no words."""
        mine = self._words[row]
        if mine not in self._near:
            shared = Counter(words for word in mine for words in self._by_word[word])
            near = [w for w, count in shared.items() if count / min(len(mine), len(w)) >= ENOUGH_ALIKE]
            self._near[mine] = [other for words in near for other in self._alike[words]]
        return [other for other in self._near[mine] if other != row]


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> Words:
    """Return what the work of a task is called by, without its numbers."""
    return frozenset(word for word in content(name) if not word.isdigit())
