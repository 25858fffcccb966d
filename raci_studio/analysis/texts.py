"""Findings as sentences, made where they are shown, in the user's language."""

from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.rules import RULES
from raci_studio.core.document import Document
from raci_studio.core.i18n import N_, _, ngettext

CRASHED = "X000"

SEVERITY_TITLES = {Severity.ERROR: N_("Error"), Severity.WARNING: N_("Warning"), Severity.HINT: N_("Hint")}

STEP_TITLES = {
    0: N_("Program"), 1: N_("Heads"), 2: N_("The overloaded"), 3: N_("Weak points"), 4: N_("Duplicates and responsibility"),
    5: N_("Timings"), 6: N_("Results"), 7: N_("Communications"),
}  # fmt: skip


def title(code: str) -> str:
    """Return the title of a rule."""
    return _(RULES[code].title) if code in RULES else _("A rule failed")


def why(code: str) -> str:
    """Return why what the rule finds matters."""
    return (
        _(RULES[code].why)
        if code in RULES
        else _("This is a fault of the program, not of the matrix; the other rules ran.")
    )


def message(finding: Finding, document: Document) -> str:
    """Return a finding as a sentence with names, row numbers and figures."""
    if finding.code not in RULES:
        return _("The rule {code} failed: {detail}").format(**finding.words)
    template = RULES[finding.code].messages[finding.variant]
    text = _(template) if isinstance(template, str) else ngettext(*template, int(finding.numbers["count"]))
    # Only what the sentence says: a finding about the matrix may name ten thousand rows.
    rows = [document.number_of(task) for task in (finding.tasks if "{rows}" in text else finding.tasks[:1])]
    names = [document.people[person].name for person in finding.people] if "{people}" in text else []
    return text.format(
        people=", ".join(names),
        task=_short(document.tasks[finding.tasks[0]].name) if finding.tasks else "",
        row=rows[0] if rows else "",
        rows=", ".join(map(str, rows)),
        **finding.numbers,
        **finding.words,
    )


def _short(text: str, limit: int = 80) -> str:
    """Return the first line of a long text, so that a message stays a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
