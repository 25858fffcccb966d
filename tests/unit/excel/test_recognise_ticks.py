"""Tables of ticks: an X under a letter, the person above, below or in the row."""

from sheets import lines, only_table, sheet, tables

ANSWER = ["3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", "5 Test: A Boris; C Anna; R Boris"]


def test_people_over_letters():
    plan, content = only_table(sheet("""
              | Anna |   |   | Boris |   |
        Task  | R    | A | C | R     | A | C
        Plan  | X    |   |   |       | X |
        Build |      | X |   | X     |   |
        Test  |      |   | x | ✓     | + |
    """, merges="B1:D1 E1:G1"))  # fmt: skip
    assert (plan.layout, content.people, lines(content)) == ("grid", ("Anna", "Boris"), ANSWER)
    assert content.tasks[0].cells["role", "R"] == "B3"


def test_roles_over_people_without_merges():
    _plan, content = only_table(sheet("""
              | Responsible |       | Accountable |       | Consulted |
        Task  | Anna        | Boris | Anna        | Boris | Anna      | Boris
        Plan  | X           |       |             | X     |           |
        Build |             | X     | X           |       |           |
        Test  |             | x     |             | x     | x         |
    """))  # fmt: skip
    assert lines(content) == ANSWER


def test_the_person_stands_in_the_row():
    plan, content = only_table(sheet("""
        Task  | Person | R | A | C | I | Notes
        Plan  | Anna   | X |   |   |   | soon
              | Boris  |   | X |   |   |
        Build | Anna   |   | x |   |   |
        Build | Clara  | X |   |   |   |
              | Dan    |   |   |   | X |
    """))  # fmt: skip
    assert plan.layout == "long" and content.people == ("Anna", "Boris", "Clara", "Dan")
    assert lines(content) == ["2 Plan: A Boris; R Anna", "4 Build: A Anna; I Dan; R Clara"]
    assert content.tasks[0].notes == "soon"


def test_other_texts_among_the_ticks_are_kept():
    _plan, content = only_table(sheet("""
              | Anna |   | Boris |
        Task  | R    | A | R     | A
        Plan  | X    |   |       | X
        Build |      | X | X     |
        Test  | X    |   | later | X
    """))  # fmt: skip
    assert dict(content.tasks[2].extras) == {"Boris R": "later"}
    assert [(note.cell, note.code) for note in content.notes] == [("D5", "unknown-mark")]


def test_ticks_without_roles_are_no_matrix():
    assert not tables(sheet("""
        Requirement | TC1 | TC2 | TC3
        REQ-1       | X   |     | X
        REQ-2       |     | X   |
        REQ-3       | X   |     |
    """))  # fmt: skip


def test_ticks_of_nobody_are_kept_and_noted():
    plan, content = only_table(sheet("""
        Task  | Responsible | Accountable | Consulted | Notes
        Plan  | X           | ✓           |           | soon
        Build | x           |             | Boris     |
        Test  |             | x           |           |
    """))  # fmt: skip
    assert (plan.layout, content.people) == ("list", ("Boris",))
    assert [dict(task.extras) for task in content.tasks] == [{"R": "X", "A": "✓"}, {"R": "x"}, {"A": "x"}]
    assert [(note.cell, note.code) for note in content.notes] == [
        (cell, "tick-without-person") for cell in ("B2", "C2", "B3", "C4")
    ]


def test_a_tick_in_a_row_without_a_person_is_kept():
    _plan, content = only_table(sheet("""
        Task  | Person | R | A | C
        Plan  | Anna   | X |   |
        Build |        |   | X |
        Test  | Clara  | X |   | X
    """))  # fmt: skip
    assert dict(content.tasks[1].extras) == {"A": "X"}
    assert [(note.cell, note.code) for note in content.notes] == [("D3", "tick-without-person")]
