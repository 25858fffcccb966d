"""Rows and columns as they stand on the screen: filtered, hidden and moved ones are where the user sees them."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from raci_studio.gui.matrix.arranging import ArrangingTable


class MatrixLines(ArrangingTable):
    """Tell which rows and columns are shown and selected, by their places in the model."""

    def shown_lines(self) -> list[int]:
        """Return the rows of the model that are seen, heads of sections among them, from above."""
        header, rows = self.verticalHeader(), list(range(self.matrix_model.rowCount()))
        return [row for row in rows if not header.isSectionHidden(row)] if header.sectionsHidden() else rows

    def shown_rows(self) -> list[int]:
        """Return the rows of the model that show a task, from above."""
        rows, task_at = self.shown_lines(), self.matrix_model.task_at
        return [row for row in rows if task_at(row)] if self.matrix_model.rows.sections else rows

    def shown_places(self) -> list[int]:
        """Return the columns of the model as they stand on the screen, from the left."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        return [place for place in places if not header.isSectionHidden(place)]

    def selected_lines(self) -> tuple[list[int], list[int]]:
        """Return the shown rows and columns with a selected cell."""
        areas = self.selected_areas()
        rows = {row for area in areas for row in range(area.top(), area.bottom() + 1)}
        places = {place for area in areas for place in range(area.left(), area.right() + 1)}
        return [row for row in self.shown_rows() if row in rows], [p for p in self.shown_places() if p in places]

    def text_at(self, row: int, place: int) -> str:
        """Return the text of a cell by its place in the model, "" where the row shows no task."""
        model = self.matrix_model
        task = model.document.tasks.get(model.task_at(row))
        return model.columns[place].text(model.document, task) if task is not None else ""

    def select_lines(self, rows: list[int], places: list[int]) -> None:
        """Select the cells where rows and columns cross; the first one becomes current."""
        model, selection = self.matrix_model, QItemSelection()
        if not rows or not places:
            return
        for top, bottom in _runs(rows):
            for left, right in _runs(places):
                selection.select(model.index(top, left), model.index(bottom, right))
        self.selectionModel().setCurrentIndex(
            model.index(rows[0], places[0]), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _runs(lines: list[int]) -> list[tuple[int, int]]:
    """Return the runs (first, last) of consecutive numbers."""
    runs: list[tuple[int, int]] = []
    for line in sorted(lines):
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs
