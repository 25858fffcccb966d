"""What is typed into an extra column with a type, what is stored of it, and what is shown."""

from datetime import date
from decimal import Decimal

import pytest
from helpers import matrix, task
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.core import edits, i18n
from raci_studio.core.arranged_rows import counted_values, visible_rows
from raci_studio.core.arrangement import Arrangement, Filter
from raci_studio.core.column_types import as_stored, complaint, count_misfits, fits, rank, shown, stored
from raci_studio.core.diff import diff
from raci_studio.core.document import PLAIN_TEXT, ColumnKind, ColumnType
from raci_studio.core.errors import UserError

NUMBER, DATE = ColumnType(ColumnKind.NUMBER), ColumnType(ColumnKind.DATE)
LEVELS = ColumnType(ColumnKind.CHOICE, ("Low", "Ёлка", "High"))
SPACE = "\u00a0"


@pytest.fixture(autouse=True)
def english():
    yield
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("language", "typed", "kept", "seen"),
    [
        ("en", "1,234.5", "1234.5", "1,234.5"),
        ("en", "1 234.50", "1234.5", "1,234.5"),
        ("en", "1,234", "1234", "1,234"),
        ("en", " -007 ", "-7", "-7"),
        ("en", ".5", "0.5", "0.5"),
        ("en", "-0.0", "0", "0"),
        ("en", "1e-8", "0.00000001", "0.00000001"),
        ("ru", "1 234,5", "1234.5", f"1{SPACE}234,5"),
        ("ru", f"1{SPACE}234\u202f567,5", "1234567.5", f"1{SPACE}234{SPACE}567,5"),
        ("ru", "1234.5", "1234.5", f"1{SPACE}234,5"),
        ("ru", "1,234.5", "1234.5", f"1{SPACE}234,5"),
        ("ru", "1,234", "1.234", "1,234"),
        ("ru", "−3", "-3", "-3"),
    ],
)
def test_numbers(language, typed, kept, seen):
    i18n.set_language(language)
    assert stored(NUMBER, typed) == kept and shown(NUMBER, kept) == seen
    assert stored(NUMBER, seen) == kept and fits(NUMBER, kept)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "1,5"), ("en", "1 234,5"), ("en", "12,34"), ("en", "1.234,5"), ("ru", "1.234,5"), ("ru", "1 23"),
        ("en", "many"), ("en", "1\n234"), ("en", "5 €"), ("en", "1e99"), ("en", "9" * 60), ("en", "NaN"), ("en", "٣"),
    ],
)  # fmt: skip
def test_no_numbers(language, typed):
    i18n.set_language(language)
    with pytest.raises(UserError) as refused:
        stored(NUMBER, typed)
    assert ("1,234.5" if language == "en" else f"1{SPACE}234,5") in refused.value.remedy


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("en", "2026-11-22", "2026-11-22"),
        ("en", "2026-11-22 00:00", "2026-11-22"),
        ("en", "22.11.2026", "2026-11-22"),
        ("en", "22.11.68", "2068-11-22"),
        ("en", "22.11.69", "1969-11-22"),
        ("en", "22.11", "2030-11-22"),
        ("en", "3/4/2026", "2026-03-04"),
        ("en", "22/11/2026", "2026-11-22"),
        ("en", "22 Nov 2026", "2026-11-22"),
        ("en", "November 22nd, 2026", "2026-11-22"),
        ("en", "May 5", "2030-05-05"),
        ("ru", "3/4/2026", "2026-04-03"),
        ("ru", "11/22/2026", "2026-11-22"),
        ("ru", "22 ноября 2026 г.", "2026-11-22"),
        ("ru", "22 нояб. 2026", "2026-11-22"),
        ("ru", "1 мая", "2030-05-01"),
    ],
)
def test_dates(language, typed, kept):
    i18n.set_language(language)
    assert stored(DATE, typed, 2030) == kept and fits(DATE, kept)
    assert stored(DATE, shown(DATE, kept)) == kept


@pytest.mark.parametrize("typed", ["31.02.2026", "2026-13-01", "soon", "5 маркетинг 2026", "2026-11-22 10:30", "22.11"])
def test_no_dates(typed):
    with pytest.raises(UserError, match="is no date"):
        stored(DATE, typed)  # without a year to complete it, "22.11" is none


def test_a_choice_is_spelt_as_the_list_has_it():
    assert [stored(LEVELS, typed) for typed in ("low", "ЕЛКА", " High ", "")] == ["Low", "Ёлка", "High", ""]
    with pytest.raises(UserError, match="Low, Ёлка, High"):
        stored(LEVELS, "medium")


def test_text_stays_as_it_is_typed():
    assert stored(PLAIN_TEXT, " two\nlines ") == " two\nlines " and shown(PLAIN_TEXT, "1234.5") == "1234.5"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12), st.booleans()
)
def test_what_is_shown_of_a_number_is_typed_as_that_number(number, russian):
    i18n.set_language("ru" if russian else "en")
    kept = as_stored(number)
    assert fits(NUMBER, kept) and Decimal(kept) == number and stored(NUMBER, shown(NUMBER, kept)) == kept


@given(st.dates(min_value=date(1000, 1, 1)), st.booleans())
def test_what_is_shown_of_a_day_is_typed_as_that_day(day, russian):
    i18n.set_language("ru" if russian else "en")
    assert stored(DATE, shown(DATE, day.isoformat())) == day.isoformat()


@given(st.text(max_size=30), st.sampled_from([NUMBER, DATE, LEVELS]))
def test_anything_else_is_refused_in_one_line_or_fits(text, kind):
    try:
        kept = stored(kind, text, 2026)
    except UserError as refused:
        assert "\n" not in str(refused)
    else:
        assert fits(kind, kept)
    shown(kind, text), complaint(kind, text), rank(kind, text)


# The edits


@pytest.fixture
def document():
    return matrix("task | +Cost | +Level\nA | 10 | low\nB | 9.50 | High\nC | 1 000 | maybe\nD | a lot |\nE | |")


def texts(document, name):
    return [item.extras.get(name, "") for item in document.tasks_in_order()]


def test_a_type_stores_what_fits_and_leaves_the_rest(document):
    assert count_misfits(document, "Cost", NUMBER) == 1 and count_misfits(document, "Level", LEVELS) == 1
    typed = edits.set_column_type(document, "Cost", NUMBER)
    assert texts(typed, "Cost") == ["10", "9.5", "1000", "a lot", ""] and typed.type_of("Cost") == NUMBER
    assert "a lot" in complaint(NUMBER, "a lot") and not complaint(NUMBER, "1000")
    assert edits.set_column_type(typed, "Cost", NUMBER) is typed
    plain = edits.set_column_type(typed, "Cost", PLAIN_TEXT)
    assert texts(plain, "Cost")[2] == "1,000" and plain.extra_types == {}
    assert texts(edits.set_column_type(document, "Level", LEVELS), "Level") == ["Low", "High", "maybe", "", ""]


def test_a_day_without_a_year_is_no_date_in_a_change_of_type(document):
    document = edits.set_text(document, task(document, "A"), "extra:Cost", "1.5")
    assert texts(edits.set_column_type(document, "Cost", DATE), "Cost")[0] == "1.5"


def test_typed_texts_are_checked(document):
    document = edits.set_column_type(document, "Cost", NUMBER)
    first, second, *_ = document.order
    changed = edits.set_column_texts(document, "Cost", {first: "1,500", second: ""})
    assert texts(changed, "Cost")[:2] == ["1500", ""]
    with pytest.raises(UserError):
        edits.set_column_texts(document, "Cost", {first: "5", second: "x"})


def test_types_go_with_their_columns(document):
    document = edits.set_column_type(document, "Cost", NUMBER)
    assert edits.rename_extra_column(document, "Cost", "Price").extra_types == {"Price": NUMBER}
    assert edits.delete_extra_column(document, "Cost").extra_types == {}
    both = edits.change_extra_column(document, "Level", "Grade", LEVELS)
    assert both.extra_columns == ("Cost", "Grade") and both.type_of("Grade") == LEVELS
    assert diff(document, both).rest == {"extra_columns", "extra_types"}


def test_a_list_of_values_holds_each_once_and_at_least_one(document):
    doubled = ColumnType(ColumnKind.CHOICE, (" a ", "A", "", "b"))
    assert edits.set_column_type(document, "Level", doubled).type_of("Level").choices == ("a", "b")
    with pytest.raises(UserError, match="at least one"):
        edits.add_extra_column(document, "New", ColumnType(ColumnKind.CHOICE, (" ",)))


# Rows


def test_sorted_and_listed_by_the_type(document):
    document = edits.set_column_type(edits.set_column_type(document, "Cost", NUMBER), "Level", LEVELS)

    def names(**arranged):
        return "".join(document.tasks[key].name for key in visible_rows(document, Arrangement(**arranged)))

    assert names(sort=("extra:Cost", False)) == "BACDE" and names(sort=("extra:Level", False)) == "ABCDE"
    assert names(sort=("extra:Cost", True)) == "CABDE"
    values = [value for value, _count in counted_values(document, document.order, "extra:Cost")]
    assert values == ["9.5", "10", "1000", "a lot", ""]
    assert names(filters={"extra:Cost": Filter(text="1,0")}) == "C"
    assert names(filters={"extra:Cost": Filter(values=frozenset({"1000", ""}))}) == "CE"


def test_everybody_is_counted_under_all_letters():
    document = matrix("task | Anna | Boris\nA | R/A | C\nB | | R")
    found = counted_values(document, document.order, "role:R", any_role=True)
    assert found == [("Anna", 1), ("Boris", 2)]
