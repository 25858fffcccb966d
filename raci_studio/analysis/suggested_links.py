"""Dependencies that the texts suggest: the result of one task is what another one works on.

Suggested, never applied by themselves: each is accepted or refused, one by one or all above a confidence.
"""

from dataclasses import dataclass

from raci_studio.analysis.handed_over import ENOUGH, Match, input_pieces, things_of, words_of_things
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import Document, ProcessId, TaskId

# Our own judgement of how often such a match is a dependency.
_BY_INPUT, _BY_NAME = 0.9, 0.7
_UPWARDS = 0.6  # by which a confidence is multiplied where the later row would come first
LEAST = 0.4


@dataclass(frozen=True, slots=True)
class SuggestedLink:
    """`after` seems to need what `before` makes: `because` of these words of its result; `confidence` is 0…1."""

    before: TaskId
    after: TaskId
    confidence: float
    because: tuple[str, ...]


def suggest_links(document: Document, process: ProcessId) -> tuple[SuggestedLink, ...]:
    """Return the links that the results, inputs and names of a process suggest, the surest first.

    Left out are links that are there or that a chain of links says, those that were refused, and those that would make
    a cycle with what was declared or with a surer suggestion.
    """
    metrics = Metrics(document, process)
    refused = set(metrics.process.refused_links)
    found = {}
    for after, task in enumerate(metrics.tasks):
        for before, confidence, because in _makers(metrics, after):
            pair = (metrics.tasks[before].id, task.id)
            if confidence >= LEAST and pair not in refused:
                words = words_of_things(metrics.tasks[before].result, because)
                found[before, after] = SuggestedLink(*pair, round(confidence, 2), words)
    chosen = []
    below = [0] * len(metrics.tasks) if metrics.inferred else list(metrics.later)
    for (before, after), link in sorted(found.items(), key=lambda item: (-item[1].confidence, item[0][::-1])):
        if not below[before] >> after & 1 and not below[after] >> before & 1 and before != after:
            chosen.append(link)
            _connect(below, before, after)
    return tuple(chosen)


def _makers(metrics: Metrics, after: int) -> list[tuple[int, float, frozenset[str]]]:
    """Return who makes what a task needs: by its inputs where it names any, else by what its name speaks of."""
    task, outputs = metrics.tasks[after], metrics.outputs
    pieces = input_pieces(task.inputs)
    best: dict[int, tuple[float, frozenset[str]]] = {}
    for piece in pieces or (task.name,):
        fitting = [match for match in outputs.makers(things_of(piece), besides=after) if _fits(metrics, match, pieces)]
        if not fitting:
            continue
        # Where several make it alike, as in a process that comes twice, it is the nearest one above.
        match = min(fitting, key=lambda one: (-_share(metrics, one, pieces), (after - one.task) % len(metrics.tasks)))
        sure = _share(metrics, match, pieces) * (_BY_INPUT if pieces else _BY_NAME)
        sure *= 1.0 if match.task < after else _UPWARDS
        if sure > best.get(match.task, (0.0, frozenset()))[0]:
            best[match.task] = (sure, match.words)
    return [(before, sure, words) for before, (sure, words) in best.items()]


def _fits(metrics: Metrics, match: Match, pieces: tuple[str, ...]) -> bool:
    return bool(metrics.tasks[match.task].result.strip()) and _share(metrics, match, pieces) >= ENOUGH


def _share(metrics: Metrics, match: Match, pieces: tuple[str, ...]) -> float:
    """By name the task must speak of the whole result: «Проверить отчёт» says little of «отчёт о продажах»."""
    outputs = metrics.outputs
    return match.share if pieces else outputs.weight(match.words) / outputs.weight(outputs.made[match.task])


def _connect(below: list[int], before: int, after: int) -> None:
    """Add what comes after a link to everything that comes before it."""
    more = below[after] | 1 << after
    for task, mask in enumerate(below):
        if task == before or mask >> before & 1:
            below[task] |= more
