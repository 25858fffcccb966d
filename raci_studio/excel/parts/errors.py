"""What stops an edit: of the whole file, or of one cell."""

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _


class Untouchable(UserError):
    """Say in one line why a workbook cannot be changed safely; nothing of it was written."""


class NotWritten(Exception):
    """Say why one edit was left out; the others go on. Its text is in the user's language."""


def damaged(part: str) -> Untouchable:
    """Return the error for a part that is not what its name says."""
    what = _("the part “{part}” of the workbook is damaged, so it cannot be changed safely.").format(part=part)
    return Untouchable(what, remedy=_("Open it in a spreadsheet program, let it repair the file, and save it anew."))
