"""A link as a QR code, drawn as SVG."""

from innerpersona_quiz.report.rendering import render
from innerpersona_quiz.texts import package_writer
from innerpersona_quiz.texts.errors import request_error

LONGEST = 700
"""Characters of the longest text; longer ones give modules that no phone can tell apart at 300 pixels."""

QUIET = 4
"""Width of the empty border in modules: the least that ISO/IEC 18004 allows."""


def qr(text: str) -> str:
    """Return a QR code of printable ASCII text as an SVG element, dark on light whatever the page's colours.

    The lowest level of error correction, or a higher one where it costs no larger code: a screen has no stains, and
    large modules scan better. The code of a link of 250 characters is 65 modules wide with its border.

    Raises RequestError "text_too_long" or "bad_text".
    """
    if len(text) > LONGEST:
        raise request_error("text_too_long", "text", most=LONGEST)
    if not text or not text.isascii() or not text.isprintable():
        raise request_error("bad_text", "text")
    # The encoder alone: the package around it writes a dozen kinds of files, and no browser loads those.
    from segno import encoder

    code = encoder.encode(text, error="l", mode="byte", micro=False)  # type: ignore[no-untyped-call]  # it has no types
    rows: tuple[bytearray, ...] = code.matrix
    return render("qr.svg.j2", w=package_writer("exchange"), side=len(rows) + 2 * QUIET, path=_path(rows))


def _path(rows: tuple[bytearray, ...]) -> str:
    """Return the dark modules as a path of rectangles, one for each run in a row."""
    drawn: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x]:
                run += 1
            if row[x]:
                drawn.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += run
    return "".join(drawn)
