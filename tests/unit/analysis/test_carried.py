"""What each person carries, and which channels a process knows."""

from helpers import matrix, people

from raci_studio.analysis.carried import carried
from raci_studio.analysis.channel_use import channels_in_use, usable, ways_written
from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits

TEXT = """
task    | Anna | Boris | Clara | duration | channel
Write   | R    | R     |       | 4        | Slack
Check   | R    | A     |       |          | Slack, mail
Archive |      | R     |       | 2        | телега
"""


def of(document):
    return carried(document, [Metrics(document, process) for process in document.process_order])


def test_days_are_shared_among_the_executors_and_unknown_ones_count_as_one():
    document = matrix(TEXT)
    anna, boris, clara = people(document, "Anna", "Boris", "Clara")
    found = of(document)
    assert {person: found[person].days for person in (anna, boris, clara)} == {anna: 3.0, boris: 4.0, clara: 0.0}


def test_alone_is_what_nobody_else_can_do_or_decide():
    document = matrix(TEXT)
    anna, boris, clara = people(document, "Anna", "Boris", "Clara")
    write, check, archive = document.order
    found = of(document)
    assert found[anna].alone == (check,) and found[boris].alone == (check, archive) and found[clara].alone == ()
    helped = of(edits.set_person(document, boris, deputies=(clara,)))
    assert helped[boris].alone == () and write in document.tasks


def test_channels_of_a_process_are_known_however_they_are_written():
    document = matrix(TEXT)
    process = document.process_order[0]
    (anna,) = people(document, "Anna")
    document = edits.set_process(document, process, main_channel="Telegram", systems={"Jira": "IT"})
    document = edits.set_person(document, anna, channels=("тг", "Mail"))
    found = channels_in_use(document, process)
    assert list(found) == ["telegram", "jira", "slack", "mail"]
    assert found["telegram"] == ("Telegram", "телега", "тг")
    held = document.people[anna]
    assert usable(held) == {"telegram", "mail"} and ways_written(held, "telegram") == ("тг",)
