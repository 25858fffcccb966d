"""Write the two examples that ship in resources/examples.

The same process, the onboarding of an employee, as two clients would send it: in English a list with names
in the columns R, A, C, I; in Russian a grid with a column for each person. Both have the usual flaws: a task
without A, one with two, a ghost, missing deadlines and results, one person on whom everything hangs.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "examples"

ENGLISH = """
1 Preparation | Agree the start date with the new employee | Olga Petrova | Olga Petrova | Line manager |  | 2 working days | Start date confirmed in writing | E-mail | E-mail |  |
1 Preparation | Prepare the employment contract | Legal counsel | Olga Petrova | Chief accountant | Line manager | 3 working days | Contract ready for signing | PDF | E-mail | Template HR-04 | 1
1 Preparation | Order a laptop and accessories | IT support | Line manager | Procurement | Olga Petrova | 5 working days | Laptop delivered to the office |  | Service desk |  | 1
1 Preparation | Prepare the workplace | Office manager |  |  | IT support | 2 working days | Desk, chair and pass ready | Photo | Telegram |  | 1
1 Preparation | Create accounts and access rights | IT support | IT support | Security officer | Line manager | 1 day | Accounts created, access checked | Ticket | Service desk |  | 2
1 Preparation | Appoint a mentor | Line manager | Line manager |  | Olga Petrova, Mentor |  | Mentor appointed by order | Order | E-mail |  | 1
1 Preparation | Draw up the plan for the probation period | Line manager | Line manager | Olga Petrova, Mentor |  | ASAP | Plan with goals for three months | Excel | Telegram |  | 6
2 First day | Sign the contract and policies | Olga Petrova | Olga Petrova | Legal counsel |  | 1 day | Contract signed by both parties | Paper, two copies | In person |  | 2;5
2 First day | Carry out the safety briefing | Office manager | Olga Petrova |  |  | 1 day | Briefing recorded in the log | Paper log | In person |  | 8
2 First day | Hand over the equipment | IT support | Line manager, IT support |  | Office manager | 1 day | Handover act signed | Paper | Service desk |  | 3;8
2 First day | Introduce the employee to the team | Line manager | Line manager |  | Mentor | 2 hours | See above |  |  |  | 8
2 First day | Show the office and the services | Office manager | Olga Petrova |  |  | 1 hour |  |  | In person |  | 8
3 First week | Explain the goals of the team | Line manager | Line manager | Mentor |  | 3 days | Goals agreed with the employee | Document | Telegram |  | 11
3 First week | Train on the internal systems | Mentor | Line manager | IT support |  | 5 working days | Test passed with 80 % or more | Online test | Training portal |  | 10
3 First week | Give access to the customer database | IT support | Security officer | Line manager | Olga Petrova | 1 day | Access granted by request | Ticket | Service desk |  | 14
3 First week | Set up payroll |  | Chief accountant | Olga Petrova |  | until the 25th of the month | Employee entered in the payroll | Payroll system | E-mail |  | 8
3 First week | Collect first impressions | Olga Petrova | Olga Petrova |  | Line manager | Friday | Answers of the employee | Form | Form |  | 14
4 First month | Give the first independent task | Line manager | Line manager | Mentor |  | 2 weeks | Task accepted by the line manager | Document | Telegram |  | 13;14
4 First month | Check the intermediate results | Line manager | Line manager | Mentor | Olga Petrova | 1 month | Minutes of the meeting |  | Telegram |  | 18
4 First month | Correct the plan | Line manager, Mentor | Line manager |  | Olga Petrova | when needed | Plan corrected | Excel | Telegram |  | 19
4 First month | Reimburse the mentor's extra hours | Chief accountant | Line manager | Olga Petrova | Mentor | 5 working days | Payment made | Payroll system | E-mail |  | 19
5 End of probation | Collect feedback from colleagues | Olga Petrova | Olga Petrova | Mentor, Office manager |  | 3 working days | Summary of the feedback | PDF | E-mail |  | 20
5 End of probation | Assess the goals | Line manager | Line manager | Mentor, Olga Petrova |  | 2 days | Assessment sheet filled in | Excel | Telegram |  | 22
5 End of probation | Decide on the end of probation | Line manager | Director | Olga Petrova, Legal counsel | Employee | 1 day | Decision signed | Order | E-mail |  | 23
5 End of probation | Tell the employee the decision | Line manager | Line manager, Olga Petrova |  | Employee, Mentor | 1 day | Employee informed in person |  |  | Not by phone | 24
"""

RUSSIAN = """
1 Подготовка | Согласовать дату выхода с новым сотрудником | Петрова О.И. | Петрова О.И. | Руководитель |  | 2 рабочих дня | Дата выхода подтверждена письменно | Письмо | Почта |  |
1 Подготовка | Подготовить трудовой договор | Юрист | Петрова О.И. | Главный бухгалтер | Руководитель | 3 рабочих дня | Договор готов к подписанию | PDF | Почта | Шаблон КД-04 | 1
1 Подготовка | Заказать ноутбук и принадлежности | ИТ-поддержка | Руководитель |  | Петрова О.И. | 5 рабочих дней | Ноутбук доставлен в офис |  | Заявка |  | 1
1 Подготовка | Подготовить рабочее место | Офис-менеджер |  |  | ИТ-поддержка | 2 рабочих дня | Стол, кресло и пропуск готовы | Фото | Телеграм |  | 1
1 Подготовка | Завести учётные записи и права | ИТ-поддержка | ИТ-поддержка | Служба безопасности | Руководитель | 1 день | Учётные записи созданы, доступ проверен | Заявка | Заявка |  | 2
1 Подготовка | Назначить наставника | Руководитель | Руководитель |  | Петрова О.И., Наставник |  | Наставник назначен приказом | Приказ | Почта |  | 1
1 Подготовка | Составить план на испытательный срок | Руководитель | Руководитель | Петрова О.И., Наставник |  | как можно скорее | План с целями на три месяца | Excel | Телеграм |  | 6
2 Первый день | Подписать договор и положения | Петрова О.И. | Петрова О.И. | Юрист |  | 1 день | Договор подписан обеими сторонами | Бумага, 2 экз. | Лично |  | 2;5
2 Первый день | Провести вводный инструктаж | Офис-менеджер | Петрова О.И. |  |  | 1 день | Запись в журнале инструктажа | Журнал | Лично |  | 8
2 Первый день | Выдать оборудование | ИТ-поддержка | Руководитель, ИТ-поддержка |  | Офис-менеджер | 1 день | Акт передачи подписан | Бумага | Заявка |  | 3;8
2 Первый день | Представить сотрудника команде | Руководитель | Руководитель |  | Наставник | 2 часа | см. выше |  |  |  | 8
2 Первый день | Показать офис и сервисы | Офис-менеджер | Петрова О.И. |  |  | 1 час |  |  | Лично |  | 8
3 Первая неделя | Объяснить цели команды | Руководитель | Руководитель | Наставник |  | 3 дня | Цели согласованы с сотрудником | Документ | Телеграм |  | 11
3 Первая неделя | Обучить внутренним системам | Наставник | Руководитель | ИТ-поддержка |  | 5 рабочих дней | Тест сдан на 80 % и выше | Онлайн-тест | Портал обучения |  | 10
3 Первая неделя | Выдать доступ к базе клиентов | ИТ-поддержка | Служба безопасности | Руководитель | Петрова О.И. | 1 день | Доступ выдан по заявке | Заявка | Заявка |  | 14
3 Первая неделя | Оформить начисление зарплаты |  | Главный бухгалтер | Петрова О.И. |  | до 25 числа | Сотрудник внесён в ведомость | Учётная система | Почта |  | 8
3 Первая неделя | Собрать первые впечатления | Петрова О.И. | Петрова О.И. |  | Руководитель | до пятницы | Ответы сотрудника | Анкета | Анкета |  | 14
4 Первый месяц | Дать первую самостоятельную задачу | Руководитель | Руководитель | Наставник |  | 2 недели | Задача принята руководителем | Документ | Телеграм |  | 13;14
4 Первый месяц | Проверить промежуточные результаты | Руководитель | Руководитель | Наставник | Петрова О.И. | 1 месяц | Протокол встречи |  | Телеграм |  | 18
4 Первый месяц | Скорректировать план | Руководитель, Наставник | Руководитель |  | Петрова О.И. | по необходимости | План скорректирован | Excel | Телеграм |  | 19
4 Первый месяц | Оплатить наставнику дополнительные часы | Главный бухгалтер | Руководитель | Петрова О.И. | Наставник | 5 рабочих дней | Выплата произведена | Учётная система | Почта |  | 19
5 Итоги | Собрать отзывы коллег | Петрова О.И. | Петрова О.И. | Наставник, Офис-менеджер |  | 3 рабочих дня | Сводка отзывов | PDF | Почта |  | 20
5 Итоги | Оценить выполнение целей | Руководитель | Руководитель | Наставник, Петрова О.И. |  | 2 дня | Лист оценки заполнен | Excel | Телеграм |  | 22
5 Итоги | Принять решение по испытательному сроку | Руководитель | Директор | Петрова О.И., Юрист |  | 1 день | Решение подписано | Приказ | Почта |  | 23
5 Итоги | Сообщить сотруднику решение | Руководитель | Руководитель, Петрова О.И. |  | Наставник | 1 день | Сотрудник узнал лично |  |  | Не по телефону | 24
"""
RUSSIAN_PEOPLE = (
    "Петрова О.И.", "Руководитель", "Наставник", "ИТ-поддержка", "Офис-менеджер", "Юрист", "Главный бухгалтер",
    "Служба безопасности", "Директор", "Служба закупок",
)  # fmt: skip

HEADER = PatternFill("solid", start_color="DCE9FF")
THIN = Side("thin", color="B6BECB")


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of a table in text."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def write(
    name: str, title: str, note: str, header: list[str], rows: list[list[object]], widths: dict[int, int]
) -> None:
    """Write one example with a title above the table, styled as an office would."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet["A1"], sheet["A2"] = title, note
    sheet["A1"].font = Font("Calibri", 14, bold=True)
    sheet["A2"].font = Font("Calibri", 11, italic=True, color="6B7280")
    for number, row in enumerate([header, *rows], start=4):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value if value != "" else None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(THIN, THIN, THIN, THIN)
            if number == 4:
                cell.font, cell.fill = Font("Calibri", 11, bold=True), HEADER
    for column in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(column, 16)
    sheet.freeze_panes = "D5"
    book.save(FOLDER / name)


def english() -> None:
    """Write the list with names in the columns R, A, C, I."""
    header = [
        "No.", "Step", "Task", "Responsible (R)", "Accountable (A)", "Consulted (C)", "Informed (I)", "Deadline", "Result",
        "Format", "Channel", "Notes", "Predecessors",
    ]  # fmt: skip
    rows = [[number, *row] for number, row in enumerate(rows_of(ENGLISH), start=1)]
    note = "One row for each task; predecessors are numbers of rows"
    write("onboarding.en.xlsx", "Onboarding a new employee", note, header, rows, {1: 5, 3: 36, 9: 30, 12: 18})


def russian() -> None:
    """Write the grid with a column for each person."""
    header = [
        "№",
        "Этап",
        "Задача",
        *RUSSIAN_PEOPLE,
        "Срок",
        "Результат",
        "Формат",
        "Канал",
        "Примечания",
        "Предшественники",
    ]
    rows: list[list[object]] = []
    for number, row in enumerate(rows_of(RUSSIAN), start=1):
        named = [{name.strip() for name in cell.split(", ")} - {""} for cell in row[2:6]]
        marks = [
            "/".join(letter for letter, names in zip("RACI", named) if person in names) for person in RUSSIAN_PEOPLE
        ]
        rows.append([number, *row[:2], *marks, *row[6:]])
    note = "R — исполняет, A — отвечает за результат, C — консультирует, I — информируется"
    write("onboarding.ru.xlsx", "Адаптация нового сотрудника", note, header, rows, {1: 5, 3: 36, 15: 30, 18: 18})


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    english()
    russian()
