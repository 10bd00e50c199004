"""Names of authors in all forms that BibTeX has, as CSL has them, with initials in place of given names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from innerpersona_site.content.latex import without_braces
from innerpersona_site.content.reference_words import word_list

type Name = dict[str, str]
"""Of a person `family` (with its particle), and where there are any `given` (initials) and `suffix`; of an organization
`literal`."""

_ORGANIZATIONS: Final = word_list("organizations")
_SMALL: Final = word_list("joints")
_SUFFIX: Final = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{0,3}|2nd|3rd", re.I)
_PARTICLES: Final = word_list("particles")
_BARE_INITIALS: Final = re.compile(r"[A-Z]{1,3}")
_STRAY: Final = re.compile(r"[^\w\s.,’'‘ʻʼ`´·‐‑–-]|[\d_]")
_DEGREE: Final = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms)\.?(?=\s)|\b(?:Ph\.?\s?D|M\.\s?D|Psy\.?\s?D|MSc)\b\.?")


@dataclass(frozen=True, slots=True)
class NameFault:
    """What is wrong with a list of names, and how to write it. Where it is `doubtful` it may be right."""

    message: str
    right: str
    doubtful: bool = False


def read_names(text: str) -> tuple[list[Name], list[NameFault]]:
    """Read a list of names that `and` joins; `text` has letters in place of LaTeX commands.

    Returns the names, and what is wrong with them; what is no name is left out.
    """
    from bibtexparser.middlewares.names import InvalidNameError, split_multiple_persons_names

    bare = _outside_braces(text)
    if text.count("{") != text.count("}"):
        return [], [NameFault("a brace is missing, or there is one too many", without_braces(text))]
    if re.search(r"[;&]|\bet\.?\s+al\b", bare) or re.search(r"^\s*and\b|\band\s*$|\band\s+and\b", bare, re.I):
        return [], [_joined(text, bare)]
    names: list[Name] = []
    faults: list[NameFault] = []
    for single in split_multiple_persons_names(text):
        if without_braces(single).strip().lower() == "others":
            faults.append(NameFault(_TRUNCATED, _without_others(text)))
            continue
        try:
            name, fault = _read_name(single)
        except InvalidNameError:
            name, fault = (
                None,
                NameFault(f'"{single}" holds too many commas, or ends in one', _separated(single)),
            )
        names += [name] if name else []
        faults += [fault] if fault else []
    organizations = [fault.right for fault in faults if fault.right.startswith("{")]
    if len(organizations) > 1:  # one whose name holds "and", or several
        several = " and ".join(organizations)
        one = NameFault(
            "organizations need braces of their own",
            f"{{{without_braces(text)}}} for one, {several} for several",
        )
        faults = [one, *(fault for fault in faults if fault.right not in organizations)]
    return names, faults


_TRUNCATED: Final = (
    "the list is cut short; APA names up to twenty, and of more the last, so all must be named"
)


def initials(given: str) -> str:
    """Return given names as initials: `Jean-Paul` is `J.-P.`, `bell` is `b.`, `RC` is `R. C.`"""
    spaced = re.sub(r"\.(?=[^\s.-])", ". ", given)
    return " ".join(filter(None, (_initial(word) for word in spaced.split())))


def _initial(word: str) -> str:
    if _BARE_INITIALS.fullmatch(word) and not any(vowel in word[1:] for vowel in "aeiou"):
        return " ".join(f"{letter}." for letter in word)
    firsts = (re.search(r"[^\W\d_]", part) for part in re.split(r"[-‐‑–]", word))
    letters = [first.group() for first in firsts if first]
    if any(letter.lower() == letter.upper() for letter in letters):
        return word  # a script without capitals has no initials
    return "-".join(f"{letter}." for letter in letters)


def _read_name(text: str) -> tuple[Name | None, NameFault | None]:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    text = text.strip()
    if text.startswith("{") and set(_outside_braces(text)) == {"X"}:
        literal = " ".join(without_braces(text).split())
        return ({"literal": literal}, None) if literal else (None, NameFault("a name is empty", "Doe, Jane"))
    parts = parse_single_name_into_parts(text)
    given, suffix, last = list(parts.first), list(parts.jr), [*parts.von, *parts.last]
    if suffix and given and not _is_suffix(suffix) and _is_suffix(given):
        given, suffix = suffix, given  # King, Martin Luther, Jr.
    if not suffix and len(last) > 1 and _is_suffix(last[-1:]):
        last, suffix = last[:-1], last[-1:]  # King Jr., Martin Luther
    if "," not in _outside_braces(text) and given and _is_suffix(last):
        suffix, last, given = last, given[-1:], given[:-1]  # Martin Luther King Jr.
    if not suffix and len(last) > 1 and _is_suffix(given):
        suffix, last, given = given, last[-1:], last[:-1]  # Martin Luther King, Jr.
    while len(given) > 1 and given[-1] in _PARTICLES:
        last.insert(0, given.pop())  # Vallée Poussin, Charles de la
    name = {"family": without_braces(" ".join(last))}
    if given:
        name["given"] = initials(without_braces(" ".join(given)))
    if suffix:
        name["suffix"] = without_braces(" ".join(suffix))
    fault = _fault_of(text, given, suffix, last)
    return (name if fault is None or fault.doubtful else None), fault


def _fault_of(text: str, given: list[str], suffix: list[str], last: list[str]) -> NameFault | None:
    bare = _outside_braces(text)
    organization = NameFault(
        f'"{text}" is read as a person; an organization needs braces of its own',
        f"{{{without_braces(text)}}}",
    )
    words = [word.strip(".,").lower() for word in bare.split()]
    family = [word.lower() for word in last]
    if not last or not without_braces("".join(last)).strip():
        return NameFault(f'"{text}" has no family name before its comma', "Doe, Jane")
    if "," not in bare and len(words) > 1 and (_ORGANIZATIONS | _SMALL) & set(words):
        return organization
    if (len(family) > 1 and _ORGANIZATIONS & set(family)) or words[-1] in ("inc", "ltd", "llc", "gmbh"):
        return organization
    if _STRAY.search(bare):
        stray = _STRAY.search(bare)
        return NameFault(
            f'"{text}" holds "{stray.group() if stray else ""}", which no name does', "Doe, Jane"
        )
    if suffix and not _is_suffix(suffix):
        return NameFault(f'"{text}" reads as one person named "{" ".join(last)}"', _separated(text))
    if "," in bare and len(last) > 1 and not {"{"} & set(text) and _looks_like_two(given, last):
        return NameFault(f'"{text}" reads as one person; two are joined by and', _separated(text))
    if "," not in bare and given and set(map(str.lower, given)) <= _PARTICLES:
        return NameFault(f'"{text}" has a particle and no given name', f"{text}, Jane")
    return _doubt(text, bare, given, last)


def _looks_like_two(given: list[str], last: list[str]) -> bool:
    """Whether `Smith J, Doe J` was meant, which BibTeX takes for one person."""
    return bool(_BARE_INITIALS.fullmatch(last[-1].rstrip("."))) or (
        len(last) > 1 and bool(re.fullmatch(r"[A-Z]\.", last[0])) and len(given) > 1
    )


def _doubt(text: str, bare: str, given: list[str], last: list[str]) -> NameFault | None:
    family = [word for word in last if word.lower() not in _PARTICLES]
    full = [word for word in given if len(word.rstrip(".")) > 1 and not _BARE_INITIALS.fullmatch(word)]
    if "{" in text:
        return None
    if degree := _DEGREE.search(bare):
        message = f'"{text}" holds "{degree.group()}", which APA leaves out of names'
        return NameFault(message, " ".join(_DEGREE.sub("", text).replace(" ,", ",").split()), doubtful=True)
    if any(len(word) > 3 and word.isupper() and word.isalpha() for word in family):
        message = f'"{text}" is in capitals, and would be printed so'
        return NameFault(message, text.title(), doubtful=True)
    if "," in bare and len(family) > 1 and family == last and len(full) > 1:
        message = f'"{text}" is read as one person with the family name {" ".join(last)}'
        one = f"{{{' '.join(last)}}}, {' '.join(given)}"
        return NameFault(message, f"{one} for one, {' and '.join(text.split(', '))} for two", doubtful=True)
    if "," not in bare and len(given) > 1 and len(full) == len(given):
        message = f'"{text}" is read as a person with the family name {" ".join(last)}'
        return NameFault(message, f"{' '.join(last)}, {' '.join(given)}", doubtful=True)
    return None


def _is_suffix(words: list[str]) -> bool:
    return len(words) == 1 and _SUFFIX.fullmatch(words[0]) is not None


def _outside_braces(text: str) -> str:
    """Return a text of the same length with X in place of what stands in braces."""
    out, depth = [], 0
    for letter in text:
        depth += letter == "{"
        out.append("X" if depth else letter)
        depth -= letter == "}" and depth > 0
    return "".join(out)


def _joined(text: str, bare: str) -> NameFault:
    if re.search(r"\bet\.?\s+al\b", bare):
        return NameFault(_TRUNCATED, _separated(re.sub(r",?\s*\bet\.?\s+al\b\.?", "; …", text)))
    sign = re.search(r"[;&]", bare)
    if sign is None:
        return NameFault("a name is missing beside an and", _separated(text))
    return NameFault(f'names are joined by "{sign.group()}"; BibTeX joins them by and', _separated(text))


def _without_others(text: str) -> str:
    return re.sub(r"\s+and\s+\{?others\}?\s*$", " and …", " ".join(text.split()), flags=re.I)


def _separated(text: str) -> str:
    """Return a list of names, however it was joined, as BibTeX joins them: our best guess at what was meant."""
    found: list[str] = []
    for part in re.split(r"[;&]|\band\b", text, flags=re.I):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        inverted = len(pieces) > 1 and len(pieces) % 2 == 0 and all(_short(piece) for piece in pieces[1::2])
        if inverted:
            found += [f"{family}, {given}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]
        else:
            found += [re.sub(r"^(.*\S)\s+([A-Z]{1,3})$", r"\1, \2", piece) for piece in pieces]
    return " and ".join(found) or "Doe, Jane and Roe, Richard"


def _short(piece: str) -> bool:
    """Whether a piece between commas looks like given names: `J.`, `Mary D.`, not `J. Doe`."""
    words = piece.split()
    return len(words) == 1 or ("." in piece and (words[-1].endswith(".") or not words[0].endswith(".")))
