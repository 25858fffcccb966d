"""Read a stream of a compound file (.xls), distrusting every count in it.

The parser makes room for as many sectors as the header declares and follows chains without an end;
this reader refuses such files (ValueError) before the parser sees them.
"""

from struct import unpack_from

_END = 0xFFFFFFFA  # from here on a sector number means "end", "free" or "table"
_ENTRY = 128  # bytes of a directory entry


class Ole:
    """Hold a compound file with its sector tables, all chains checked."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift = unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise ValueError("no such sector size")
        self.size = 1 << shift
        self.sectors = len(data) // self.size + 1
        counts = unpack_from("<I", data, 40)[0], *unpack_from("<I", data, 44)
        mini_start, mini_count, more_start, more_count = unpack_from("<4I", data, 60)
        if max(*counts, mini_count, more_count) > self.sectors:
            raise ValueError("more sectors than the file has")
        self.table = self._table(more_start)
        directory = self._chain(unpack_from("<I", data, 48)[0])
        self.entries = [directory[i : i + _ENTRY] for i in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        self.mini_table = _numbers(self._chain(mini_start))
        if any(self._length(entry) > len(data) for entry in self.entries if entry[66] in (2, 5)):
            raise ValueError("a stream longer than the file")

    def stream(self, *names: str) -> bytes:
        """Return the first stream with one of the names, b"" if there is none."""
        for name in names:
            for entry in self.entries:
                if entry[66] == 2 and _name(entry).casefold() == name.casefold():
                    return self._read(entry)
        return b""

    def _read(self, entry: bytes) -> bytes:
        start, length = unpack_from("<I", entry, 116)[0], self._length(entry)
        if length >= 4096:
            return self._chain(start)[:length]
        root = self._chain(unpack_from("<I", self.entries[0], 116)[0])
        pieces, seen = [], set()
        while start < _END and start not in seen and start < len(self.mini_table):
            seen.add(start)
            pieces.append(root[start * 64 : start * 64 + 64])
            start = self.mini_table[start]
        return b"".join(pieces)[:length]

    @staticmethod
    def _length(entry: bytes) -> int:
        # Old writers leave rubbish in the upper half of the length.
        return int(unpack_from("<I", entry, 120)[0])

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self.size
        if place >= len(self.data):
            raise ValueError("a sector outside the file")
        return self.data[place : place + self.size]

    def _table(self, more: int) -> list[int]:
        """Return the table of sectors: for each the number of the one that follows."""
        places = list(unpack_from("<109I", self.data, 76))
        seen: set[int] = set()
        while more < _END:
            if more in seen:
                raise ValueError("a chain without an end")
            seen.add(more)
            numbers = _numbers(self._sector(more))
            places.extend(numbers[:-1])
            more = numbers[-1]
        return [number for place in places if place < _END for number in _numbers(self._sector(place))]

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        seen: set[int] = set()
        while start < _END:
            if start in seen:
                raise ValueError("a chain without an end")
            seen.add(start)
            pieces.append(self._sector(start))
            start = self.table[start]
        return b"".join(pieces)


def _numbers(data: bytes) -> list[int]:
    return list(unpack_from(f"<{len(data) // 4}I", data))


def _name(entry: bytes) -> str:
    length = int(unpack_from("<H", entry, 64)[0])
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
