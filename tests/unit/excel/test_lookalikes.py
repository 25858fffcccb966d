"""Tables of letters that are no responsibilities, and what tells them apart."""

import pytest
from sheets import sheet, tables

LOOKALIKES = {
    "classes of goods, typed in Cyrillic": """
        Товар | Оборот | Спрос
        Гайки | А      | Х
        Болты | В      | У
        Винты | С      | Х
        Шайбы | В      | У
    """,
    "vacations": """
        Имя  | Янв | Фев | Мар | Апр
        Иван | О   |     | К   |
        Пётр | И   | О   |     |
        Анна | О   | И   |     | К
    """,
    "weekdays": """
        Employee | Mon | Tue | Wed | Thu
        Anna     | A   | C   | A   | C
        Boris    | C   | A   | R   | A
        Clara    | A   | A   | R   | R
    """,
    "shifts on days of the month": """
        Name  | 1 | 2 | 3 | 4 | 5 | 6
        Anna  | D | D | A | A | C | C
        Boris | A | A | C | C | D | D
        Clara | C | C | D | D | A | A
    """,
    "dates": """
        Worker | 2024-03-01 | 2024-03-02 | 2024-03-03
        Anna   | R          | A          | I
        Boris  | A          | R          | C
    """,
    "a calendar with its own legend": """
        Staff | First | Second | Third
        Anna  | R     | A      | S
        Boris | A     | S      | R
        R = Remote, A = Annual leave, S = Sick | | |
    """,
    "grades": """
        Student    | Maths | Physics | Art | Music
        Anna Adams | A     | B       | C   | A
        Bob Brown  | C     | A       | F   | B
        Carl Cook  | D     | C       | A   | A
    """,
    "grades without B": """
        Student    | Maths | Physics | Art
        Anna Adams | A     | C       | C
        Bob Brown  | C     | A       | D
        Carl Cook  | D     | C       | A
        Dora Dean  | A     | A       | C
    """,
    "skills in numbers": """
        Skill  | Anna | Boris | Clara
        Python | 3    | 1     | 5
        SQL    | 2    | 4     | 1
        Excel  | 5    | 5     | 2
    """,
    "skills in levels": """
        Skill  | Anna | Boris | Clara
        Python | L    | M     | H
        SQL    | M    | H     | L
        Excel  | H    | H     | M
    """,
    "yes and no": """
        Question    | Ann | Bob | Cid
        Like tea?   | Y   | N   | Y
        Like milk?  | N   | N   | Y
        Like water? | Y   | Y   | N
    """,
    "create, read, update, delete": """
        Entity   | Orders | Billing | Stock
        Customer | C      | R       | R
        Invoice  | R      | C       | D
        Item     | R      | U       | C
    """,
    "traffic lights": """
        Project | Scope | Time | Cost
        Alpha   | R     | A    | A
        Beta    | A     | R    | G
        Gamma   | A     | R    | R
        Delta   | R     | A    | A
    """,
    "required and optional courses": """
        Course | Sales | Support | Office
        Safety | R     | R       | R
        Excel  | O     | R       | R
        Selling | R    | O       | O
    """,
    "where stakeholders stand": """
        Stakeholder | Unaware | Resistant | Neutral | Supportive
        Anna        | C       |           |         | D
        Boris       |         | C         | D       |
        Clara       | C       |           | D       |
    """,
    "a risk register": """
        ID | Risk  | Probability | Impact | Response
        1  | Fire  | L           | H      | A
        2  | Theft | M           | M      | T
        3  | Flood | L           | H      | R
    """,
    "presence": """
        Name  | Lesson one | Lesson two | Lesson three
        Anna  | P          | A          | P
        Boris | P          | P          | A
        Clara | A          | P          | P
    """,
}


@pytest.mark.parametrize("text", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_it_is_no_matrix(text):
    assert not tables(sheet(text))


@pytest.mark.parametrize("title", ["RACI matrix", "Матрица ответственности", "Legend: R Responsible, A Accountable"])
def test_a_title_overrules(title):
    text = (
        f"{title} | | |\nTask | Mon team | Tue team | Wed team\nPlan | R | A | C\nBuild | A | R | I\nTest | C | A | R"
    )
    assert len(tables(sheet(text))) == 1
