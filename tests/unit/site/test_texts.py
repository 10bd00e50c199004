"""The catalogue of texts: it is sound, all of it is used, and nothing that people read comes from elsewhere."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from markupsafe import Markup

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds import exchange_steps
from innerpersona_quiz.model import Instrument
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.texts import BROWSER_MODULES, TextError, Texts, read_texts
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages import forms
from innerpersona_site.pages.environment import render_page
from innerpersona_site.pages.markdown import render
from tests.theme import TEXTS, example_pages, theme_environment

MARK = "⟦"
MARKED = re.compile(f"{MARK}[^{MARK}]*{MARK}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
READ = {
    "alt",
    "aria-label",
    "aria-description",
    "title",
    "placeholder",
    "data-light",
    "data-dark",
    "data-title",
}
"""Attributes that people read; of a button, its value too."""

WORDS = f"{MARK}words{MARK}"

BLOCKS = f"""
## {WORDS}

/// takeaways
- {WORDS} [@hazan1987romantic; @gaunt2006couple].
///

/// try
{WORDS}
///

/// evidence
    strength: ‹one study›

{WORDS} [@hazan1987romantic].
///

/// faq
//// question | {WORDS}
{WORDS}
////
///

/// profile-note
//// reader | attachment.secure, attachment.fearful
{WORDS}
////
///

/// call-to-action | {WORDS}
    to: quiz/attachment.md

{WORDS}
///

/// call-to-action | {WORDS}
    to: about/help.md

{WORDS}
///
"""
WORKS = (Path(__file__).parents[2] / "golden" / "site" / "references.bib").read_text("utf-8")


def unmarked(text: str) -> str:
    """Return what is left of a text without its marked parts, formatted days, addresses and what stands in ‹ ›."""
    return re.sub(
        r"‹[^›]*›|Mar 1, 2026|November 24, 2026|https://site\.example/\S*", "", MARKED.sub("", text)
    )


def read_by_people(html: str) -> Iterator[str]:
    for element in lxml.html.document_fromstring(html).iter(lxml.html.etree.Element):
        if element.tag not in ("script", "style"):
            yield element.text or ""
        yield element.tail or ""
        yield from (value for name, value in element.attrib.items() if name in READ)
        if element.tag == "button" or element.get("type") in ("submit", "button"):
            yield element.get("value", "")


def marked_instrument(id: str) -> Instrument:
    instrument = load_instrument(id)
    return dataclasses.replace(
        instrument,
        title=WORDS,
        instructions=WORDS,
        choices=tuple(dataclasses.replace(choice, label=WORDS) for choice in instrument.choices),
        items=tuple(dataclasses.replace(item, text=WORDS) for item in instrument.items),
        scales=tuple(dataclasses.replace(scale, title=WORDS, about=WORDS) for scale in instrument.scales),
    )


def marked_steps(instrument: Instrument) -> list[Any]:
    steps = exchange_steps(load_instrument(instrument.id))
    return [dataclasses.replace(step, label=WORDS) for step in steps]


def test_no_page_form_or_step_of_the_exchange_holds_a_word_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "load_instrument", marked_instrument)
    monkeypatch.setattr(forms, "reasons_of", lambda instrument: {item.id: WORDS for item in instrument.items})
    monkeypatch.setattr(forms, "exchange_steps", marked_steps)
    texts = TEXTS.marked(MARK)
    site, pages = example_pages(WORDS, texts=texts)
    environment = theme_environment(texts)
    assert len({page.template for page in pages}) == len(list(Path("overrides").glob("*.html"))), (
        "a template has no example page"
    )
    for page in pages:
        html = render_page(environment, page, site)
        assert html.count(MARK) > 4
        for text in read_by_people(html):
            assert not LETTERS.search(unmarked(text)), (page.template, text)


def test_no_block_of_an_article_holds_a_word_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innerpersona_site.markdown.filling.region_words", lambda region: WORDS)
    works, _ = read_bibliography(WORKS, "references.bib")
    context = RenderContext(
        works, str, files={"quiz/attachment.md": "1", "about/help.md": "1"}, text=TEXTS.marked(MARK).text
    )
    html = render(BLOCKS, "articles/a.md", context).html
    assert html.count("<aside") == 3 and html.count("ip-backlink") > 2
    # The works cited are named as they are in the bibliography.
    html = re.sub(r"<li id=.ref-[^>]*><span>.*?</span>|(<a class=.ip-cite.[^>]*>)[^<]*", r"\1", html)
    for text in read_by_people(re.sub(r"Hazan &amp; Shaver, 1987|Gaunt, 2006", "", html)):
        assert not LETTERS.search(unmarked(text)), text


def test_the_browser_code_says_nothing_but_texts_of_the_catalogue(root: Path) -> None:
    said = subprocess.run(
        ["node", "--import", "./tests/js/texts.mjs", "tests/js/marked.mjs"],
        cwd=root,
        env={**os.environ, "INNERPERSONA_MARK": MARK},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for room, sentences in json.loads(said).items():
        assert len(sentences) >= 10
        for sentence in sentences:
            assert sentence and MARK in sentence, room
            assert not LETTERS.search(unmarked(sentence)), (room, sentence)


LITERAL = re.compile(r"""(['"`])((?:\\.|(?!\1)[^\\\n])*)\1""")
SENTENCE = re.compile(r"[A-Za-z’']{2,},? [A-Za-z’']{2,}")
NO_TEXTS = {
    "question.mjs": "words that a question is searched without",
    "report-rules.mjs": "names of elements and attributes",
    "fixing.mjs": "a part of an error",
    "support.mjs": "names of browsers",
    "leaving.mjs": "parts of errors",
    "guard.mjs": "selectors, and parts of errors",
    "seal.mjs": "a policy's directives",
    "picture.mjs": "names of attributes, and a selector",
}


def test_no_string_of_the_browser_code_is_a_sentence(root: Path) -> None:
    modules = [*(root / "overrides").rglob("*.mjs"), root / "overrides" / "sw.js"]
    assert len(modules) > 40
    for module in modules:
        code = re.sub(r"/\*.*?\*/", "", module.read_text("utf-8"), flags=re.S)
        code = re.sub(r"(?m)(^|\s)//.*$", "", code)
        code = re.sub(r"Error\((?:[^()]|\([^()]*\))*\)", "", code)  # thrown at developers, shown to nobody
        texts = [re.sub(r"\$\{[^}]*\}", "", text) for _, text in LITERAL.findall(code)]
        found = [text for text in texts if SENTENCE.search(text)]
        selectors = [t for t in found if re.search(r"[\[\]=<>]|^\(|^[a-z]+(, [a-z]+)+$|^not all$", t)]
        left = [text for text in found if text not in selectors]
        assert not left or module.name in NO_TEXTS, (module.name, left)


def test_every_text_is_used_and_every_key_that_is_used_is_there(root: Path) -> None:
    sources = [*(root / "overrides").rglob("*.html"), *(root / "scripts/innerpersona_site").rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    rooms = {key.partition(".")[0] for key in TEXTS.keys}
    asked = {
        key
        for key in re.findall(r"""["']([a-z_]+(?:\.[\w+-]+)+)["'](?!\s*~)""", code)
        if key.partition(".")[0] in rooms and not key.endswith((".toml", ".html", ".sqlite"))
    }
    assert asked <= TEXTS.keys, asked - TEXTS.keys
    assert len(asked) > 150
    # A template may choose the last part of a key: "quiz.seal.check_" ~ scene.
    begun = tuple(re.findall(r"""["']([a-z_]+\.[\w.]+[._])(?:["']\s*~|\{)""", code))
    unused = {key for key in TEXTS.keys - asked if not key.startswith((*begun, "offline."))}
    assert {key for key in unused if ".browser." not in key} == set()


def test_every_text_of_the_browser_code_is_used(root: Path) -> None:
    assets = root / "overrides" / "assets"
    for name, path in BROWSER_MODULES.items():
        code = "\n".join(file.read_text("utf-8") for file in (assets.parent / path).parent.glob("*.mjs"))
        for key in (key for key in TEXTS.keys if key.startswith(f"{name}.browser.")):
            parts = key.split(".")[2:]
            # By its own name, or by that of its table where a code or a kind chooses from it.
            assert any(re.search(rf"texts\.{part}\b|\.{part}\b|'{part}'", code) for part in parts), key


def test_days_numbers_and_plural_forms_are_those_of_the_language() -> None:
    day = datetime.date(2026, 3, 23)
    assert TEXTS.day(day) == "Mar 23, 2026"
    assert TEXTS.text("pages.preview.later", day=day) == "Only this preview shows it until Mar 23, 2026."
    assert TEXTS.text("pages.quizzes.statements", count=1) == "1 statement"
    assert TEXTS.text("pages.quizzes.statements", count=1234) == "1,234 statements"
    polish = Texts(
        {"a": {"b": {"one": "{count} plik", "few": "{count} pliki", "other": "{count} plików"}}}, "pl"
    )
    assert [polish.text("a.b", count=n) for n in (1, 3, 5)] == ["1 plik", "3 pliki", "5 plików"]
    assert polish.day(day) == "23 mar 2026"


def test_values_are_escaped_in_html_unless_they_are_html() -> None:
    texts = Texts({"a": {"b": "A & {one} and {two}"}}, "en")
    assert texts.markup("a.b", one="<i>", two=Markup("<b>2</b>")) == "A &amp; &lt;i&gt; and <b>2</b>"
    assert texts.text("a.b", one="<i>", two="{one}") == "A & <i> and {one}", (
        "a value is no text of the catalogue"
    )


@pytest.mark.parametrize(
    ("key", "values", "message"),
    [
        ("pages.home.raed", {}, r'no text "pages\.home\.raed" \(did you mean "pages\.home\.read"\?\)'),
        (
            "pages.home.read",
            {"day": "x"},
            r'"pages\.home\.read" and the template that asks for it differ in \{day\}',
        ),
        ("pages.head.rss", {}, r"differ in \{site\}"),
        ("pages.cards.minutes", {}, r"differ in \{count\}"),
    ],
)
def test_a_key_or_a_placeholder_that_is_none_is_named(key: str, values: dict[str, Any], message: str) -> None:
    with pytest.raises(TextError, match=message):
        TEXTS.text(key, **values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("An {open brace", "a brace stands alone"),
        ("{two words}", "a brace stands alone"),
        ("", "write a text between quotes"),
        ("A \x01 sign", "U+0001 is no character"),
        (3, "write a text between quotes"),
        ({"one": "{count} a"}, 'the plural forms lack "other"'),
        ({"one": "{count} a", "other": "{count} {b}"}, "the plural forms have different placeholders"),
        ({"one": "{n} a", "other": "{n} b"}, "plural forms are chosen by {count}"),
    ],
)
def test_a_fault_in_a_text_is_named_with_its_key(text: object, message: str) -> None:
    with pytest.raises(TextError, match=re.escape(message)) as raised:
        Texts({"file": {"table": {"key": text}}}, "en")
    assert "file.table.key: " in str(raised.value)


def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextError, match='no texts for the language "eo"'):
        read_texts([tmp_path], "eo")
    (tmp_path / "texts" / "eo").mkdir(parents=True)
    (tmp_path / "texts" / "eo" / "pages.toml").write_text("a = ")
    with pytest.raises(TextError, match=r"pages\.toml can't be read: "):
        read_texts([tmp_path], "eo")
