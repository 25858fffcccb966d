"""The two layouts of the matrix: they differ in how they show the roles."""

from typing import TYPE_CHECKING

from raci_studio.core.document import Document
from raci_studio.gui.matrix.columns import Column, grid_columns, list_columns
from raci_studio.gui.matrix.model import MatrixModel

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Cell


class ListModel(MatrixModel):
    """A column per letter of the scheme, names in its cells."""

    layout_name = "list"

    def make_columns(self, document: Document) -> list[Column]:
        return list_columns(document, self._used)


class GridModel(MatrixModel):
    """A column per person, letters in its cells."""

    layout_name = "grid"

    def make_columns(self, document: Document) -> list[Column]:
        return grid_columns(document, self._used)

    def _key_of_cell(self, cell: "Cell") -> str:
        return f"person:{cell.person}" if cell.person is not None and cell.field.startswith("role:") else cell.field


LAYOUTS: dict[str, type[MatrixModel]] = {model.layout_name: model for model in (ListModel, GridModel)}
