"""Values, highlights, notes and sheets in workbooks of many kinds; what must not be written is listed."""

import io
import re
import warnings

import pytest
from openpyxl import load_workbook
from packages import MAIN, STRICT, STYLES, parts, parts_of, relations, workbook, zipped

from raci_studio.excel.parts import gate
from raci_studio.excel.parts.annotating import Annotating, annotate
from raci_studio.excel.parts.errors import Untouchable
from raci_studio.excel.parts.plan import Highlight, NewSheet, Note, Plan, ValueEdit

ROWS = (
    '<row r="2" spans="2:3"><c r="B2" s="1" t="inlineStr"><is><t>Plan</t></is></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
    '<row r="5"/><row r="7" s="1" customFormat="1"><c r="A7"><v>3</v></c></row>'
)
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shape id="_x0000_s1025"><br><x:ClientData ObjectType="Button"/></v:shape>{}</xml>'
)


def edits(*items):
    return Plan(edits=tuple(ValueEdit("Client", cell, value) for cell, value in items))


def notes(**items):
    return Plan(notes=tuple(Note("Client", cell, text) for cell, text in items.items()))


def sheet_of(data):
    return parts_of(data)["xl/worksheets/sheet1.xml"].decode()


def opened(data):
    with warnings.catch_warnings(action="ignore"):  # of styles that the small workbooks here do without
        return load_workbook(io.BytesIO(data))


# Values


def test_values_of_all_kinds_arrive_and_keep_the_style():
    plan = edits(("B2", "=1+1"), ("A7", True), ("B7", 2.5), ("D5", "new"), ("C9", "Жук"), ("A1", 4), ("A2", "first"))
    data, lines = annotate(workbook(ROWS), plan)
    sheet = opened(data)["Client"]
    assert lines == []
    assert [sheet[cell].value for cell in ("B2", "A7", "B7", "D5", "C9", "A1", "A2")] == [
        "=1+1", True, 2.5, "new", "Жук", 4, "first",
    ]  # fmt: skip
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].number_format == "0%" and sheet["B2"].alignment.wrap_text
    assert sheet["B7"].number_format == "0%"  # of its row
    assert 'spans="1:3"' in sheet_of(data)
    numbers = re.findall(r'<row r="(\d+)"', sheet_of(data))
    assert [int(number) for number in numbers] == [1, 2, 5, 7, 9]


def test_clearing_a_cell_leaves_its_style():
    data, lines = annotate(workbook(ROWS), edits(("B2", None), ("Z99", None)))
    assert '<c r="B2" s="1"/>' in sheet_of(data) and "Z99" not in sheet_of(data) and lines == []


def test_a_new_cell_has_the_style_of_its_column():
    data, _lines = annotate(workbook(ROWS, before='<cols><col min="2" max="9" style="1"/></cols>'), edits(("C5", 1)))
    assert '<c r="C5" s="1">' in sheet_of(data)


def test_the_dimension_grows():
    data, _lines = annotate(workbook(ROWS, before='<dimension ref="A2:C7"/>'), edits(("E9", 1)))
    assert '<dimension ref="A2:E9"/>' in sheet_of(data)


def test_a_sheet_without_row_numbers_keeps_its_order():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    data, lines = annotate(workbook(rows), edits(("B1", 20), ("C1", 30), ("B2", 40), ("A4", 50)))
    sheet = opened(data)["Client"]
    assert lines == []
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [1, 20, 30], [3, 40, None], [None] * 3, [50, None, None],
    ]  # fmt: skip


def test_rows_out_of_order_are_found():
    rows = '<row r="5"><c r="B5"><v>1</v></c><c r="A5"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    data, _lines = annotate(workbook(rows), edits(("A5", 20), ("A3", 30)))
    assert sheet_of(data).count("<row") == 2 and sheet_of(data).count("<c ") == 3


@pytest.mark.parametrize("data", ["", "<sheetData/>"])
def test_an_empty_sheet_takes_cells(data):
    made = parts()
    made["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><cols/>{data}<mergeCells/></worksheet>'
    result, _lines = annotate(zipped(made), edits(("B2", "x"), ("C3", "y")))
    assert sheet_of(result).index("<cols/>") < sheet_of(result).index("<sheetData>") < sheet_of(result).index("<merge")
    assert opened(result)["Client"]["C3"].value == "y"


TABLE = {
    "xl/worksheets/_rels/sheet1.xml.rels": relations(
        ("t", "table", "../tables/t.xml"), ("p", "pivotTable", "/xl/p.xml")
    ),
    "xl/tables/t.xml": f'<table xmlns="{MAIN}" ref="A2:B4"/>',
    "xl/p.xml": f'<pivotTableDefinition xmlns="{MAIN}"><location ref="E1:F3"/></pivotTableDefinition>',
}


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("C2", "a formula stands there"),
        ("B8", "array formula"),
        ("B9", "array formula"),
        ("D9", "data table"),
        ("F2", "pivot table"),
        ("A2", "header of a table"),
        ("B21", "inside a merged cell"),
        ("XFE1", "no such cell"),
        ("A0", "no such cell"),
        ("A1:B2", "no such cell"),
        ("", "no such cell"),
    ],
)
def test_what_must_not_be_overwritten_is_listed_and_the_rest_is_done(cell, reason):
    rows = ROWS + (
        '<row r="8"><c r="B8"><f t="array" ref="B8:B9">A1:A2</f><v>1</v></c><c r="D8"><f t="dataTable" ref="D8:D9"/></c></row>'
        '<row r="9"><c r="B9"><v>2</v></c><c r="D9"><v>2</v></c></row>'
    )
    data, lines = annotate(
        workbook(rows, '<mergeCells><mergeCell ref="A20:C22"/></mergeCells>', more=TABLE),
        edits((cell, "x"), ("A4", "y")),
    )
    assert len(lines) == 1 and reason in lines[0] and f"Client!{cell}:" in lines[0]
    sheet = sheet_of(data)
    assert ">x<" not in sheet and ">y<" in sheet


def test_unknown_sheets_and_sheets_without_cells_are_listed():
    made = parts(ROWS)
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="Chart" sheetId="8" rel:id="rId3"/></sheets>'
    )
    made["xl/_rels/workbook.xml.rels"] = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "chartsheet", "c.xml"),
    )
    made["xl/c.xml"] = f'<chartsheet xmlns="{MAIN}"/>'
    plan = Plan(
        notes=(Note("Nowhere", "A1", "x"), Note("Chart", "A1", "x")), highlights=(Highlight("client", "A1", "FF0000"),)
    )
    data, lines = annotate(zipped(made), plan)
    assert len(lines) == 2 and "no such sheet" in lines[0] and "has no cells" in lines[1]
    assert b"FFFF0000" in parts_of(data)["xl/styles.xml"]  # another case of letters is the same sheet


@pytest.mark.parametrize("value", ["x" * 32_768, [1], {"a": 1}, float("inf"), 10**400])
def test_what_no_cell_can_hold_is_listed(value):
    data, lines = annotate(workbook(ROWS), edits(("A4", value)))
    assert len(lines) == 1 and "A4" in lines[0]
    assert parts_of(data) == {name: text.encode() for name, text in parts(ROWS).items()}


@pytest.mark.parametrize("text", ["a\r\nb", " x ", "_x0041_", "a\x07b", "\ud800", "<&>\"'", "", "x" * 32_767, "\u2028"])
def test_texts_arrive_as_they_are(text):
    data, lines = annotate(workbook(ROWS), edits(("A4", text)))
    kept = text.replace("\x07", "").replace("\ud800", "")
    found = opened(data)["Client"]["A4"].value or ""
    assert found.replace("_x005F_", "_").replace("\r\n", "\n") == kept.replace("\r\n", "\n") and lines == []


def test_a_plan_may_say_the_same_cell_twice():
    data, lines = annotate(workbook(ROWS), edits(("A4", "one"), ("A4", "two")))
    assert ">two<" in sheet_of(data) and ">one<" not in sheet_of(data) and len(lines) == 1


def test_all_is_calculated_again_only_where_a_value_changed_and_formulas_exist():
    book = lambda data: parts_of(data)["xl/workbook.xml"].decode()  # noqa: E731
    assert 'fullCalcOnLoad="1"' in book(annotate(workbook(ROWS), edits(("A4", 1)))[0])
    held = annotate(workbook(ROWS, book='<calcPr calcId="1"/><extLst/>'), edits(("A4", 1)))[0]
    assert '<calcPr fullCalcOnLoad="1" calcId="1"/><extLst/>' in book(held)
    assert "calcPr" not in book(annotate(workbook(ROWS), notes(A4="x"))[0])
    assert "calcPr" not in book(annotate(workbook("<row><c><v>1</v></c></row>"), edits(("A4", 1)))[0])


# Highlights


def test_a_highlight_changes_nothing_else_of_the_style():
    plan = Plan(highlights=tuple(Highlight("Client", cell, "FFE699") for cell in ("B2", "C2", "A7", "B7", "Q5")))
    data, lines = annotate(workbook(ROWS), plan)
    sheet = opened(data)["Client"]
    assert lines == []
    assert {sheet[cell].fill.fgColor.rgb for cell in ("B2", "C2", "A7", "B7", "Q5")} == {"FFFFE699"}
    assert sheet["B2"].number_format == sheet["B7"].number_format == "0%" and sheet["B2"].alignment.wrap_text
    assert sheet["C2"].value == "=1+1" and "<v>2</v>" in sheet_of(data)
    styles = parts_of(data)["xl/styles.xml"].decode()
    assert styles.count("FFE699") == 1 and 'cellXfs count="4"' in styles and 'fills count="3"' in styles


@pytest.mark.parametrize(
    "styles",
    [
        '<styleSheet xmlns="{main}"/>',
        '<styleSheet xmlns="{main}"><fills/><cellXfs count="0"/><extLst/></styleSheet>',
        '<s:styleSheet xmlns:s="{main}"><s:fills><s:fill><s:patternFill/></s:fill></s:fills></s:styleSheet>',
    ],
)
def test_missing_styles_are_written_with_what_was_implied(styles):
    plan = Plan(highlights=(Highlight("Client", "A7", "FFE699"),), sheets=(NewSheet("New", (("x",),)),))
    data, _lines = annotate(workbook(ROWS, styles=styles), plan)
    book = opened(data)
    assert book["Client"]["A7"].fill.fgColor.rgb == "FFFFE699" and book["Client"]["B2"].fill.fill_type is None


def test_formats_that_do_not_exist_do_not_become_ours():
    rows = '<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" s="4000000000"><v>1</v></c></row>'
    styles = STYLES.replace('fontId="0" fillId="0"', 'fontId="1" fillId="2"')
    plan = Plan(highlights=(Highlight("Client", "A2", "FFE699"),), sheets=(NewSheet("New", (("=x",),)),))
    data, _lines = annotate(workbook(rows, styles=styles), plan)
    found = parts_of(data)["xl/styles.xml"].decode()
    formats = re.findall(r"<xf .*?(?:/>|</xf>)", found)
    assert len(formats) > 4 and formats[2] == '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    assert found.count("<font>") == 1 and re.findall("<fill>.*?</fill>", found)[2].count("none") == 1
    assert '<c r="A2" s="3"/>' in sheet_of(data)


def test_a_workbook_without_styles_gets_some():
    made = parts(ROWS)
    del made["xl/styles.xml"]
    made["xl/_rels/workbook.xml.rels"] = relations(("rId1", "worksheet", "worksheets/sheet1.xml"))
    data, _lines = annotate(zipped(made), Plan(highlights=(Highlight("Client", "A7", "FFE699"),)))
    assert opened(data)["Client"]["A7"].fill.fgColor.rgb == "FFFFE699"


def test_a_frame_stands_for_a_fill_that_would_be_hidden():
    rules = '<conditionalFormatting sqref="A1:B9"><cfRule type="expression" dxfId="0"><formula>1</formula></cfRule></conditionalFormatting>'
    job = Annotating(workbook(ROWS, rules), {"FFE699": "B42318"})
    job.apply(Plan(highlights=(Highlight("Client", "A7", "FFE699"), Highlight("Client", "D7", "FFE699"))))
    sheet = opened(job.finished())["Client"]
    assert sheet["A7"].border.left.color.rgb == "FFB42318" and sheet["A7"].fill.fill_type is None
    assert sheet["D7"].fill.fgColor.rgb == "FFFFE699" and job.framed == 1


# Notes


def note_texts(data):
    sheet = opened(data)["Client"]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def comments(inner, authors="<author>Client</author>"):
    return f'<comments xmlns="{MAIN}"><authors>{authors}</authors><commentList>{inner}</commentList></comments>'


def with_comments(inner, vml=VML, more=None, **kwargs):
    links = [("c", "comments", "../comments9.xml")] + ([("v", "vmlDrawing", "../d.vml")] if vml else [])
    held = {"xl/comments9.xml": comments(inner, **kwargs)} | ({"xl/d.vml": vml} if vml else {})
    held["xl/worksheets/_rels/sheet1.xml.rels"] = relations(*links, *(more or {}).pop("links", ()))
    drawing = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="v"/>' if vml else ""
    return workbook(ROWS, drawing, more=held | (more or {}))


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_sheet_without_notes_gets_them():
    data, lines = annotate(workbook(ROWS, "<pageMargins/><tableParts/>"), notes(B2='One <x> & "y"\nTwo', XFD3="far"))
    found = parts_of(data)
    assert lines == [] and note_texts(data)["B2"] == 'One <x> & "y"\nTwo'
    assert "<pageMargins/><legacyDrawing" in sheet_of(data)
    assert found["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 2
    assert b'Extension="vml"' in found["[Content_Types].xml"]


def test_the_shape_of_a_note_in_the_last_corner_stays_on_the_sheet():
    data, _lines = annotate(workbook(ROWS), notes(XFD1048576="far\n" * 30))
    anchor = re.search(rb"<x:Anchor>([^<]*)<", parts_of(data)["xl/drawings/vmlDrawing1.vml"])[1]
    left, _dx, top, _dy, right, _dx2, bottom, _dy2 = map(int, anchor.split(b","))
    assert 0 <= left < right < 16_384 and 0 <= top < bottom < 1_048_576


def test_notes_join_those_of_the_sheet():
    held = (
        '<comment ref="B2" authorId="0"><text><r><rPr><b/></rPr><t>Client says</t></r></text></comment>'
        '<comment ref="A7" authorId="0"><text><t>Plain</t></text></comment>'
        '<comment ref="B7" authorId="0"><text/></comment><comment ref="C7" authorId="0"/>'
    )
    data, lines = annotate(with_comments(held), notes(B2="ours", A7="ours", B7="ours", C7="ours", D7="new"))
    assert lines == []
    assert note_texts(data) == {
        "B2": "Client says\n\nours", "A7": "Plain\n\nours", "B7": "ours", "C7": "ours", "D7": "new",
    }  # fmt: skip
    found = parts_of(data)
    assert found["xl/comments9.xml"].count(b"<rPr><b/></rPr>") == 2
    drawing = found["xl/d.vml"].decode()
    assert "<br>" in drawing and drawing.count('ObjectType="Note"') == 5
    assert 'data="1,2"' in drawing and "_x0000_s2049" in drawing and "_x0000_s2053" in drawing


def test_a_drawing_of_another_sheet_keeps_its_numbers_to_itself():
    more = {"xl/other.vml": VML.replace('data="1"', 'data="4,6"')}
    data, _lines = annotate(workbook(ROWS, more=more), notes(B2="x"))
    assert b'data="7"' in parts_of(data)["xl/drawings/vmlDrawing1.vml"]


def test_a_shape_that_stands_there_serves():
    shape = '<v:shape id="_x0000_s1026"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>'
    held = '<comment ref="B2" authorId="0"><text><t>Client</t></text></comment>'
    data, _lines = annotate(with_comments(held, VML.format(shape)), notes(B2="ours"))
    assert parts_of(data)["xl/d.vml"] == VML.format(shape).encode()


def test_a_conversation_keeps_its_cell_to_itself():
    held = '<comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment>'
    thread = f'<ThreadedComments xmlns="{MAIN}"><threadedComment ref="A7"/></ThreadedComments>'
    more = {"xl/threads.xml": thread, "links": [("t", "threadedComment", "../threads.xml")]}
    source = with_comments(held, more=more, authors="<author>tc={1}</author>")
    plan = Plan(highlights=(Highlight("Client", "B2", "FFE699"),), notes=notes(B2="x", A7="y", D7="z").notes)
    data, lines = annotate(source, plan)
    assert len(lines) == 2 and all("conversation" in line for line in lines)
    assert note_texts(data).keys() == {"B2", "D7"} and opened(data)["Client"]["B2"].fill.fgColor.rgb == "FFFFE699"


def test_notes_of_one_cell_are_one_note():
    data, _lines = annotate(workbook(ROWS), Plan(notes=(Note("Client", "B2", "one"), Note("Client", "B2", "two"))))
    assert note_texts(data) == {"B2": "one\n\ntwo"}


def test_a_note_that_is_too_long_is_listed():
    data, lines = annotate(workbook(ROWS), notes(B2="x" * 40_000))
    assert len(lines) == 1 and note_texts(data) == {}


# Sheets


def test_added_sheets_come_last_and_do_not_clash():
    rows = (("Code", "=1+1"), ("Анна", 3, None, True))
    plan = Plan(
        sheets=(
            NewSheet("CLIENT", rows),
            NewSheet("a/b[c]*?:" + "x" * 40, rows),
            NewSheet("'", ()),
            NewSheet("History", ()),
        )
    )
    data, _lines = annotate(workbook(ROWS), plan)
    book = opened(data)
    assert book.sheetnames[:2] == ["Client", "CLIENT (2)"] and len(book.sheetnames[2]) == 31
    assert book.sheetnames[3:] == ["Sheet", "History (2)"]
    assert book["CLIENT (2)"]["B1"].value == "=1+1" and book["CLIENT (2)"]["B1"].data_type == "s"
    assert [cell.value for cell in book["CLIENT (2)"][2]] == ["Анна", 3, None, True]


def test_a_sheet_may_have_any_allowed_name():
    data, _lines = annotate(workbook(ROWS), Plan(sheets=(NewSheet('R&D <"Ж\'s">', ((1,),)),)))
    assert opened(data).sheetnames == ["Client", 'R&D <"Ж\'s">']


def test_parts_that_are_not_needed_may_be_damaged():
    made = parts(ROWS, more={"xl/worksheets/_rels/sheet9.xml.rels": "<", "xl/vml.vml": "<"})
    made["xl/styles.xml"] = "<"
    data, lines = annotate(zipped(made), edits(("A4", 1)))
    assert lines == [] and parts_of(data)["xl/styles.xml"] == b"<"


def test_names_of_sheets_still_mean_the_same_sheets():
    names = (
        '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Client!$A$1</definedName></definedNames>'
    )

    def fill(book):
        sheet = book.create_sheet("Ours")
        sheet.append([1])
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = "A1:A1"
        sheet["A1"].number_format = '0.0" d"'
        return ["Ours"]

    job = Annotating(workbook(ROWS, book=names))
    job.add_sheets(fill)
    book = opened(job.finished())
    assert book["Client"].print_area == "'Client'!$A$1" and book["Ours"].print_title_rows == "$1:$1"
    assert book["Ours"]["A1"].number_format == '0.0" d"'


def test_a_sheet_brings_its_charts_and_formats():
    from openpyxl.chart import BarChart, Reference
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    def fill(book):
        sheet = book.create_sheet("Ours")
        sheet.append([1, 2])
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1))
        sheet.add_chart(chart, "D1")
        sheet["A1"].hyperlink = "https://example.org/"
        blue = PatternFill("solid", bgColor="FF0000FF")
        sheet.conditional_formatting.add("A1", FormulaRule(["TRUE"], fill=blue))
        return ["Ours"]

    job = Annotating(workbook(ROWS, more={"xl/charts/chart1.xml": "<c/>"}))
    job.add_sheets(fill)
    book = opened(job.finished())
    sheet = book["Ours"]
    assert len(sheet._charts) == 1 and sheet["A1"].hyperlink.target == "https://example.org/"
    rule = next(iter(sheet.conditional_formatting)).rules[0]
    assert rule.dxf.fill.bgColor.rgb == "FF0000FF"


# Packages of other kinds


@pytest.mark.parametrize("how", [{"prefix": "x"}, {"strict": True}, {"prefix": "x", "strict": True}])
def test_prefixed_and_strict_files_stay_what_they_are(how):
    rows = ROWS if "prefix" not in how else ROWS.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    plan = Plan(
        edits(("B2", "x")).edits,
        (Highlight("Client", "A7", "FFE699"),),
        notes(B2="note").notes,
        (NewSheet("New", ((1,),)),),
    )
    data, lines = annotate(workbook(rows, **how), plan)
    assert lines == []
    found = {name: held.decode() for name, held in parts_of(data).items()}
    main = STRICT if how.get("strict") else MAIN
    other = MAIN if how.get("strict") else STRICT
    assert main in found["xl/worksheets/sheet2.xml"] and main in found["xl/comments1.xml"]
    assert not any(other in text for text in found.values())
    if how.get("prefix"):
        assert '<x:c r="B2" s="1" t="inlineStr"><x:is>' in found["xl/worksheets/sheet1.xml"]
        assert "<x:legacyDrawing" in found["xl/worksheets/sheet1.xml"]


def test_a_signed_workbook_says_so():
    data, lines = annotate(workbook(ROWS, more={"_xmlsignatures/sig1.xml": "<s/>"}), Plan())
    assert len(lines) == 1 and "signed" in lines[0] and "_xmlsignatures/sig1.xml" in parts_of(data)


def test_a_document_type_is_refused_only_in_a_part_that_is_touched():
    more = {"docProps/core.xml": "<!DOCTYPE a><a/>"}
    assert annotate(workbook(ROWS, more=more), edits(("A4", 1)))[1] == []
    with pytest.raises(Untouchable, match="document type"):
        annotate(workbook(ROWS, head="<!DOCTYPE a>"), edits(("A4", 1)))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_malformed_part_to_be_touched_is_refused(name):
    made = parts(ROWS)
    made[name] = made[name][:-5]
    with pytest.raises(Untouchable, match="damaged"):
        annotate(zipped(made), Plan(edits(("A4", 1)).edits, (Highlight("Client", "A7", "FFE699"),)))


def test_macros_are_left_out_of_a_copy_that_cannot_hold_them():
    made = parts(ROWS, more={"xl/vbaProject.bin": b"code"})
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ).replace("</Types>", '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')  # fmt: skip
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
    )
    source = zipped(made)
    assert parts_of(annotate(source, edits(("A4", 1)))[0])["xl/vbaProject.bin"] == b"code"
    job = Annotating(source)
    job.drop_macros()
    found = parts_of(job.finished())
    assert len(job.warnings) == 1 and "xl/vbaProject.bin" not in found
    assert b"macro" not in found["[Content_Types].xml"] and b"vba" not in b"".join(found.values())


# The gate


def test_a_copy_that_another_reader_sees_changed_is_not_given_out(monkeypatch, caplog):
    real = gate._rows
    seen = []

    def rows(book, number):
        seen.append(number)
        return real(book, number) if len(seen) % 2 else [["other"]]

    monkeypatch.setattr(gate, "_rows", rows)
    with pytest.raises(Untouchable, match=r"Client!1:1"):
        annotate(workbook(ROWS), notes(B2="x"))


def test_a_copy_with_a_changed_part_is_not_given_out(monkeypatch, caplog):
    job = Annotating(workbook(ROWS, more={"docProps/app.xml": "<a/>"}))
    job.apply(notes(B2="x"))
    changed = {"docprops/app.xml": b"<b/>"}
    rewritten = job.package.archive.rewritten
    monkeypatch.setattr(
        job.package, "result", lambda: rewritten(job.package.touched() | changed, job.package.added(), set())
    )
    with pytest.raises(Untouchable, match=r"docProps/app\.xml"):
        job.finished()
