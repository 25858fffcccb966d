"""Workbooks made part by part, the way other programs write them."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    '<styleSheet xmlns="{main}"><fonts count="1"><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"><alignment wrapText="1"/></xf></cellXfs>'
    '<dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FF00FF00"/></patternFill></fill></dxf></dxfs></styleSheet>'
)


def zipped(parts):
    """Return a zip of name -> text or bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(data):
    """Return name -> bytes of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relations(*links, strict=False):
    """Return a part of relations from (id, kind, target)."""
    base = _STRICT_OFFICE if strict else _OFFICE
    inner = "".join(f'<Relationship Id="{i}" Type="{base}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def parts(rows="", after="", before="", *, prefix="", strict=False, styles=STYLES, head="", more=None, book=""):
    """Return the parts of a workbook with one sheet "Client": the rows, and what stands before and after them."""
    main = STRICT if strict else MAIN
    p = f"{prefix}:" if prefix else ""
    bound = f'xmlns:{prefix}="{main}"' if prefix else f'xmlns="{main}"'
    office = _STRICT_OFFICE if strict else _OFFICE
    sheet = f"{head}<{p}worksheet {bound}>{before}<{p}sheetData>{rows}</{p}sheetData>{after}</{p}worksheet>"
    found = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml"), strict=strict),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:rel="{office}"><sheets>'
        f'<sheet name="Client" sheetId="7" rel:id="rId1"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"), strict=strict
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": styles.format(main=main),
    }
    return found | (more or {})


def workbook(*args, **kwargs):
    """Return the bytes of the workbook of `parts`."""
    return zipped(parts(*args, **kwargs))
