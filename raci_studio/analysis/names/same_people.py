"""Who is who: participants of one document that look like one, and words that stand for everybody.

Only suggestions: nothing is merged without the analyst's word. The answer "not the same" is kept in the document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from raci_studio.analysis.names.forms import NameForm, name_form, sound
from raci_studio.analysis.names.humans import readings
from raci_studio.analysis.names.likeness import (
    SHORTEST_SLIP,
    SIMILARITY,
    Likeness,
    Reason,
    Vaguer,
    abbreviations,
    is_known_word,
    likeness,
)
from raci_studio.analysis.names.words import everybody_names, plain
from raci_studio.core.document import Document, PersonId

SURE, LIKELY = 0.9, 0.8
"""Confidences from which two names are as good as certainly, or probably, one participant. Own judgement."""

_STEM = 3  # letters that every grammatical case of a word shares
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MergeSuggestion:
    """People who look like one: two or more, in document order. `keep` has the fullest nominative name.

    `reasons` says for each of the others why it looks like `keep`; `confidence` (0…1) is that of the weakest.
    """

    people: tuple[PersonId, ...]
    keep: PersonId
    reasons: Mapping[PersonId, tuple[Reason, ...]]
    confidence: float


def suggest_merges(document: Document) -> tuple[MergeSuggestion, ...]:
    """Return who looks like one, the surest first; each person is in one suggestion at most.

    Any two of a group look like one: a name that could be either of two different people is in none. Who the
    analyst said are different (`Person.distinct_from`) never come together.
    """
    order = document.people_order
    names = tuple(document.people[person].name for person in order)
    found = alike(names, document.settings.thresholds.get("H103.similarity", SIMILARITY))
    if not found:
        return ()
    apart = {frozenset((person.id, other)) for person in document.people.values() for other in person.distinct_from}
    groups = _groups({pair: like for pair, like in found.items() if frozenset(order[n] for n in pair) not in apart})
    if not groups:
        return ()
    tasks = tasks_by_person(document)
    suggestions = []
    for group in groups:
        keep = max(group, key=lambda n: (*_fullness(names[n]), tasks[order[n]], -n))
        likes = {n: found[min(n, keep), max(n, keep)] for n in group if n != keep}
        suggestions.append(
            MergeSuggestion(
                tuple(order[n] for n in group),
                order[keep],
                {order[n]: like.reasons for n, like in likes.items()},
                min(found[pair].confidence for pair in combinations(group, 2)),
            )
        )
    return tuple(sorted(suggestions, key=lambda suggestion: -suggestion.confidence))


def everybody(document: Document) -> tuple[PersonId, ...]:
    """Return the people whose name stands for everybody («Все», "All team"), in document order.

    Those the analyst left as a group (`Person.group`) are not among them.
    """
    known = everybody_names()
    return tuple(person.id for person in document.people_in_order() if not person.group and plain(person.name) in known)


def tasks_by_person(document: Document) -> Counter[PersonId]:
    """Return on how many tasks each person has a letter."""
    return Counter(person for task in document.tasks.values() for person in {mark.person for mark in task.marks})


@lru_cache(maxsize=8)
def alike(names: tuple[str, ...], similarity: float = SIMILARITY) -> Mapping[Pair, Likeness]:
    """Return which names look alike, by their places (the smaller first). Ambiguous ones are left out.

    Only names that share a key are compared, so that hundreds of names take milliseconds.
    """
    forms = [name_form(name) for name in names]
    blocks: dict[object, list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        for key in set(_keys(form)):
            blocks[key].append(place)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    found = {(a, b): like for a, b in sorted(pairs) if (like := likeness(forms[a], forms[b], similarity)) is not None}
    return _unambiguous(found)


def _keys(form: NameForm) -> Iterator[object]:
    """Yield what a name shares with any name that it may mean."""
    texts = [word.text for word in form.words]
    yield "key", form.key
    yield "looks", form.looks
    for human in (form, form.who):
        if human is not None and human.human:
            for reading in readings(human.text):
                yield from (("word", sound(base)) for bases in reading.bases for base in bases)
    if form.position:
        yield "bearer", form.position
    yield "bearer", " ".join(texts)
    yield "stems", *(sound(text)[:_STEM] for text in texts)
    if len(texts) == 1:
        yield "slip", sound(texts[0])[:1]
        if form.words[0].short_capitals:
            yield "letters", form.key
        return
    if all(text.isalpha() for text in texts):
        yield from (("letters", letters) for letters in abbreviations(texts))
    for place, text in enumerate(texts):
        if len(text) >= SHORTEST_SLIP and text.isalpha():  # not for each of "Store 1" to "Store 2000"
            yield ("slip", place, *texts[:place], *texts[place + 1 :])


def _unambiguous(found: Mapping[Pair, Likeness]) -> dict[Pair, Likeness]:
    """Leave out what a name says too little for: alike to two names that are not alike themselves."""
    vague: dict[int, set[int]] = defaultdict(set)
    for (a, b), like in found.items():
        if Vaguer.FIRST in like.vaguer:
            vague[a].add(b)
        if Vaguer.SECOND in like.vaguer:
            vague[b].add(a)
    either = {
        place for place, others in vague.items() if any(pair not in found for pair in combinations(sorted(others), 2))
    }
    return {
        (a, b): like
        for (a, b), like in found.items()
        if not ((a in either and Vaguer.FIRST in like.vaguer) or (b in either and Vaguer.SECOND in like.vaguer))
    }


def _groups(found: Mapping[Pair, Likeness]) -> list[tuple[int, ...]]:
    """Put together who looks alike, the surest first; in a group everybody looks like everybody else.

    A mere question joins nobody to a group: it would make what is sure a question too.
    """
    group_of: dict[int, set[int]] = {}
    for a, b in sorted(found, key=lambda pair: (-found[pair].confidence, pair)):
        mine, theirs = group_of.setdefault(a, {a}), group_of.setdefault(b, {b})
        if mine is theirs:
            continue
        likes = [found.get((min(n, m), max(n, m))) for n in mine for m in theirs]
        if all(like is not None and (like.confidence >= LIKELY or len(likes) == 1) for like in likes):
            mine |= theirs
            group_of |= dict.fromkeys(theirs, mine)
    whole = {id(group): tuple(sorted(group)) for group in group_of.values() if len(group) > 1}
    return sorted(whole.values())


def _fullness(name: str) -> tuple[bool, int, int, int, bool]:
    """Return how good a name is to keep: nominative, more words, more of them known, longer, a capital first."""
    form = name_form(name)
    words = form.full_words
    nominative = any(reading.nominative for reading in readings(name))
    mixed = form.looks != form.key and not form.cyrillic
    known = sum(is_known_word(word) for word in words)
    return nominative and not mixed, len(words), known, len(form.words), name[:1].isupper()
