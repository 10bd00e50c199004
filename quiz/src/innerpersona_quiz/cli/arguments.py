"""What may be written on the command line, and the help that explains it to somebody who has never used it."""

import argparse
import textwrap

from innerpersona_quiz import __version__

_START = """\
to begin:
  innerpersona-quiz list                                    what questionnaires there are
  innerpersona-quiz show conflict --format sheet > me.json  a sheet to fill in: put a number for each null
  innerpersona-quiz score me.json                           the scores
  innerpersona-quiz report me.json -o me.html               the report, to open in a browser

A file of answers is what the quiz on the site saves (“Download my answers”), or such a sheet:
  {"instrument": "conflict", "answers": {"int01": 4, "int02": null, …}}
with "form": "short" in it for the short form. In place of a file, - reads from the standard input.

exit codes: 0 done; 1 what a file holds was refused, or has faults; 2 wrong use, or a file that cannot be used
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser; what it returns names the command in `command`."""
    made = argparse.ArgumentParser(
        prog="innerpersona-quiz",
        description=_wrapped(
            "Score the answers to questionnaires, and write the reports. Nothing leaves this computer."
        ),
        epilog=_START,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    made.add_argument(
        "--instruments",
        action="append",
        default=[],
        metavar="FOLDER",
        help="the folder of a questionnaire that is not in the package; may be given several times",
    )
    commands = made.add_subparsers(title="commands", required=True, dest="command", metavar="COMMAND")

    listing = _command(commands, "list", "list the questionnaires")
    _add_format(listing)

    show = _command(
        commands,
        "show",
        "print a questionnaire: its statements, scales and keys",
        "innerpersona-quiz show values --format sheet > me.json",
        more="As a sheet, it is an empty file of answers, with null wherever an answer goes.",
    )
    show.add_argument("id", help="its id, as in “list”")
    _add_format(show, "sheet")

    score = _command(
        commands,
        "score",
        "print the scores of a file of answers",
        "innerpersona-quiz score me.json --format json",
        more="Each score has its standard error (se) and the range that holds the true score nine times in ten.",
    )
    score.add_argument("answers", help="the file of answers, or -")
    _add_format(score)

    report = _command(
        commands,
        "report",
        "write the report of a file of answers",
        "innerpersona-quiz report me.json -o me.html",
        more="It is one HTML file, the same byte for byte as the site saves for these answers.",
    )
    report.add_argument("answers", help="the file of answers, or -")
    report.add_argument("-o", "--output", metavar="FILE", help="the HTML file to write (else it is printed)")

    change = _command(
        commands,
        "change",
        "say whether two results differ by more than answering noise",
        "innerpersona-quiz change spring.json autumn.json",
        more="Compare two files of answers, or two results that “score --format json” printed, of one person and "
        "one edition of a questionnaire. The earlier one comes first.",
    )
    change.add_argument("before", help="the earlier answers or result")
    change.add_argument("after", help="the later answers or result")
    _add_format(change)

    share = _command(
        commands,
        "share",
        "print the code of somebody’s results, to be compared with another person’s",
        "innerpersona-quiz share attachment.json conflict.json --name Anna > anna.txt",
        more="A code has at most 200 characters. It holds scores and standard errors, no answers.",
    )
    share.add_argument(
        "answers", nargs="+", metavar="FILE", help="files of answers, one of each questionnaire"
    )
    share.add_argument("--name", metavar="NAME", help="a first name to put in the code")

    read = _command(
        commands,
        "read",
        "say what a code holds",
        "innerpersona-quiz read anna.txt",
    )
    read.add_argument("code", help="a file with the code or its link, or -")
    _add_format(read)

    compare = _command(
        commands,
        "compare",
        "write the report for two people",
        "innerpersona-quiz compare anna.txt ben.json -o both.html",
        more="Each file holds a code, a link with one, a file of answers, or a list of those. It is one HTML file, "
        "the same byte for byte as the site saves. Sheets of answers are reduced to what a code holds of them.",
    )
    compare.add_argument("a", help="the first person’s file, or -")
    compare.add_argument("b", help="the second person’s file, or -")
    compare.add_argument("-o", "--output", metavar="FILE", help="the HTML file to write (else it is printed)")
    compare.add_argument(
        "--committed",
        choices=("kept", "broken"),
        help="whether the second code is the one that was promised beforehand",
    )

    validate = _command(
        commands,
        "validate",
        "check the files of a questionnaire",
        "innerpersona-quiz validate instruments/sleep_habits",
        more="Report all faults at once, each with file, line, key and fix: of questionnaire.toml and of texts.toml. "
        "Without faults, also say which texts would go to nearly everybody. Ends with 1 if there are faults.",
    )
    validate.add_argument(
        "folders", nargs="*", metavar="FOLDER", help="folders of questionnaires (else all known)"
    )
    _add_format(validate)

    checking = _command(
        commands,
        "self-check",
        "hold what a questionnaire’s reports say against simulated people",
        "innerpersona-quiz self-check attachment",
        more="Simulate people whose true scores are known and write, to self_check.toml in the questionnaire’s "
        "folder, how often ranges hold them and sentences are true, how often chance alone is called a change, a "
        "difference or carelessness, and how many people get the most common text. The same number of people gives "
        "the same file.",
    )
    checking.add_argument("id", help="the questionnaire, as in “list”")
    checking.add_argument(
        "--people", type=int, default=None, metavar="N", help="how many are simulated for each form"
    )
    checking.add_argument("-o", "--output", metavar="FILE", help="write there instead")

    calibrate = _command(
        commands,
        "calibrate",
        "make a calibration from many people’s research exports",
        "innerpersona-quiz calibrate donated/*.json --instrument attachment \\\n"
        "      --sample 'Readers of the site who sent their answers in.' -o calibration.json",
        more="Fit the graded response model to research exports of at least 500 people and write a calibration "
        "file, which a questionnaire can name. Copies are counted once. Refuses files with anything that could say "
        "who somebody is, files of another edition, and items that repeat each other. Needs numpy (the extra "
        "“calibrate”).",
    )
    calibrate.add_argument(
        "exports",
        nargs="+",
        metavar="FILE",
        help="a research export, or a list of them; as many files as you like",
    )
    _add_questionnaire(calibrate)
    calibrate.add_argument(
        "--sample",
        required=True,
        metavar="TEXT",
        help="a sentence or two on how these people came to take part, for the reports",
    )
    calibrate.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="the calibration file to write"
    )
    calibrate.add_argument(
        "--accept-dependence",
        action="store_true",
        help="write the file even if items depend on each other so much that ranges come out too narrow",
    )
    _add_format(calibrate)
    planning = _command(
        commands,
        "plan",
        "say how exact a calibration from so many people would be",
        "innerpersona-quiz plan --instrument attachment --n 500 1000 5000",
        more="Print the standard errors to expect of items’ parameters, of scores and of percentiles. They rest on the "
        "questionnaire’s calibration, or on items of middling quality where it has none. Needs numpy.",
    )
    _add_questionnaire(planning)
    planning.add_argument("--n", type=int, nargs="+", required=True, metavar="N", help="numbers of people")
    _add_format(planning)
    book = _command(
        commands,
        "codebook",
        "print every variable of the data that questionnaires give",
        "innerpersona-quiz codebook conflict > codebook.md",
        more="It is Markdown: the fields of a research export, and of each questionnaire the answers, scales and items.",
    )
    book.add_argument("ids", nargs="*", metavar="ID", help="questionnaires, as in “list” (else all)")
    return made


def _add_questionnaire(command: argparse.ArgumentParser) -> None:
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--instrument", metavar="ID", help="the questionnaire, as in “list”")
    which.add_argument("--file", metavar="FOLDER", help="the folder of a questionnaire, wherever it is")


type _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _command(
    commands: _Commands, name: str, what: str, example: str | None = None, more: str = ""
) -> argparse.ArgumentParser:
    """Add a command with what it does, more on it, and an example of its use."""
    return commands.add_parser(
        name,
        help=what,
        description=_wrapped(f"{what[0].upper()}{what[1:]}. {more}"),
        epilog=None if example is None else f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,  # else the example’s lines would be run together
    )


def _wrapped(text: str) -> str:
    return textwrap.fill(text.strip(), 96)


def _add_format(command: argparse.ArgumentParser, *more: str) -> None:
    names = ("text", "json", *more)
    listed = " or ".join([", ".join(names[:-1]), names[-1]])
    command.add_argument(
        "--format", choices=names, default="text", metavar="FORMAT", help=f"{listed}; text if not given"
    )
