"""The command line: the window's jobs without a window.

Standard output holds only the answer. Exit status: 0 done; 1 done and findings at or above --fail-on exist;
2 could not be done, with one line on standard error.
"""

import sys
from collections.abc import Sequence

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, set_language, system_language

COMMANDS = ("import", "audit", "convert", "annotate", "compare", "self-test")


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window or run one command; return the exit status. No exception gets out."""
    words = list(sys.argv[1:] if argv is None else argv)
    set_language(system_language())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(words)
    except UserError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nobody is left to tell.
        sys.stderr.close()
        return 2
    except KeyboardInterrupt:
        return _complain(_("Interrupted."))
    except MemoryError:
        return _complain(_("There is not enough memory for this file."))
    except Exception as error:
        what = _("Something went wrong inside the program ({kind}: {detail}); nothing was changed.")
        return _complain(what.format(kind=type(error).__name__, detail=error))


def _complain(line: str) -> int:
    print(f"raci-studio: {' '.join(line.split())}", file=sys.stderr)
    return 2


def _run(words: list[str]) -> int:
    if words and (words[0] in COMMANDS or words[0].startswith("-")):
        from raci_studio import commands  # what the window's start does not need is not imported for it

        return commands.run(words)
    return _open_window(words)


def _open_window(words: list[str]) -> int:
    """Open the window; on a machine without a screen do the same job on the command line."""
    from raci_studio.gui.display import missing_for_window

    lack = missing_for_window()
    if not lack:
        from raci_studio.gui.app import main as window

        return window([sys.argv[0], *words])
    if not words:
        raise UserError(lack)
    print("raci-studio:", lack, _("The same job from the command line follows."), file=sys.stderr)
    return _run(["audit", *words])
