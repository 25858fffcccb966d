"""Collect the texts of the program, update the Russian catalogue and compile it.

python packaging/catalogues.py          update resources/locale/ru and compile it
python packaging/catalogues.py --check  only tell what is missing; exit 1 if anything is

A text is marked with `_`, `N_`, `ngettext`, `NN_` or `pgettext` (see `raci_studio.core.i18n`).
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "locale" / "ru" / "LC_MESSAGES"
PO, MO = FOLDER / "raci_studio.po", FOLDER / "raci_studio.mo"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2), "pgettext": ((1, "c"), 2)}


def collected() -> Catalog:
    """Return a template with every marked text of the program."""
    template = Catalog(project="RACI Studio", charset="utf-8")
    found = extract_from_dir(ROOT / "raci_studio", keywords=KEYWORDS, comment_tags=("Translators:",))
    for path, _line, text, comments, context in found:
        # Files without line numbers: a catalogue that changes only when a text does.
        template.add(text, locations=[(path.replace("\\", "/"), 0)], auto_comments=comments, context=context)
    return template


def translated() -> Catalog:
    """Return the Russian catalogue as committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="ru", domain="raci_studio")


def problems(template: Catalog, catalogue: Catalog) -> list[str]:
    """Return a line for each text that is missing, untranslated, uncertain or no longer used."""
    lines = []
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        if known is None:
            lines.append(f"missing: {message.id!r}")
        elif known.fuzzy:
            lines.append(f"uncertain: {message.id!r}")
        elif not all(known.string) if isinstance(known.string, (tuple, list)) else not known.string:
            lines.append(f"untranslated: {message.id!r}")
        else:
            lines += [f"{error}: {message.id!r}" for error in _wrong_parameters(known)]
    lines += [f"unused: {m.id!r}" for m in catalogue if m.id and template.get(m.id, m.context) is None]
    return lines


def _wrong_parameters(message) -> list[str]:
    from string import Formatter

    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    originals = message.id if isinstance(message.id, tuple) else (message.id,)
    translations = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    allowed = set().union(*map(names, originals))
    return [f"unknown parameter {name}" for text in translations for name in names(text) - allowed]


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main(words: list[str]) -> int:
    """Update and compile, or check."""
    template = collected()
    if "--check" in words:
        found = problems(template, translated())
        print("\n".join(found))
        return bool(found)
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = translated() if PO.exists() else Catalog(locale="ru", domain="raci_studio", project="RACI Studio")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with PO.open("wb") as file:
        write_po(
            file, catalogue, width=110, sort_output=True, omit_header=False, ignore_obsolete=True, include_lineno=False
        )
    MO.write_bytes(compiled(translated()))
    left = problems(template, translated())
    print(f"{len(template)} texts, {len(left)} to do")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
