"""One save: what is written where. The document is immutable, so a worker writes it while the user goes on."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from raci_studio.core.errors import UserError
from raci_studio.core.progress import SILENT, Progress

if TYPE_CHECKING:
    from raci_studio.core.document import Document
    from raci_studio.project.locks import DocumentLock

Stamp = tuple[int, int]
"""What tells one version of a file from another: when it was written, and its size."""


class ChangedOnDisk(UserError):
    """Somebody else wrote the file since it was opened here; the user decides."""


@dataclass(frozen=True, eq=False, slots=True)
class Saving:
    """A save that was begun. `document` was on the screen then; `lock` is a new one, None where the file is held."""

    document: "Document"
    arranged: "Document"
    path: Path
    lock: "DocumentLock | None"

    def write(self, progress: Progress = SILENT) -> Stamp | None:
        """Write the file and return its stamp. Raise `UserError`, or `Cancelled` before anything is written."""
        from raci_studio.project import raci_file

        raci_file.save(self.arranged, self.path, progress)
        return stamp_of(self.path)


def stamp_of(path: Path | None) -> Stamp | None:
    """Return the stamp of a file, None where there is none."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size) if status else None
