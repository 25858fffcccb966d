"""Text tables (.csv, .tsv) in any common encoding and with any common delimiter."""

import csv
import io
from itertools import pairwise

_DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str:
    """Return the text of a file: by its byte order mark, else UTF-8, UTF-16, Windows-1251 or Latin-1."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if 0 in data[:4000]:
        # No text in one byte per letter holds a zero; in UTF-16 it is the upper half of blanks and delimiters.
        return data.decode("utf-16-le" if data[1:4000:2].count(0) >= data[:4000:2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251" if _looks_russian(data) else "cp1252", "replace")


def _looks_russian(data: bytes) -> bool:
    # Russian text in Windows-1251 is mostly bytes above 0xC0 in runs; in Western text they stand alone.
    high = [i for i, byte in enumerate(data[:20_000]) if byte >= 0xC0]
    neighbours = sum(b - a == 1 for a, b in pairwise(high))
    return neighbours > len(high) // 2


def parse(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a delimited text; the delimiter is the one that gives the most even rows."""
    delimiter = max(_DELIMITERS, key=lambda d: _evenness(text, d))
    # A quote that is never closed must not make one huge field of the rest: csv stops at its limit.
    csv.field_size_limit(10_000_000)
    return tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    sample = io.StringIO(text[:20_000], newline="")
    widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if any(row)][:50]
    if not widths or max(widths) == 1:
        return 0.0, 0
    usual = max(set(widths), key=widths.count)
    return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual
