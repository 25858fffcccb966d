"""Steps 1 to 4: who takes part, who carries too much, where it breaks, who does what twice."""

from collections import Counter

from raci_studio.analysis.checklist.base import Facts, Unknown, needs, none_or, people_of, question
from raci_studio.core.i18n import N_, NN_, _, ngettext
from raci_studio.core.scheme import RoleKind

# Step 1, heads


@question("people", 1, N_("How many people take part?"))
def _people(facts: Facts) -> str:
    count = len(facts.metrics.participants)
    if not count:
        raise Unknown(_("The matrix names nobody."))
    tasks = len(facts.metrics.tasks)
    people = ngettext("{n} person takes part", "{n} people take part", count).format(n=count)
    return people + _(", on {n} tasks").format(n=tasks)


def _top(facts: Facts, kind: RoleKind) -> str:
    counts = Counter(facts.metrics.counts(kind)).most_common()
    if not counts:
        raise Unknown(_("The matrix does not say who."))
    most = counts[0][1]
    people = [person for person, count in counts if count == most]
    total = len(facts.metrics.tasks)
    return _("{names}: {n} of {total} tasks").format(names=facts.names(people), n=most, total=total)


@question("most-r", 1, N_("Who carries out most?"))
def _most_r(facts: Facts) -> str:
    return _top(facts, RoleKind.DOES)


@question("most-a", 1, N_("Who most often answers?"))
def _most_a(facts: Facts) -> str:
    return _top(facts, RoleKind.ANSWERS)


@question("ghosts", 1, N_("Is anybody listed who does not take part?"), "H101", "H102")
def _ghosts(facts: Facts) -> str:
    found = facts.about("H101", "H102")
    if not found and not facts.metrics.participants:
        raise Unknown(_("The matrix names nobody."))
    some = NN_(
        "{n} person takes no part or is only informed: {names}", "{n} people take no part or are only informed: {names}"
    )
    return none_or(found, N_("Everybody who is listed takes part"), some, names=facts.names(people_of(found)))


# Step 2, the overloaded


@question("parallel", 2, N_("How many tasks at once has each executor?"), "L201", "L203")
def _parallel(facts: Facts) -> str:
    found = facts.about("L203", "L201")
    some = NN_("{n} person has too many: {names}", "{n} people have too many: {names}")
    if not found and facts.metrics.inferred:
        raise Unknown(_("The matrix does not say which tasks wait for which; fill in the predecessors."))
    if found:
        return none_or(found, "", some, names=facts.names(people_of(found)))
    if not facts.metrics.workload:
        raise Unknown(_("The matrix does not say who carries out the tasks."))
    most = max((stretch.tasks for of in facts.metrics.workload.values() for stretch in of), default=0)
    return _("Nobody has too many; the most at the same time: {n}").format(n=most)


@question("deadline-overlap", 2, N_("Do deadlines overlap?"), "L204", "L205")
def _deadline_overlap(facts: Facts) -> str:
    found, metrics = facts.about("L204", "L205"), facts.metrics
    dated = sum(day is not None for day in metrics.timing.due)
    planned = metrics.timing.days is not None and metrics.timing.timed and not metrics.inferred
    if not found and not dated and not planned:
        raise needs(
            _("deadlines that are dates with a year, or the start of the process with durations and predecessors")
        )
    if found:
        some = NN_("{n} pile of work or deadlines: {names}", "{n} piles of work or deadlines: {names}")
        return none_or(found, "", some, names=facts.names(people_of(found)))
    if not dated:
        return _("Nobody has more work than a week holds; no deadline is a date")
    none = NN_("No pile; {n} deadline is a date", "No pile; {n} deadlines are dates")
    return ngettext(*none, dated).format(n=dated)


@question("control", 2, N_("Is too much control on one person?"), "L202")
def _control(facts: Facts) -> str:
    found = facts.about("L202")
    if not facts.metrics.counts(RoleKind.ANSWERS):
        raise Unknown(_("The matrix names nobody who answers."))
    some = NN_("{n} person answers for too much: {names}", "{n} people answer for too much: {names}")
    return none_or(found, N_("Nobody answers for too much"), some, names=facts.names(people_of(found)))


@question("many-roles", 2, N_("Is anybody in several roles at once?"), "L206", "H106")
def _many_roles(facts: Facts) -> str:
    found = facts.about("L206", "H106")
    if not facts.metrics.participants:
        raise Unknown(_("The matrix names nobody."))
    some = NN_("{n} person is in too much: {names}", "{n} people are in too much: {names}")
    return none_or(found, N_("Nobody"), some, names=facts.names(people_of(found)))


# Step 3, weak points


@question("single-executor", 3, N_("Are there tasks with one executor and no substitute?"), "W301", "W305", "T508")
def _single_executor(facts: Facts) -> str:
    if not facts.metrics.counts(RoleKind.DOES):
        raise Unknown(_("The matrix does not say who carries out the tasks."))
    tasks = {task for finding in facts.about("W301", "T508") for task in finding.tasks}
    if not tasks:
        return _("Every executor has a substitute")
    held = Counter(person for finding in facts.about("W301") for person in finding.people)
    names = facts.names(person for person, _count in held.most_common())
    return ngettext("{n} task of {names}", "{n} tasks of {names}", len(tasks)).format(n=len(tasks), names=names)


@question("consultants", 3, N_("Are complex tasks consulted on enough, and none too much?"), "W306", "W307")
def _consultants(facts: Facts) -> str:
    if not facts.metrics.counts(RoleKind.CONSULTS):
        raise Unknown(_("The matrix names nobody who is consulted."))
    some = NN_("Too many are asked on {n} task", "Too many are asked on {n} tasks")
    return none_or(facts.about("W306", "W307"), N_("No task has too many consultants"), some)


@question("informed", 3, N_("Is everybody informed who needs to be?"), "W308", "W309", "W311", "W313")
def _informed(facts: Facts) -> str:
    found = facts.about("W308", "W309", "W311", "W313")
    if not found and facts.metrics.inferred and not facts.metrics.process.owner:
        raise Unknown(_("Needs the predecessors of the tasks or the owner of the process."))
    some = NN_("{n} time somebody does not hear of it: {names}", "{n} times somebody does not hear of it: {names}")
    return none_or(found, N_("Yes, as far as the matrix tells"), some, names=facts.names(people_of(found)))


@question("bottlenecks", 3, N_("Without whom does everything stop?"), "W302", "W303", "W304")
def _bottlenecks(facts: Facts) -> str:
    if not facts.metrics.participants:
        raise Unknown(_("The matrix names nobody."))
    shares = facts.metrics.expected_blocked_share
    first = max(facts.metrics.people, key=lambda person: shares[person])
    factor = facts.metrics.bus_factor
    told = _("Without {name} {share:.0%} of the remaining work stops").format(
        name=facts.names([first]), share=shares[first]
    )
    if not facts.metrics.inferred:  # the end by the order of the rows is no end to count days of
        told += _("; a week away moves the end by {days:.1f} working days").format(days=facts.metrics.days_lost(first))
    return told + (_("; bus factor {n}").format(n=factor.size) if factor.size else "")


# Step 4, duplicates and responsibility


@question("duplicates", 4, N_("Do two people do the same thing?"), "D407", "D408")
def _duplicates(facts: Facts) -> str:
    some = NN_("{n} task stands in several rows", "{n} tasks stand in several rows")
    return none_or(facts.about("D407", "D408"), N_("No two rows are the same task"), some)


@question("one-a", 4, N_("Does exactly one person answer for each task?"), "D401", "D402", "D403")
def _one_a(facts: Facts) -> str:
    parts = []
    for code, some in (
        ("D401", NN_("{n} task without anybody", "{n} tasks without anybody")),
        ("D402", NN_("{n} task with several", "{n} tasks with several")),
        ("D403", NN_("{n} task without an executor", "{n} tasks without an executor")),
    ):
        if facts.about(code):
            parts.append(none_or(facts.about(code), "", some))
    return "; ".join(parts) or _("Exactly one on each of {n} tasks").format(n=len(facts.metrics.tasks))


@question("conflicts", 4, N_("Do areas of responsibility conflict?"), "D409", "D411", "D412")
def _conflicts(facts: Facts) -> str:
    found, process = facts.about("D409", "D411", "D412"), facts.metrics.process
    if not found and not process.incompatible and process.owner is None:
        raise Unknown(_("Needs the owner of the process and the pairs of tasks one person must not do both."))
    return none_or(found, N_("No conflict"), NN_("{n} conflict", "{n} conflicts"))


@question("participants", 4, N_("Does every participant make sense?"), "D405", "D410", "H105")
def _participants(facts: Facts) -> str:
    found = facts.about("D405", "D410", "H105")
    return none_or(found, N_("Yes"), NN_("{n} role to think about", "{n} roles to think about"))
