"""Write resources/countries.toml: the countries whose holidays are known, named in each of our languages.

The names are those of Unicode CLDR, as Babel carries them. Run it after an update of `holidays`:
``python packaging/country_names.py``.
"""

import json
from pathlib import Path

import holidays
from babel import Locale

LANGUAGES = ("en", "ru")
TARGET = Path(__file__).resolve().parents[1] / "resources" / "countries.toml"
HEAD = """\
# Names of countries by ISO 3166 code and language, from Unicode CLDR (Unicode License v3).
# Made by packaging/country_names.py.
"""


def main() -> None:
    """Write the file."""
    codes = sorted(holidays.list_supported_countries(include_aliases=False))
    names = {language: Locale(language).territories for language in LANGUAGES}
    known = [code for code in codes if all(code in names[language] for language in LANGUAGES)]
    lines = [HEAD]
    for language in LANGUAGES:
        lines += [f"[{language}]", *(f"{code} = {quoted(names[language][code])}" for code in known), ""]
    TARGET.write_text("\n".join(lines), encoding="utf-8")


def quoted(text: str) -> str:
    """Return a text as TOML writes it; a text of JSON is one."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
