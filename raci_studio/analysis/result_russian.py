"""Russian results: «Подготовка отчёта» is work, «Отчёт подготовлен» and «Договор» are outcomes."""

import re
from functools import lru_cache
from typing import Any

from raci_studio.analysis.names.russian import morphology
from raci_studio.analysis.result_words import (
    UNCLEAR,
    WORD,
    ResultText,
    activity,
    capital,
    first_clause,
    is_one_phrase,
    listed,
    outcome,
    words,
)

# How the verb of a noun of -ние ends: «оформление» comes of «оформить», «размещение» of «разместить».
_ENDINGS = (
    ("ание", ("ать",)), ("яние", ("ять",)), ("ждение", ("дить",)), ("мление", ("мить",)), ("вление", ("вить",)),
    ("пление", ("пить",)), ("бление", ("бить",)), ("щение", ("тить", "стить")), ("шение", ("сить", "шить")),
    ("жение", ("зить", "дить", "жить")), ("чение", ("тить", "чить")), ("ление", ("лить",)), ("ение", ("ить", "еть")),
    ("ытие", ("ыть",)),
)  # fmt: skip


def russian_result(text: str) -> ResultText:
    """Tell work from outcome; silent where the words do not decide."""
    clause = first_clause(text)
    tokens = [token.lower().replace("ё", "е") for token in WORD.findall(clause)]
    if not tokens:
        return UNCLEAR
    if tokens[0] in listed("openers", "ru") and len(tokens) > 1:
        tokens = tokens[1:]
    top = parses(tokens[0])[0]
    if top.tag.POS == "INFN":
        return activity(0.95, _reworded_order(text, top))
    if top.tag.POS == "VERB" and "impr" in top.tag and len(tokens) > 1 and _read_as(tokens[1], "NOUN"):
        return activity(0.9)
    if any(map(_is_state, tokens)):
        return outcome(0.9, stated=True)
    if any(map(_is_going_on, tokens[:4])):
        return activity(0.85)
    for position, token in enumerate(tokens[:4]):
        noun = _head(token)
        if noun is not None:
            return _by_noun(text, noun, tokens[position + 1 :], position)
        if _read_as(token, "PREP") or (token != "не" and not _is_adjective(token)):
            break
        if any(
            (p.tag.POS == "PRTF" and "past" in p.tag and "pssv" in p.tag) or p.normal_form in listed("ready", "ru")
            for p in parses(token)
        ):
            return outcome(0.85, stated=True)
    return UNCLEAR


def _by_noun(text: str, noun: Any, rest: list[str], position: int) -> ResultText:
    lemma = noun.normal_form.replace("ё", "е")
    work = words("work", "ru")
    if lemma in words("things", "ru"):
        return outcome(0.8)
    if lemma not in work:
        derived = _verb_of(lemma)
        if not derived or noun.tag.number != "sing":
            return UNCLEAR
        return activity(0.75, _reworded_work(text, derived) if position == 0 else "")
    if noun.tag.number != "sing" and lemma not in ("переговоры",):
        return UNCLEAR
    if lemma in words("either", "ru"):
        return activity(0.65, _reworded_work(text, work[lemma]) if position == 0 else "") if rest else UNCLEAR
    return activity(0.9, _reworded_work(text, work[lemma]) if position == 0 else "")


@lru_cache(maxsize=20_000)
def parses(word: str) -> tuple[Any, ...]:
    """Return the ways to read a word, the likeliest first."""
    return tuple(morphology().parse(word))


@lru_cache(maxsize=5_000)
def _head(word: str) -> Any:
    """Return a word read as a noun in the nominative, None where it is none first of all."""
    if all(
        p.tag.POS in ("ADJF", "PRTF", "NUMR", "PRTS", "ADJS", "ADVB") for p in parses(word)[:1]
    ) and word not in words("work", "ru"):
        return None
    nominative = [p for p in parses(word) if p.tag.POS == "NOUN" and p.tag.case == "nomn"]
    known = [p for p in nominative if p.normal_form.replace("ё", "е") in words("work", "ru")]
    return (known or nominative or [None])[0]


def _read_as(word: str, part: str) -> bool:
    return any(str(p.tag.POS) == part for p in parses(word))


def _is_adjective(word: str) -> bool:
    return parses(word)[0].tag.POS in ("ADJF", "PRTF", "NUMR", "ADVB", "COMP")


@lru_cache(maxsize=20_000)
def _is_state(word: str) -> bool:
    """Tell whether a word says that something is done or so: «подписан», «готов», «прошёл», «работает»."""
    top = parses(word)[0]
    if top.tag.POS == "VERB":
        past = "past" in top.tag and "perf" in top.tag
        return past or (top.normal_form in listed("states", "ru") and "pres" in top.tag)
    if top.tag.POS == "PRTS" or (top.tag.POS == "ADJS" and not _read_as(word, "NOUN")):
        return True
    return any(p.tag.POS == "PRTS" for p in parses(word)) and not _read_as(word, "NOUN")


@lru_cache(maxsize=20_000)
def _is_going_on(word: str) -> bool:
    """Tell whether a word says that something is being done: «готовится», «согласовываем»."""
    top = parses(word)[0]
    if top.normal_form in ("идти", "продолжаться") and "3per" in top.tag:
        return True
    if top.tag.POS != "VERB" or "pres" not in top.tag or top.normal_form in listed("states", "ru"):
        return False
    return word.endswith(("ся", "сь")) or "1per" in top.tag


@lru_cache(maxsize=5_000)
def _verb_of(noun: str) -> str:
    """Return the verb a noun of -ние is made of, "" where the dictionary has none."""
    for ending, verbs in _ENDINGS:
        if noun.endswith(ending) and len(noun) > len(ending) + 2:
            made = (noun[: -len(ending)] + verb for verb in verbs)
            found = next((verb for verb in made if any(p.tag.POS == "INFN" and p.is_known for p in parses(verb))), "")
            if found:
                return found
    return ""


_TO_THE_VERB = frozenset(("с", "со", "в", "во", "к", "ко"))  # «согласован с директором», but «отчёт о продажах»

# Rewording: only one plain phrase whose object the grammar is sure of.


def _reworded_work(text: str, verb: str) -> str:
    """Return «Отчёт подготовлен» for «Подготовка отчёта»."""
    return _reworded(text, verb, "gent") if verb else ""


def _reworded_order(text: str, order: Any) -> str:
    """Return «Отчёт подготовлен» for «Подготовить отчёт»."""
    return _reworded(text, order.normal_form, "accs") if "perf" in order.tag and "tran" in order.tag else ""


def _reworded(text: str, verb: str, case: str) -> str:
    _first, *rest = text.strip().rstrip(".").split()
    if not rest or len(rest) > 7 or not is_one_phrase(text):
        return ""
    said: list[str] = []
    for position, word in enumerate(rest):
        if not re.fullmatch(r"[а-яё]+", word.lower()) or (
            position == 0 and word != word.lower() and not word.isupper()
        ):
            return ""
        read = [p for p in parses(word.lower()) if p.tag.case == case and p.is_known and "Abbr" not in p.tag]
        nouns = [p for p in read if p.tag.POS == "NOUN"]
        if nouns:
            kinds = {(p.normal_form, p.tag.number) for p in nouns}
            if len(kinds) > 1 or _may_be_else(word.lower(), case):
                return ""
            return _with_participle(
                [*said, _nominative(nouns[0])], nouns[0], verb, rest[position + 1 :], rest[:position]
            )
        adjectives = [p for p in read if p.tag.POS in ("ADJF", "PRTF")]
        if not adjectives:
            return ""
        said.append(word.lower())
    return ""


def _may_be_else(word: str, case: str) -> bool:
    """Tell whether a noun may as well stand in another case that would change who does what."""
    return case == "accs" and any(
        p.tag.POS == "NOUN" and p.tag.case in ("gent", "datv") and p.tag.number == "sing" for p in parses(word)
    )


def _nominative(noun: Any) -> str:
    form = noun.inflect({"nomn", str(noun.tag.number)})
    return str(form.word) if form else ""


def _with_participle(said: list[str], noun: Any, verb: str, rest: list[str], adjectives: list[str]) -> str:
    number = str(noun.tag.number)
    agree = {"nomn", number} | ({str(noun.tag.gender)} if number == "sing" and noun.tag.gender else set())
    inflected = []
    for adjective in adjectives:
        read = [p for p in parses(adjective.lower()) if p.tag.POS in ("ADJF", "PRTF")]
        form = read[0].inflect(agree) if read else None
        if form is None:
            return ""
        inflected.append(str(form.word))
    finite = [p for p in parses(verb) if p.tag.POS == "INFN" and "perf" in p.tag and "tran" in p.tag]
    short = (
        finite[0].inflect({"PRTS", "past", "pssv", number} | ({str(noun.tag.gender)} if number == "sing" else set()))
        if finite
        else None
    )
    if short is None or not said[-1]:
        return ""
    end = next((n for n, word in enumerate(rest) if word in _TO_THE_VERB), len(rest))
    return capital(" ".join([*inflected, said[-1], *rest[:end], str(short.word), *rest[end:]]))
