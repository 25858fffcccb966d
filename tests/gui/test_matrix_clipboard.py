"""Blocks of other programs into the matrix and back."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from raci_studio.core import edits
from raci_studio.gui.matrix.clipboard import from_html, from_mime, from_tsv, to_html, to_mime, to_tsv

Key, Mod = Qt.Key, Qt.KeyboardModifier

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-number-format:General;}</style>
</head><body><table border=0 cellpadding=0><!--StartFragment--><col width=64>
 <tr height=20><td class=xl65>soon &amp; sure</td><td class=xl66>two<br>
  lines</td></tr>
 <tr><td colspan=2>wide</td></tr>
 <tr><td rowspan=2>tall</td><td>a</td></tr>
 <tr><td>b</td></tr>
<!--EndFragment--></table></body></html>"""


def put(text=None, html=None):
    data = QMimeData()
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def paste(view, qtbot, row, key):
    view.go_to(view.session.document.order[row], key)
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)


def cell(view, row, key):
    return view.text_at(row, view.matrix_model.column_of(key))


def test_a_table_of_excel_as_html():
    assert from_html(EXCEL) == [["soon & sure", "two\nlines"], ["wide", ""], ["tall", "a"], ["", "b"]]
    assert from_html("<p>no table</p>") == [] and from_html("<table></table>") == []
    assert from_html("<table><tr><td>a<p>b</p><p>c</p></td></tr></table><table><tr><td>x</td></tr></table>") == [
        ["a\nb\nc"]
    ]


@pytest.mark.parametrize("block", [[["a", "b\nc"], ["<i>&", '"q"']], [["", "x"]], [["one"]]])
def test_our_own_forms_read_back(block):
    assert from_html(to_html(block)) == block and from_tsv(to_tsv(block)) == block
    assert from_mime(to_mime(block)) == block


def test_other_programs_are_told_that_texts_are_texts():
    """Excel reads the style; LibreOffice reads `sdnum`, without which it computes =1+1 and drops the zeros of 001."""
    html = to_html([["=1+1", "001"]])
    assert html.count("mso-number-format:'\\@'") == html.count('sdnum="1033;0;@"') == 2


def test_html_where_there_is_no_text_or_where_it_holds_more(view, qtbot):
    put(html="<table><tr><td>one</td><td>first<br>second</td></tr></table>")
    paste(view, qtbot, 0, "deadline")
    assert (cell(view, 0, "deadline"), cell(view, 0, "result")) == ("one", "first\nsecond")
    put("two\tfirst\nsecond\n", "<table><tr><td>two</td><td>first<br>second</td></tr></table>")
    paste(view, qtbot, 1, "deadline")
    assert (cell(view, 1, "deadline"), cell(view, 1, "result")) == ("two", "first\nsecond")
    assert cell(view, 2, "deadline") == "soon"
    put("plain", "<table><tr><td>html</td></tr></table>")
    paste(view, qtbot, 3, "deadline")
    assert cell(view, 3, "deadline") == "plain"


def test_one_unknown_letter_does_not_refuse_the_block(view, qtbot, session):
    view.set_layout("grid")
    people = session.document.people_order
    told = []
    session.refused.connect(told.append)
    put("C\tI\nQ\tR\nA\tZ\n")
    paste(view, qtbot, 0, f"person:{people[0]}")
    shown = [[cell(view, row, f"person:{person}") for person in people] for row in range(3)]
    assert shown == [["C", "I"], ["C", "R"], ["A", "A"]]  # Q and Z left what stood there
    assert "2 cells kept what they held" in told[0].what and session.undo_stack.count() == 1
    assert [line.partition(":")[0] for line in told[0].details] == ["Row 2, “Anna”", "Row 3, “Boris”"]
    assert "“Q” is no letter" in told[0].details[0]


def test_what_is_refused_and_what_has_no_place_are_told_together(view, qtbot, session):
    view.set_layout("grid")
    told = []
    session.refused.connect(told.append)
    last = view.matrix_model.columns[-2].key
    put("9\tx\ty\n")
    assert last == "predecessors"
    paste(view, qtbot, 0, last)
    assert len(told) == 1 and "There is no row 9" in told[0].what and "1 column of the block" in told[0].details[1]


def test_refused_cells_stand_in_the_bar_with_their_addresses(window, qtbot):
    view = window.page.view
    view.set_layout("grid")
    put("Q\nC\nZ\n")
    paste(view, qtbot, 0, f"person:{window.session.document.people_order[0]}")
    bar = window.page.bar
    assert bar.isVisible() and "Row 1, “Anna”" in bar.text and len(bar.details) == 2


def test_one_value_goes_into_the_selected_cells_only(view, qtbot):
    put("same")
    model = view.matrix_model
    view.go_to(model.task_at(0), "format")
    first = view.selectionModel()
    first.select(model.index(2, model.column_of("channel")), first.SelectionFlag.Select)
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert [cell(view, row, "format") for row in range(3)] == ["same", "", ""]
    assert [cell(view, row, "channel") for row in range(3)] == ["", "", "same"]


def test_rows_apart_are_copied_together(view, qtbot, session):
    order = session.document.order
    view.select_tasks([order[0], order[2]])
    qtbot.keyClick(view, Key.Key_C, Mod.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Write", "Sign"]


def test_a_block_repeats_over_a_multiple_and_hidden_columns_are_left_alone(view, qtbot):
    view.setColumnHidden(view.matrix_model.column_of("result"), True)
    view.go_to(view.session.document.order[0], "deadline")
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Right):
        qtbot.keyClick(view, key, Mod.ShiftModifier)
    put("a\tb\nc\td\n")
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert [(cell(view, row, "deadline"), cell(view, row, "format")) for row in range(4)] == [
        ("a", "b"),
        ("c", "d"),
        ("a", "b"),
        ("c", "d"),
    ]
    assert cell(view, 0, "result") == "Draft"


def test_a_long_text_of_one_cell_comes_back_whole(view, qtbot, session):
    session.apply("x", edits.set_text, session.document.order[0], "notes", 'one\n"two"\tthree')
    view.go_to(session.document.order[0], "notes")
    qtbot.keyClick(view, Key.Key_C, Mod.ControlModifier)
    paste(view, qtbot, 1, "notes")
    assert cell(view, 1, "notes") == 'one\n"two"\tthree'
