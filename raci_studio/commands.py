"""The commands of the command line: import, audit, convert, annotate, self-test.

Each has a function that adds its arguments and one that runs it and returns the exit status.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from raci_studio import __version__
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import LANGUAGES, _, set_language
from raci_studio.core.progress import Progress

_LATER = ("compare",)
_CLEAR_LINE = "\r\x1b[K"
_LONGEST_LINE = 10_000  # bytes of a password; Excel takes 255 characters


def run(words: list[str]) -> int:
    """Run one command line; return the exit status. Raise `UserError` for what cannot be done."""
    if words and words[0] in _LATER:
        raise UserError(_("“{command}” is not available yet.").format(command=words[0]))
    args = _parser().parse_args(words)
    if getattr(args, "lang", None):
        set_language(args.lang)
    return args.run(args)


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help=_("read the workbook's password from the first line of FILE")
    )


def _password(args: argparse.Namespace) -> str | None:
    """Return the password of ``--password-file``, None without one. Raise `UserError` where it cannot be read."""
    path = args.password_file
    if path is None:
        return None
    try:
        with path.open("rb") as stream:
            text = stream.readline(_LONGEST_LINE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = _("the password file cannot be read ({detail}).")
        detail = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        raise UserError(what.format(detail=detail), str(path), _("Write the password in its first line.")) from None
    password = text.rstrip("\r\n")
    if not password:
        raise UserError(
            _("the password file holds no password."), str(path), _("Write the password in its first line.")
        )
    return password


@contextmanager
def _password_asked_for() -> Iterator[None]:
    """Say of a workbook with a password how the command line takes it."""
    from raci_studio.excel.encrypted import PasswordNeeded

    try:
        yield
    except PasswordNeeded as error:
        remedy = _("Check the file given with --password-file.") if error.is_wrong else _("Use --password-file FILE.")
        raise UserError(error.what, error.where, remedy) from None


class _OnTerminal(Progress):
    """Write how far the work is on standard error, over and over in one line, and only where that is a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = sys.stderr.isatty()
        self._said = ""

    def at(self, share: float, text: str = "") -> None:
        super().at(share, text)
        line = f"{self.share:4.0%} {self.text}"
        if self._shown and line != self._said:
            self._said = line
            sys.stderr.write(f"{_CLEAR_LINE}{line}")
            sys.stderr.flush()

    def __enter__(self) -> "_OnTerminal":
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave an empty line for what follows."""
        if self._said:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()


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
    parser.add_argument("--why", action="store_true", help=_("say why it was recognised so"))
    _add_password(parser)
    parser.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    from raci_studio.excel.content import to_json
    from raci_studio.excel.importing import import_workbook

    with _password_asked_for(), _OnTerminal() as progress:
        imported = import_workbook(args.file, args.sheet, _password(args), progress)
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
        _print_notes(table["notes"])
        if args.why:
            _print_reasons(table)
    _print_notes(answer["notes"])
    if not answer["tables"]:
        print(_("No matrix and no plan was recognised."))
    return 0


def _print_notes(notes: list[dict[str, str]]) -> None:
    for note in notes:
        print(f"  {note['cell']}: {note['message']}")


def _print_reasons(table: dict[str, Any]) -> None:
    from raci_studio.excel.reason_texts import placed_text

    print("  " + _("Why:"))
    for reason in table["reasons"]:
        place = "" if {"row", "column"} <= reason.keys() else reason.get("row", reason.get("column", ""))
        print("    " + placed_text(place, reason["message"]))


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
    parser.add_argument(
        "--decrypted-copy", action="store_true", help=_("with -o, write a copy without the workbook's password")
    )
    _add_password(parser)
    parser.set_defaults(run=_audit)


def _audit(args: argparse.Namespace) -> int:
    from raci_studio.analysis.audit import analyse
    from raci_studio.files import came_encrypted, export_annotated, open_document
    from raci_studio.reports import audit_report

    if args.format == "sarif":
        raise UserError(_("“{command}” is not available yet.").format(command="--format sarif"))
    if args.output:
        _refuse_same(args.file, args.output)
    with _password_asked_for(), _OnTerminal() as progress:
        opened = open_document(args.file, args.sheet, _password(args), progress)
    if args.output and came_encrypted(opened.document) and not args.decrypted_copy:
        what = _("the workbook has a password, the annotated copy would have none.")
        raise UserError(what, args.file.name, _("Give --decrypted-copy to write it all the same."))
    analysis = analyse(opened.document)
    if args.output:
        with _OnTerminal() as progress:
            lines = export_annotated(opened.document, args.output, analysis, progress)
        for line in lines:
            print(line, file=sys.stderr)
    if args.format == "json":
        _print_json(audit_report.as_json(args.file.name, opened.document, analysis))
    else:
        print("\n".join(audit_report.as_text(args.file.name, opened.document, analysis)))
    failing = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[args.fail_on]
    return int(any(finding.severity in failing for finding in analysis.findings))


# convert


def _add_convert(commands: argparse._SubParsersAction, name: str) -> None:
    parser = commands.add_parser(name, help=_("convert by extension: .raci .xlsx .csv .json .md .html .pdf .graphml"))
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument("--sheet", help=_("only this sheet"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of headers and findings"))
    _add_password(parser)
    parser.set_defaults(run=_convert)


def _convert(args: argparse.Namespace) -> int:
    from raci_studio.files import came_encrypted, export, open_document
    from raci_studio.project.raci_file import SUFFIX

    _refuse_same(args.source, args.target)
    with _password_asked_for(), _OnTerminal() as progress:
        opened = open_document(args.source, args.sheet, _password(args), progress)
        export(opened.document, args.target, progress=progress)
    if args.target.suffix.lower() == SUFFIX and came_encrypted(opened.document):
        print(_("{name} is not encrypted, the workbook is.").format(name=args.target.name), file=sys.stderr)
    for note in opened.notes:
        print(note, file=sys.stderr)
    return 0


# annotate


def _add_annotate(commands: argparse._SubParsersAction, name: str) -> None:
    parser = commands.add_parser(name, help=_("put notes, highlights, values and sheets into a copy of a workbook"))
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.set_defaults(run=_annotate)


def _annotate(args: argparse.Namespace) -> int:
    # `files` brings in the analysis, which takes longer to load than this takes in all.
    from raci_studio.excel.parts.annotating import annotate
    from raci_studio.excel.parts.plan import plan_of
    from raci_studio.excel.read import bytes_at
    from raci_studio.project.raci_file import write_aside

    suffix = args.source.suffix.lower()
    if suffix not in _ANNOTATED or suffix != args.target.suffix.lower():
        what = _("A workbook to be annotated, and its copy, are both .xlsx or both .xlsm.")
        raise UserError(what, remedy=_("Give them the same extension."))
    _refuse_same(args.source, args.target)
    with _OnTerminal() as progress:
        data, plan = bytes_at(args.source), plan_of(bytes_at(args.plan), args.plan.name)
        try:
            copy, lines = annotate(data, plan, progress)
        except UserError as error:
            raise UserError(error.what, args.source.name, error.remedy) from None
        write_aside(args.target, copy)
    for line in lines:
        print(line, file=sys.stderr)
    return 0


_ANNOTATED = (".xlsx", ".xlsm")


def _refuse_same(source: Path, target: Path) -> None:
    """The input is never modified, so it cannot be the output too, whatever it is called."""
    same = source.resolve() == target.resolve() or (source.exists() and target.exists() and source.samefile(target))
    if same:
        raise UserError(_("Input and output are the same file."), str(target), _("Give the output another name."))


# self-test


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


def _print_json(answer: object) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


_COMMANDS: dict[str, Callable[[argparse._SubParsersAction, str], None]] = {
    "import": _add_import,
    "audit": _add_audit,
    "convert": _add_convert,
    "annotate": _add_annotate,
    "self-test": _add_self_test,
}
