"""Splices in XML: untouched characters stay, whatever the encoding, quotes, comments and prefixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.excel.parts.errors import Untouchable
from raci_studio.excel.parts.xml import XmlPart, escape

ODD = (
    "<?xml version='1.0' standalone='yes'?>\r\n<!-- <row> --><x:a xmlns:x='urn:a' q=\"a>b\"\r\n>"
    "<x:row r='1'><![CDATA[</x:row>]]><x:row r='in'/></x:row  ><y:row xmlns:y='urn:y'/><?pi <x:row?><x:row/>\n</x:a>\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
def test_elements_are_found_where_they_stand(encoding):
    part = XmlPart("a.xml", ODD.encode(encoding))
    rows = list(part.children(part.root, "row"))
    assert [row.get("r") for row in rows] == ["1", ""]
    assert rows[0].source.endswith("</x:row  >")
    assert part.root.get("q") == "a>b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_only_the_spliced_characters_differ(encoding):
    data = ODD.encode(encoding)
    part = XmlPart("a.xml", data)
    rows = list(part.children(part.root, "row"))
    part.set_attribute(rows[0], "r", "2")
    part.set_attribute(rows[1], "s", "5")
    part.append(rows[1], "<x:c>Ж</x:c>")
    part.append(rows[1], "<x:c/>")
    result = part.result()
    expected = ODD.replace("r='1'", "r='2'").replace("<x:row/>", '<x:row s="5"><x:c>Ж</x:c><x:c/></x:row>')
    assert result == expected.encode(encoding)
    assert part.is_result(result) and not part.is_result(result + b" ") and not part.is_result(data)


def test_a_letter_the_encoding_lacks_is_written_as_a_number():
    part = XmlPart("a.xml", b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe4</a>')
    part.append(part.root, "Ж")
    assert part.result().endswith(b"<a>\xe4&#1046;</a>")


@pytest.mark.parametrize(
    "source", [b"", b"<a>", b"<a></b>", b"text", b"<a>\xff</a>", b'<?xml version="1.0" encoding="nonsense"?><a/>']
)
def test_what_is_not_well_formed_is_refused(source):
    with pytest.raises(Untouchable, match=r"a\.xml"):
        XmlPart("a.xml", source)


def test_a_document_type_is_refused_before_entities_are_expanded():
    bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(Untouchable, match="document type"):
            XmlPart("a.xml", bomb.encode(encoding))


def test_a_splice_that_breaks_the_part_is_refused():
    part = XmlPart("a.xml", b"<a/>")
    part.append(part.root, "<b>")
    with pytest.raises(Untouchable):
        part.result()


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ("<a/><c/>", "<a/><b/><c/>"),
        ("<c/>", "<b/><c/>"),
        ("<a/>", "<a/><b/>"),
        ("<z/><a/><z/><c/>", "<z/><a/><b/><z/><c/>"),
        ("<a/><AlternateContent><Choice><c/></Choice></AlternateContent>", None),
    ],
)
def test_a_child_goes_where_the_schema_has_it(there, expected):
    part = XmlPart("a.xml", f"<r>{there}</r>".encode())
    part.insert_ordered(part.root, ("a", "b", "c"), "b", "<b/>")
    expected = expected or "<a/><b/><AlternateContent><Choice><c/></Choice></AlternateContent>"
    assert part.result() == f"<r>{expected}</r>".encode()


@given(st.text())
def test_any_text_comes_back_but_what_xml_cannot_carry(text):
    part = XmlPart("a.xml", f'<a b="{escape(text)}">{escape(text)}</a>'.encode())
    kept = "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
    assert part.root.text_inside() == part.root.get("b") == kept


def undone(part, data):
    """Take the splices out again."""
    text = data.decode("utf-16")
    for splice in sorted(part.splices, key=lambda one: (one.start, one.end)):
        start = splice.start - 1  # the mark at the beginning is no character here
        text = text[:start] + part.text[splice.start : splice.end] + text[start + len(splice.new) :]
    return text.encode("utf-16")


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["", "x", "Жж"]))))
def test_undoing_gives_the_bytes_of_before(places):
    data = "<a>0123456789</a>".encode("utf-16")
    part = XmlPart("a.xml", data)
    for place, new in places:
        part.splice(4 + place, 4 + place, new)
    result = part.result()
    assert undone(part, result) == data and part.is_result(result)
