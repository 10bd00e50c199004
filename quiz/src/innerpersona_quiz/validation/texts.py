"""The rules for the texts of a questionnaire: every text that the code may pick is there, and its sources."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from innerpersona_quiz.instruments.faults import Fault, Key, key_text, nearest_line, nearest_name
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.texts import package_texts
from innerpersona_quiz.validation.claims import find_claims

type Path = tuple[str, ...]
type Problem = tuple[Path, str, str]

PLACEHOLDER = re.compile(r"‹[^‹›]*›?")
"""What is left for a writer to replace."""

_CITATION = re.compile(r"\{([a-z0-9]+)\}")
_LINK = re.compile(r"\[[^][]+\]\([a-z0-9/-]+\.md(#[\w-]+)?\)")
_BLANK = re.compile(r"\$([a-z]*)")
_FRICTION = ("title", "what", "evidence", "strength", "talk", "try")
_NAMES = {"high", "low", "first", "second"}

_OWN: tuple[Path, ...] = (
    ("title",),
    ("model",),
    ("change",),
    ("figure_caption",),
    ("read_more",),
    ("read_more_link",),
    ("read_more_path",),
    ("read_more_plain",),
)
"""What any report may say besides; its title has to be there."""


def text_faults(
    instrument: Instrument, texts: Mapping[str, Any], lines: Mapping[Key, int], file: str
) -> tuple[Fault, ...]:
    """Return every fault of a questionnaire's texts, but for those of names and wordings; `file` is named in faults."""
    own = dict(leaves(texts))
    problems = [
        *_report_problems(instrument, texts.get("report", {})),
        *_comparison_problems(instrument, texts),
    ]
    for path, text in own.items():
        if path[0] == "sources":
            continue
        problems += _form_problems(path, text, _known_blanks(instrument, path))
    problems += _source_problems(own, texts.get("sources", {}))
    faults = [
        Fault(file, nearest_line(path, lines), key_text(path), problem, fix)
        for path, problem, fix in problems
    ]
    unwritten = [path for path, text in own.items() if PLACEHOLDER.search(text)]
    faults += [
        Fault(
            file,
            nearest_line(path, lines),
            key_text(path),
            f'It is still to be written: "{PLACEHOLDER.search(own[path])[0]}".',  # type: ignore[index]  # just searched
            "Replace what stands between ‹ and › with your own words.",
            level="warning",
            kind="unwritten",
        )
        for path in unwritten
    ]
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.key)))


def claim_faults(
    texts: Mapping[str, Any], source: str, lines: Mapping[Key, int], file: str
) -> Iterator[Fault]:
    """Yield a warning for each claim of a medical device in a questionnaire's texts; works may be titled as they are.

    `texts` are what `source`, the text of the file, holds; `lines` are where its keys stand.
    """
    written = source.splitlines()
    starts = sorted({*lines.values(), len(written) + 1})
    for path, text in leaves(texts):
        if path[0] == "sources":
            continue
        first = nearest_line(path, lines)
        end = next((start for start in starts if start > first), len(written) + 1)
        for claim in find_claims(text):
            before = text.count(claim.words, 0, claim.start)
            line = _nth_line(written[max(0, first - 1) : end - 1], claim.words, before)
            yield Fault(
                file,
                first + line,
                key_text(path),
                f'"{claim.words}" claims what a medical device does ({claim.claim}).',
                claim.remedy,
                level="warning",
                kind="claim",
            )


def _nth_line(lines: Sequence[str], words: str, before: int) -> int:
    """Return the index of the line with the occurrence of `words` that has so many before it; 0 if none has it whole."""
    for index, line in enumerate(lines):
        count = line.count(words)
        if before < count:
            return index
        before -= count
    return 0


def _defaults(instrument: Instrument) -> dict[Path, str]:
    """Return the texts that a questionnaire's report has where it says nothing itself."""
    kind = package_texts(f"kinds/{instrument.kind}/texts")
    report = {name: part for name, part in package_texts("report").items() if name != "sources"}
    return {**dict(leaves(report)), **dict(leaves(kind))}


def _report_problems(instrument: Instrument, report: Any) -> Iterator[Problem]:
    if not isinstance(report, Mapping):
        yield ("report",), "It is not a table.", "Write [report] with what the report says."
        return
    kind = kind_of(instrument)
    found = dict(leaves(report))
    defaults = _defaults(instrument)
    needed = {("title",), *kind.needed_texts(instrument)}
    notes = {("scales", scale.id, "note") for scale in instrument.scales}
    known = {*needed, *kind.optional_texts(instrument), *defaults, *_OWN, *notes}
    for path in needed - found.keys() - defaults.keys():
        yield ("report", *path), "The text is missing.", "Write it: some scores need it."
    for path in found.keys() - known:
        beside = sorted({other[-1] for other in known if other[:-1] == path[:-1]})
        fix = nearest_name(path[-1], beside)
        yield ("report", *path), "This text is not known, and no report shows it.", fix


def _comparison_problems(instrument: Instrument, texts: Mapping[str, Any]) -> Iterator[Problem]:
    table = texts.get("comparison", {})
    found = dict(leaves(table)) if isinstance(table, Mapping) else {}
    ids = [one.id for one in instrument.frictions]
    for id in ids:
        for name in _FRICTION:
            if ("frictions", id, name) not in found:
                missing = ("comparison", "frictions", id, name)
                yield missing, "The text is missing.", "Write it: some pairs of people need it."
    strengths = package_texts("comparison")["strengths"]
    scales = {id for group in kind_of(instrument).groups(instrument) for id in group.scales}
    for path, text in found.items():
        of_scale = path[0] in ("alike", "apart") and len(path) > 1 and path[1] in scales
        of_friction = path[0] == "frictions" and len(path) > 2 and path[1] in ids
        if path not in (("title",), ("about",)) and not of_scale and not of_friction:
            fix = nearest_name(path[-1], sorted({*scales, *ids}))
            yield ("comparison", *path), "This text is not known, and no comparison shows it.", fix
        if of_friction and path[2] == "strength" and text.replace(" ", "-") not in strengths:
            fix = f"Write one of: {', '.join(strengths)}."
            yield ("comparison", *path), f'"{text}" is not known.', fix


def _form_problems(path: Path, text: str, blanks: set[str] | None) -> Iterator[Problem]:
    if not text:
        yield path, "The text is empty.", "Write it."
    if re.search(r"[][]", _LINK.sub("", text)):
        yield (
            path,
            "It has brackets that are no link.",
            "Write [words](articles/secure-attachment.md#a-part).",
        )
    for name in _BLANK.findall(text):
        if blanks is not None and name not in blanks:
            known = ", ".join(f"${one}" for one in sorted(blanks)) or "none"
            yield path, f'Nothing is put in for "${name}".', f"Known here: {known}."


def _known_blanks(instrument: Instrument, path: Path) -> set[str] | None:
    """Return the placeholders that a text may have."""
    if path[0] == "comparison":
        return _NAMES
    if path[0] != "report":
        return set()
    blanks = kind_of(instrument).placeholders.get(path[1:])
    if blanks is not None:
        return set(blanks)
    return set(_BLANK.findall(_defaults(instrument).get(path[1:], "")))


def leaves(value: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text with its path; a list is one text, its parts joined."""
    for name, part in value.items():
        if isinstance(part, Mapping):
            yield from leaves(part, (*path, name))
        elif isinstance(part, list):
            yield (*path, name), "\n".join(str(one) for one in part).strip()
        else:
            yield (*path, name), str(part).strip()


def _source_problems(found: Mapping[Path, str], sources: Any) -> list[Problem]:
    if not isinstance(sources, Mapping):
        return [(("sources",), "It is not a table.", "Write a table with an entry for each work cited.")]
    problems = []
    cited: set[str] = set()
    for path, text in found.items():
        for key in _CITATION.findall(text) if path[0] != "sources" else ():
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
