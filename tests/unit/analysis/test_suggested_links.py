"""Dependencies that results and inputs suggest."""

from helpers import matrix

from raci_studio.analysis.suggested_links import suggest_links
from raci_studio.core import edits


def told(document):
    found = suggest_links(document, document.process_order[0])
    number = document.number_of
    return [(number(link.before), number(link.after), link.confidence) for link in found]


def test_the_output_of_one_is_the_input_of_another():
    document = matrix("""
        task           | Anna | inputs                   | result
        Draw up budget | R/A  |                          | Approved budget
        Choose a hall  | R/A  | budget                   | Contract with the hall
        Invite guests  | R/A  | contract with the hall   | Invitations
    """)
    assert told(document) == [(1, 2, 0.9), (2, 3, 0.9)]


def test_a_task_that_speaks_of_the_result_is_less_sure_and_upwards_less_still():
    document = matrix("""
        task                     | Анна | result
        Согласовать смету        | R/A  | Смета согласована
        Проверить договор аренды | R/A  | Замечания
        Составить договор аренды | R/A  | Договор аренды
        Оплатить по смете        | R/A  | Деньги отправлены
    """)
    assert told(document) == [(1, 4, 0.7), (3, 2, 0.42)]


def test_a_slip_in_a_long_word_is_forgiven():
    document = matrix("""
        task  | Anna | inputs        | result
        Write | R/A  |               | Questionnaire
        Ask   | R/A  | questionaire  | Answers
    """)
    assert told(document) == [(1, 2, 0.9)]


def test_nothing_that_is_there_was_refused_or_would_make_a_cycle():
    rows = """
        task  | Anna | inputs  | result  | after
        Write | R/A  | remarks | Draft   |
        Check | R/A  | draft   | Remarks | {after}
    """
    assert told(matrix(rows.format(after="1"))) == []
    document = matrix(rows.format(after=""))
    assert told(document) == [(1, 2, 0.9)]
    document = edits.set_process(document, document.process_order[0], refused_links=(document.order,))
    assert told(document) == [(2, 1, 0.54)]


def test_of_several_that_make_it_the_nearest_above_is_meant():
    document = matrix("""
        task   | Anna | inputs           | result
        Deploy | R/A  |                  | Module deployed in test
        Test   | R/A  | module in test   | Remarks
        Deploy | R/A  |                  | Module deployed in test
        Test   | R/A  | module in test   | Answers
    """)
    found = suggest_links(document, document.process_order[0])
    assert [(document.number_of(link.before), document.number_of(link.after)) for link in found] == [(1, 2), (3, 4)]
    assert found[0].because == ("Module", "test")
