"""The `.raci` file: a zip with `document.json` and the client's workbook as it came."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

from raci_studio.core.document import Document, SourceWorkbook
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.project.codec import from_json, to_json

SUFFIX = ".raci"
_DOCUMENT = "document.json"
_SOURCE = "source/"
_ENCODED = 0.8  # of the work of a save
# A document of 10,000 tasks takes some 10 MB; more than this is a damaged or hostile file.
_LARGEST = 1 << 29


def load(path: Path) -> Document:
    """Read a `.raci` file. Raise `UserError` where it is missing, damaged or of a later version."""
    remedy = _("Open a backup copy of the file.")
    try:
        with zipfile.ZipFile(path) as archive:
            if any(info.file_size > _LARGEST for info in archive.infolist()):
                raise UserError(_("The file is too large to be a document."), path.name, remedy)
            data = archive.read(_DOCUMENT)
            names = [name for name in archive.namelist() if name.startswith(_SOURCE) and name != _SOURCE]
            source = SourceWorkbook(names[0].removeprefix(_SOURCE), archive.read(names[0])) if names else None
        return from_json(data, source)
    except FileNotFoundError as error:
        raise UserError(_("There is no such file."), str(path), _("Check the name and the folder.")) from error
    except OSError as error:
        what = _("The file cannot be read ({detail}).").format(detail=error.strerror or error)
        raise UserError(what, path.name, _("Check that you may open it and that the disk is there.")) from error
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UserError(_("This is no RACI Studio document, or it is damaged."), path.name, remedy) from error
    except UserError as error:
        raise UserError(error.what, path.name, error.remedy) from error


def save(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write a document beside its place, then replace, so that a failure leaves the old file whole.

    Work given up before the writing leaves it whole too. Raise `UserError` where it cannot be written.
    """
    data = to_bytes(document)
    progress.at(_ENCODED)
    write_aside(path, data)


def to_bytes(document: Document) -> bytes:
    """Return the bytes of a `.raci` file; the same document gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _write(archive, _DOCUMENT, to_json(document))
        if document.source is not None:
            _write(archive, _SOURCE + document.source.name, document.source.data)
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name)  # its date is always 1980, so equal documents are equal files
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    archive.writestr(member, data)


def write_aside(path: Path, data: bytes) -> None:
    """Write a file beside its place and replace it in one step. Raise `UserError` where that fails."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.chmod(mode)
            aside.replace(path)
        except BaseException:
            aside.unlink()
            raise
    except OSError as error:
        what = _("The file cannot be written ({detail}).").format(detail=error.strerror or error)
        remedy = _("Save under another name or in another folder; nothing was lost.")
        raise UserError(what, str(path), remedy) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
