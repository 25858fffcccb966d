"""Expected trouble, told to the user in one clear line."""

from collections.abc import Sequence


class UserError(Exception):
    """Say what happened, where (a file, a sheet, a cell) and what to do about it.

    The window shows it in a dialog, the command line prints it as one line and exits with 2.
    All three texts are already in the user's language. `details` are lines for those who want to know more.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "", details: Sequence[str] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.details = tuple(details)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{head} {self.remedy}" if self.remedy else head
        return " ".join(line.split())
