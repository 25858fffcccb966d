"""The words people head columns with, in seven languages: the place to add a synonym.

``FIELD_WORDS`` maps what a column can be to its headers; ``ROLE_WORDS`` maps a letter to the words
that stand for it, as headers, as marks and in legends. All are compared folded (``fold``): lower case,
no accents, no punctuation. Words that mean different letters in different sheets stand in
``AMBIGUOUS_WORDS``; the other columns decide.
"""

import re
import unicodedata
from functools import cache, lru_cache

_BLANKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a text as headers are compared: lower case, without accents and punctuation, «ё» as «е»."""
    if text.strip() in ("#", "№", "N°", "Nº"):
        return "#"
    letters = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return _BLANKS.sub(" ", letters).strip()


FIELD_WORDS: dict[str, str] = {
    "task": """
        task; tasks; task name; task title; activity; activities; activity name; process step; deliverable or task;
        task or deliverable; deliverable task; task deliverable; activity deliverable; activities deliverables;
        action; actions; action item; work package; work packages; project task; project tasks; name; steps;
        milestones tasks; responsibility area; what; item; topic; artefact; artifact; artefact id; задача; задачи;
        работа; работы; название; наименование; наименование задачи; наименование задач; наименование работ;
        наименование работы; действие; действия; мероприятие; мероприятия; операция; функция; функции; вид работ;
        виды работ; что делаем; содержание работ; этап работ; взаимодействие; aufgabe; aufgaben; tatigkeit;
        tatigkeiten; aktivitat; aktivitaten; arbeitspaket; arbeitspakete; vorgang; vorgangsname; aufgabe prozess;
        pakete; massnahme; massnahmen; tache; taches; activite; activites; nom de la tache; libelle; intitule;
        action a mener; livrable tache; actividad; actividades; tarea; tareas; nombre de la tarea; nombre de tarea;
        accion; acciones; resultado actividad; entregable actividad; atividade; atividades; tarefa; tarefas; nome da
        tarefa; acao; pacote da eap; pacote de trabalho; attivita; compito; compiti; azione; taken; taak; activiteit
    """,
    "number": """
        #; no; nr; num; number; id; wbs; wbs id; wbs no; wbs code; code; step id; task id; task no; task number;
        outline number; ref; item no; s no; sl no; sr no; activity id; uid; reqid; req id; №; п п; номер; № п п;
        код; код сдр; код работы; сдр; иср; структура задач; nummer; lfd nr; psp; psp code; kennung; numero; n;
        codigo; cod; cod eap; eap; item n; codice; numero wbs; edt; otp
    """,
    "process": """
        process; process name; business process; workflow; процесс; бизнес процесс; prozess; geschaftsprozess;
        processus; proceso; processo
    """,
    "phase": """
        phase; phases; project phase; stage; milestone; milestones; sprint; key management area; area; category;
        task category; group; фаза; стадия; веха; категория; группа; направление; раздел; phasen; meilenstein;
        kategorie; bereich; gruppe; etape; jalon; categorie; domaine; theme; lot; fase; fases; etapa; etapas; hito;
        categoria; ambito; marco; grupo; module; module name; модуль
    """,
    "step": """
        step; process stage; step name; шаг; этап; этапы; schritt; prozessschritt; passo; paso; passaggio
    """,
    "description": """
        description; definition; task description; task definition; activity description; details; detail; scope;
        explanation; описание; описание задачи; подробности; подробно; содержание; как; beschreibung; erlauterung;
        einzelheiten; descriptif; descritptif; descripcion; definicion; detalle; descricao; detalhes; detalhamento;
        descrizione; dettagli
    """,
    "deadline": """
        deadline; deadlines; due; due date; due by; by when; when; date; dates; target date; timeline; timing; sla;
        term; срок; сроки; дедлайн; крайний срок; срок исполнения; срок выполнения; дата; когда; плановый срок;
        frist; termin; falligkeit; fallig; fallig am; bis wann; datum; echeance; delai; date limite; date butoir;
        fecha; fecha limite; plazo; vencimiento; prazo; data; data limite; vencimento; quando; scadenza; termine
    """,
    "duration": """
        duration; duration days; duration hours; duration month; estimated duration; effort; hours; days; work;
        time; lead time; длительность; продолжительность; длительность дней; трудоемкость; время; dauer; aufwand;
        zeit; duree; duree jour; charge; duracion; duracion horas; duracion dias; tiempo; duracao; tempo; durata
    """,
    "start": """
        start; start date; begin; begins; begin date; planned start; earliest start; from; начало; дата начала;
        старт; начать; beginn; anfang; startdatum; debut; date de debut; inicio; fecha inicio; fecha de inicio;
        comienzo; data inicio; data de inicio; inizio; data inizio
    """,
    "finish": """
        finish; finish date; end; end date; completion; completion date; planned finish; earliest completion date;
        to; окончание; дата окончания; конец; завершение; дата завершения; ende; enddatum; fin; date de fin; fecha
        fin; fecha de fin; termino; data fim; data de termino; fim; fine; data fine
    """,
    "owner": """
        owner; owners; task owner; assigned to; assignee; assigned; resource; resources; resource names; resourcing;
        performer; responsibility; responsible person; who; done by; actor; primary actor; in charge; исполнитель;
        ответственный; ответственное лицо; кто; назначен; ресурсы; ресурс; владелец; verantwortlich;
        verantwortlicher; zustandig; zugewiesen an; ressource; ressourcen; wer; responsable; acteur; acteurs; qui;
        ressources; affecte a; asignado a; asignado; encargado; recursos; responsavel; atribuido a; recurso;
        executor; responsabile; assegnato a; risorse
    """,
    "result": """
        result; results; output; outputs; deliverable; deliverables; outcome; expected result; product; результат;
        результаты; выход; выходы; на выходе; продукт; итог; ergebnis; ergebnisse; liefergegenstand; lieferergebnis;
        resultat; livrable; livrables; sortie; sorties; resultado; resultados; entregable; entregables; salida;
        salidas; entregavel; entregaveis; saida; saidas; risultato; risultati; consegna
    """,
    "format": """
        format; formats; form; file format; document format; формат; форма; формат результата; форма представления;
        вид документа; dateiformat; formato; formato de entrega
    """,
    "channel": """
        channel; channels; communication channel; communication; meeting; tool; system; where; канал; каналы; канал
        связи; канал коммуникации; коммуникация; где; где обсуждаем; инструмент; система; kanal; kommunikation;
        kommunikationskanal; canal; canal de communication; canal de comunicacion; canal de comunicacao;
        comunicacion; canale
    """,
    "notes": """
        note; notes; comment; comments; remark; remarks; additional notes; rationale; примечание; примечания;
        комментарий; комментарии; замечания; заметки; bemerkung; bemerkungen; anmerkung; anmerkungen; notiz;
        notizen; kommentar; remarque; remarques; commentaire; commentaires; nota; notas; comentario; comentarios;
        observacion; observaciones; observacao; observacoes; osservazioni; commenti; note
    """,
    "input": """
        input; inputs; required input; entry; вход; входы; на входе; входные данные; исходные данные; eingang;
        eingaben; entree; entrees; entrada; entradas; insumo; insumos; ingresso
    """,
    "criterion": """
        acceptance criteria; acceptance criterion; criteria; definition of done; done when; kpi; quality criteria;
        критерий; критерии; критерий приемки; критерии приемки; критерий готовности; abnahmekriterium;
        abnahmekriterien; akzeptanzkriterien; critere; criteres; critere d acceptation; criterio; criterios;
        criterio de aceptacion; criterios de aceitacao; criteri di accettazione
    """,
    "predecessors": """
        predecessor; predecessors; precedents; precedent; dependency; dependencies; depends on; dependent on;
        dependence; after; blocked by; предшественник; предшественники; зависимость; зависимости; зависит от; после;
        vorganger; abhangigkeit; abhangigkeiten; predecesseur; predecesseurs; dependance; dependances; antecedent;
        predecesor; predecesores; predecesora; predecesoras; dependencia; dependencias; antecessora; antecessoras;
        predecessora; predecessoras; predecessore; predecessori; dipendenze
    """,
    "status": """
        status; state; progress; complete; percent complete; done; completion status; статус; состояние; прогресс;
        прогресс %; готовность; выполнено; fortschritt; zustand; erledigt; statut; etat; avancement; fait; estado;
        avance; progreso; situacao; andamento; stato; avanzamento
    """,
    "priority": """
        priority; importance; urgency; criticality; приоритет; важность; prioritat; prio; wichtigkeit; priorite;
        prioridad; prioridade; priorita
    """,
}  # fmt: skip

# One letter stands for one kind of part; see letters.py for schemes with other letters.
ROLE_WORDS: dict[str, str] = {
    "R": """
        responsible; responsible party; responsible person; r responsible; doer; does; performs; performer;
        executes; execution; executor; realisation; realization; réalise; realisateur; исполнитель; исполнители;
        исполняет; выполняет; делает; выполнение; исполнение; ответственный исполнитель; ответственный за
        выполнение; durchfuhrung; durchfuhrend; durchfuhrungsverantwortlich; durchfuhrungsverantwortung; ausfuhrend;
        ausfuhrung; zustandig; fuhrt aus; executante; executor; ejecutor; ejecutores; ejecuta; ejecucion; execucao;
        executa; esegue; esecutore; uitvoerder
    """,
    "A": """
        accountable; approver; approves; approve; approval; approbation; approbateur; approbatrice; accountability;
        autorite; final authority; утверждает; утверждающий; подотчетный; подотчетен; отвечает; отвечает за
        результат; принимает; принимает решение; несет ответственность; rechenschaftspflichtig; genehmigt;
        genehmigung; genehmiger; genehmigend; gesamtverantwortlich; gesamtverantwortung; kostenverantwortung;
        kostenverantwortlich; aprobador; aprueba; aprobacion; autoridad; a cargo; rinde cuentas; quien rinde
        cuentas; aprovador; aprovar; aprova; aprovacao; autoridade; prestacao de contas; approva; approvatore;
        approvazione; eindverantwoordelijk; garant
    """,
    "C": """
        consulted; consult; consults; consultation; consultant; contributor; contributes; contributor contributor; к
        консультации; консультирует; консультант; консультанты; консультируют; консультируемый; консультация;
        консультируется; эксперт; советует; konsultiert; konsultieren; beratend; berat; zu befragen; befragt;
        consulte; consultes; consultee; a consulter; consultado; consultados; consultar; consulta; contribuinte;
        contribuidor; consultato; consultati; da consultare; geraadpleegd
    """,
    "I": """
        informed; inform; informs; information; to be informed; notified; информируется; информируемый;
        информируемые; информируют; информируют о; наблюдатель; наблюдает; наблюдатели; уведомляется; уведомляемый;
        в курсе; информирование; получает информацию; informiert; zu informieren; zu informieren ist; informieren;
        informe; informes; informee; a informer; informado; informados; informar; informacion; informacao;
        informato; informati; da informare; geinformeerd
    """,
    "S": """
        support; supports; supporting; supportive; supporter; supported; помогает; помощник; поддерживает;
        поддержка; участвует; участник; соисполнитель; соисполнители; содействует; unterstutzt; unterstutzend;
        unterstutzung; unterstutzer; soutien; soutient; apoyo; apoya; apoio; apoia; suporte; soporte; supporto;
        supporta; participant; participante; participates
    """,
    "V": """
        verifier; verifies; verify; verification; reviewer; reviews; review; checks; проверяет; проверяющий;
        контролирует; контролер; контроль; pruft; prufung; prufer; verifie; verificateur; verifica; verificador;
        revisa; revisor
    """,
    "Q": "quality reviewer; quality review; quality",
    "O": "omitted; out; out of the loop; not involved; не участвует; исключен",
    "D": "driver; drives; decider; decides; decision maker",
}  # fmt: skip

# In these the first letter is what the word says, the second what it means beside a column of the first.
AMBIGUOUS_WORDS: dict[str, tuple[str, str]] = {
    fold(word): letters
    for letters, words in {
        ("R", "A"): (
            "responsável; responsáveis; responsable; responsables; responsabile; responsabili; ответственный; "
            "ответственные; ответственен; ответственное лицо; verantwortlich; verantwortlicher; verantwortung; "
            "owner; owners; владелец; verantwoordelijk; responsabilite"
        ),
        ("C", "A"): "согласует; согласующий; согласующие; согласование; agrees",
        ("A", "R"): "lead; leads; leader",
    }.items()
    for word in words.split(";")
}  # fmt: skip


# Headers of the column that names people in a long table (one mark per row).
_PERSON_HEADERS = """
    person; person name; name; who; people; participant; stakeholder; team; team member; employee; position;
    responsible; resource; user; department; owner; assignee; участник; сотрудник; исполнитель; фио; кто; должность;
    ответственный; отдел; mitarbeiter; beteiligter; wer; personne; nom; qui; acteur; persona; nombre; quien; pessoa;
    nome; quem; chi
"""
PERSON_HEADERS = frozenset(fold(phrase) for phrase in _PERSON_HEADERS.split(";"))


@cache
def field_phrases() -> dict[str, str]:
    """Return folded header phrase -> field, the first field that lists a phrase winning."""
    return _phrases(FIELD_WORDS)


@cache
def role_phrases() -> dict[str, str]:
    """Return folded role word -> letter (ambiguous words are not in it)."""
    return _phrases(ROLE_WORDS)


def _phrases(words: dict[str, str]) -> dict[str, str]:
    phrases: dict[str, str] = {}
    for meaning, listed in words.items():
        for phrase in listed.split(";"):
            phrases.setdefault(fold(phrase), meaning)
    return phrases
