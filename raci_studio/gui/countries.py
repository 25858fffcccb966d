"""The countries whose public holidays are known, by their names in the user's language."""

import tomllib
from collections.abc import Mapping

from raci_studio.core.i18n import language
from raci_studio.core.places import resource


def supported() -> frozenset[str]:
    """Return the ISO 3166 codes of the countries whose holidays are known. The library takes a tenth of a second."""
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))


def names() -> Mapping[str, str]:
    """Return the names of countries by code, in the user's language and its alphabetical order."""
    read = tomllib.loads(resource("countries.toml").read_text("utf-8"))[language()]
    return dict(sorted(read.items(), key=lambda item: item[1].casefold().replace("ё", "е")))
