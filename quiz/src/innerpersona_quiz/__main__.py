"""The command line: the same answers, the same code, the same report as in the browser."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from innerpersona_quiz import __version__, api
from innerpersona_quiz.load import instrument_ids, load_instrument
from innerpersona_quiz.request import API_VERSION

OK, REFUSED, MISUSED = 0, 1, 2
"""Exit codes: done; the answers were refused; the command or a file could not be used."""


class CommandError(Exception):
    """A failure of the command line, told in one sentence, with the exit code to end on."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 answers refused, 2 wrong use or unusable file."""
    arguments = _parser().parse_args(argv)
    try:
        output: str = arguments.run(arguments)
    except CommandError as error:
        print(f"innerpersona-quiz: {error}", file=sys.stderr)
        return error.code
    # Bytes, so that a report is the same file whatever the terminal's encoding or the system's line ends.
    sys.stdout.buffer.write(output.encode("utf-8"))
    sys.stdout.flush()
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="innerpersona-quiz",
        description="Score the answers to an InnerPersona questionnaire, and write the report. "
        "Nothing leaves this computer.",
        epilog="answers.json is the file that the quiz saves: "
        '{"instrument": "attachment", "answers": {"anx01": 3, …}}. “-” reads it from the standard input.',
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    score = commands.add_parser("score", help="print the scores of a file of answers")
    score.add_argument("answers", help="the file of answers")
    score.add_argument(
        "--format", choices=("text", "json"), default="text", help="text (the default) or json"
    )
    score.set_defaults(run=_score)

    report = commands.add_parser("report", help="write the report of a file of answers")
    report.add_argument("answers", help="the file of answers")
    report.add_argument("-o", "--output", help="the HTML file to write (else it is printed)")
    report.set_defaults(run=_report)

    listing = commands.add_parser("list", help="list the questionnaires")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", help="print a questionnaire: its statements, scales and keys")
    show.add_argument("id", help="its id, as in “list”")
    show.set_defaults(run=_show)
    return parser


def _score(arguments: argparse.Namespace) -> str:
    result = _asked(arguments.answers, "score")
    if arguments.format == "json":
        return json.dumps(result, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return _score_text(result)


def _report(arguments: argparse.Namespace) -> str:
    html = str(_asked(arguments.answers, "document")["html"])
    if arguments.output is None:
        return html
    try:
        Path(arguments.output).write_bytes(html.encode("utf-8"))
    except OSError as error:
        raise CommandError(f"{arguments.output} cannot be written ({error.strerror}).", MISUSED) from error
    return f"Wrote {arguments.output}.\n"


def _list(_: argparse.Namespace) -> str:
    instruments = [load_instrument(id) for id in instrument_ids()]
    return "".join(f"{i.id}  {i.version}  {len(i.items)} statements  {i.title}\n" for i in instruments)


def _show(arguments: argparse.Namespace) -> str:
    if arguments.id not in instrument_ids():
        raise CommandError(
            f"There is no questionnaire “{arguments.id}”. There is: {', '.join(instrument_ids())}.", MISUSED
        )
    instrument = load_instrument(arguments.id)
    lines = [f"{instrument.title} ({instrument.id} {instrument.version})", instrument.hash, ""]
    lines += [instrument.instructions, "", *(f"{c.value} = {c.label}" for c in instrument.choices)]
    for scale in instrument.scales:
        lines += ["", f"{scale.title}: {scale.about}"]
        for item in instrument.items_of(scale.id):
            marks = f"{'-' if item.reverse else '+'}{'s' if item.short_form else ' '}"
            lines.append(f"  {marks} {item.id}  {item.text}  [{item.facet}]")
    lines += ["", "+ agreement raises the scale, - lowers it, s also in the short form"]
    return "\n".join(lines) + "\n"


def _asked(path: str, op: str) -> dict[str, Any]:
    """Ask the api for `op` on a file of answers and return its result."""
    try:
        text = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}).", MISUSED) from error
    try:
        request = _with_op(text.decode("utf-8-sig"), op)
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not text in UTF-8. Save it as such.", MISUSED) from error
    response = json.loads(api.handle(request))
    if not response["ok"]:
        error_found = response["error"]
        place = f" ({error_found['field']})" if error_found["field"] else ""
        raise CommandError(f"{path}{place}: {error_found['message']}", REFUSED)
    result: dict[str, Any] = response["result"]
    return result


def _with_op(text: str, op: str) -> str:
    """Return the file's text with the operation, and the api where it has none, put in front of its fields.

    The text itself goes on to the api as it is, so that what is wrong with it is found and told there.
    """
    body = text.lstrip()
    if not body.startswith("{"):
        return text
    try:
        known = json.loads(body)
    except (ValueError, RecursionError):
        return text
    head = f'"op":"{op}"' + ("" if "api" in known else f',"api":{API_VERSION}')
    return "{" + head + ("," if known else "") + body[1:]


def _score_text(result: dict[str, Any]) -> str:
    lines = [
        f"{result['instrument']} {result['instrument_version']}: "
        f"{result['answered']} of {result['total']} answered"
    ]
    for name, part in result["scales"].items():
        lines += ["", _part_line(name, part)]
        lines += [f"  {_part_line(facet, found)}" for facet, found in part["facets"].items()]
    if result["regions"]:
        chances = ", ".join(f"{region} {value:.2f}" for region, value in result["regions"].items())
        style = result["style"]
        named = style["named"] if "named" in style else "between " + " and ".join(style["between"])
        lines += ["", f"regions  {chances}", f"style    {named}"]
    return "\n".join([*lines, "", result["assumption"]]) + "\n"


def _part_line(name: str, part: dict[str, Any]) -> str:
    if part["withheld"]:
        return f"{name}  withheld: {part['reason']}"
    low, high = part["interval90"]
    counted = f"{part['answered']} of {part['total']}"
    return f"{name}  {part['score']:.2f}  se {part['se']:.2f}  90% {low:.2f} to {high:.2f}  ({counted})"


if __name__ == "__main__":
    sys.exit(main())
