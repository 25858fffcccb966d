"""Whether a name is a department or a group rather than somebody."""

from functools import lru_cache

from raci_studio.analysis.names.russian import morphology
from raci_studio.analysis.names.words import everybody_names, group_words, plain, single_words


@lru_cache(maxsize=20_000)
def is_group(name: str) -> bool:
    """Tell whether a name is that of a department, a team, a committee or of everybody; a position is somebody.

    What a name is about is its first noun in Russian («отдел кадров») and its last in English ("sales department",
    but "department of sales"); "Head of …" and «начальник …» begin with who it is. Words such as "IT" or «кадры» name
    a department only alone.
    """
    text = plain(name)
    words = text.split()
    if not words or text in everybody_names():
        return bool(words)
    groups = group_words()
    if text in groups["alone"]:
        return True
    russian = any("а" <= letter <= "я" for letter in text)
    if russian and _lemma(words[0]) in single_words() and _plural(words[0]):
        return True  # «юристы», «сотрудники ИТ»
    if any(word in single_words() or _lemma(word) in single_words() for word in words):
        return False
    if russian:
        return any(word in groups["heads"] or _lemma(word) in groups["heads"] for word in words[:3])
    return words[-1] in groups["heads"] or (words[0] in groups["heads"] and words[1:2] == ["of"])


def _plural(word: str) -> bool:
    tag = morphology().parse(word)[0].tag
    return tag.number == "plur" and tag.case == "nomn"


def _lemma(word: str) -> str:
    if not any("а" <= letter <= "я" for letter in word):
        return word
    return str(morphology().parse(word)[0].normal_form).replace("ё", "е")
