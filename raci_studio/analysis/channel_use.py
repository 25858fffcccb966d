"""Which channels a process knows, and who said to be able to use them."""

from collections.abc import Mapping

from raci_studio.analysis.channels import named_channels
from raci_studio.core.document import Document, Person, ProcessId


def channels_in_use(document: Document, process: ProcessId) -> Mapping[str, tuple[str, ...]]:
    """Return the channels of a process by a key each, with the ways they are written, the first one to show.

    They come from its main channel, its systems, the channels of its tasks (the most frequent first), and from what
    people can use.
    """
    of = document.processes[process]
    texts = [of.main_channel, *of.systems]
    counts: dict[str, int] = {}
    for task in document.tasks_of(process):
        if task.channel.strip():
            counts[task.channel] = counts.get(task.channel, 0) + 1
    texts += sorted(counts, key=lambda text: -counts[text])
    texts += (channel for person in document.people_in_order() for channel in person.channels)
    found: dict[str, dict[str, None]] = {}
    for text in texts:
        for key, name in named_channels(text).items():
            found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def usable(person: Person) -> frozenset[str]:
    """Return the keys of the channels a person can use; empty where nobody said so of any."""
    return frozenset(key for channel in person.channels for key in named_channels(channel))


def ways_written(person: Person, key: str) -> tuple[str, ...]:
    """Return how a channel is written among those that a person can use."""
    return tuple(channel for channel in person.channels if key in named_channels(channel))
