"""The rules that the texts of a report have to follow: every text that the code may pick is there, and its sources."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from innerpersona_quiz.faults import Fault, Key, key_text, locate, nearest_name
from innerpersona_quiz.profile.attachment import REGIONS
from innerpersona_quiz.profile.conflict import CONCERNS
from innerpersona_quiz.profile.values import CIRCLE, HIGHER_ORDER
from innerpersona_quiz.report.wording import BANDS, LEVELS
from innerpersona_quiz.resources import parse_toml

type Scales = Mapping[str, Sequence[str]]
"""Scale id to the ids of its facets."""

type Path = tuple[str, ...]

_CITATION = re.compile(r"\{([a-z0-9]+)\}")
_LINK = re.compile(r"\[[^][]+\]\([a-z0-9/-]+\.md(#[\w-]+)?\)")

_ALL: tuple[Path, ...] = tuple(
    (name,)
    for name in (
        "title",
        "strengths_title",
        "scores_title",
        "try_title",
        "careful_title",
        "computed_title",
        "sources_title",
        "model",
        "careful",
        "careful_help",
        "careful_help_link",
        "careful_help_path",
        "careful_help_plain",
        "read_more",
        "read_more_link",
        "read_more_plain",
    )
)
_LEVELS = tuple(dict.fromkeys(LEVELS.values()))
_TILTS = ("far_above", "above", "middle", "below", "far_below")


def _under(*parts: str | Sequence[str]) -> Iterator[Path]:
    """Yield every path that takes one name from each part; a text stands for itself."""
    first, *rest = [(part,) if isinstance(part, str) else tuple(part) for part in parts]
    for name in first:
        if rest:
            yield from ((name, *more) for more in _under(*rest))
        else:
            yield (name,)


def _attachment(scales: Scales) -> Iterator[Path]:
    yield from _under(("plane_caption", "regions_title", "facets_title", "change"))
    yield from _under("bands", BANDS)
    yield ("chances", "steps")
    yield from _under("regions", REGIONS, ("title", "where", "means"))
    yield from _under("lead", "named", REGIONS)
    # Only neighbours on the plane can lead together: opposite corners do so near the centre alone.
    pairs = [pair for pair in combinations(REGIONS, 2) if set(pair) not in ({*REGIONS[::3]}, {*REGIONS[1:3]})]
    yield from _under("lead", "between", ["-".join(pair) for pair in pairs])
    yield from _under("lead", ("centre", "one_scale", "none"))
    yield from _under("scales", tuple(scales), BANDS, ("strength", "describes", "try"))
    yield from _under("facets", [facet for facets in scales.values() for facet in facets], _LEVELS)


def _conflict(scales: Scales) -> Iterator[Path]:
    yield from _under(("figure_caption", "concerns_title", "concerns_about", "avoiding_note", "change"))
    yield from _under("bands", BANDS)
    yield from _leads(tuple(scales))
    yield from _under("tries", "high", tuple(scales))
    yield from _under("concerns", tuple(CONCERNS), ("title", "about"))
    yield from _under("concerns", tuple(CONCERNS), ("levels", "words"), _TILTS)
    yield from _under("scales", tuple(scales), BANDS, "describes")


def _values(scales: Scales) -> Iterator[Path]:
    yield from _under(("figure_caption", "higher_title", "higher_about", "scores_about", "position_title"))
    yield from _under("bands", BANDS)
    yield from _under("position", ("directed", "open", "fit"))
    yield from _leads(tuple(HIGHER_ORDER))
    yield from _under("higher", tuple(HIGHER_ORDER), ("title", "about", "end_low", "end_high"))
    yield from _under("higher", tuple(HIGHER_ORDER), BANDS, "describes")
    pairs = ["-".join(pair) for pair in combinations(HIGHER_ORDER, 2)]
    yield from _under(("strengths",), (*HIGHER_ORDER, *pairs, "open"))
    yield from _under("tries", "high", (*HIGHER_ORDER, *pairs))
    yield from _under("values", [id for id in CIRCLE if id in scales], BANDS)


def _leads(ids: Sequence[str]) -> Iterator[Path]:
    yield from _under("lead", "named", ids)
    yield from _under("lead", "together", ["-".join(pair) for pair in combinations(ids, 2)])
    yield from _under("lead", ("open", "some", "none"))
    yield from _under("tries", "low", ids)
    yield ("tries", "open")


_LAYOUTS = {"attachment": _attachment, "conflict": _conflict, "values": _values}


def text_faults(instrument_id: str, scales: Scales, source: str, file: str) -> tuple[Fault, ...]:
    """Return every fault of the texts in `source` for the report of an instrument; `file` is only named in them.

    An instrument without a report of its own needs what every report says, and a text for each band of each scale.
    """
    try:
        texts = parse_toml(source)
    except ValueError as error:
        return (Fault(file, 0, "(the whole file)", f"It is not valid TOML: {error}.", "Correct that line."),)
    layout = _LAYOUTS.get(instrument_id)
    own = layout(scales) if layout else _under("scales", tuple(scales), BANDS, "describes")
    needed = {*_ALL, *own}
    found = dict(_leaves({name: part for name, part in texts.items() if name != "sources"}))
    problems = [
        (path, "The text is missing.", "Write it: some scores need it.") for path in needed - found.keys()
    ]
    problems += [(path, "The text is empty.", "Write it.") for path, text in found.items() if not text]
    if layout:
        problems += [
            (path, "This text is not known, and no report shows it.", _nearest(path, needed))
            for path in found.keys() - needed
        ]
    problems += [
        (path, "It has brackets that are no link.", "Write [words](articles/secure-attachment.md#a-part).")
        for path, text in found.items()
        if re.search(r"[][]", _LINK.sub("", text))
    ]
    problems += _source_problems(found, texts.get("sources", {}))
    lines = locate(source)
    faults = (
        Fault(file, _line(path, lines), key_text(path), problem, fix) for path, problem, fix in problems
    )
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.key)))


def _leaves(value: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text with its path; a list is one text, its parts joined."""
    for name, part in value.items():
        if isinstance(part, Mapping):
            yield from _leaves(part, (*path, name))
        elif isinstance(part, list):
            yield (*path, name), "\n".join(str(one) for one in part).strip()
        else:
            yield (*path, name), str(part).strip()


def _nearest(path: Path, needed: set[Path]) -> str:
    beside = sorted({other[-1] for other in needed if other[:-1] == path[:-1]})
    return nearest_name(path[-1], beside)


def _source_problems(found: Mapping[Path, str], sources: Any) -> list[tuple[Path, str, str]]:
    if not isinstance(sources, Mapping):
        return [(("sources",), "It is not a table.", "Write a table with an entry for each work cited.")]
    problems = []
    cited: set[str] = set()
    for path, text in found.items():
        for key in _CITATION.findall(text):
            cited.add(key)
            if key not in sources:
                fix = nearest_name(key, sorted(sources), "Add it to [sources]")
                problems.append((path, f'It cites "{key}", which [sources] does not have.', fix))
    for key, entry in sources.items():
        if not isinstance(entry, Mapping) or set(entry) != {"short", "full"}:
            problems.append(
                (
                    ("sources", key),
                    "It does not have just `short` and `full`.",
                    'Write { short = "Li & Chan, 2012", full = "…" }.',
                )
            )
        elif key not in cited:
            problems.append((("sources", key), "No text cites it.", "Cite it, or remove it."))
    return problems


def _line(path: Path, lines: Mapping[Key, int]) -> int:
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0
