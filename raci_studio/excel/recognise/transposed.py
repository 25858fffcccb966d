"""Tell whether a grid stands the other way round: tasks are its columns, people its rows."""

from collections.abc import Iterable

from raci_studio.excel.words import fold

PERSON_WORDS = frozenset(
    fold(word)
    for word in """
    manager managers lead leader director head chief officer owner sponsor team department office analyst engineer architect developer
    developers designer tester testers consultant specialist expert coordinator administrator admin master member stakeholder stakeholders
    client customer customers user users vendor supplier suppliers contractor board committee ceo cfo cto coo cio hr it qa pm pmo legal finance
    менеджер руководитель директор начальник отдел департамент служба команда аналитик инженер архитектор разработчик разработчики дизайнер
    тестировщик консультант специалист эксперт координатор администратор бухгалтер бухгалтерия заказчик клиент спонсор юрист владелец группа
    leiter leitung abteilung entwickler kunde auftraggeber projektleiter verantwortlicher mitarbeiter
    chef directeur responsable equipe service developpeur utilisateur
    gerente director jefe equipo departamento cliente usuario desarrollador desarrolladores coordinador
    diretor equipe coordenador desenvolvedor responsabile direttore capo cliente utente sviluppatore
    """.split()
)


def person_share(names: Iterable[str]) -> float:
    """Return the share of names that hold a word for a position or a department."""
    names = [name for name in names if name]
    hits = sum(any(word in PERSON_WORDS for word in fold(name).split()) for name in names)
    return hits / len(names) if names else 0.0


def is_transposed(row_names: list[str], column_names: list[str]) -> bool:
    """Tell whether the rows rather than the columns are the people."""
    return person_share(row_names) >= 0.4 and person_share(column_names) <= 0.2
