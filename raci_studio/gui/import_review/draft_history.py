"""The corrections of a review one after another: each can be taken back, all of them too."""

from raci_studio.excel.importing import Imported
from raci_studio.gui.import_review.draft import Draft, as_recognised, draft_of, recognised_of


class DraftHistory:
    """Hold the draft as it is now, the one it began with, and what was recognised before anybody corrected it."""

    def __init__(self, imported: Imported) -> None:
        self.recognised = recognised_of(imported)
        self.first = self.draft = draft_of(imported)
        self._before: list[Draft] = []

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a correction to be taken back."""
        return bool(self._before)

    @property
    def is_as_recognised(self) -> bool:
        """Tell whether nothing differs from what was recognised."""
        return self.draft == as_recognised(self.recognised)

    def change(self, draft: Draft) -> None:
        """Go on to another draft; the very same one is no step."""
        if draft is not self.draft:
            self._before.append(self.draft)
            self.draft = draft

    def undo(self) -> bool:
        """Take the last correction back; tell whether there was one."""
        if not self._before:
            return False
        self.draft = self._before.pop()
        return True

    def reset(self) -> bool:
        """Go back to what was recognised, which can be undone too; tell whether that is anything else."""
        if self.is_as_recognised:
            return False
        self.change(as_recognised(self.recognised))
        return True
