"""Step 7, communications: where people talk about the work."""

from collections import Counter
from collections.abc import Iterator, Mapping

from raci_studio.analysis.channels import SPOKEN, WITHOUT_FILES, named_channels, way_of
from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.kept import measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import each_or_most, found, missing, rule
from raci_studio.analysis.rules.results import is_filler, named_format
from raci_studio.analysis.task_words import speaks_of_control
from raci_studio.core.document import Task
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind


@rule(
    "C701", Severity.WARNING, N_("No channel"),
    N_("People who must be consulted or informed need to know where."),
    message=N_("“{task}” says who is consulted or informed, but not through which channel."),
    column=NN_(
        "The matrix has no channels, though people are to be consulted, informed or handed over to ({count} task).",
        "The matrix has no channels, though people are to be consulted, informed or handed over to ({count} tasks).",
    ),
)  # fmt: skip
def no_channel(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks where people talk and no channel is named.

    Why: a C or I without a channel, or a handover to another department, is lost in somebody's mailbox.
    Bad: C = Anna, channel empty. Good: C = Anna, channel "Telegram, group Launch".
    """
    without = _without_channel(metrics)
    talking = [task for task, lacks, talk in zip(metrics.tasks, without, _people_talk(metrics)) if lacks and talk]
    if talking:
        yield from missing(metrics, "C701", talking, "channel", all(without))


@measure_by_row()
def _without_channel(metrics: Metrics, index: int) -> bool:
    return is_filler(metrics.tasks[index].channel)


@measure_by_row(near=True)
def _people_talk(metrics: Metrics, index: int) -> bool:
    """Tell whether somebody is asked or told, or executors of another department go on."""
    of = metrics.roles(metrics.tasks[index])
    if of.get(RoleKind.CONSULTS) or of.get(RoleKind.INFORMED):
        return True
    here = metrics.departments[index]
    later = [metrics.departments[after] for after in metrics.successors[index]] if here else []
    return any(there and not here & there for there in later)


@rule(
    "C702", Severity.WARNING, N_("No main channel"),
    N_("Where everything goes everywhere, everybody must look everywhere."),
    message=N_("The channel used most, “{channel}”, serves {share:.0%} of the tasks; none is the main one."),
)  # fmt: skip
def no_main_channel(metrics: Metrics) -> Iterator[Finding]:
    """Find processes whose most used channel serves less than 60 % of the tasks with a channel (C702.share).

    Why: one main channel for each process; 60 % is our own. From five tasks with a channel on (C702.count). A task
    with several channels counts for each; a process with a main channel of its own choice (its field) is silent.
    Bad: mail 3, chat 3, phone 2. Good: chat 7, mail 1.
    """
    if metrics.process.main_channel:
        return
    used = [channels for task in metrics.tasks if (channels := channels_of(task))]
    if len(used) < metrics.threshold("C702.count", 5):
        return
    counts = Counter(key for channels in used for key in channels)
    key, count = counts.most_common(1)[0]
    if count / len(used) < metrics.threshold("C702.share", 0.60):
        shown = next(channels[key] for channels in used if key in channels)
        yield found(metrics, "C702", words={"channel": shown}, share=count / len(used), count=len(counts))


@rule(
    "C703", Severity.WARNING, N_("Too many channels"),
    N_("The more channels, the more is missed; what was agreed where, nobody finds again."),
    message=N_("The process uses {count} channels: {channels}."),
)  # fmt: skip
def channel_zoo(metrics: Metrics) -> Iterator[Finding]:
    """Find processes that use more than three channels (C703.count).

    Why: our own limit; «Telegram» and «телега» are one channel (C704), or every count would be wrong.
    Bad: mail, chat, phone, tracker and a shared disk. Good: chat for questions, the tracker for the rest.
    """
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for task in metrics.tasks:
        for key, name in channels_of(task).items():
            counts[key] += 1
            shown.setdefault(key, name)
    if len(counts) > metrics.threshold("C703.count", 3):
        names = ", ".join(shown[key] for key, _number in counts.most_common())
        tasks = [task for task in metrics.tasks if channels_of(task)]
        yield found(
            metrics, "C703", cells=[Cell(task.id, "channel") for task in tasks], words={"channels": names},
            count=len(counts),
        )  # fmt: skip


@rule(
    "C704", Severity.HINT, N_("One channel under several names"),
    N_("Two names for one channel look like two places to search in."),
    message=N_("{names} are one channel. Write it in one way."),
)  # fmt: skip
def channel_aliases(metrics: Metrics) -> Iterator[Finding]:
    """Find channels written in several ways: «тг», "Telegram", «телега».

    Why: hygiene; counts of channels are only right after it.
    Bad: "Mail" in one row and «почта» in the next. Good: one word in both.
    """
    ways: dict[str, dict[str, str]] = {}  # channel -> way to write it -> as it stands
    for task in metrics.tasks:
        for key, name in channels_of(task).items():
            ways.setdefault(key, {}).setdefault(way_of(name), name)
    for key, names in ways.items():
        if len(names) > 1:
            tasks = [task for task in metrics.tasks if key in channels_of(task)]
            cells = [Cell(task.id, "channel") for task in tasks]
            words = {"names": ", ".join(f"“{name}”" for name in names.values())}
            yield found(metrics, "C704", tasks, cells=cells, words=words)


@rule(
    "C705", Severity.ERROR, N_("No access to the channel"),
    N_("Whoever cannot open the tool hears of nothing and delivers by a way of their own."),
    message=N_("{people} cannot use {channel}, where {count} of their tasks are talked about."),
    outside=N_("{people} is from outside and may not be able to use {channel}."),
)  # fmt: skip
def no_access(metrics: Metrics) -> Iterator[Finding]:
    """Find people with a role on a task whose channel is none of those they can use.

    Why: the checklist asks whether everybody has access to the tools named. Only for people of whom somebody said
    what they can use; a task with several channels is fine if they can use one. A hint for people from outside.
    Bad: channel "Jira", Anna can use mail and phone. Good: Anna can use Jira too.
    """
    for person in metrics.participants:
        known = metrics.document.people[person]
        can = {key for channel in known.channels for key in named_channels(channel)}
        closed: dict[str, list[Task]] = {}
        for task in metrics.tasks if can else ():
            asked = channels_of(task)
            if asked and not asked.keys() & can and person in metrics.present(task):
                closed.setdefault(", ".join(asked.values()), []).append(task)
        for channel, tasks in closed.items():
            yield found(
                metrics, "C705", tasks, [person], [Cell(task.id, "channel") for task in tasks],
                Severity.HINT if known.external else None, "outside" if known.external else "",
                words={"channel": channel}, count=len(tasks),
            )  # fmt: skip


@rule(
    "C706", Severity.WARNING, N_("Decision without a trace"),
    N_("What was agreed by word of mouth, everybody remembers in a way of their own."),
    message=N_("“{task}” is a decision, and {channel} leaves no trace of it."),
    most=N_("{count} of {total} tasks are decisions that leave no trace."),
)  # fmt: skip
def decision_without_trace(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks that check, approve, accept or pay, and whose only channels are spoken ones.

    Why: our own judgement: an approval must be found again later.
    Bad: "Approve the budget", channel "phone". Good: channel "phone, then mail".
    """
    untraced = (
        found(
            metrics, "C706", [task], cells=[Cell(task.id, "channel")], confidence=0.8,
            words={"channel": ", ".join(channels.values())},
        )
        for task in metrics.tasks
        if (channels := channels_of(task)) and channels.keys() <= SPOKEN and speaks_of_control(task.name)
    )  # fmt: skip
    yield from each_or_most(metrics, untraced)


@rule(
    "C708", Severity.HINT, N_("The channel does not carry the format"),
    N_("A file cannot be handed over by voice: there is another way that nobody wrote down."),
    message=N_("The result of “{task}” is a file ({format}), and {channel} cannot carry it."),
    most=N_("{count} of {total} results are files, and their channel cannot carry them."),
)  # fmt: skip
def channel_does_not_fit(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks whose result is a file and whose only channels are voice or text messages of a phone.

    Why: our own judgement.
    Bad: format "Excel", channel "phone". Good: format "Excel", channel "mail".
    """
    found_here = (
        found(
            metrics, "C708", [task], cells=[Cell(task.id, "channel"), Cell(task.id, "format")],
            words={"channel": ", ".join(channels.values()), "format": format_name},
        )
        for task in metrics.tasks
        if (channels := channels_of(task)) and channels.keys() <= WITHOUT_FILES and (format_name := named_format(task.format))
    )  # fmt: skip
    yield from each_or_most(metrics, found_here)


def channels_of(task: Task) -> Mapping[str, str]:
    """Return the channels of a task, by a key each, as they are written; {} where there is none."""
    return {} if is_filler(task.channel) else named_channels(task.channel)


@rule(
    "C707", Severity.WARNING, N_("Nowhere to report a problem"),
    N_("When something goes wrong, people lose the first hours on finding out whom to tell."),
    message=N_("The process does not say where problems are reported."),
)  # fmt: skip
def no_escalation(metrics: Metrics) -> Iterator[Finding]:
    """Find processes that were described (an owner, channel or end) but do not say where problems go.

    Why: the checklist asks how and where to report a problem. Silent where nothing of the process was given.
    Bad: owner Anna, escalation empty. Good: "Anna, phone 12-34, within a day".
    """
    process = metrics.process
    if (process.owner or process.main_channel or process.promised_end) and not process.escalation.strip():
        yield found(metrics, "C707")
