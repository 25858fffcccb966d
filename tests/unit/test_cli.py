"""The command line: answers on standard output, one line of trouble, the fixed exit status."""

import json
from pathlib import Path

import pytest
from helpers import matrix
from locked import locked_file
from openpyxl import Workbook, load_workbook

from raci_studio import cli
from raci_studio.core import i18n
from raci_studio.project import raci_file

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "examples" / "onboarding.en.xlsx"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    yield
    i18n.set_language("en")


def run(capsys, *words):
    status = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def sheet(tmp_path):
    """A client's grid with a title, a task without A and a formula-like text."""
    book = Workbook()
    page = book.active
    page.title = "RACI"
    for row in [
        ["Project X"],
        [],
        ["Task", "Anna", "Boris"],
        ["Plan", "A", "R"],
        ["Build", "R", "C"],
        ["=Check", "A", "R"],
    ]:
        page.append(row)
    page["A6"].data_type = "s"
    path = tmp_path / "client.xlsx"
    book.save(path)
    return path


def test_import_prints_what_was_recognised(capsys, sheet):
    status, out, err = run(capsys, "import", sheet, "--json")
    (table,) = json.loads(out)["tables"]
    assert (status, err) == (0, "")
    assert (table["layout"], table["header_row"], table["people"]) == ("grid", 3, ["Anna", "Boris"])
    assert [task["task"] for task in table["tasks"]] == ["Plan", "Build", "=Check"]
    assert table["tasks"][1]["roles"]["R"] == ["Anna"]


def test_audit_json_has_the_fixed_keys(capsys, sheet):
    status, out, _err = run(capsys, "audit", sheet, "--format", "json")
    (table,) = json.loads(out)["tables"]
    assert status == 1
    (finding,) = [f for f in table["findings"] if f["code"] == "D401"]
    assert (finding["task_rows"], finding["cells"], finding["severity"], finding["step"]) == ([5], ["A5"], "error", 4)
    assert {"message", "people", "numbers", "confidence"} <= finding.keys()
    assert table["people"][0]["counts"] == {"A": 2, "R": 1}
    assert {"blocked_share", "expected_blocked_share", "deputies"} <= table["people"][0].keys()
    (process,) = table["processes"]
    assert process["dependency_origin"] == "row-order" and process["dependencies"] == 2
    assert {"bus_factor", "bus_factor_exact", "bus_factor_people", "critical_path_days"} <= process.keys()
    assert "checklist" in table


def test_fail_on_decides_the_status(capsys, sheet):
    assert run(capsys, "audit", sheet, "--fail-on", "never")[0] == 0
    assert run(capsys, "audit", sheet, "--fail-on", "warning")[0] == 1


def test_audit_writes_an_annotated_copy_and_leaves_the_input(capsys, sheet, tmp_path):
    before = sheet.read_bytes()
    out = tmp_path / "annotated.xlsx"
    status, text, _err = run(capsys, "audit", sheet, "-o", out, "--format", "json")
    cells = {cell for table in json.loads(text)["tables"] for finding in table["findings"] for cell in finding["cells"]}
    book = load_workbook(out)
    assert status == 1 and sheet.read_bytes() == before
    assert cells and all(book["RACI"][cell].comment for cell in cells)
    assert book.sheetnames == ["RACI", "Findings", "Checklist", "People", "Graph"]
    assert (book["RACI"]["A6"].value, book["RACI"]["A6"].data_type) == ("=Check", "s")


def test_audit_in_russian(capsys, sheet):
    _status, out, _err = run(capsys, "audit", sheet, "--lang", "ru")
    assert "За «Build» никто не отвечает." in out


@pytest.mark.parametrize("suffix", [".raci", ".xlsx", ".csv", ".json"])
def test_convert_by_extension(capsys, sheet, tmp_path, suffix):
    out = tmp_path / f"out{suffix}"
    assert run(capsys, "convert", sheet, out) == (0, "", "")
    assert out.stat().st_size


def test_a_converted_workbook_reads_back_to_the_same_matrix(capsys, tmp_path):
    """New workbook out, import in: the same tasks, roles, texts and predecessors."""
    assert run(capsys, "convert", EXAMPLE, tmp_path / "new.xlsx")[0] == 0
    first = json.loads(run(capsys, "import", EXAMPLE, "--json")[1])["tables"][0]
    second = json.loads(run(capsys, "import", tmp_path / "new.xlsx", "--json")[1])["tables"][0]
    kept = ("step", "task", "roles", "deadline", "result", "format", "channel", "notes")
    assert [[t[key] for key in kept] for t in first["tasks"]] == [[t[key] for key in kept] for t in second["tasks"]]

    def relative(table):
        start = table["first_task_row"]
        return [[link["row"] - start for link in task["predecessors"]] for task in table["tasks"]]

    assert relative(first) == relative(second) and any(relative(first))


def test_a_raci_file_is_audited_without_a_source(capsys, tmp_path):
    path = tmp_path / "own.raci"
    raci_file.save(matrix("task | Anna\nPlan | R"), path)
    status, out, _err = run(capsys, "audit", path, "--format", "json")
    (table,) = json.loads(out)["tables"]
    (finding,) = [f for f in table["findings"] if f["code"] == "D401"]
    assert (status, finding["task_rows"], finding["cells"]) == (1, [1], [])
    status, _out, err = run(capsys, "audit", path, "-o", tmp_path / "o.xlsx")
    assert status == 1 and "no source workbook" in err
    assert load_workbook(tmp_path / "o.xlsx").sheetnames == [
        "Matrix",
        "Legend",
        "Findings",
        "Checklist",
        "People",
        "Graph",
    ]


def test_formula_like_texts_are_inert_in_csv(capsys, sheet, tmp_path):
    run(capsys, "convert", sheet, tmp_path / "o.csv")
    assert "'=Check" in (tmp_path / "o.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["audit", "missing.xlsx"], "missing.xlsx"),
        (["import", "{folder}"], "folder"),
        (["audit", "{sheet}", "--sheet", "Nope"], "The sheets are: RACI."),
        (["audit", "{sheet}", "-o", "{sheet}"], "same file"),
        (["audit", "{sheet}", "-o", "{folder}/o.pdf"], "Give it one of these extensions"),
        (["audit", "{sheet}", "-o", "{folder}/none/o.xlsx"], "cannot be written"),
        (["audit", "{sheet}", "--format", "sarif"], "not available yet"),
        (["convert", "{sheet}", "{folder}/o.doc"], "cannot be written"),
        (["compare", "a", "b"], "not available yet"),
        (["audit"], "--help"),
        (["audit", "{sheet}", "--bogus"], "--bogus"),
    ],
)
def test_trouble_is_one_line_and_status_2(capsys, sheet, tmp_path, words, told):
    words = [word.format(sheet=sheet, folder=tmp_path) for word in words]
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert told in err and err.count("\n") == 1 and err.startswith("raci-studio: ")


def test_what_nobody_expected_is_one_line_too(capsys, sheet, monkeypatch):
    def broken(_document):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("raci_studio.analysis.audit.analyse", broken)
    status, _out, err = run(capsys, "audit", sheet)
    assert status == 2 and err.count("\n") == 1 and "ZeroDivisionError: oops" in err


def test_without_a_display_the_same_job_runs_on_the_command_line(capsys, sheet, monkeypatch):
    monkeypatch.setattr("raci_studio.gui.display.missing_for_window", lambda: "There is no display.")
    status, out, err = run(capsys, sheet)
    assert status == 1 and "D401" in out and err.count("\n") == 1


def test_a_workbook_without_a_matrix_is_no_failure(capsys, tmp_path):
    book = Workbook()
    book.active["A1"] = "Just a letter to the client"
    book.save(tmp_path / "letter.xlsx")
    assert run(capsys, "import", tmp_path / "letter.xlsx", "--json")[0] == 0
    status, _out, _err = run(capsys, "audit", tmp_path / "letter.xlsx", "-o", tmp_path / "o.xlsx")
    assert status == 0 and (tmp_path / "o.xlsx").exists()


@pytest.fixture
def secret(tmp_path):
    return locked_file(tmp_path / "secret.xlsx", "Пароль 1")


def password_file(tmp_path, data=b"\xef\xbb\xbf\xd0\x9f\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c 1\r\nand more\n"):
    path = tmp_path / "password.txt"
    path.write_bytes(data)
    return path


def test_a_missing_or_wrong_password_is_one_line(capsys, secret, tmp_path):
    for words in (("import", secret, "--json"), ("audit", secret), ("convert", secret, tmp_path / "a.raci")):
        status, out, err = run(capsys, *words)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "protected by a password" in err and "--password-file" in err
    wrong = password_file(tmp_path, b"other")
    status, out, err = run(capsys, "audit", secret, "--password-file", wrong)
    assert (status, out, err.count("\n")) == (2, "", 1) and "not right" in err and "--password-file" in err
    assert not (tmp_path / "a.raci").exists()


@pytest.mark.parametrize("data", ["Пароль 1", "\ufeffПароль 1\r\nand more\n", "Пароль 1\n"])
def test_the_password_is_the_first_line_of_its_file(capsys, secret, tmp_path, data):
    file = password_file(tmp_path, data.encode())
    status, out, err = run(capsys, "import", secret, "--json", "--password-file", file)
    assert (status, err) == (0, "") and json.loads(out)["tables"][0]["people"] == ["Anna", "Boris"]


@pytest.mark.parametrize("data", [None, b"", b"\r\n", b"\xff\xfe\x1f\x04"])
def test_a_password_file_without_a_password_is_one_line(capsys, secret, tmp_path, data):
    file = tmp_path / "none.txt" if data is None else password_file(tmp_path, data)
    status, out, err = run(capsys, "audit", secret, "--password-file", file)
    assert (status, out, err.count("\n")) == (2, "", 1) and file.name in err


def test_a_password_nobody_needs_is_no_trouble(capsys, sheet, tmp_path):
    assert run(capsys, "import", sheet, "--password-file", password_file(tmp_path))[0] == 0


def test_an_annotated_copy_without_the_password_must_be_asked_for(capsys, secret, tmp_path):
    out, file = tmp_path / "annotated.xlsx", password_file(tmp_path)
    words = ("audit", secret, "-o", out, "--fail-on", "never", "--password-file", file)
    status, text, err = run(capsys, *words)
    assert (status, text, err.count("\n")) == (2, "", 1) and "--decrypted-copy" in err and not out.exists()
    assert run(capsys, *words, "--decrypted-copy")[0] == 0
    assert {"RACI", "Findings"} <= set(load_workbook(out).sheetnames)


def test_a_converted_document_says_that_it_is_not_encrypted(capsys, secret, tmp_path):
    own, file = tmp_path / "own.raci", password_file(tmp_path)
    status, text, err = run(capsys, "convert", secret, own, "--password-file", file)
    assert (status, text, err.count("\n")) == (0, "", 1) and "own.raci is not encrypted" in err
    assert raci_file.load(own).source.encrypted
    assert run(capsys, "convert", secret, tmp_path / "a.csv", "--password-file", file) == (0, "", "")
    status, _text, err = run(capsys, "audit", own, "-o", tmp_path / "annotated.xlsx")
    assert status == 2 and "--decrypted-copy" in err


def test_import_says_why(capsys, sheet):
    status, out, err = run(capsys, "import", sheet, "--why")
    lines = out.splitlines()
    assert status == 0 and not err and "  Why:" in lines
    assert "    Column A: Tasks, headed “Task”; filled in 3 of 3 rows, different texts: 3." in lines
    assert "  Why:" not in run(capsys, "import", sheet)[1]
    (table,) = json.loads(run(capsys, "import", sheet, "--json")[1])["tables"]
    assert {reason["row"] for reason in table["reasons"] if reason["code"] == "header-over-letters"} == {3}


def test_progress_is_written_where_standard_error_is_a_terminal(capsys, sheet, tmp_path, monkeypatch):
    assert run(capsys, "convert", sheet, tmp_path / "a.csv")[2] == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    status, out, err = run(capsys, "convert", sheet, tmp_path / "b.csv")
    assert status == 0 and not out and " 45% Recognising the tables" in err and err.endswith("\r\x1b[K")
    assert "Recognising" not in run(capsys, "import", sheet, "--json")[1]


def test_an_interrupted_command_ends_with_one_line(capsys, sheet, tmp_path, monkeypatch):
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("raci_studio.files.raci_file.write_aside", interrupt)
    status, _out, err = run(capsys, "convert", sheet, tmp_path / "a.csv")
    assert (
        status == 2 and err.split("\x1b[K")[-1] == "raci-studio: Interrupted.\n" and not (tmp_path / "a.csv").exists()
    )
