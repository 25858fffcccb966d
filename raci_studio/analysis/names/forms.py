"""A participant's name taken apart: words, initials, who stands with which position, in which grammatical case."""

import re
from dataclasses import dataclass
from functools import lru_cache

from raci_studio.analysis.names.russian import WordForm, word_forms
from raci_studio.analysis.names.words import given_names, plain, trade_words

_TOKEN = re.compile(r"[^\W_]+\.?|[+#*&]+")
_QUALIFIED = re.compile(
    r"^(?P<head>.+?)\s*(?:\((?P<round>[^()]+)\)|\[(?P<square>[^\[\]]+)\]|\s[-–—]\s(?P<dash>.+))\s*$"
)
_LONGEST_NAME = 4  # words of a human's name
_SMALL_WORDS = frozenset({
    "of", "the", "and", "for", "to", "in", "on", "at", "и", "по", "с", "в", "на", "за", "для", "de", "la", "du", "des",
    "del", "der", "die", "das", "und", "e", "y", "et",
})  # fmt: skip

# Letters that look the same on the screen, Cyrillic to Latin; small and capital ones differ («в» is no "b").
_LOOKS = str.maketrans("АВЕКМНОРСТУХІЅЈаеорсухіѕј", "ABEKMHOPCTYXISJaeopcyxisj")
_SOUNDS = dict(zip("абвгдезийклмнопрстуфхцчшщъыьэюяієґ", (
    "a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "ts",
    "ch", "sh", "sh", "", "i", "", "e", "iu", "ia", "i", "e", "g",
))) | {"ж": "zh"}  # fmt: skip
_LATIN_SOUNDS = (
    ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("zh", "ж"), ("ck", "k"), ("ph", "f"), ("tz", "ts"), ("x", "ks"),
    ("w", "v"), ("j", "i"), ("y", "i"), ("io", "e"), ("ie", "e"), ("ж", "zh"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as compared, whether it is an initial, ends in a dot, or stands in small capitals (PM)."""

    text: str
    initial: bool = False
    dotted: bool = False
    short_capitals: bool = False


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name taken apart. `key` is the name without blanks and punctuation, `looks` its letters as Latin ones look.

    `human` says how sure it is that this is a human's name: 2 initials or known names tell, 1 it has the shape of
    one, 0 not. `who` is the human part of "Anna Petrova (CFO)" and `position` the other part, as compared.
    """

    text: str
    words: tuple[Word, ...]
    key: str
    looks: str
    human: int
    cyrillic: bool
    who: "NameForm | None" = None
    position: str = ""

    @property
    def full_words(self) -> tuple[str, ...]:
        """The words that are no initials."""
        return tuple(word.text for word in self.words if not word.initial)


@lru_cache(maxsize=10_000)
def name_form(text: str) -> NameForm:
    """Take a name apart. Russian words load the dictionary."""
    words = _words(text)
    who, position = _split_position(text)
    return NameForm(
        text=text,
        words=words,
        key="".join(word.text for word in words),
        looks=plain(text.translate(_LOOKS)).replace(" ", ""),
        human=_humanity(text, words),
        cyrillic=any(is_cyrillic(word.text) for word in words),
        who=who,
        position=position,
    )


def is_cyrillic(word: str) -> bool:
    """Tell whether a word is written in Cyrillic letters only."""
    return bool(word) and all("а" <= letter <= "я" or letter in "іїєґў" for letter in word)


def is_short_word(word: str) -> bool:
    """Tell whether a word counts for nothing in an abbreviation: "of", «по»."""
    return word in _SMALL_WORDS


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> tuple[WordForm, ...]:
    """Return the ways to read a word; a word of another script or of none is its own only form."""
    russian = word_forms(word) if is_cyrillic(word) and len(word) > 1 else ()
    return russian or (WordForm(word, word, "", True, False, False, False, False),)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return a rough sound of a word that is the same for «Сергей», "Sergei" and "Sergey"."""
    text = "".join(_SOUNDS.get(letter, letter) for letter in word)
    for spelt, heard in _LATIN_SOUNDS:
        text = text.replace(spelt, heard)
    return _DOUBLE.sub(r"\1", text)


def _words(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    tokens = [(match, plain(match)) for match in _TOKEN.findall(text)]
    tokens = [(match, word) for match, word in tokens if word]
    alone = [match for match, _word in tokens if len(match.rstrip(".")) > 1]
    for place, (match, word) in enumerate(tokens):
        bare = match.rstrip(".")
        dotted = match != bare
        initial = len(word) == 1 and bare.isalpha() and bare.isupper() and bool(alone)
        # "Team A" ends in a label, "J Smith" begins with an initial; a dot tells in any place.
        initial = initial and (dotted or place == 0 or words[-1].initial or _initial_after_surname(tokens, place))
        words.append(Word(word, initial, dotted and not initial, bare.isupper() and 2 <= len(bare) <= 5))
    return tuple(words)


def _initial_after_surname(tokens: list[tuple[str, str]], place: int) -> bool:
    """Tell whether what stands before a letter without a dot is a Russian surname: «Иванов И», «Иванов И.И»."""
    before = tokens[place - 1][1]
    followed_by_dot = place + 1 < len(tokens) and tokens[place + 1][0].endswith(".") and len(tokens[place + 1][1]) == 1
    return followed_by_dot or (
        is_cyrillic(before) and before not in trade_words() and any(form.proper for form in forms_of(before))
    )


def _humanity(text: str, words: tuple[Word, ...]) -> int:
    full = [word for word in words if not word.initial]
    if not full or len(words) > _LONGEST_NAME or not all(word.text.isalpha() for word in words):
        return 0
    if any(mark in text for mark in "/()[]:;&"):
        return 0  # "Peter / Pavel" are two
    if any(is_trade_word(word.text) or word.dotted for word in full) or not _capitalised(text):
        return 0
    if len(full) < len(words):
        return 2
    if all(is_cyrillic(word.text) for word in full):
        proper = [[form for form in forms_of(word.text) if form.proper] for word in full]
        known = any(form.known for forms in proper for form in forms)
        return (2 if known else 1) if all(proper) else 0
    if any(word.short_capitals and len(word.text) < 4 for word in full):
        return 0
    if any(word.text in given_names() for word in full):
        return 2
    return 1 if len(full) in (1, 2, 3) else 0


def _capitalised(text: str) -> bool:
    return all(match[0].isupper() for match in _TOKEN.findall(text) if match[0].isalpha())


@lru_cache(maxsize=20_000)
def is_trade_word(word: str) -> bool:
    """Tell whether a word, in any grammatical form, names a position, department, trade or organisation."""
    known = trade_words()
    if word in known:
        return True
    if not is_cyrillic(word) or len(word) < 2:
        return False
    return any((form.base in known or form.lemma in known) and not form.given for form in word_forms(word))


def _split_position(text: str) -> tuple[NameForm | None, str]:
    """Return who "Anna Petrova (CFO)", "CFO: Anna Petrova" or "Anna / CFO" names, and the position as compared."""
    match = _QUALIFIED.match(text)
    if match:
        parts = [match["head"], match["round"] or match["square"] or match["dash"]]
    else:
        parts = next((split for mark in ("/", ":", ",") if len(split := text.split(mark)) == 2), [])
    parts = [part.strip() for part in parts]
    if len(parts) != 2 or not all(parts):
        return None, ""
    forms = [name_form(part) for part in parts]
    trades = [any(is_trade_word(word.text) for word in form.words) for form in forms]
    for who, position in ((0, 1), (1, 0)):
        if forms[who].human and not trades[who] and trades[position]:
            if who == 1 and forms[who].human < 2 and len(forms[who].words) < 2:
                continue  # "Vendor manager / Prod": one word that nothing tells to be a name
            return forms[who], " ".join(word.text for word in forms[position].words)
    return None, ""
