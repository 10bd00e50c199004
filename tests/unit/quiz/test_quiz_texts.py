"""What reports say about people: complete, cited from the bibliography, and kind."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz.instruments import load, load_instrument
from innerpersona_quiz.kinds.bands import BANDS, BETWEEN, LEVELS
from innerpersona_quiz.texts import Segment, Writer, package_texts
from tests.unit.quiz.pages import texts_of

IDS = ("attachment", "conflict", "values")
ALL_TEXTS: dict[str, dict[str, Any]] = {
    **{id: texts_of(id) | {"comparison": load(id).texts["comparison"]} for id in IDS},
    **{name: package_texts(name) for name in ("firmness", "history", "comparison", "report")},
}
INSTRUMENT = load_instrument("attachment")
TEXTS = ALL_TEXTS["attachment"]
BIBLIOGRAPHY = (Path(__file__).parents[3] / "docs" / "references.bib").read_text(encoding="utf-8")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def sentences_of(id: str) -> list[str]:
    """Return every text of a file but its sources."""
    return [text for name, part in ALL_TEXTS[id].items() if name != "sources" for text in strings(part)]


SENTENCES = [text for id in ALL_TEXTS for text in sentences_of(id)]
SOURCES: dict[tuple[str, str], dict[str, str]] = {
    (id, key): source for id, texts in ALL_TEXTS.items() for key, source in texts["sources"].items()
}
CITED = {key for text in SENTENCES for key in re.findall(r"\{(\w+)\}", text)}


def entry(key: str) -> dict[str, str]:
    """Return the fields of a bibliography entry."""
    found = re.search(rf"^@\w+\{{{key},\n(.*?)^\}}", BIBLIOGRAPHY, re.M | re.S)
    assert found, f"{key} is not in the bibliography"
    return dict(re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", found[1], re.M))


@pytest.mark.parametrize("id", ALL_TEXTS)
def test_what_is_cited_is_listed_and_what_is_listed_is_cited(id: str) -> None:
    cited = {key for text in sentences_of(id) for key in re.findall(r"\{(\w+)\}", text)}
    assert set(ALL_TEXTS[id]["sources"]) == cited


@pytest.mark.parametrize("file_and_key", sorted(SOURCES), ids="-".join)
def test_a_source_is_printed_as_the_bibliography_has_it(file_and_key: tuple[str, str]) -> None:
    key = file_and_key[1]
    fields, source = entry(key), SOURCES[file_and_key]
    year = fields["year"]
    assert source["short"].endswith(f", {year}") and f"({year})" in source["full"]
    authors = fields["author"].split(" and ")
    if authors[0].startswith("{"):  # an organisation, whose name is not turned round
        surname = authors[0].strip("{}")
    else:
        surname = authors[0].split(",")[0] if "," in authors[0] else authors[0].split()[-1]
    if key != "aera2014standards":
        assert source["short"].startswith(surname)
        assert ("et al." in source["short"]) is (len(authors) > 2)
    assert source["full"].startswith(surname)
    title = re.sub(r"[{}\\]", "", fields["title"]).lower()
    assert title in source["full"].lower()
    if "doi" in fields:
        assert source["full"].endswith(f"doi:{fields['doi']}")


def test_a_passage_is_split_at_citations_and_links() -> None:
    sources = {"li2012how": {"short": "Li & Chan, 2012", "full": ""}}
    texts = {
        "a": "Ask [in words](articles/a-b.md#the-way), $n times {li2012how}. See [all](quiz/values.md)",
        "sources": sources,
    }
    writer = Writer((texts,), (sources,))
    assert writer.passage("a", n="two") == (
        Segment("Ask "),
        Segment("in words", page="articles/a-b/#the-way"),
        Segment(", two times"),
        Segment("Li & Chan, 2012", key="li2012how"),
        Segment(". See "),
        Segment("all", page="quiz/values/"),
    )
    assert writer.cited == ["li2012how"]


EXPLAINED = [
    ("lead", "(named|between|together)|centre|open"),
    ("scales", "strength|describes|try"),
    ("strengths", "(?!meta-analysis|several-studies|one-study|theory|contested)"),
    ("tries", ""),
    ("concerns", "levels"),
    ("higher", "describes"),
    (r"comparison\.(alike|apart)\.", ""),
    (r"comparison\.frictions", "evidence"),
]
"""Where a file has what it says of the reader: the first name, and what the names below it must hold."""


def paths_of(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield every text with its dotted path."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from paths_of(part, (*path, name))
    elif isinstance(value, str):
        yield ".".join(path), value


@pytest.mark.parametrize("id", IDS)
def test_what_is_said_of_the_reader_leads_into_an_article(id: str) -> None:
    told = {
        path: text
        for path, text in paths_of(ALL_TEXTS[id])
        for first, rest in EXPLAINED
        if re.match(rf"{first}(?!\w)", path) and re.search(rf"\.({rest})", path)
    }
    assert len(told) >= 39
    assert [
        path for path, text in told.items() if not re.search(r"\]\((articles/[a-z-]+\.md#|about/)", text)
    ] == []


def test_figures_of_unverified_works_are_not_quoted() -> None:
    for key in CITED:
        if entry(key)["verified"] == "no":
            citing = [text for text in SENTENCES if f"{{{key}}}" in text]
            assert citing and not any(re.search(r"\d", re.sub(r"\{\w+\}", "", text)) for text in citing)


def test_each_band_of_each_scale_has_its_three_paragraphs() -> None:
    for scale in INSTRUMENT.scales:
        assert list(TEXTS["scales"][scale.id]) == list(BANDS)
        for band in BANDS:
            assert set(TEXTS["scales"][scale.id][band]) == {"strength", "describes", "try"}
    assert set(TEXTS["bands"]) == set(BANDS)


def test_each_facet_has_a_sentence_for_each_level() -> None:
    facets = {facet.id for scale in INSTRUMENT.scales for facet in scale.facets}
    assert set(TEXTS["facets"]) == facets
    assert all(set(levels) == {*LEVELS.values(), *BETWEEN} for levels in TEXTS["facets"].values())


CHOSEN = {
    "attachment": ("scales", "facets", "lead", "comparison"),
    "conflict": ("scales", "lead", "tries", "comparison"),
    "values": ("higher", "values", "lead", "strengths", "tries", "comparison"),
}
"""The parts of each file that hold what the scores choose from."""


def chosen_of(id: str) -> list[str]:
    """Return every text of a report that the scores may choose."""
    return [text for part in CHOSEN[id] for text in strings(ALL_TEXTS[id][part])]


@pytest.mark.parametrize(("id", "count"), [("attachment", 59), ("conflict", 54), ("values", 120)])
def test_no_two_texts_are_the_same(id: str, count: int) -> None:
    texts = [text for part in CHOSEN[id] if part != "comparison" for text in strings(ALL_TEXTS[id][part])]
    assert len(texts) == len(set(texts)) >= count


def test_each_value_has_a_sentence_for_each_band() -> None:
    values = load_instrument("values")
    assert set(ALL_TEXTS["values"]["values"]) == {scale.id for scale in values.scales}
    assert all(set(bands) == set(BANDS) for bands in ALL_TEXTS["values"]["values"].values())


def test_generalisations_about_people_are_cited() -> None:
    """A sentence that generalises about people rather than speaks to the reader names its source."""
    general = re.compile(
        r"\b(people (high|who|whose|rated|and those)|partners who|bonds fare|research|studies|meta-analysis)\b",
        re.I,
    )
    # Where to turn is no claim about people.
    excepted = {
        TEXTS["careful_help"],
        *(ALL_TEXTS[id]["careful_help"] for id in IDS),
        ALL_TEXTS["report"]["careful_help"],
    }
    excepted |= {*ALL_TEXTS["comparison"]["strengths"], *ALL_TEXTS["comparison"]["strengths"].values()}
    excepted |= {name.replace("-", " ") for name in excepted}
    found = [
        sentence
        for id in (*IDS, "comparison", "report")
        for text in sentences_of(id)
        if text not in excepted
        for sentence in re.split(r"(?<=[.”])\s", re.sub(r"\]\([^)]*\)", "", text))
        if general.search(sentence)
    ]
    assert len(found) > 8
    assert [sentence for sentence in found if "{" not in sentence] == []


def test_nobody_is_called_names_and_nothing_is_promised() -> None:
    unkind = re.compile(
        r"\b(needy|clingy|cold-hearted|toxic|broken|damaged|problem person|disorder|abnormal|weak person"
        r"|immature|always will|guarantee|cure|heal in|percentile|than average|most people)\b",
        re.I,
    )
    assert [text for id in CHOSEN for text in sentences_of(id) if unkind.search(text)] == []


@pytest.mark.parametrize("id", CHOSEN)
def test_texts_are_easy_to_read(id: str) -> None:
    for text in chosen_of(id):
        words = re.sub(r"\s*\{\w+\}|\]\([^)]*\)", "", text)
        sentences = [part for part in re.split(r"[.!?:;”]+\s*", words) if part]
        assert max(len(part.split()) for part in sentences) <= 32, text


def test_the_chances_cover_everything_from_the_top_down() -> None:
    steps = [step["from"] for step in package_texts("report")["chances"]["steps"]]
    assert steps == sorted(steps, reverse=True) and steps[-1] == 0
