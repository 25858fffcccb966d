"""The recovery journal: what `record` wrote down is on the disk; `gui.recording` says which edits a worker writes.

One SQLite file for each open document, in the user's data folder. It holds the document as it was before the first
edit, in one piece; each edit writes the parts it changed (`codec.changed_parts`; null for one that is gone) in one
transaction, synced to the disk. After a crash the parts over the first piece are the document as it was last seen. A
lock beside the file, which the system releases when the process ends in whatever way, tells a journal in use from one
left behind.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from raci_studio.core.document import Document, SourceWorkbook
from raci_studio.project.codec import changed_parts, from_parts, to_parts

_SCHEMA = """
CREATE TABLE part (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edit (number INTEGER PRIMARY KEY, label TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
_MANY = 1000
"""An edit that changes more parts than this writes the document anew in one piece: that takes a third of the time."""


class Journal:
    """The journal of one open document; nothing is on the disk until the first edit after a save.

    Any thread may call it, one at a time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: Path | None = None
        self._lock: FileLock | None = None
        self._base: sqlite3.Connection | None = None

    @property
    def is_begun(self) -> bool:
        """Tell whether the journal holds the document already, so that an edit writes no more than it changed."""
        return self._base is not None

    def record(self, before: Document, after: Document, label: str, path: Path | None) -> None:
        """Write one edit down; when this returns, neither a crash nor a power cut loses it.

        `before` is the document as it was saved or opened if this is the first edit since. `path` is
        the file the document belongs to. Raise `OSError` or `sqlite3.Error` where the disk refuses.
        """
        if self._base is None:
            self._start(before, path)
        assert self._base is not None
        with self._base as base:
            parts = changed_parts(before, after)
            if len(parts) > _MANY:
                base.execute("DELETE FROM part")
                base.execute("UPDATE about SET value = ? WHERE name = 'base'", (_in_one_piece(after),))
            else:
                rows = ((name, _encode(value).decode()) for name, value in parts.items())
                base.executemany("INSERT OR REPLACE INTO part VALUES (?, ?)", rows)
            base.execute("INSERT INTO edit (label, at) VALUES (?, ?)", (label, time.time()))

    def clear(self) -> None:
        """Forget everything: the document was saved, or the user let it go."""
        if self._base is not None:
            self._base.close()
            self._base = None
        if self._file is not None:
            _remove(self._file)
            self._file = None
        if self._lock is not None:
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock = None

    def _start(self, document: Document, path: Path | None) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{uuid.uuid4().hex}.journal"
        self._lock = FileLock(file.with_suffix(".lock"), timeout=0)
        self._lock.acquire()
        self._file = file
        self._base = sqlite3.connect(file, isolation_level="IMMEDIATE", check_same_thread=False)
        # FULL syncs the write-ahead log at each commit: a power cut keeps what was committed.
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.executescript(_SCHEMA)
        with self._base as base:
            source = document.source
            about = {
                "path": str(path or ""), "source": source and source.name, "data": source and source.data,
                "encrypted": source and source.encrypted, "base": _in_one_piece(document),
            }  # fmt: skip
            base.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        self._base.execute("PRAGMA journal_mode = WAL")  # now: the whole document would be written twice


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a journal left behind holds. `at` is the time of the last edit in seconds since the epoch."""

    file: Path
    document: Document
    path: Path | None
    edits: int
    last_label: str
    at: float

    def discard(self) -> None:
        """Delete the journal for good."""
        _remove(self.file)


def left_behind(folder: Path) -> Iterator[Recovered]:
    """Yield what the journals hold whose program ended without saving; the newest first.

    A journal that holds no edit is deleted; one that cannot be read is kept and passed over.
    """
    for file in sorted(folder.glob("*.journal"), key=lambda f: f.stat().st_mtime, reverse=True):
        lock = FileLock(file.with_suffix(".lock"), timeout=0)
        try:
            with lock:
                recovered = _read(file)
        except Timeout:
            continue  # its program is running
        except (sqlite3.Error, msgspec.MsgspecError, KeyError, ValueError):
            continue
        if recovered is None:
            _remove(file)
        else:
            yield recovered


_encode = msgspec.json.Encoder().encode  # a large document must not hold up its first edit


def _in_one_piece(document: Document) -> bytes:
    """Return all parts as one JSON object; part by part, so that a window's thread gets its turn in between."""
    return b"{%b}" % b",".join(b"%b:%b" % (_encode(name), _encode(part)) for name, part in to_parts(document).items())


def _read(file: Path) -> Recovered | None:
    base = sqlite3.connect(file)
    try:
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "about" not in tables:
            return None  # ended before its first transaction: no edit was acknowledged
        last = base.execute("SELECT number, label, at FROM edit ORDER BY number DESC LIMIT 1").fetchone()
        if last is None:
            return None
        about = dict(base.execute("SELECT name, value FROM about"))
        # A journal of an earlier version has every part in the table, and no null.
        parts = json.loads(about.get("base") or "{}")
        parts |= {name: json.loads(value) for name, value in base.execute("SELECT name, value FROM part")}
    finally:
        base.close()
    parts = {name: value for name, value in parts.items() if value is not None}
    # A journal of an earlier version says nothing about a password.
    encrypted = bool(about.get("encrypted"))
    source = SourceWorkbook(about["source"], about["data"], encrypted) if about["source"] else None
    path = Path(about["path"]) if about["path"] else None
    return Recovered(file, from_parts(parts, source), path, last[0], last[1], last[2])


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    file.with_suffix(".lock").unlink(missing_ok=True)
