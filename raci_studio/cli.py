"""The command line: the window's jobs without a window.

Standard output holds only the answer. Exit status: 0 done; 1 done and findings at or above --fail-on exist;
2 could not be done, with one line on standard error.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from raci_studio import __version__
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import LANGUAGES, _, set_language, system_language

log = logging.getLogger(__name__)

_LATER = ("annotate", "compare")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status. No exception gets out."""
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
        log.debug("unexpected", exc_info=True)
        what = _("Something went wrong inside the program ({kind}: {detail}); nothing was changed.")
        return _complain(what.format(kind=type(error).__name__, detail=error))


def _complain(line: str) -> int:
    print(f"raci-studio: {' '.join(line.split())}", file=sys.stderr)
    return 2


def _run(words: list[str]) -> int:
    if words and words[0] in _LATER:
        raise UserError(_("“{command}” is not available yet.").format(command=words[0]))
    if not words or (words[0] not in _COMMANDS and not words[0].startswith("-")):
        return _open_window(words)
    args = _parser().parse_args(words)
    if getattr(args, "lang", None):
        set_language(args.lang)
    return args.run(args)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line that `main` prints."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UserError(message, remedy=_("See raci-studio --help."))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="raci-studio",
        description=_("Edit, analyse and annotate RACI matrices. Without a command the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"raci-studio {__version__}")
    commands = parser.add_subparsers(title=_("commands"), required=True, parser_class=_Parser)
    for name, add in _COMMANDS.items():
        add(commands, name)
    return parser


# import


def _add_import(commands: argparse._SubParsersAction, name: str) -> None:
    parser = commands.add_parser(name, help=_("print what was recognised in a workbook"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--sheet", help=_("only this sheet"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    parser.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    from raci_studio.excel.content import to_json
    from raci_studio.excel.importing import import_workbook

    imported = import_workbook(args.file, args.sheet)
    answer = to_json(imported.workbook, imported.plan, imported.contents)
    if args.json:
        _print_json(answer)
        return 0
    for table in answer["tables"]:
        line = _(
            "{sheet}: {layout}, header in row {header}, rows {first} to {last}; tasks: {tasks}, people: {people}, "
            "notes: {notes}"
        )
        print(
            line.format(
                sheet=table["sheet"] or args.file.name, layout=table["layout"], header=table["header_row"],
                first=table["first_task_row"], last=table["last_task_row"], tasks=len(table["tasks"]),
                people=len(table["people"]), notes=len(table["notes"]),
            )
        )  # fmt: skip
        for note in table["notes"]:
            print(f"  {note['cell']}: {note['message']}")
    if not answer["tables"]:
        print(_("No matrix and no plan was recognised."))
    return 0


# audit


def _add_audit(commands: argparse._SubParsersAction, name: str) -> None:
    parser = commands.add_parser(name, help=_("analyse a matrix"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--sheet", help=_("only this sheet"))
    parser.add_argument(
        "-o", "--output", type=Path, metavar="ANNOTATED.xlsx", help=_("write an annotated copy of the workbook")
    )
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help=_("form of the answer"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of the findings"))
    parser.add_argument(
        "--fail-on", choices=("error", "warning", "never"), default="error", help=_("which findings give exit status 1")
    )
    parser.set_defaults(run=_audit)


def _audit(args: argparse.Namespace) -> int:
    from raci_studio.analysis.audit import analyse
    from raci_studio.files import export_annotated, open_document
    from raci_studio.reports import audit_report

    if args.format == "sarif":
        raise UserError(_("“{command}” is not available yet.").format(command="--format sarif"))
    if args.output:
        _refuse_same(args.file, args.output)
    opened = open_document(args.file, args.sheet)
    analysis = analyse(opened.document)
    if args.output:
        for line in export_annotated(opened.document, args.output, analysis):
            print(line, file=sys.stderr)
    if args.format == "json":
        _print_json(audit_report.as_json(args.file.name, opened.document, analysis))
    else:
        print("\n".join(audit_report.as_text(args.file.name, opened.document, analysis)))
    failing = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[args.fail_on]
    return int(any(finding.severity in failing for finding in analysis.findings))


# convert


def _add_convert(commands: argparse._SubParsersAction, name: str) -> None:
    parser = commands.add_parser(name, help=_("convert by extension: .raci .xlsx .csv .json"))
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument("--sheet", help=_("only this sheet"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of headers and findings"))
    parser.set_defaults(run=_convert)


def _convert(args: argparse.Namespace) -> int:
    from raci_studio.files import export, open_document

    _refuse_same(args.source, args.target)
    opened = open_document(args.source, args.sheet)
    export(opened.document, args.target)
    for note in opened.notes:
        print(note, file=sys.stderr)
    return 0


def _refuse_same(source: Path, target: Path) -> None:
    """The input is never modified, so it cannot be the output too, whatever it is called."""
    same = source.resolve() == target.resolve() or (source.exists() and target.exists() and source.samefile(target))
    if same:
        raise UserError(_("Input and output are the same file."), str(target), _("Give the output another name."))


# the window


def _add_self_test(commands: argparse._SubParsersAction, name: str) -> None:
    parser = commands.add_parser(name, help=_("start the real window, open the sample, analyse, export, exit"))
    parser.set_defaults(run=_self_test)


def _self_test(args: argparse.Namespace) -> int:
    from raci_studio.gui.display import missing_for_window

    lack = missing_for_window()
    if lack:
        raise UserError(lack)
    from raci_studio.gui.app import self_test

    return self_test()


def _open_window(words: list[str]) -> int:
    """Open the window; on a machine without a screen do the same job on the command line."""
    from raci_studio.gui.display import missing_for_window

    lack = missing_for_window()
    if not lack:
        from raci_studio.gui.app import main as window

        return window([sys.argv[0], *words])
    if not words:
        raise UserError(lack)
    print(f"raci-studio: {lack} {_('The same job from the command line follows.')}", file=sys.stderr)
    return _run(["audit", *words])


def _print_json(answer: object) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


_COMMANDS: dict[str, Callable[[argparse._SubParsersAction, str], None]] = {
    "import": _add_import,
    "audit": _add_audit,
    "convert": _add_convert,
    "self-test": _add_self_test,
}
