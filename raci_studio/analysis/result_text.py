"""Results in words, Russian and English: work or outcome, vague words, several in one, the task said again."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from raci_studio.analysis.result_english import english_result
from raci_studio.analysis.result_russian import parses, russian_result
from raci_studio.analysis.result_words import UNCLEAR, WORD, ResultKind, ResultText, listed, words

_LONGEST = 400  # characters read
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_PARTS = re.compile(r";|\n|\s+(?:и|а также|and|as well as)\s+|,\s*(?:и|and|а также)?\s*")


@lru_cache(maxsize=20_000)
def read_result(text: str) -> ResultText:
    """Tell whether a result speaks of work or of an outcome; never raises, silent where unsure."""
    text = " ".join(text[:_LONGEST].replace("\u00a0", " ").split(" ")).strip()
    if not WORD.search(text):
        return UNCLEAR
    text = re.sub(r"^(?:[-–—•*·]|\d{1,2}[.)])\s*", "", text)
    if _CYRILLIC.search(text):
        return russian_result(text)
    return english_result(text) if text.isascii() or _LATIN.search(text) else UNCLEAR


@lru_cache(maxsize=20_000)
def vague_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that nobody can check, as they stand there."""
    found: dict[str, int] = {}
    for language, pattern in (("ru", _CYRILLIC), ("en", _LATIN)):
        if not pattern.search(text):
            continue
        for match in _phrases("vague", language).finditer(text[:_LONGEST]):
            found.setdefault(match[0], match.start())
        if language == "ru":
            single = words("vague", "ru")
            for match in WORD.finditer(text[:_LONGEST]):
                if _CYRILLIC.search(match[0]) and _vague_form(match[0].lower().replace("ё", "е"), single):
                    found.setdefault(match[0], match.start())
    return tuple(sorted(found, key=found.__getitem__))


def _vague_form(word: str, single: Mapping[str, str]) -> bool:
    if word in single:
        return True
    top = parses(word)[0]
    return top.tag.POS in ("ADJF", "COMP", "ADJS", "ADVB") and top.normal_form.replace("ё", "е") in single


@lru_cache(maxsize=20_000)
def is_immeasurable(text: str) -> bool:
    """Tell whether a result names something good that nobody can accept: "better motivation", without a figure."""
    if re.search(r"\d|%", text) or read_result(text).stated:
        return False
    tokens = [token.lower().replace("ё", "е") for token in WORD.findall(text[:_LONGEST])]
    if not tokens or len(tokens) > 8:
        return False
    if _CYRILLIC.search(text):
        for token in tokens[:3]:
            nouns = [p for p in parses(token) if p.tag.POS == "NOUN"]
            if nouns and parses(token)[0].tag.POS not in ("ADJF", "PRTF"):
                return nouns[0].tag.case == "nomn" and nouns[0].normal_form.replace("ё", "е") in words(
                    "immeasurable", "ru"
                )
        return False
    end = next((n for n, token in enumerate(tokens) if token in listed("little") and n), len(tokens))
    return tokens[end - 1] in words("immeasurable", "en") and not (end < len(tokens) and tokens[end] == "and")


@lru_cache(maxsize=20_000)
def several_results(text: str) -> tuple[str, ...]:
    """Return the results a text names where it is more than one, each with its own verb; () for one."""
    parts = [part.strip(" .") for part in _PARTS.split(text[:_LONGEST]) if part and part.strip(" .")]
    said = [part for part in parts if _own_statement(part)]
    if len(said) < 2 or len(said) != len(parts):
        return ()
    return tuple(said) if len({_verb(part) for part in said}) > 1 else ()


def _own_statement(part: str) -> bool:
    """Tell whether a part says of something of its own that it is done, or orders to do it."""
    tokens = WORD.findall(part)
    read = read_result(part)
    if len(tokens) < 2:
        return False
    return read.stated or (read.kind is ResultKind.ACTIVITY and read.confidence >= 0.9)


def _verb(part: str) -> str:
    read = read_result(part)
    tokens = [token.lower() for token in WORD.findall(part)]
    if not read.stated:
        return stem(tokens[0])
    if _CYRILLIC.search(part):
        return next(
            (_lemma(t) for t in reversed(tokens) if parses(t)[0].tag.POS in ("PRTS", "VERB", "ADJS")), tokens[-1]
        )
    return next((stem(t) for t in reversed(tokens) if t.endswith("ed")), tokens[-1])


@lru_cache(maxsize=20_000)
def content(text: str) -> frozenset[str]:
    """Return what a text speaks of: the stems of its words, a noun of work as that of its verb."""
    tokens = (token.lower().replace("ё", "е") for token in WORD.findall(text[:_LONGEST]))
    return frozenset(
        stem(token) for token in tokens if token not in listed("little") | listed("little", "ru")
    ) | frozenset(re.findall(r"\d+", text))


def repeats(result: str, task: str) -> float:
    """Return the share of the task's words that the result says again, 0…1; 0 where the result says that it is done."""
    wanted = content(task)
    if not wanted or read_result(result).stated:
        return 0.0
    said = content(result)
    return len(wanted & said) / len(wanted) if len(said) <= len(wanted) + 1 else 0.0


@lru_cache(maxsize=20_000)
def _lemma(word: str) -> str:
    return str(parses(word)[0].normal_form)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what is the same for all forms of a word; for a noun of work, of its verb."""
    if _CYRILLIC.search(word):
        lemma = next(
            (p.normal_form for p in parses(word) if p.normal_form.replace("ё", "е") in words("work", "ru")),
            _lemma(word),
        )
        lemma = lemma.replace("ё", "е")
        return words("work", "ru").get(lemma) or lemma
    verb = words("work", "en").get(word)
    return _ENDINGS.sub("", verb or word)


_ENDINGS = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")


@cache
def _phrases(group: str, language: str) -> re.Pattern[str]:
    """Return a pattern of a group's phrases; for English of its single words too, which have no forms."""
    phrases = [word for word in words(group, language) if language == "en" or re.search(r"[\s.]", word)]
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)
