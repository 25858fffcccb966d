"""How one sheet writes names in cells that list them: each person's spelling, what stands between two of them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from raci_studio.core.document import Document, PersonId, fold_name
from raci_studio.excel.names import is_nobody, known_names, split_names
from raci_studio.excel.write_back.table import most_common

_JOINERS = (", ", "; ", "\n")
_BULLET = re.compile(r"^\s*[-–—*•·▪]\s+")


class Names:
    """The ways of one table, taken from its own cells; `was` names the people as they were read, `now` as they are."""

    def __init__(self, cells: Iterable[str], now: Document, was: Document) -> None:
        texts = [text for text in cells if text and not is_nobody(text)]
        self._now, self._was, self.known = now, was, known_names(texts)
        spelt: dict[PersonId, Counter[str]] = {}
        joiners: Counter[str] = Counter()
        for text in texts:
            tokens = split_names(text, self.known)
            for token in tokens:
                if person := self.person(token):
                    spelt.setdefault(person, Counter())[token] += 1
            if len(tokens) > 1:
                joiners[_between(text, tokens)] += 1
        del joiners[""]
        self._spelt = {person: most_common(found.elements()) for person, found in spelt.items()}
        self._joiner = most_common(joiners.elements(), _JOINERS[0])

    def person(self, token: str) -> PersonId | None:
        """Return who a name in a cell is; None for somebody who was deleted."""
        before = self._was.person_named(token)
        if before is not None and before.id in self._now.people:
            return before.id
        heir = self._now.person_named(token)
        return heir.id if heir else None

    def is_called(self, token: str, person: PersonId) -> bool:
        """Tell whether a name in a cell still is one of a person's names, spelt as they are."""
        who = self._now.people[person]
        before = self._was.people.get(person)
        if before is not None and fold_name(token) == fold_name(before.name) and who.name != before.name:
            return fold_name(token) in map(fold_name, who.aliases)
        return fold_name(token) in map(fold_name, (who.name, *who.aliases)) or (
            before is not None and fold_name(token) in map(fold_name, before.aliases)
        )

    def spelling(self, person: PersonId) -> str:
        """Return how the table writes a person's name."""
        token = self._spelt.get(person, "")
        return token if token and self.is_called(token, person) else self._now.people[person].name

    def tokens(self, text: str) -> tuple[str, ...]:
        """Return the names of a cell."""
        return () if is_nobody(text) else split_names(text, self.known)

    def is_old(self, text: str) -> bool:
        """Tell whether a cell names somebody as they are not called any more."""
        found = ((token, self.person(token)) for token in self.tokens(text))
        return any(person and not self.is_called(token, person) for token, person in found)

    def cell(self, people: Sequence[PersonId], old: str) -> str | None:
        """Return a cell that lists some people, those it had in their old order; None where no way of writing does."""
        tokens = {person: token for token in self.tokens(old) if (person := self.person(token))}
        ordered = [*(person for person in tokens if person in people), *(one for one in people if one not in tokens)]
        spelt = [
            tokens[person] if person in tokens and self.is_called(tokens[person], person) else self.spelling(person)
            for person in ordered
        ]
        joiner = _between(old, self.tokens(old)) or self._joiner
        bullet = match[0] if (match := _BULLET.match(old)) else ""
        ways = [(joiner, bullet), *((other, "") for other in (self._joiner, *_JOINERS))]
        for between, mark in ways:
            text = between.join(f"{mark}{name}" if "\n" in between else name for name in spelt)
            if [fold_name(one) for one in split_names(text, self.known)] == [fold_name(one) for one in spelt]:
                return text
        return None


def _between(text: str, tokens: Sequence[str]) -> str:
    """Return what stands between the first two names of a cell, a bullet left out; "" where that is not to be seen."""
    if len(tokens) < 2:
        return ""
    first, second = text.find(tokens[0]), text.find(tokens[1], len(tokens[0]))
    between = text[first + len(tokens[0]) : second] if 0 <= first < second else ""
    return "\n" if "\n" in between else between
