"""Who is one participant and who is not, in both languages; groups, ambiguity, answers that are remembered."""

import threading
from itertools import combinations

import pytest
from helpers import people

from raci_studio.analysis.names import russian
from raci_studio.analysis.names.likeness import Reason
from raci_studio.analysis.names.same_people import LIKELY, SURE, alike, everybody, suggest_merges
from raci_studio.core import edits
from raci_studio.core.document import Document


def listed(*names):
    """Return a document with these people, the names as written even where they fold to the same."""
    document = Document()
    for number, name in enumerate(names):
        document = edits.add_person(document, f"person {number}")
        person = document.people_order[-1]
        document = edits.set_person(document, person, name=name)
    return document


def suggested(*names):
    document = listed(*names)
    return [
        (tuple(document.people[person].name for person in found.people), document.people[found.keep].name)
        for found in suggest_merges(document)
    ]


ONE = [
    # capitals, blanks, punctuation
    ("Project manager", "Project-Manager", Reason.SPELLING, SURE),
    ("TechLead", "Tech Lead", Reason.SPELLING, SURE),
    ("QA / QC", "QA/QC", Reason.SPELLING, SURE),
    ("Фёдорова А.А.", "Федорова А. А.", Reason.SPELLING, SURE),
    ("Отдел снабжения", "Отдел  снабжения.", Reason.SPELLING, SURE),
    ("Бизнес-аналитик", "Бизнес аналитик", Reason.SPELLING, SURE),
    # letters that look the same
    ("СTO", "CTO", Reason.LOOKS, SURE),
    ("Нoсова", "Носова", Reason.LOOKS, SURE),
    ("РМО", "PMO", Reason.LOOKS, SURE),
    # order of words
    ("Miller, Sarah", "Sarah Miller", Reason.ORDER, SURE),
    ("Лидия Зуева", "Зуева Лидия", Reason.ORDER, SURE),
    ("И.К. Лапин", "Лапин И.К.", Reason.ORDER, SURE),
    # initials
    ("Лапин И.К.", "Лапин Илья Кириллович", Reason.INITIALS, SURE),
    ("Лапин И.", "Илья Лапин", Reason.INITIALS, LIKELY),
    ("И. Лапин", "Лапин Илья", Reason.INITIALS, LIKELY),
    ("Лапин И.К.", "Илья Лапин", Reason.INITIALS, LIKELY),
    ("Зуева Л", "Зуева Лидия", Reason.INITIALS, LIKELY),
    ("S. Miller", "Sarah Miller", Reason.INITIALS, LIKELY),
    ("Miller S.", "Sarah Miller", Reason.INITIALS, LIKELY),
    ("S.J. Miller", "Sarah Jane Miller", Reason.INITIALS, SURE),
    ("S Miller", "Sarah Miller", Reason.INITIALS, LIKELY),
    ("T. Okonkwo", "Tobenna Okonkwo", Reason.INITIALS, LIKELY),
    ("Sarah M.", "Sarah Miller", Reason.INITIALS, 0.7),
    # a part of the name
    ("Илья Лапин", "Лапин Илья Кириллович", Reason.PART, SURE),
    ("Лапин", "Лапин И.К.", Reason.PART, LIKELY),
    ("Лапин И.", "Лапин И.К.", Reason.PART, LIKELY),
    ("Miller", "Sarah Miller", Reason.PART, LIKELY),
    ("Sarah", "Sarah Miller", Reason.PART, 0.6),
    # grammatical case
    ("Лапину", "Лапин", Reason.CASE, SURE),
    ("Зуевой Лидии", "Зуева Лидия", Reason.CASE, SURE),
    ("Зуевой Л.П.", "Зуева Л.П.", Reason.CASE, SURE),
    ("Лапину И.К.", "Илья Лапин", Reason.CASE, LIKELY),
    ("менеджера проекта", "Менеджер проекта", Reason.CASE, SURE),
    ("Главному бухгалтеру", "Главный бухгалтер", Reason.CASE, SURE),
    ("отделу закупок", "Отдел закупок", Reason.CASE, SURE),
    ("Руководителем группы", "Руководитель группы", Reason.CASE, SURE),
    ("Лапина", "Лапин", Reason.MAYBE_CASE, 0.5),
    ("Лапина И.К.", "Лапин И.К.", Reason.MAYBE_CASE, 0.5),
    # a slip
    ("Lead dsigner", "Lead designer", Reason.SLIP, LIKELY),
    ("Sarah Miler", "Sarah Miller", Reason.SLIP, LIKELY),
    ("Bussiness analyst", "Business analyst", Reason.SLIP, LIKELY),
    ("Ashiish", "Ashish", Reason.SLIP, 0.65),
    ("Sarah Mller", "Sarah Miller", Reason.SLIP, 0.7),
    ("Sarah Millre", "Sarah Miller", Reason.SLIP, LIKELY),
    ("Sarah Millerr", "Sarah Miller", Reason.SLIP, LIKELY),
    ("Руководтель отдела", "Руководитель отдела", Reason.SLIP, LIKELY),
    ("Програмист", "Программист", Reason.SLIP, LIKELY),
    # one or many
    ("Head of sales", "Head of sale", Reason.NUMBER, 0.65),
    ("Аналитики", "Аналитик", Reason.NUMBER, 0.65),
    # the other alphabet
    ("Лапин Илья", "Lapin Ilya", Reason.SOUND, LIKELY),
    ("Щукин С.", "Shchukin S.", Reason.SOUND, LIKELY),
    ("Лапин", "Lapin", Reason.SOUND, LIKELY),
    ("Маркетинг", "Marketing", Reason.SOUND, LIKELY),
    # shorter words
    ("PM", "Project manager", Reason.ABBREVIATION, 0.6),
    ("HoS", "Head of Sales", None, 0),
    ("ГД", "Генеральный директор", Reason.ABBREVIATION, 0.6),
    ("ГИП", "Главный инженер проекта", Reason.ABBREVIATION, 0.6),
    ("Ген. директор", "Генеральный директор", Reason.SHORTENED, LIKELY),
    ("Гл. бухгалтер", "Главный бухгалтер", Reason.SHORTENED, LIKELY),
    ("Sr. analyst", "Senior analyst", Reason.SHORTENED, LIKELY),
    ("IT", "Information technology", Reason.ABBREVIATION, 0.6),
    # with a position
    ("Anna Zueva", "Anna Zueva (CFO)", Reason.POSITION, LIKELY),
    ("Anna", "Anna / CFO", Reason.POSITION, LIKELY),
    ("Sarah Miller", "Project manager (Sarah Miller)", Reason.POSITION, LIKELY),
    ("Лапин И.К.", "Лапин И.К. (директор)", Reason.POSITION, LIKELY),
    ("Илья Лапин", "Директор: Лапин И.К.", Reason.POSITION, LIKELY),
    ("Project manager", "Project manager (Sarah Miller)", Reason.BEARER, 0.55),
]

NOT_ONE = [
    ("Developer 1", "Developer 2"),
    ("Developer", "Developer 2"),
    ("Team A", "Team B"),
    ("Team A", "Team Alpha"),
    ("Бригада А", "Бригада Б"),
    ("Отдел А.", "Отдел Б."),
    ("Отдел А.", "Отдел"),
    ("Front-end developer", "Back-end developer"),
    ("C++ developer", "C# developer"),
    ("Stakeholders *", "Stakeholders **"),
    ("Sprint 11 lead", "Sprint 1 1 lead"),
    ("CEO", "CFO"),
    ("PM", "PMO"),
    ("PM", "PO"),
    ("Product manager", "Project manager"),
    ("Contact manager", "Contract manager"),
    ("Trainer", "Trainee"),
    ("Council", "Counsel"),
    ("Picker", "Packer"),
    ("Internal audit", "External audit"),
    ("Data owner", "Domain owner"),
    ("Data engineer", "Data engineering manager"),
    ("Design lead", "Design director"),
    ("Project manager", "Assistant project manager"),
    ("Network storage / Prod", "Network storage / Non-prod"),
    ("Network storage", "Network storage / Prod"),
    ("Consultant (Sarah)", "Consultant (Helen)"),
    ("Salman / Peter", "Salman"),
    ("Sarah Miller / Sponsor", "Sarah Miller / User"),
    ("Support / Pavel", "Support"),
    ("J. Miller", "S. Miller"),
    ("Sarah Miller", "Sarah Brown"),
    ("Sarah Miller", "John Miller"),
    ("John Miller", "Joan Miller"),
    ("Karan", "Karen"),
    ("Paul", "Paula"),
    ("Daniel Costa", "Daniela Costa"),
    ("Maria", "Mario"),
    ("Anna P.", "Anna Smith"),
    ("Лапин И.К.", "Лапин П.С."),
    ("Лапин И.К.", "Лапин И.С."),
    ("Лапин Илья", "Лапин Игорь"),
    ("Лапин Александр", "Лапина Александра"),
    ("Лапин П.", "Павлов Л."),
    ("Зуева Лидия", "Зуева Вера"),
    ("Петров", "Перов"),
    ("Менеджер проекта", "Менеджер продукта"),
    ("Контакт-центр", "Контракт-центр"),
    ("Отдел кадров", "Отдел продаж"),
    ("Начальник отдела", "Начальник цеха"),
    ("Директор", "Дирекция"),
    ("Бухгалтер", "Бухгалтерия"),
    ("Заместитель директора", "Директор"),
    ("Внутренний аудитор", "Внешний аудитор"),
    ("Ведущий инженер", "Ведомый инженер"),
    ("Склад", "Слад"),
    ("Финансовый директор", "Финансовый контролёр"),
    ("Клиент", "Client team"),
    ("Аналитик", "Аналитика"),
    ("Техник", "Техника"),
    ("Brand designer", "Band designer"),
    ("Tool owner", "Pool owner"),
    ("Shop lead", "Ship lead"),
    ("Driver", "Diver"),
    ("John Hall", "John Hill"),
    ("Davis", "Davies"),
    ("ИТ", "IT manager"),
    ("IT", "Internal trainer"),
    ("HR", "Harry Reed"),
    ("Ст. инженер", "Строительный инженер"),
    ("Grand Hotel", "Hotel"),
]


@pytest.mark.parametrize(("name", "fuller", "reason", "least"), ONE)
def test_one_participant(name, fuller, reason, least):
    found = suggest_merges(document := listed(name, fuller))
    if reason is None:
        assert not found
        return
    assert len(found) == 1 and reason in next(iter(found[0].reasons.values())), found
    assert found[0].confidence >= least
    assert (found[0].confidence >= LIKELY) is (least >= LIKELY)
    assert found == suggest_merges(document)
    turned = suggest_merges(listed(fuller, name))
    assert [item.confidence for item in turned] == [found[0].confidence]


@pytest.mark.parametrize(("name", "other"), NOT_ONE)
def test_two_participants(name, other):
    assert suggested(name, other) == []
    assert suggested(other, name) == []


def test_three_spellings_are_one_suggestion_with_the_fullest_name():
    assert suggested("Лапин И.К.", "Илья Лапин", "Лапину", "Зуева Л.П.") == [
        (("Лапин И.К.", "Илья Лапин", "Лапину"), "Илья Лапин")
    ]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("менеджера проекта", "Менеджер проекта"), "Менеджер проекта"),
        (("PM", "Project manager"), "Project manager"),
        (("Лапин Илья Кириллович", "Илья Лапин"), "Лапин Илья Кириллович"),
        (("Лапину Илье Кирилловичу", "Лапин Илья"), "Лапин Илья"),
        (("Lead dsigner", "Lead designer"), "Lead designer"),
        (("СTO", "CTO"), "CTO"),
    ],
)
def test_the_fullest_nominative_name_stays(names, kept):
    assert [keep for _, keep in suggested(*names)] == [kept] == [keep for _, keep in suggested(*reversed(names))]


def test_of_two_equal_names_the_busier_stays():
    document = listed("Tech Lead", "Tech-Lead")
    document = edits.add_task(document, name="Plan")
    document = edits.set_letters(document, document.order[0], document.people_order[1], ["R"])
    assert suggest_merges(document)[0].keep == document.people_order[1]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (("Лапин", "Лапин И.К.", "Лапин П.П."), []),
        (("Лапин", "Лапину", "Лапин И.К.", "Лапин П.П."), [("Лапин", "Лапину")]),
        (("S. Miller", "Sarah Miller", "Simon Miller"), []),
        (("S. Miller", "Sarah Miller", "Sarah Jane Miller"), [("S. Miller", "Sarah Miller", "Sarah Jane Miller")]),
        (("PM", "Project manager", "Product manager"), []),
        (("Anna", "Anna (CFO)", "Anna (lawyer)"), []),
        (("Лапин", "Лапина", "Лапину"), [("Лапин", "Лапину")]),
        (("Sarah Fenwick", "Sarah Fenwik", "Sarah Fenik"), []),
    ],
)
def test_a_name_that_may_be_either_is_in_no_group(names, groups):
    assert [group for group, _ in suggested(*names)] == groups


def test_everybody_in_a_group_looks_like_everybody_else():
    names = ("Лапин", "Лапин И.К.", "Илья Лапин", "Лапина", "Lapin Ilya", "PM", "Project Manager", "Project-manager",
             "Лапин Пётр", "Зуева", "Зуевой", "Sarah", "Sarah Miller", "S. Miller", "Sarah Miler")  # fmt: skip
    document = listed(*names)
    found = alike(names)
    place = {person: number for number, person in enumerate(document.people_order)}
    groups = suggest_merges(document)
    assert len(groups) >= 3
    for group in groups:
        assert all(pair in found for pair in combinations(sorted(place[person] for person in group.people), 2))
    assert len({person for group in groups for person in group.people}) == sum(len(group.people) for group in groups)


def test_not_the_same_is_remembered():
    document = listed("Tech Lead", "TechLead", "Tech-lead")
    first, second, third = document.people_order
    document = edits.keep_apart(document, [second, first])
    assert [set(found.people) for found in suggest_merges(document)] in ([{first, third}], [{second, third}])
    document = edits.keep_apart(document, document.people_order)
    assert suggest_merges(document) == ()


def test_one_who_was_merged_stays_apart_from_whom_the_others_were():
    document = listed("Tech Lead", "TechLead", "Tech-lead")
    first, second, third = document.people_order
    document = edits.merge_people(edits.keep_apart(document, [second, third]), first, [second])
    assert suggest_merges(document) == ()


@pytest.mark.parametrize(
    "name", ["Все", "ВСЕ УЧАСТНИКИ", "вся команда", "Everyone", "All team", "Todos", "Tous", "alle", "Tutti",
             "all-stakeholders", "Toute l'équipe", "Всё подразделение"],
)  # fmt: skip
def test_words_for_everybody(name):
    document = listed("Anna", name)
    assert everybody(document) == (document.people_order[1],)
    left = edits.set_person(document, document.people_order[1], group=True)
    assert everybody(left) == ()


@pytest.mark.parametrize("name", ["Team", "Всеволод", "Команда", "Project team", "All-round service", "Tutor"])
def test_other_groups_are_not_everybody(name):
    assert everybody(listed("Anna", name)) == ()


def test_latin_names_do_not_load_the_dictionary(monkeypatch):
    monkeypatch.setattr(russian, "morphology", lambda: pytest.fail("loaded"))
    assert len(suggested("Quill, Sarah", "Sarah Quill", "Q. Vendor")) == 1


def test_the_dictionary_is_loaded_once_however_many_ask(monkeypatch):
    import pymorphy3

    made = []
    real = pymorphy3.MorphAnalyzer
    monkeypatch.setattr(russian, "_analyser", None)
    monkeypatch.setattr(pymorphy3, "MorphAnalyzer", lambda **how: made.append(how) or real(**how))
    threads = [threading.Thread(target=russian.morphology) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_three_hundred_people_are_compared_by_key_not_each_with_each(monkeypatch):
    from raci_studio.analysis.names import same_people

    names = tuple(f"{given} {chr(65 + n % 26)}{'aeiou'[n % 5]}{chr(97 + n // 5)}man" for n in range(100)
                  for given in ("Sarah", "Peter", "Lead"))  # fmt: skip
    compared = []
    monkeypatch.setattr(same_people, "likeness", lambda *pair: compared.append(pair))
    assert not alike(names, 0.921)
    assert len(compared) < len(names) * (len(names) - 1) / 2 * 0.4


def test_two_thousand_numbered_names_are_told_apart_at_once(monkeypatch):
    from raci_studio.analysis.names import same_people

    compared = []
    monkeypatch.setattr(same_people, "likeness", lambda *pair: compared.append(pair))
    assert not alike(tuple(f"Store {number}" for number in range(2000)), 0.922)
    assert len(compared) < 20_000


def test_ids_are_those_of_the_document():
    document = listed("Anna", "Tech Lead", "TechLead")
    found = suggest_merges(document)[0]
    assert found.people == people(document, "Tech Lead", "TechLead")
    assert set(found.reasons) == set(found.people) - {found.keep}
