"""What a header says, in seven languages."""

import pytest

from raci_studio.excel.recognise.headers import field_of, is_placeholder, role_of


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Task", "task"), ("Deliverable or Task", "task"), ("Задача", "task"), ("Aufgabe / Prozess", "task"),
        ("Tâche", "task"),
        ("RESULTADO/ACTIVIDAD", "task"), ("Tarefa", "task"), ("Attività", "task"), ("Наименование задач", "task"),
        ("#", "number"), ("№", "number"), ("№ п/п", "number"), ("WBS ID", "number"), ("Código", "number"),
        ("Lfd. Nr.", "number"),
        ("Deadline", "deadline"), ("Срок исполнения", "deadline"), ("Frist", "deadline"),
        ("Échéance", "deadline"), ("Prazo", "deadline"),
        ("Duration (days)", "duration"), ("Длительность", "duration"), ("Dauer", "duration"),
        ("Start Date (mm/dd/yyyy)", "start"),
        ("Дата начала", "start"), ("Fecha fin", "finish"), ("Результат", "result"), ("Livrable", "result"),
        ("Формат", "format"),
        ("Канал связи", "channel"), ("Comments", "notes"), ("Примечание", "notes"), ("Bemerkungen", "notes"),
        ("Inputs", "input"),
        ("Acceptance criteria", "criterion"), ("Критерий приёмки", "criterion"), ("Predecessors", "predecessors"),
        ("Предшественник", "predecessors"), ("Vorgänger", "predecessors"), ("Status", "status"),
        ("Приоритет", "priority"),
        ("task_name", "task"), ("Assigned to", "owner"), ("Task Category", "phase"), ("Phase", "phase"),
        ("Этап", "step"),
        ("Предшествующие задачи", "predecessors"), ("После какой задачи", "predecessors"),
        ("Tâches précédentes", "predecessors"), ("Tarea anterior", "predecessors"),
        ("Tarefas predecessoras", "predecessors"), ("Attività precedente", "predecessors"),
        ("Vorgängeraufgabe", "predecessors"), ("Decision", "task"), ("Maßnahmen", "task"),
        ("Срок сдачи", "deadline"), ("Fällig bis", "deadline"), ("Date d'échéance", "deadline"),
        ("Трудозатраты, чел.-ч", "duration"), ("Плановое начало", "start"), ("Дата окончания (план)", "finish"),
        ("Отв. лицо", "owner"), ("Ожидаемый результат", "result"), ("Entregável", "result"),
        ("Вид документа", "format"), ("Способ связи", "channel"), ("Moyen de communication", "channel"),
        ("Прим.", "notes"), ("Obs.", "notes"), ("Исходные документы", "input"),
        ("Критерий завершения", "criterion"), ("DoD", "criterion"), ("% выполнения", "status"),
        ("Avancement (%)", "status"), ("Важность", "priority"), ("Dringlichkeit", "priority"),
    ],
)  # fmt: skip
def test_fields(header, field):
    guess = field_of(header)
    assert guess and guess.field == field and guess.strength >= 2


@pytest.mark.parametrize("header", ["Anna Petrova", "Sales team", "", "N/A", "x" * 300])
def test_people_are_no_fields(header):
    assert field_of(header) is None


@pytest.mark.parametrize(
    ("header", "letter"),
    [
        ("R", "R"), ("Responsible", "R"), ("Responsible (R)", "R"), ("R - Responsible", "R"), ("R (Responsible)", "R"),
        ("role_responsible", "R"), ("Responsável (Accountable)", "A"), ("Executa (Responsible)", "R"),
        ("Accountable", "A"),
        ("Утверждает", "A"), ("Исполнитель", "R"), ("Консультируется", "C"), ("Информируемые", "I"),
        ("Konsultiert", "C"),
        ("Informado", "I"), ("Consulté", "C"), ("Соисполнитель", "S"), ("И", "И"), ("Informed parties", "I"),
        ("Исп.", "R"), ("Утв.", "A"), ("Инф.", "I"), ("Freigabe", "A"), ("Pour information", "I"), ("Ejecuta", "R"),
    ],
)  # fmt: skip
def test_roles(header, letter):
    guess = role_of(header)
    assert guess and guess.letter == letter and guess.sure


@pytest.mark.parametrize("header", ["Ответственный", "Responsável", "Owner", "Verantwortlich", "Responsable"])
def test_words_that_mean_two_things(header):
    guess = role_of(header)
    assert guess and not guess.sure and {guess.letter, guess.other} == {"R", "A"}


@pytest.mark.parametrize(
    "header", ["Name or Role", "[Role]", "<name>", "Person 3", "Роль", "Name", "[Name of person or department]"]
)
def test_placeholders(header):
    assert is_placeholder(header)


@pytest.mark.parametrize("header", ["Anna", "Role model team", "Product owner"])
def test_no_placeholders(header):
    assert not is_placeholder(header)
