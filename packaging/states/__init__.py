"""The states of the window that pictures are made of, a room for each part of the program.

Whoever imports this has all of them in `STATES`, by the names of their pictures.
"""

from states import dialogs, drawn, matrix, pages, review, start
from states.base import OF_ANY_FILE, STATES, Stage

__all__ = ["OF_ANY_FILE", "STATES", "Stage", "dialogs", "drawn", "matrix", "pages", "review", "start"]
