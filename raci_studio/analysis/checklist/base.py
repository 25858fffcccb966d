"""What a question of the checklist is, what answers are made of, and how they are registered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import PersonId, ProcessId
from raci_studio.core.i18n import N_, _, ngettext

MOST_NAMED = 3  # people named in an answer; the findings name the others


class Status(StrEnum):
    """What a question came to."""

    OK = "ok"
    PROBLEM = "problem"
    UNKNOWN = "unknown"


STATUS_TITLES = {Status.OK: N_("OK"), Status.PROBLEM: N_("Problem"), Status.UNKNOWN: N_("Unknown")}


@dataclass(frozen=True, slots=True)
class Line:
    """One question about one process: `answer` is a sentence in the user's language, `findings` are its problems."""

    process: ProcessId
    step: int
    question: str
    status: Status
    answer: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What answers are made of: the measures of a process and its findings by code, accepted ones left out."""

    metrics: Metrics
    findings: Mapping[str, tuple[Finding, ...]]

    def about(self, *codes: str) -> tuple[Finding, ...]:
        """Return the findings of some rules, in the order of the codes."""
        return tuple(finding for code in codes for finding in self.findings.get(code, ()))

    def names(self, people: Iterable[PersonId]) -> str:
        """Return the first few names, and how many more there are."""
        everyone = [self.metrics.document.people[person].name for person in people]
        named = ", ".join(everyone[:MOST_NAMED])
        more = len(everyone) - MOST_NAMED
        return (
            ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=named, n=more)
            if more > 0
            else named
        )


Answer = Callable[[Facts], str]


class Unknown(Exception):
    """Say, in the user's language, what the matrix lacks to answer a question."""


def needs(*what: str) -> Unknown:
    """Return the answer to raise where things that are named in the user's language are missing."""
    return Unknown(_("Needs: {what}.").format(what="; ".join(what)))


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the checklist. `text` is English and marked; `rules` are those whose findings are its problems."""

    step: int
    text: str
    rules: tuple[str, ...]
    answer: Answer


QUESTIONS: dict[str, Question] = {}


def question(key: str, step: int, text: str, *rules: str) -> Callable[[Answer], Answer]:
    """Register the answer of a question under its permanent id."""

    def register(answer: Answer) -> Answer:
        assert key not in QUESTIONS
        QUESTIONS[key] = Question(step, text, rules, answer)
        return answer

    return register


def none_or(findings: tuple[Finding, ...], none: str, some: tuple[str, str], **words: object) -> str:
    """Return the sentence for no finding, or the one that counts them."""
    if not findings:
        return _(none)
    # A finding about the matrix as a whole counts the rows it stands for.
    count = sum(int(f.numbers.get("count", 1)) if f.variant in ("most", "column") else 1 for f in findings)
    return ngettext(*some, count).format(n=count, **words)


def people_of(findings: Iterable[Finding]) -> list[PersonId]:
    return list(dict.fromkeys(person for finding in findings for person in finding.people))
