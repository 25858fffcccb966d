"""One writer for each file: the second window on a file is told."""

import hashlib
from pathlib import Path

from filelock import FileLock, Timeout


class DocumentLock:
    """A lock on the path of a document, in the user's data folder; the system frees it when we end."""

    def __init__(self, folder: Path, path: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._lock = FileLock(folder / f"{name}.open", timeout=0, is_singleton=False)

    def acquire(self) -> bool:
        """Take the lock; False where another window has it."""
        try:
            self._lock.acquire()
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()
