"""The thresholds of the rules in words, as the settings show them.

Where a default comes from is said in the docstring of its rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from raci_studio.analysis.names.likeness import SIMILARITY
from raci_studio.analysis.names.same_people import LIKELY
from raci_studio.analysis.substitutes import LEAST
from raci_studio.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number that a rule compares with: what it means, its default, and from where to where it makes sense.

    A `share` goes from 0 to 1 and is shown in per cent; other numbers carry their unit in `text`.
    """

    text: str
    default: float
    least: float = 0.0
    most: float = 1.0
    share: bool = True

    @property
    def factor(self) -> int:
        """Return by what the number is multiplied where it is shown."""
        return 100 if self.share else 1


def _count(text: str, default: float, most: float) -> Threshold:
    return Threshold(text, default, 0, most, share=False)


THRESHOLDS: Mapping[str, Threshold] = {
    "H103.similarity": Threshold(N_("Names look alike from a likeness of"), SIMILARITY, 0.5),
    "H103.confidence": Threshold(N_("They become a finding from a confidence of"), LIKELY),
    "H105.count": _count(N_("Reported from this many tasks on"), 3, 1000),
    "H106.share": Threshold(N_("Reported from this share of all tasks"), 0.80),
    "L201.least": _count(N_("Never reported up to this many tasks"), 4, 1000),
    "L201.deviations": _count(N_("Reported from this many deviations above the middle"), 3, 20),
    "L201.share": Threshold(N_("Reported above this share of all tasks"), 0.70),
    "L202.count": _count(N_("Never reported up to this many tasks"), 5, 1000),
    "L202.share": Threshold(N_("Reported above this share of all tasks"), 0.50),
    "L203.warning": _count(N_("Warning from this many tasks at the same time"), 3, 100),
    "L203.error": _count(N_("Error from this many tasks at the same time"), 5, 100),
    "L204.day": _count(N_("Reported from this many deadlines on one day on"), 3, 100),
    "L204.week": _count(N_("Reported from this many deadlines in one week on"), 4, 100),
    "L205.share": Threshold(N_("Reported above this share of the days of a week"), 1.0, 0.1, 5.0),
    "L206.evenness": Threshold(N_("Reported from this evenness of the roles"), 0.80),
    "L207.gini": Threshold(N_("Reported above this unevenness (0% all alike, 100% all with one)"), 0.50),
    "L208.share": Threshold(N_("Reported above this share of all tasks"), 0.60),
    "W301.downstream": Threshold(N_("Critical where this share of the work waits for the task"), 0.25),
    "W302.warning": Threshold(N_("Warning from this share of the work that stops"), 0.25),
    "W302.error": Threshold(N_("Error from this share of the work that stops"), 0.50),
    "W303.count": _count(N_("Reported from this many decisions on"), 3, 100),
    "W303.delay": Threshold(N_("Reported above this share of a day that the end moves per day of absence"), 0.10),
    "W304.limit": _count(N_("Reported up to this many people"), 2, 100),
    "W305.score": Threshold(N_("Reported where nobody reaches this score as a substitute"), LEAST),
    "W307.people": _count(N_("Reported above this many people at work"), 7, 100),
    "W307.consulted": _count(N_("Reported above this many consulted"), 4, 100),
    "W310.people": _count(N_("Reported above this many informed"), 7, 100),
    "W310.share": Threshold(N_("Reported above this share of all people"), 0.50),
    "D404.hint": _count(N_("A question above this many executors"), 3, 100),
    "D404.warning": _count(N_("A warning above this many executors"), 5, 100),
    "D410.count": _count(N_("Compared from this many tasks on"), 5, 1000),
    "D410.share": Threshold(N_("Reported from this share of letters in common"), 0.90),
    "T506.share": Threshold(N_("Warnings above this share of the tasks"), 0.05),
    "T507.share": Threshold(N_("Reported below this reserve, as a share of the longest chain"), 0.10),
    "T508.share": Threshold(N_("Critical up to a reserve of this share of the whole"), 0.05),
    "T509.days": _count(N_("Reported above this many working days"), 44, 1000),
    "T509.share": Threshold(N_("Too short below this share of what tasks of the same name take"), 0.33),
    "T510.days": _count(N_("Reported above this many working days of slack"), 44, 1000),
    "T510.share": Threshold(N_("Reported above this share of the whole as slack"), 0.50),
    "T511.factor": Threshold(N_("Reported above this share of the longest chain"), 1.20, 1.0, 10.0),
    "T513.count": _count(N_("Reported from this many tasks waited for"), 5, 100),
    "Q602.confidence": Threshold(N_("A warning from this confidence, a question below"), 0.80),
    "Q608.share": Threshold(N_("Reported from this share of the words of the task"), 0.90),
    "Q611.count": _count(N_("Reported above this many tasks"), 50, 10_000),
    "C702.count": _count(N_("Reported from this many tasks with a channel on"), 5, 1000),
    "C702.share": Threshold(N_("Reported below this share of the tasks"), 0.60),
    "C703.count": _count(N_("Reported above this many channels"), 3, 100),
}
"""The thresholds by name: the code of the rule, a point, its own name."""
