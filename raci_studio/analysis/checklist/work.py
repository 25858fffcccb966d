"""Steps 5 to 7: when, with what result, and through which channel."""

from collections import Counter

from raci_studio.analysis.checklist.base import Facts, Unknown, needs, none_or, question
from raci_studio.analysis.dates import read_date
from raci_studio.analysis.rules import RULES
from raci_studio.analysis.rules.communications import channels_of
from raci_studio.analysis.rules.results import is_filler
from raci_studio.core.i18n import N_, NN_, _, ngettext

# Step 5, timings


def _if_planned(facts: Facts) -> None:
    """Raise what is missing for a plan whose end means something."""
    lacking = [_("the predecessors of the tasks")] if facts.metrics.inferred else []
    if not facts.metrics.timing.timed:
        lacking.append(_("the durations of most tasks"))
    if lacking:
        raise needs(*lacking)


@question("realistic", 5, N_("Are the deadlines realistic?"), "T503", "T509", "T511")
def _realistic(facts: Facts) -> str:
    found, metrics = facts.about("T503", "T509", "T511"), facts.metrics
    if found:
        return none_or(found, "", NN_("{n} doubt", "{n} doubts"))
    dated = metrics.timing.days is not None and any(metrics.timing.due) and not metrics.inferred
    if not dated:
        _if_planned(facts)
    told = _("The longest chain takes {days:.0f} working days, {levelled:.0f} if everybody does one task at a time")
    told = told.format(days=metrics.schedule.end, levelled=metrics.levelled.end)
    if dated:
        return told
    lacking = _("deadlines that are dates") if metrics.timing.days is not None else _("the start of the process")
    return told + _("; not compared with dates, for that needs: {what}").format(what=lacking)


@question("reserve", 5, N_("Is there a reserve?"), "T507", "T510")
def _reserve(facts: Facts) -> str:
    metrics, promised = facts.metrics, facts.metrics.process.promised_end.strip()
    if not promised:
        raise Unknown(_("Needs the promised end of the process."))
    if metrics.timing.promise is None and read_date(promised) is None:
        raise Unknown(_("The promised end “{text}” is neither a date nor a length of time.").format(text=promised))
    if metrics.timing.promise is None:
        raise needs(_("the start of the process"))
    _if_planned(facts)
    told = _("The longest chain takes {days:.0f} working days, the end is promised after {promise:.0f}")
    told = told.format(days=metrics.schedule.end, promise=metrics.timing.promise)
    much = facts.about("T510")
    some = NN_("; {n} task with very much slack", "; {n} tasks with very much slack")
    return told + (none_or(much, "", some) if much else "")


@question("links", 5, N_("Are the links between tasks respected?"), "T504", "T505", "T506")
def _links(facts: Facts) -> str:
    if facts.metrics.inferred:
        raise Unknown(_("The matrix does not say which tasks wait for which; fill in the predecessors."))
    found = facts.about("T504", "T505", "T506")
    none = N_("Yes") if any(facts.metrics.timing.due) else N_("Yes, as far as the matrix tells")
    return none_or(found, none, NN_("{n} link is wrong or missing", "{n} links are wrong or missing"))


@question("undefined-deadline", 5, N_("Are there tasks with an undefined deadline?"), "T501", "T502")
def _undefined_deadline(facts: Facts) -> str:
    some = NN_("{n} task without a definite deadline", "{n} tasks without a definite deadline")
    return none_or(facts.about("T501", "T502"), N_("Every deadline is definite"), some)


# Step 6, results


@question("output", 6, N_("Has every task a clear output?"), "Q601", "Q602")
def _output(facts: Facts) -> str:
    some = NN_("{n} task without a clear result", "{n} tasks without a clear result")
    return none_or(facts.about("Q601", "Q602"), N_("Every task has a result"), some)


def _if_results(facts: Facts) -> None:
    if all(is_filler(task.result) for task in facts.metrics.tasks):
        raise Unknown(_("The matrix has no results."))


@question("what-exactly", 6, N_("Is it clear what exactly is to be done?"), "Q603", "Q608", "Q609")
def _what_exactly(facts: Facts) -> str:
    _if_results(facts)
    some = NN_("{n} result is not clear", "{n} results are not clear")
    return none_or(facts.about("Q603", "Q608", "Q609"), N_("Yes, as far as the matrix tells"), some)


@question("criteria", 6, N_("Are criteria of acceptance defined?"), "Q604")
def _criteria(facts: Facts) -> str:
    _if_results(facts)
    count = sum(bool(task.criterion.strip()) for task in facts.metrics.tasks)
    if not count:
        raise Unknown(_("No task has a criterion of acceptance."))
    return _("{n} of {total} tasks have a criterion").format(n=count, total=len(facts.metrics.tasks))


@question("format", 6, N_("Is the format of the result fixed?"), "Q605", "Q606", "Q607", "Q610")
def _format(facts: Facts) -> str:
    some = NN_("{n} task without a format", "{n} tasks without a format")
    return none_or(facts.about("Q605", "Q606", "Q607", "Q610"), N_("Every result has a format"), some)


# Step 7, communications


def _if_channels(facts: Facts) -> Counter[str]:
    used = Counter(key for task in facts.metrics.tasks for key in channels_of(task))
    if not used:
        raise Unknown(_("The matrix names no channels."))
    return used


@question("channel-confusion", 7, N_("Are channels confused?"), "C703", "C704")
def _channel_confusion(facts: Facts) -> str:
    count = len(_if_channels(facts))
    told = ngettext("{n} channel in use", "{n} channels in use", count).format(n=count)
    return told + (_("; some under several names") if facts.about("C704") else "")


@question("access", 7, N_("Has everybody access to the tools named?"), "C705", "C708")
def _access(facts: Facts) -> str:
    people = facts.metrics.document.people
    if not any(people[person].channels for person in facts.metrics.participants):
        raise Unknown(_("Nobody said which channels each person can use."))
    found = facts.about("C705", "C708")
    if not found and "C705" not in RULES:
        raise Unknown(_("This version does not compare channels with what people can use yet."))
    return none_or(found, N_("Yes"), NN_("{n} person cannot", "{n} people cannot"))


@question("main-channel", 7, N_("Is there one main channel?"), "C701", "C702")
def _main_channel(facts: Facts) -> str:
    if facts.metrics.process.main_channel:
        return facts.metrics.process.main_channel
    used = _if_channels(facts)
    key, count = used.most_common(1)[0]
    name = next(channels_of(task)[key] for task in facts.metrics.tasks if key in channels_of(task))
    with_channel = sum(bool(channels_of(task)) for task in facts.metrics.tasks)
    return _("{name}, on {n} of {total} tasks with a channel").format(name=name, n=count, total=with_channel)


@question("escalation", 7, N_("Is it clear how and where to report a problem?"), "C707", "C706")
def _escalation(facts: Facts) -> str:
    if facts.about("C707"):
        return _("No")
    if not facts.metrics.process.escalation.strip():
        raise Unknown(_("Needs the contact for problems of the process."))
    return facts.metrics.process.escalation
