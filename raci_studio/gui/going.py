"""Where a window goes: from page to page, to a row, a person, a process, a finding, or an address that a page links to.

An address is a few words parted by "/":

- ``task/t3`` a row; ``column/deadline/c1`` the first row of a process where a column is empty, ``role/does/c1``
  the same for the first letter of a kind;
- ``row/t3`` a row too, but the page that is shown stays; ``inspect/t3`` all of the row in its panel;
- ``page/matrix`` a page;
- ``person/p1`` a person's page; ``people/channels`` a column of the People page;
- ``process/c1/escalation`` a field of the Process page;
- ``findings/c1/bottlenecks`` the findings that are the problems of a question of the checklist.
"""

from typing import TYPE_CHECKING, cast

from raci_studio.gui.focus import go_into, go_on
from raci_studio.gui.pages import MATRIX
from raci_studio.gui.window_frame import WindowFrame

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding
    from raci_studio.core.document import ProcessId, TaskId
    from raci_studio.gui.pages.page import Page


class Going(WindowFrame):
    """Go to other places of the document."""

    # Pages, as in the table of actions

    def page_matrix(self) -> None:
        """Show the matrix."""
        self.show_page(MATRIX).view.setFocus()

    def page_graph(self) -> None:
        """Show the graph of the tasks."""
        self.show_page("graph")

    def page_people(self) -> None:
        """Show the people."""
        self.show_page("people")

    def page_process(self) -> None:
        """Show the process."""
        self.show_page("process")

    def page_what_if(self) -> None:
        """Show what happens if people are away."""
        self.show_page("what_if")

    def page_schedule(self) -> None:
        """Show the schedule."""
        self.show_page("schedule")

    def page_charts(self) -> None:
        """Show the charts."""
        self.show_page("charts")

    def page_checklist(self) -> None:
        """Show the checklist."""
        self.show_page("checklist")

    def show_page(self, name: str):
        """Show a page and return it; what was being typed is taken over first."""
        self.commit_editing()
        page = self.pages.show_page(name)
        shown = self.pages.current
        self._show_page(shown)  # a click on the page that is shown must not uncheck it
        if shown != MATRIX:
            cast("Page", page).begin()
        return page

    def next_panel(self) -> None:
        """Go on to the next panel by keyboard: in the matrix Tab goes from cell to cell."""
        go_on((self.outline, self.pages.way_of_keys, self.inspector, self.findings), 1)

    def previous_panel(self) -> None:
        """Go back to the previous panel by keyboard."""
        go_on((self.outline, self.pages.way_of_keys, self.inspector, self.findings), -1)

    # Places

    def go_to_task(self, task: "TaskId") -> None:
        """Show a row in the matrix."""
        self.pages.show_page(MATRIX)
        self.page.view.go_to(task)

    def go_to_person(self, person: str) -> None:
        """Show a person: on their page where the people are shown, else in the matrix."""
        if self.pages.current == "people":
            self._show_on("people", ["person", person])
        else:
            self.pages.show_page(MATRIX)
            self.page.view.go_to_person(person)

    def go_to_process(self, process: "ProcessId") -> None:
        """Show a process: its page where that is shown, else its first row."""
        tasks = self.session.document.tasks_of(process)
        if self.pages.current == "process":
            self._show_on("process", [process])
        elif tasks:
            self.go_to_task(tasks[0].id)

    def go_to_finding(self, finding: "Finding") -> None:
        """Show the cell a finding is about."""
        self.pages.show_page(MATRIX)
        view = self.page.view
        if finding.cells:
            view.go_to_cell(finding.cells[0])
        elif finding.tasks:
            view.go_to(finding.tasks[0])
        elif finding.people:
            view.go_to_person(finding.people[0])

    def go_to_address(self, address: str) -> None:
        """Go to an address that a page links to; one that leads nowhere any more is passed over."""
        kind, _slash, rest = address.partition("/")
        words = rest.split("/")
        document = self.session.document
        if kind == "task" and words[0] in document.tasks:
            self.go_to_task(cast("TaskId", words[0]))
            self.page.view.setFocus()
        elif kind in ("row", "inspect") and words[0] in document.tasks:
            self._follow_row(cast("TaskId", words[0]))
            if kind == "inspect":
                self.docks["inspector"].show()
                self.docks["inspector"].raise_()
                go_into(self.inspector)
        elif kind == "page":
            self.show_page(words[0])
        elif kind == "column":
            self._go_to_column(*cast("tuple[str, ProcessId]", words))
        elif kind == "role":
            letters = document.settings.scheme.kinds.items()
            found = [letter for letter, meant in letters if meant == words[0]]
            self._go_to_column(f"role:{found[0]}" if found else "name", cast("ProcessId", words[1]))
        elif kind == "person":
            self._show_on("people", ["person", *words])
        elif kind in ("people", "process"):
            self._show_on(kind, words)
        elif kind == "findings":
            self._show_findings(*words)

    def _follow_row(self, task: "TaskId") -> None:
        """Let matrix and panels be at a row while another page is shown; what is filtered out stays so."""
        view = self.page.view
        if view.matrix_model.index_of(task, "name").isValid():
            view.go_to(task, view.current_cell()[1] or "name")
        self.inspector.show_task(task)

    def _show_on(self, name: str, words: list[str]) -> None:
        cast("Page", self.pages.show_page(name)).show_address(words)

    def _go_to_column(self, key: str, process: "ProcessId") -> None:
        view = self.page.view
        self.pages.show_page(MATRIX)
        if key.startswith("role:") and view.layout_name != "list":
            view.set_layout("list")
        view.show_field(key)
        index = view.matrix_model.column_of(key)
        column = view.matrix_model.columns[index] if index >= 0 else None
        document = self.session.document
        tasks = document.tasks_of(process)
        empty = [task for task in tasks if column is not None and not column.text(document, task)]
        for task in (empty or tasks)[:1]:
            view.go_to(task.id, key)
        view.setFocus()

    def _show_findings(self, process: str, question: str) -> None:
        from raci_studio.analysis.checklist import QUESTIONS, question_text

        self.docks["findings"].show()
        self.findings.show_problems(question_text(question), QUESTIONS[question].rules, process)
