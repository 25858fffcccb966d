"""Who is who in words: why names look alike and how sure that is."""

from raci_studio.analysis.names.likeness import Reason
from raci_studio.analysis.names.same_people import LIKELY, SURE
from raci_studio.core.i18n import N_, _

REASONS = {
    Reason.SPELLING: N_("differs only in capitals, blanks or punctuation"),
    Reason.LOOKS: N_("letters of another alphabet that look the same"),
    Reason.ORDER: N_("the same words in another order"),
    Reason.CASE: N_("the same in another grammatical case"),
    Reason.MAYBE_CASE: N_("may be the same in another grammatical case"),
    Reason.INITIALS: N_("the initials fit the full name"),
    Reason.PART: N_("a part of the name is left out"),
    Reason.SOUND: N_("the same name in another alphabet"),
    Reason.SLIP: N_("a typing slip in one word"),
    Reason.NUMBER: N_("singular and plural"),
    Reason.SHORTENED: N_("a word is shortened"),
    Reason.ABBREVIATION: N_("the first letters of the words"),
    Reason.POSITION: N_("the same name with a position"),
    Reason.BEARER: N_("the position of the person named"),
}


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Return why two names look alike, in the user's language."""
    return ", ".join(_(REASONS[reason]) for reason in reasons)


def confidence_text(confidence: float) -> str:
    """Return how sure it is: a sign, whose shape says the same as the word after it."""
    if confidence >= SURE:
        return _("● sure")
    return _("◐ likely") if confidence >= LIKELY else _("○ maybe")
