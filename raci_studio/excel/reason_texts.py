"""The reasons of recognition as sentences; they are made where they are shown."""

from raci_studio.core.i18n import N_, _
from raci_studio.core.scheme import KIND_TITLES, RoleKind
from raci_studio.excel.grid import Grid
from raci_studio.excel.recognise.reasons import Reason

SENTENCES = {
    "header-over-letters": N_("{n} of {m} cells are short texts over columns of letters, so this is the header."),
    "header-names": N_("{n} of {m} cells that head no person name a field or a role ({words})."),
    "header-last-text": N_("The header, as the last row above the tasks."),
    "header-above": N_("Its texts stand over the header and belong to it."),
    "header-repeated": N_("The header stands here again."),
    "task-column-named": N_("Tasks, headed “{header}”; filled in {n} of {m} rows, different texts: {different}."),
    "task-column": N_(
        "Tasks, the texts that tell the rows apart; filled in {n} of {m} rows, different texts: {different}."
    ),
    "person-column": N_("A person or position, letters in {n} of {m} rows ({letters})."),
    "person-column-empty": N_("A person or position, no letters, but “{header}” stands among the others."),
    "role-column": N_("Names of those who are {letter}: filled in {n} of {m} rows."),
    "role-column-named": N_("“{header}” stands for {letter}; filled in {n} of {m} rows."),
    "role-column-second": N_(
        "“{header}” could be {other} or {letter}; another column is {other} already. Filled in {n} of {m} rows."
    ),
    "role-column-likely": N_(
        "“{header}” could be {letter} or {other}; no other column speaks for {other}. Filled in {n} of {m} rows."
    ),
    "tick-column": N_("Ticks in {n} of {m} rows mean {letter}."),
    "roles-column": N_("Letters and names together in {n} of {m} rows."),
    "field-column-named": N_("Headed “{header}”; filled in {n} of {m} rows."),
    "field-column": N_("By its place and texts; filled in {n} of {m} rows."),
    "extra-column": N_("“{header}” names no field of a task; kept as an extra column, filled in {n} of {m} rows."),
    "extra-column-unnamed": N_("It has no header; kept as an extra column, filled in {n} of {m} rows."),
    "ignored-column": N_("“{header}” is left out; filled in {n} of {m} rows."),
    "ignored-column-unnamed": N_("It has no header and is left out; filled in {n} of {m} rows."),
    "letter-legend": N_("{letter} — {kind}: the legend says so in {cell} (“{meaning}”)."),
    "letter-scheme": N_("{letter} — {kind}: as in {scheme}."),
    "letter-usual": N_("{letter} — {kind}: as this letter is mostly used, or as another sheet says."),
    "word-letter": N_("The word “{word}” is read as {letter}."),
    "section-row": N_("A section, “{title}” stands alone without roles."),
    "continued-row": N_("It goes on with the texts of the task above."),
    "skipped-blank": N_("No task, a blank row inside the table."),
    "skipped-total": N_("No task, nothing but numbers under the people, a total."),
    "skipped-unnamed": N_("No task, it has no task name."),
    "skipped-row": N_("No task, it does not look like the others."),
    "ends-with-sheet": N_("The last row, nothing stands below."),
    "ends-blank": N_("The last row, a blank row follows, and no more tasks after it."),
    "ends-before": N_("The last row, {below} (“{text}”) is no task any more."),
    "doubt-unnamed": N_("Less sure: columns of letters without a header: {n} of {m}."),
    "doubt-unassigned": N_("Less sure: rows without any letter: {n} of {m}."),
    "doubt-empty": N_("Less sure: no letters stand under the people yet."),
    "doubt-unread": N_("Less sure: cells under the people that hold no letter: {n}."),
    "doubt-few-roles": N_("Less sure: columns of roles: only {n}."),
    "doubt-plan": N_("No roles were found, so it was taken as a plan."),
    "confidence": N_("How sure the recognition is: {percent}%."),
}


def reason_text(reason: Reason) -> str:
    """Return a reason as a sentence in the user's language, without its place."""
    params = dict(reason.params)
    if "kind" in params:
        params["kind"] = _(KIND_TITLES[RoleKind(str(params["kind"]))]).lower()
    return _(SENTENCES[reason.code]).format(**params)


def reason_line(grid: Grid, reason: Reason) -> str:
    """Return a reason with its place, as the sheet the plan was made for counts."""
    label: int | str = ""
    if reason.column is not None and reason.row is None:
        label = grid.column_label(reason.column)
    elif reason.row is not None and reason.column is None:
        label = grid.row_label(reason.row)
    return placed_text(label, reason_text(reason))


def placed_text(label: int | str, text: str) -> str:
    """Return a sentence after the row (7) or column ("C") of the sheet it is about; "" is neither."""
    if label == "":
        return text
    place = _("Row {name}") if str(label).isdigit() else _("Column {name}")
    return f"{place.format(name=label)}: {text}"
