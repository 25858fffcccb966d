"""Role schemes: which letters exist and what kind of part each one means.

Rules speak of kinds, never of letters, so a sheet with «И» for the executor is audited like one with "R".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from raci_studio.core.i18n import N_


class RoleKind(StrEnum):
    """What a letter means; the values are the words of the command line's JSON."""

    DOES = "does"
    ANSWERS = "answers"
    SUPPORTS = "supports"
    CONSULTS = "consults"
    INFORMED = "is informed"
    VERIFIES = "verifies"
    SIGNS = "signs"
    OUT = "is out"


KIND_TITLES: Mapping[RoleKind, str] = {
    RoleKind.DOES: N_("carries out"),
    RoleKind.ANSWERS: N_("answers for the result"),
    RoleKind.SUPPORTS: N_("supports"),
    RoleKind.CONSULTS: N_("is consulted"),
    RoleKind.INFORMED: N_("is informed"),
    RoleKind.VERIFIES: N_("verifies"),
    RoleKind.SIGNS: N_("signs off"),
    RoleKind.OUT: N_("takes no part"),
}


@dataclass(frozen=True, slots=True)
class RoleScheme:
    """A named set of role letters, in the order they are shown, with the kind of each."""

    name: str
    letters: tuple[str, ...]
    kinds: Mapping[str, RoleKind]

    def letters_of(self, kind: RoleKind) -> tuple[str, ...]:
        """Return the letters that mean this kind."""
        return tuple(letter for letter in self.letters if self.kinds[letter] is kind)

    def letter_of(self, kind: RoleKind) -> str:
        """Return the first letter of this kind, or "" where the scheme has none."""
        return next(iter(self.letters_of(kind)), "")

    def with_letter(self, letter: str, kind: RoleKind) -> "RoleScheme":
        """Return the scheme with one more letter (or another meaning for a known one)."""
        return make_scheme(self.name, {**self.kinds, letter: kind})


def make_scheme(name: str, kinds: Mapping[str, RoleKind]) -> RoleScheme:
    """Make a scheme whose letters are shown in the order of `kinds`."""
    return RoleScheme(name, tuple(kinds), dict(kinds))


def _scheme(name: str, **kinds: RoleKind) -> RoleScheme:
    return make_scheme(name, kinds)


_K = RoleKind
RACI = _scheme("RACI", R=_K.DOES, A=_K.ANSWERS, C=_K.CONSULTS, I=_K.INFORMED)

SCHEMES: Mapping[str, RoleScheme] = {
    scheme.name: scheme
    for scheme in (
        RACI,
        _scheme("RASCI", R=_K.DOES, A=_K.ANSWERS, S=_K.SUPPORTS, C=_K.CONSULTS, I=_K.INFORMED),
        _scheme("RACI-VS", R=_K.DOES, A=_K.ANSWERS, C=_K.CONSULTS, I=_K.INFORMED, V=_K.VERIFIES, S=_K.SIGNS),
        _scheme("CAIRO", R=_K.DOES, A=_K.ANSWERS, C=_K.CONSULTS, I=_K.INFORMED, O=_K.OUT),
        _scheme("DACI", D=_K.DOES, A=_K.ANSWERS, C=_K.CONSULTS, I=_K.INFORMED),
        _scheme("RAPID", R=_K.CONSULTS, A=_K.SIGNS, P=_K.DOES, I=_K.CONSULTS, D=_K.ANSWERS),
        _scheme("PARIS", P=_K.SUPPORTS, A=_K.ANSWERS, R=_K.DOES, I=_K.INFORMED, S=_K.SIGNS),
        make_scheme("ОИКУ", {"И": _K.DOES, "О": _K.ANSWERS, "К": _K.CONSULTS, "У": _K.INFORMED}),
    )
}
