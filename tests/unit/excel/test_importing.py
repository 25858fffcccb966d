"""An import and an export given up at any of their reports: nothing comes of it and nothing is left behind."""

import pytest
from openpyxl import Workbook

from raci_studio import files
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.excel.importing import import_workbook

ROWS = [["Task", "Anna", "Boris"], ["Pack", "R", "A"], ["Carry", "A", "R"], ["Store", "R", "A"]]


class GivenUp(Progress):
    """Give up at a report; `said` are the reports so far."""

    def __init__(self, at=-1):
        super().__init__()
        self.last, self.said = at, []

    def at(self, share, text=""):
        if len(self.said) == self.last:
            self.cancel()
        super().at(share, text)
        self.said.append((self.share, self.text))


@pytest.fixture
def path(tmp_path):
    book = Workbook()
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        for row in ROWS:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_the_stages_of_an_import(path):
    heard = GivenUp()
    import_workbook(path, progress=heard)
    assert list(dict.fromkeys(text for _share, text in heard.said)) == [
        "Reading the file", "Recognising the tables", "Reading comments and formats", "Reading the table on “One”",
        "Reading the table on “Two”", "Building the matrix",
    ]  # fmt: skip
    shares = [share for share, _text in heard.said]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] <= 1


def test_an_import_ends_at_the_next_report(path):
    heard = GivenUp()
    import_workbook(path, progress=heard)
    for place in range(len(heard.said)):
        with pytest.raises(Cancelled):
            import_workbook(path, progress=GivenUp(place))


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv", "annotated.xlsx"])
def test_an_export_ends_at_the_next_report_and_leaves_the_old_file(path, tmp_path, name):
    document = files.open_document(path).document
    target = tmp_path / "out" / name
    target.parent.mkdir()

    def write(progress):
        if name.startswith("annotated"):
            files.export_annotated(document, target, progress=progress)
        else:
            files.export(document, target, "grid", progress)

    heard = GivenUp()
    write(heard)
    assert len(heard.said) > 2 and heard.said[-1][1] == "Writing the file"
    target.write_bytes(b"the old one")
    for place in range(len(heard.said)):
        with pytest.raises(Cancelled):
            write(GivenUp(place))
        assert [file.read_bytes() for file in target.parent.iterdir()] == [b"the old one"]
