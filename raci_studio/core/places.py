"""Where the files that ship with the program lie."""

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Return the folder of resources: the checkout's first, then the one inside a wheel or bundle."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package.parent / "resources", package / "resources"):
        if (folder / "locale").is_dir():
            return folder
    raise FileNotFoundError(f"no resources beside or inside {package}")


def resource(*parts: str) -> Path:
    """Return the path of one shipped file, e.g. ``resource("icons", "raci-studio.svg")``."""
    return resources().joinpath(*parts)
