"""The research export: answers that a person chooses to give for a study, with nothing that points to the person.

It is one JSON object and has exactly these fields:

    research_export       1, the edition of this layout
    instrument            the questionnaire's id
    instrument_version    its version
    instrument_hash       its fingerprint
    month                 when it was answered, "2026-11"; never a day
    age_band              one of AGE_BANDS
    locale                language, or language and country: "en", "en-US"; "und" where it is not told
    answers               item id to answer; what was left out may be null or absent
    seconds               optional: item id to how long the answer took
    gender                optional: one of GENDERS, where a study asks for it and the person says
    calibration           optional: the hash of the calibration that the person's report was made with

A field that is not in this list is a reason to refuse the export, since it could say who somebody is.
"""

import re
import time
from dataclasses import dataclass

from innerpersona_quiz.errors import shown
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.texts.errors import quoted_list, request_error
from innerpersona_quiz.wire.sheets import parse_sheet, text_of

FORMAT = 1
AGE_BANDS: tuple[str, ...] = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+", "undisclosed")

GENDERS: tuple[str, ...] = ("woman", "man", "another")
"""Said by the person; the site doesn't ask. With it, items that work differently can be found."""

_NEEDED = (
    "research_export",
    "instrument",
    "instrument_version",
    "instrument_hash",
    "month",
    "age_band",
    "locale",
    "answers",
)
_KNOWN = (*_NEEDED, "seconds", "gender", "calibration")
_MONTH = re.compile(r"20\d{2}-(?:0[1-9]|1[0-2])")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_CALIBRATION = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ResearchExport:
    """One person's export, checked; `gender` and `calibration` are None where they are not told."""

    sheet: Sheet
    month: str
    age_band: str
    locale: str
    gender: str | None = None
    calibration: str | None = None


def make_export(
    sheet: Sheet, month: str, age_band: str = "undisclosed", locale: str = "und"
) -> dict[str, object]:
    """Return a sheet as a research export; of the short form it holds the short form's answers.

    Raises RequestError "bad_month", "bad_age_band" or "bad_locale". "und" is BCP 47's language that is not told.
    """
    whole = sheet.instrument if sheet.full is None else sheet.full
    export: dict[str, object] = {
        "research_export": FORMAT,
        "instrument": whole.id,
        "instrument_version": whole.version,
        "instrument_hash": whole.hash,
        "month": month,
        "age_band": age_band,
        "locale": locale,
        "answers": sheet.answers,
    }
    if sheet.seconds:
        export["seconds"] = sheet.seconds
    if whole.calibration is not None:
        export["calibration"] = whole.calibration.hash
    parse_export(export)
    return export


def parse_export(table: object) -> ResearchExport:
    """Return a checked export.

    Raises RequestError that names the first field which is missing, not known, or not as the layout says; and
    version_mismatch or hash_mismatch for an export of another edition of the questionnaire.
    """
    if not isinstance(table, dict):
        raise request_error("not_object", None, "not_object", "export")
    for name in table:
        if name not in _KNOWN:
            raise request_error("unknown_field", shown(name), "unknown_field", "export", name=shown(name))
    for name in _NEEDED:
        if name not in table:
            raise request_error("missing_field", name, "missing_field", "export", name=name)
    if table["research_export"] != FORMAT or isinstance(table["research_export"], bool):
        raise request_error("unsupported_export", "research_export", format=FORMAT)
    return ResearchExport(
        parse_sheet({name: value for name, value in table.items() if name not in _OWN}),
        _month(table),
        _age_band(table),
        _matching(table, "locale", _LOCALE),
        _gender(table) if "gender" in table else None,
        _matching(table, "calibration", _CALIBRATION) if "calibration" in table else None,
    )


_OWN = ("research_export", "month", "age_band", "locale", "gender", "calibration")


def _month(table: dict[str, object]) -> str:
    """Return the month, which may be the next one of this device's clock: elsewhere it can have begun."""
    month, now = _matching(table, "month", _MONTH), time.gmtime()
    if month > f"{now.tm_year + now.tm_mon // 12}-{now.tm_mon % 12 + 1:02}":
        raise request_error("bad_month", "month", "month_to_come")
    return month


def _age_band(table: dict[str, object]) -> str:
    band = text_of(table, "age_band")
    if band not in AGE_BANDS:
        raise request_error("bad_age_band", "age_band", known=quoted_list(AGE_BANDS))
    return band


def _gender(table: dict[str, object]) -> str:
    gender = text_of(table, "gender")
    if gender not in GENDERS:
        raise request_error("bad_gender", "gender", known=quoted_list(GENDERS))
    return gender


def _matching(table: dict[str, object], name: str, pattern: re.Pattern[str]) -> str:
    value = text_of(table, name)
    if not pattern.fullmatch(value):
        raise request_error(f"bad_{name}", name)
    return value
