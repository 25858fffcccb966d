"""Results in words, in both languages: work or outcome, how to say the outcome, vague words, several in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.analysis.names import russian
from raci_studio.analysis.result_text import is_immeasurable, read_result, repeats, several_results, vague_words
from raci_studio.analysis.result_words import ResultKind

WORK_RU = """
    Подготовка презентации для инвесторов; Подготовить коммерческое предложение;
    Согласование бюджета с финансовым директором; Подписание договора; Проведение совещания;
    Провести интервью с пользователями; Ведение реестра рисков; Формирование отчёта о продажах;
    Разработка технического задания; Тестирование модуля оплаты; Обучение сотрудников; Оплата счёта поставщика;
    Контроль сроков; Мониторинг показателей; Взаимодействие с подрядчиком; Закупка оборудования;
    Рассылка приглашений; Внесение данных в CRM; Настройка сервера; Актуализация плана-графика; Выбор подрядчика;
    Сбор требований; Организовать встречу с заказчиком; Встреча с заказчиком; Готовится макет;
    Проверка документов; Отправить письмо клиенту; Сопровождение клиента; Участие в тендере;
    Заключение договора аренды; Ремонт помещения; Доставка товара на склад; Составление сметы;
    Публикация вакансии; Отбор кандидатов; Монтаж оборудования; Инвентаризация склада;
    Обеспечение безопасности мероприятия; Обработка заявок; Анализ рынка конкурентов;
    Формирование пакета документов; Выпуск рабочей документации; Анализ требований; Верстка макета;
    Печать буклетов; Сдать отчётность в налоговую; Расчёт заработной платы; Проверить остатки на складе;
    Сверка с контрагентом; Переговоры с поставщиком; Получение коммерческих предложений; Оформить пропуска;
    Размещение рекламы; Согласовать медиаплан; Написание статьи; Редактирование текста; Сопровождение сделки;
    Регистрация права собственности; Консультирование клиентов; Постановка задачи разработчикам;
    Создание дизайн-макетов; Исправление ошибок; Развёртывание на проде; Обновление прайс-листа; Поиск помещения;
    Приём заявок; Хранение документов; Управление рисками; Отслеживание статусов; Организация корпоратива;
    Подбор персонала; Ввод в эксплуатацию; Устранение замечаний; Направить запрос в банк; Уборка территории;
    Поддержка пользователей; Информирование руководства; Составление графика отпусков; Заполнить карточку товара;
    Выгрузка данных из 1С; Мониторинг цен конкурентов; Съёмка видеоролика; Внедрение CRM; Техподдержка;
    Оценка эффективности рекламы; Продление лицензии; Приёмка работ; Выставление счёта; Урегулирование претензии;
    Пройти аттестацию; Ознакомить сотрудников с приказом; Обзвон базы; Наполнение сайта; Формулировка целей;
    Проектирование архитектуры; Написать код; Проведение нагрузочного тестирования; Сбор обратной связи;
    Планирование бюджета; Защита бюджета; Перевозка груза; Взыскание задолженности; Найм персонала;
    Адаптация новичка; Контролировать исполнение договора; Идёт согласование; Ведутся переговоры;
    Проводится аудит; Предоставление доступа; Развитие партнёрской сети; Продвижение в соцсетях;
    Установить программу на ПК
"""

OUTCOMES_RU = """
    Бюджет согласован; Утверждённый бюджет; Договор подписан обеими сторонами; Протокол совещания;
    10 интервью проведены; Реестр рисков; Отчёт о продажах за месяц; Техническое задание;
    ТЗ утверждено заказчиком; Модуль оплаты протестирован; Сотрудники обучены; Счёт оплачен;
    Акт выполненных работ; Оборудование закуплено и доставлено; Список участников; Приглашения разосланы;
    Заявка в 1С; Данные внесены в CRM; Сервер настроен и доступен; План-график работ; Подрядчик выбран;
    Приказ о назначении; Принято решение о запуске; Решение управляющего комитета; Перечень требований;
    Готовый макет страницы; Документы проверены, замечаний нет; Письмо отправлено; Инструкция для пользователей;
    Договор аренды; Помещение готово к заезду; Товар принят на склад; Смета расходов; Вакансия опубликована;
    Кандидат вышел на работу; Оферта принята; Инвентаризационная ведомость; Соглашение о конфиденциальности;
    Сертификат соответствия; Накладная с подписью; Пакет документов сформирован; Комплект чертежей;
    Аналитическая записка; Свёрстанный макет; Буклеты напечатаны; Отчётность принята налоговой;
    Зарплата выплачена 5-го числа; Остатки сверены; Акт сверки; Коммерческое предложение;
    3 коммерческих предложения; Сравнительная таблица поставщиков; Пропуска оформлены; Реклама размещена;
    Медиаплан; Медиаплан согласован с клиентом; Статья опубликована на сайте; Черновик статьи; Сделка закрыта;
    Выписка из ЕГРН; Задача заведена в Jira; Дизайн-макеты; Ошибки исправлены; Релиз выпущен;
    Версия развёрнута на проде; Резервная копия базы; Обновлённый прайс-лист;
    Помещение найдено, договор подписан; Журнал заявок; Заявки приняты; Документы переданы в архив;
    План реагирования на риски; Статус-отчёт; Протокол встречи разослан; Корпоратив проведён;
    Подобранный персонал; Приказ подписан; Система введена в эксплуатацию; Акт ввода в эксплуатацию;
    Замечания устранены; Калькуляция; Ответ банка; Чистая территория; Руководство проинформировано;
    График отпусков; График отпусков утверждён; Карточка товара заполнена; Карточка товара; Файл выгрузки;
    Таблица цен конкурентов; Видеоролик смонтирован; Видеоролик 30 секунд; CRM внедрена;
    CRM внедрена, 20 пользователей работают; Отчёт об эффективности рекламы; Лицензия продлена до 2027 года;
    Новая лицензия; Подписанный акт приёмки; Выставленный счёт; Счёт выставлен; Ответ на претензию;
    Претензия закрыта; Аттестация пройдена; Удостоверение; Лист ознакомления; Сотрудники ознакомлены под подпись;
    Список заинтересованных клиентов; Дозвон до 80 % базы; Сайт наполнен; Цели сформулированы; Карта процесса;
    Описание бизнес-процесса; Архитектурная схема; Код прошёл ревью; Код в репозитории;
    Отчёт о нагрузочном тестировании; Сводка отзывов; Бюджет на год; Бюджет защищён; Груз доставлен;
    ТТН с отметкой получателя; Задолженность погашена; Принято 5 сотрудников; Трудовой договор; План адаптации;
    Аудит завершён; Аудиторское заключение; Доступ предоставлен; Посты в соцсетях
"""

WORK_EN = """
    Prepare the annual report; Preparation of the annual report; Report preparation; Negotiating contract terms;
    Contract negotiation; Conduct user interviews; Draft the project charter; Maintaining the risk register;
    Update the risk register; Testing of the payment module; Running regression tests; Vendor selection;
    Sending invitations; Invoice processing; Send the invoice to the client; Monitoring of project progress;
    Data collection; Data migration; Training of end users; Stakeholder communication;
    Coordinate with the vendors; Supporting the sales team; Developing a prototype; Discuss the budget;
    Purchase of equipment; Equipment installation; Code review; Deployment to production; Perform gap analysis;
    Requirements gathering; Gathering requirements from stakeholders; Candidate screening; Organizing the event;
    Follow-up with clients; Ensure compliance with policy; Review all incoming requests;
    Ongoing support for users; Website development; Creating wireframes; Write test cases;
    Analysis of sales data; Building the dashboard; Identify key stakeholders; Implementation of the CRM;
    Obtain approval from legal; Drafting of the contract; Procurement of laptops; Set up the test environment;
    Environment setup; Recruit a project manager; Interviewing candidates; Schedule interviews;
    Reporting to the sponsor; Status reporting; Track action items; Payment of suppliers; Processing of orders;
    Shipping the goods; Receive the goods; Inspection of goods; Close the project; Archiving project files;
    Handover to support; Knowledge transfer; Write the user manual; Delivering training to users; Monitor KPIs;
    Manage the budget; Budget planning; Estimating costs; Design of the landing page; Usability testing;
    Bug fixing; Liaise with authorities; Applying for a permit; Site visit; Market research;
    Sending out the press release; Negotiate prices; Programming the controller; Conducting a feasibility study;
    Legal review; Review of legal documents; Document review; Onboarding new employees; Collecting feedback;
    Software installation; Configure the firewall; Maintaining the website; Website maintenance;
    Resolving customer complaints; Complaint resolution; Booking the venue; Event promotion; Promote the event;
    Forecasting sales; Develop sales forecast; Hiring of staff; Performing backups; Restore the database;
    Publish the article; Proofreading; Translation of the manual; Compile the list of suppliers;
    Supplier evaluation; Preparing tender documents; Submitting the bid; Contract management;
    Supervise construction; Cost control; Managing stakeholders' expectations; Participation in meetings;
    Holding weekly meetings; Making a decision; Provide technical support; Investigating the incident;
    Approve invoice; Tracking of expenses; Audit preparation; Quality assurance; Executing test scripts;
    Ensuring data quality
"""

OUTCOMES_EN = """
    Annual report; Annual report published; Signed contract; Contract signed; 12 user interviews completed;
    Interview notes; Approved project charter; Project charter; Risk register; Updated risk register;
    Payment module tested and accepted; Test report; Test cases; List of selected vendors; Vendor selected;
    Invitations sent; Invoice paid; Clean dataset; Data migrated to the new system; Training materials;
    Users trained; Communication plan; Working prototype; Minutes of meeting; Steering committee decision;
    Budget approved by the CFO; Purchase order; Equipment installed and running; Merged pull request;
    Release notes; Version 2.0 deployed to production; Gap analysis document; Requirements specification;
    Signed-off requirements; Job description; Offer accepted; Event budget; Quality checklist;
    Compliance certificate; Shortlist of candidates; Website live; Wireframes; Test cases written; Test plan;
    Sales dashboard; Dashboard in production; Stakeholder map; Stakeholders identified; CRM implemented;
    CRM up and running; Legal approval obtained; Legal opinion; Final contract; 20 laptops delivered;
    Test environment ready; Project manager hired; Employment contract; Interview schedule; Weekly status report;
    Action log; Payment confirmation; Suppliers paid; Order confirmation; Orders shipped; Packing list;
    Goods received note; Inspection report; Lessons learned document; Project closed; Closure report;
    Handover document; User manual; User manual published on intranet; Trained users; Attendance sheet;
    KPI report; Budget approved; Approved budget baseline; Cost estimate; Landing page live; Landing page design;
    Usability findings; Zero critical bugs open; Bugs fixed; Building permit; Permit granted; Visit report;
    Competitor comparison table; Press release; Press release sent; Price list; Agreed price list;
    Controller programmed; Feasibility study; Draft contract; Contract draft reviewed by legal;
    Reviewed documents; New employee onboarded; Onboarding checklist; Feedback summary;
    Feedback collected from 20 users; Software installed on all PCs; Installation guide; Firewall configured;
    Firewall rules; Website traffic report; Complaints resolved within 24 h; Venue booked; Venue contract;
    Catering order; Promo materials; Sales forecast; Staff hired; Staffing plan; Backup copy stored offsite;
    Database restored; Article published; Article; Proofread text; Translated manual; List of suppliers;
    Supplier scorecard; Evaluated suppliers; Tender documents; Bid submitted; Bid; Awarded contract;
    Construction permit; Construction completed; Cost report; Meeting minutes; Decision log; Decision made;
    Ticket closed; Resolved ticket; Root cause analysis report; Incident report; Invoice; Approved invoice;
    Expense tracker; Audit passed without findings; QA sign-off; Test scripts executed; Executed test scripts;
    Data quality report; Cleaned data; Proposal sent to the client; Signed NDA
"""


def phrases(listed: str) -> list[str]:
    return [phrase.strip() for phrase in " ".join(listed.split("\n")).split(";") if phrase.strip()]


@pytest.mark.parametrize("text", phrases(WORK_RU + ";" + WORK_EN))
def test_work(text):
    found = read_result(text)
    assert found.kind is ResultKind.ACTIVITY
    assert found.confidence >= 0.6


@pytest.mark.parametrize("text", phrases(OUTCOMES_RU + ";" + OUTCOMES_EN))
def test_outcomes_are_left_alone(text):
    assert read_result(text).kind is not ResultKind.ACTIVITY


@pytest.mark.parametrize("language", [(WORK_RU, OUTCOMES_RU), (WORK_EN, OUTCOMES_EN)])
def test_there_are_phrases_enough(language):
    assert all(len(set(phrases(group))) >= 60 for group in language)


@pytest.mark.parametrize(
    "text",
    [
        "", "—", "100 %", "15", "???", "Рога и копыта", "Lorem ipsum", "Отдел продаж", "PDF", "Recette validée", "Guide utilisateur",
        "Abnahme erteilt", "Mise à jour", "В ходе работ",
    ],
)  # fmt: skip
def test_silent_where_unsure(text):
    assert read_result(text).kind is not ResultKind.ACTIVITY


@pytest.mark.parametrize(
    "text", ["Отчёт подготовлен", "Contract signed", "Утверждённый бюджет", "Approved budget", "Система работает"]
)
def test_a_state_is_told_from_a_mere_thing(text):
    assert read_result(text).stated
    assert not read_result("Отчёт").stated and not read_result("Report").stated


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Подготовка отчёта", "Отчёт подготовлен"), ("Подготовить отчёт", "Отчёт подготовлен"),
        ("Подготовка годового отчёта о продажах", "Годовой отчёт о продажах подготовлен"),
        ("Согласование договора с юристом", "Договор согласован с юристом"), ("Проверка документов", "Документы проверены"),
        ("Оплата счёта", "Счёт оплачен"), ("Отправить заявку", "Заявка отправлена"), ("Контроль сроков", ""),
        ("Подготовка отчётов и презентаций", ""), ("Ведение реестра", ""), ("Подготовка к аудиту", ""), ("Готовить отчёт", ""),
        ("Согласование КП", ""), ("Report preparation", "Report prepared"), ("Preparation of the report", "Report prepared"),
        ("Preparing the report", "Report prepared"), ("Prepare report", "Report prepared"), ("Send the invoice to the client", "Invoice sent to the client"),
        ("List of vendors preparation", ""), ("Set up the test environment", "Test environment set up"),
        ("Knowledge transfer", "Knowledge transferred"), ("Plan the release", "Release planned"), ("Prepare report and send it", ""),
        ("Monitoring of progress", ""), ("Report", ""), ("Notify the client", ""), ("Ensure that all is well", ""),
    ],
)  # fmt: skip
def test_rewording(text, outcome):
    assert read_result(text).outcome == outcome
    assert not outcome or read_result(outcome).kind is ResultKind.OUTCOME


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Качественный отчёт", ("Качественный",)), ("Договор и т.д.", ("и т.д",)), ("Хорошие формы и т.д.", ("Хорошие", "и т.д")), ("Удобные формы", ("Удобные",)),
        ("Timely report etc.", ("Timely", "etc")), ("User-friendly form", ("User-friendly",)), ("Отчёт утверждён директором", ()),
        ("Report approved", ()), ("Quality report", ()), ("Goodwill letter", ()), ("Простой оборудования", ()),
    ],
)  # fmt: skip
def test_vague_words(text, words):
    assert vague_words(text) == words


@pytest.mark.parametrize(
    "text",
    ["Повышение лояльности клиентов", "Понимание целей", "Customer satisfaction", "Better motivation of the team"],
)
def test_good_things_that_cannot_be_measured(text):
    assert is_immeasurable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Рост продаж на 10 %",
        "NPS ≥ 40",
        "Отчёт",
        "Quality report",
        "Quality approved",
        "Порядок утверждён",
        "",
        "Customer satisfaction report",
    ],
)
def test_measurable_ones(text):
    assert not is_immeasurable(text)


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("Договор подписан и счёт оплачен", ("Договор подписан", "счёт оплачен")),
        ("Отчёт подготовлен; презентация отправлена", ("Отчёт подготовлен", "презентация отправлена")),
        ("Report prepared and invoice sent", ("Report prepared", "invoice sent")),
        ("Prepare the report; send the invoice", ("Prepare the report", "send the invoice")),
        ("Договор согласован и подписан", ()), ("Contract reviewed and signed", ()), ("Договор и счёт", ()),
        ("Отчёт подготовлен и презентация подготовлена", ()), ("Contract; invoice; act", ()), ("", ()),
    ],
)  # fmt: skip
def test_several_results(text, results):
    assert several_results(text) == results


@pytest.mark.parametrize(
    ("result", "task", "share"),
    [
        ("Подготовка отчёта", "Подготовить отчёт", 1), ("Отчёт", "Подготовить отчёт", 0.5), ("Отчёт подготовлен", "Подготовить отчёт", 0),
        ("Report preparation", "Prepare the report", 1), ("Report prepared", "Prepare the report", 0), ("Report", "Prepare the report", 0.5),
        ("Согласование договора", "Согласование договора", 1), ("Отчёт за май", "Подготовка отчёта за июнь", pytest.approx(1 / 3)), ("x", "", 0),
    ],
)  # fmt: skip
def test_how_much_of_the_task_a_result_repeats(result, task, share):
    assert repeats(result, task) == share


def test_english_needs_no_russian_dictionary(monkeypatch):
    monkeypatch.setattr(russian, "morphology", lambda: pytest.fail("loaded"))
    monkeypatch.setattr("raci_studio.analysis.result_russian.morphology", lambda: pytest.fail("loaded"))
    text = "Preparing the quarterly overview of nothing at all"
    assert read_result(text).kind is ResultKind.ACTIVITY
    assert vague_words(text) == () and several_results(text) == () and not is_immeasurable(text)


@given(st.text(max_size=60) | st.text("подготвкаиеtheofing ;.,и", max_size=40))
def test_no_text_makes_it_stumble(text):
    read_result(text)
    vague_words(text)
    several_results(text)
    is_immeasurable(text)
    repeats(text, text)
