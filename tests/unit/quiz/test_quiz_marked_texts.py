"""No sentence is built in code: with every text marked, no unmarked word is left in anything that a reader sees.

That is: reports, histories, readings, what stands around a code, comparisons, and every error of a request. What the
command line writes for whoever runs it, and what is wrong with a questionnaire's files, is not for readers of a page.
"""

import importlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import instruments, resources, texts, wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument, parsing
from innerpersona_quiz.kinds import article_regions
from innerpersona_quiz.share import code as code_module
from tests.engine.requests import faulty_requests
from tests.engine.requests import request as asking
from tests.fixtures.questionnaires import IDS, added, sheet
from tests.unit.quiz.test_quiz_fixtures import changed_requests

MARKS = str.maketrans(
    {
        chr(code): chr(code + 0xFEE0)
        for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))
    }
)
"""Each Latin letter as its full-width form: a word that is not marked is one with a plain letter."""

UNTOUCHED = re.compile(r"\$[a-z]+|\{[a-z0-9]+\}|\]\([^)]*\)|`[^`]*`")
"""What in a text is no word: placeholders, citations, where links lead, and code."""

NO_WORDS = {"read_more_path", "careful_help_path", "help_path"}
"""Keys of texts that programs read."""

STRENGTHS = {"meta-analysis", "several studies", "one study", "theory", "contested"}
"""What the key `strength` may say; in a report it has other words."""

NAME = "Zoë"

ALL = ("attachment", "conflict", "values", *IDS)


def marked(value: Any, key: str = "") -> Any:
    """Return texts with their words marked."""
    if isinstance(value, dict):
        return {name: marked(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [marked(part, key) for part in value]
    if not isinstance(value, str) or key in NO_WORDS or value in ("en", "ltr"):
        return value
    if key == "strength" and value in STRENGTHS:
        return value
    parts, end = [], 0
    for found in UNTOUCHED.finditer(value):
        parts += [value[end : found.start()].translate(MARKS), found[0]]
        end = found.end()
    return "".join([*parts, value[end:].translate(MARKS)])


class Words(HTMLParser):
    """Collects what a reader sees or hears of a page: its text outside of styles and code, and labels."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "code")
        self.seen += [value or "" for name, value in attrs if name in ("aria-label", "title", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "code")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.seen.append(data)


def unmarked(html: str) -> list[str]:
    """Return the words with plain letters; the symbols of formulas and given names are none."""
    allowed = {NAME, "e", "p", "q", "n", "ip", *re.split("_", "_".join(ALL))}  # ids are no words
    words = {word for text in Words(html).seen for word in re.findall(r"[^\W\d_]+", text)}
    return sorted(word for word in words if re.search(r"[A-Za-z]", word) and word not in allowed)


@pytest.fixture(autouse=True)
def marked_texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text of the package, of its kinds and of all questionnaires, marked as it is read."""
    plain = resources.parse_toml

    def parse(source: str) -> dict[str, Any]:
        table = plain(source)
        return table if re.search(r'^kind = "', source, re.M) else marked(table)

    caches = (texts.package_texts, parsing._labels, instruments.load)
    for module in (texts, parsing):
        monkeypatch.setattr(module, "parse_toml", parse)
    for one in caches:
        one.cache_clear()
    rendering = importlib.import_module("innerpersona_quiz.report.rendering")
    rendering.environment.cache_clear()
    with added():
        yield
    monkeypatch.undo()
    for one in caches:
        one.cache_clear()
    rendering.environment.cache_clear()


def asked(op: str, **fields: object) -> Any:
    response = json.loads(wire.handle(json.dumps({"api": 1, "op": op, **fields})))
    assert response["ok"], response
    return response["result"]


def sheets(id: str) -> list[dict[str, int | None]]:
    """Return sheets that take a report down all of its ways: far apart, level, with gaps, all but empty."""
    instrument = load_instrument(id)
    level: dict[str, int | None] = {item.id: instrument.keyed(item, 3) for item in instrument.items}
    some: dict[str, int | None] = {item.id: 3 for item in instrument.items_of(instrument.scales[0].id)}
    return [*(sheet(id, seed, missing) for seed in range(12) for missing in (0.0, 0.3)), level, some, {}]


@pytest.mark.parametrize("id", ALL)
def test_no_report_has_a_word_of_the_code(id: str) -> None:
    short = {item.id for item in load_instrument(id).items if item.short_form}
    for answers in sheets(id):
        fields: dict[str, Any] = {"instrument": id, "answers": answers, "engine": "0a" * 32}
        assert unmarked(asked("document", **fields, seconds=dict.fromkeys(answers, 0.2))["html"]) == []
        fields["answers"] = {item: value for item, value in answers.items() if item in short}
        assert unmarked(asked("report", **fields, form="short")["html"]) == []


@pytest.mark.parametrize("id", ALL)
def test_no_history_and_no_reading_has_a_word_of_the_code(id: str) -> None:
    taken = [
        {"taken": f"2026-{month:02}-11", "answers": answers}
        for month, answers in enumerate(sheets(id)[:8], 1)
    ]
    for count in (1, 2, 8):
        assert unmarked(asked("history", instrument=id, results=taken[:count])["html"]) == []
    assert (
        unmarked(asked("history", instrument=id, results=[taken[0], taken[0] | {"answers": {}}])["html"])
        == []
    )
    articles = [
        {"url": "/a/", "title": "9", "minutes": 3, "speaks_to": [key]} for key, _ in article_regions(id)
    ]
    for answers in sheets(id):
        assert unmarked(asked("reading", instrument=id, answers=answers, articles=articles)["html"]) == []


def test_nothing_around_a_code_and_no_comparison_has_a_word_of_the_code() -> None:
    people = [
        [{"instrument": id, "answers": sheet(id, seed)} for id in instrument_ids()] for seed in range(14)
    ]
    for own in (people[0], people[1][:1]):
        for name in (NAME, None):
            shared = asked("share", sheets=own, name=name)
            assert (
                unmarked(shared["html"]) == [] and unmarked(asked("read", code=shared["code"])["html"]) == []
            )
    assert unmarked(asked("qr", text="https://example.org/")["svg"]) == []
    guesses = {id: {scale.id: 2 for scale in load_instrument(id).scales} for id in instrument_ids()}
    for place, (a, b) in enumerate(pairwise(people)):
        b = b[:2] if place == 3 else b
        one = {"sheets": a, "guesses": guesses} | ({"name": NAME} if place % 2 else {})
        html = asked("compare_document", a=one, b={"sheets": b, "name": NAME}, committed="kept")["html"]
        assert unmarked(html) == []


def _error(request: str) -> Any:
    """Return the error that a request gets, None if it gets none."""
    return json.loads(wire.handle(request)).get("error")


def _odd_codes() -> list[str]:
    """Return what a visitor may paste that is no code of this site, or one that can't be used."""
    [whole] = [asked("share", sheets=[{"instrument": IDS[0], "answers": sheet(IDS[0], 1)}])["code"]]
    [first] = [asked("share", sheets=[{"instrument": "values", "answers": sheet("values", 1)}])["code"]]
    odd = ["", "hello", "ip9.AAAA", f"ipc1.{'A' * 43}", "x" * 300, "x" * 900, "ip1.A*A"]
    for code in (whole, first):
        odd += [code[: len(code) // 2], code[:-5] + ("A" if code[-5] != "A" else "B") + code[-4:]]
    return odd


def _codes_of_other_editions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return codes made with an earlier, a later and another edition, and one of a questionnaire that is unknown."""
    people = [{"instrument": "values", "answers": sheet("values", 1)}]
    shared = code_module.decode(asked("share", sheets=people)["code"])
    [part] = shared.parts
    others = [replace(part, version=version) for version in ("0.0.1", "200.0.0")] + [
        replace(part, hash="0" * 8)
    ]
    codes = [code_module.encode(replace(shared, parts=(other,))) for other in others]
    here = asked("share", sheets=[{"instrument": IDS[0], "answers": sheet(IDS[0], 1)}])["code"]
    bits = code_module.id_bits
    monkeypatch.setattr(code_module, "id_bits", lambda id: bits(f"another {id}"))
    elsewhere = asked("share", sheets=[{"instrument": IDS[0], "answers": sheet(IDS[0], 1)}])["code"]
    monkeypatch.setattr(code_module, "id_bits", bits)
    assert here != elsewhere
    return [*codes, elsewhere]


def test_no_error_has_a_word_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = islice(changed_requests(random.Random(3)), 600)
    requests = [json.dumps(one) for one in made_up] + faulty_requests()
    codes = _odd_codes() + _codes_of_other_editions(monkeypatch)
    requests += [asking("read", code=code) for code in codes]
    answers = sheet("attachment", 1)
    for name in ("9a", "a" * 25, "a\u0301\u0302\u0303\u0304", "a\u202eb"):
        requests.append(asking("share", sheets=[{"instrument": "attachment", "answers": answers}], name=name))
    result = asked("score", instrument="attachment", answers=answers)
    others: list[dict[str, object]] = [
        {"instrument": "values"},
        {"instrument_version": "0.0.1"},
        {"form": "short"},
        {"calibration": {"hash": "x"}},
        {"scales": {}},
    ]
    for other in others:
        requests.append(asking("change", before=result, after=result | other))
    found = [error for one in requests if (error := _error(one))]
    assert {
        "instrument_unknown",
        "instrument_newer",
        "version_mismatch",
        "hash_mismatch",
        "code_damaged",
    } <= {error["code"] for error in found}
    assert len({error["code"] for error in found}) > 35
    for error in found:
        assert error["code"] != "internal"
        # What a sentence quotes is the request's, or the name of a field.
        words = escape(re.sub("“[^”]*”", "", error["message"]))
        assert unmarked(words) == [], error


def test_what_went_wrong_in_the_package_itself_is_told_in_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("innerpersona_quiz.wire.operations.perform", fail)
    error = _error(asking("describe"))
    assert error["code"] == "internal"
    assert unmarked(error["message"]) == ["ZeroDivisionError"]


def test_errors_are_made_of_texts_alone(root: Path) -> None:
    # `within` passes on an error under the name of another field; the command line sorts files for whoever runs it.
    passing_on = {"texts/errors.py", "wire/sheets.py", "calibration/donated.py"}
    package = root / "quiz" / "src" / "innerpersona_quiz"
    makers = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if re.search(r"(?<!class )\bRequestError\(", file.read_text("utf-8"))
    }
    assert makers == passing_on


def test_a_word_of_the_code_would_be_found() -> None:
    assert unmarked("<p>score</p><code>x</code>") == ["score"]
    assert unmarked(f'<p>{marked("score")}</p><i aria-label="Label"></i>') == ["Label"]
