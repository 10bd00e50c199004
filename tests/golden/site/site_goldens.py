"""The golden cases of the site builder: how each is run, and how their expected output is written anew.

Run `python -m tests.golden.site.site_goldens` after a change that is meant, and read the difference before
committing it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from innerpersona_quiz.instruments import instrument_folder
from innerpersona_quiz.validation import check
from innerpersona_site.cache import Cache
from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.navigation import navigation_faults
from innerpersona_site.content.settings import (
    address_faults,
    color_faults,
    contact_faults,
    imprint_faults,
    parse_settings,
)
from innerpersona_site.content.texts import read_texts
from innerpersona_site.diagnostics import Diagnostic, format_all
from innerpersona_site.lint.card_letters import check_card_letters
from innerpersona_site.lint.explanations import Explanation, Where, explanations
from innerpersona_site.lint.external import Answer, AnswerCache, check_external
from innerpersona_site.lint.files import check_files, file_diagnostic, read_drawing
from innerpersona_site.lint.instruments import instrument_diagnostics
from innerpersona_site.lint.names import check_names, picture_fault
from innerpersona_site.lint.overrides import check_overrides
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.rules.vocabulary import hub_faults
from innerpersona_site.lint.runner import check_pages
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render
from innerpersona_site.sources import Theme, packaged_theme, scan
from tests.vocabulary import VOCABULARY

HERE = Path(__file__).parent
TEXTS = read_texts([HERE.parents[2] / "overrides"], "en")
DIAGNOSTICS = HERE / "diagnostics.yaml"
HTML = HERE / "blocks.yaml"
EXPLAINED = HERE / "explained.yaml"
TODAY = datetime.date(2026, 11, 24)

FRONT = """---
title: A page for a test
description: A description that is long enough to pass the rule of fifty characters.
---

"""
ARTICLE_FRONT = """---
title: An article for a test
description: A description that is long enough to pass the rule of fifty characters.
date: 2026-11-01
section: relationships
topic: awareness
tags: [attachment]
authors: [ann]
---

"""


LOOP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def load(path: Path) -> dict[str, dict[str, Any]]:
    """Return the cases of a file by name."""
    cases: dict[str, dict[str, Any]] = YAML(typ="safe").load(path)
    return cases


UNFINISHED = ("article-", "bibliography-uncited", "bibliography-identifier", "title-")
"""Codes, or how they begin, that any short article of a test gives: shown where a case asks for them."""


def run_diagnostics(case: dict[str, Any]) -> str:
    """Return what the builder says of a case.

    A case has a page's `body`, an article's text or whole `files`, a `bibliography`, or what is added to the texts of an
    `instrument`. `codes` names what is shown of it, in place of all but what `UNFINISHED` leaves out.
    """
    found = find_faults(case)
    if "codes" in case:
        found = [fault for fault in found if fault.code in case["codes"]]
    else:
        found = [f for f in found if f.code == "article-unknown" or not f.code.startswith(UNFINISHED)]
    return format_all(found, notes=True)


def find_faults(case: dict[str, Any]) -> list[Diagnostic]:
    """Return every fault of a case."""
    if "instrument" in case:
        sound = {file.name: file.read_text("utf-8") for file in instrument_folder("values").glob("*.toml")}
        files = sound | {"texts.toml": sound["texts.toml"] + case["instrument"]}
        return instrument_diagnostics(check(files.__getitem__, "instruments/values", "values"), Path())
    files = dict(case.get("files", {}))
    if "body" in case:
        files["about/test.md"] = FRONT + case["body"]
    if "article" in case:
        files["articles/test.md"] = ARTICLE_FRONT + case["article"]
    for path in case.get("beside", []):
        files[path] = (ARTICLE_FRONT if path.startswith("articles/") else FRONT) + "Text.\n"
    bibliography, faults = read_bibliography(case.get("bibliography", BIBLIOGRAPHY), "docs/references.bib")
    pages = [read_page(path, f"docs/{path}", text) for path, text in files.items() if path.endswith(".md")]
    files.setdefault("images/loop.svg", LOOP)
    beside = ("references.bib", *(path for path in files if not path.endswith(".md")))
    faults += _file_faults(files)
    checked = check_pages(
        pages, bibliography, ("attachment",), TODAY, beside, files.__getitem__, vocabulary=VOCABULARY
    )
    faults += check_card_letters(pages, lambda: frozenset(map(chr, range(0x20, 0x250))))
    return [*faults, *checked.diagnostics]


def _file_faults(files: dict[str, str]) -> list[Diagnostic]:
    with TemporaryDirectory() as folder:
        docs = Path(folder)
        for path, text in files.items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, "utf-8")
        found = scan(docs, {})

        def shown(file: Path) -> str:
            return f"docs/{file.relative_to(docs).as_posix()}"

        return [*check_names(found, shown, picture_fault), *check_files(found, (), Cache(None), "", shown)]


def run_html(case: dict[str, Any]) -> str:
    """Return the HTML of a case's Markdown."""
    bibliography, faults = read_bibliography(BIBLIOGRAPHY, "docs/references.bib")
    assert not faults
    context = RenderContext(
        bibliography, lambda name: f'<ip-quiz instrument="{name}"><form></form></ip-quiz>', text=TEXTS.text
    )
    context.unpublished = ("articles/draft.md",)
    rendered = render(case["markdown"], "articles/test.md", context)
    contents = "\n".join(f"{entry.anchor}: {entry.title}" for entry in rendered.contents)
    return f"{rendered.html}\n<!-- contents\n{contents}\n-->"


def run_example(explanation: Explanation, example: str) -> list[Diagnostic]:
    """Return every fault of an example, put where its explanation says that it stands."""
    match explanation.where:
        case Where.PAGE:
            return find_faults({"body": example, "beside": ["quiz/attachment.md"]})
        case Where.ARTICLE:
            text = example.replace("(… 1,400 words …)", "Closeness is easy. " * 470)
            return find_faults({"article": text, "beside": ["quiz/attachment.md"]})
        case Where.FRONT:
            return find_faults({"files": {"articles/test.md": example.lstrip()}})
        case Where.FILES:
            return find_faults({"files": dict(_split_files(example)), "beside": ["quiz/attachment.md"]})
        case Where.BIBLIOGRAPHY:
            return find_faults({"bibliography": example, "body": "A claim [@mikulincer2016attachment].\n"})
        case Where.INSTRUMENT:
            return find_faults({"instrument": example})
        case Where.NAVIGATION:
            paths = ("index.md", "about/privacy.md", "about/help.md")
            text = (
                example
                if "url =" in example
                else f'name = "A site"\nurl = "https://site.example/"\n{example}'
            )
            settings, faults = parse_settings(text, "site.toml")
            assert settings is not None, faults
            faults += address_faults(settings, text, "site.toml")
            faults += contact_faults(settings, text, "site.toml")
            faults += imprint_faults(settings, (), text, "site.toml")
            faults += color_faults(settings, text, "site.toml")
            faults += hub_faults(settings, ("rest",), text, "site.toml")
            return [*faults, *navigation_faults(settings.navigation, paths, text, "site.toml")]
        case Where.DRAWING:
            return [file_diagnostic("docs/images/loop.svg", found) for found in read_drawing(example)]
        case Where.EXTERNAL:
            return _external_faults(example)
        case Where.OVERRIDE:
            path, _, text = example.strip("\n").partition("\n")
            with TemporaryDirectory() as folder:
                file = Path(folder) / path
                file.parent.mkdir(parents=True)
                file.write_text(text, "utf-8")
                theme = Theme((Path(folder), packaged_theme()))
                return list(check_overrides(theme, lambda found: f"overrides/{found.relative_to(folder)}"))


def _split_files(example: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"^==> docs/(.+) <==\n", example, flags=re.M)
    assert not parts[0].strip(), parts[0]
    for path, text in zip(parts[1::2], parts[2::2], strict=True):
        if not path.endswith(".md"):
            yield path, text.strip().replace("(… 2,400,000 bytes …)", " " * 2_400_000)
            continue
        front = ARTICLE_FRONT.replace("a test", path) if path.startswith("articles/") else FRONT
        yield path, text if text.startswith("---") else front + text


def _external_faults(example: str) -> list[Diagnostic]:
    answers = {"gone": Answer(404), "down": Answer(0, "timed out"), "here": Answer(200)}
    page = read_page("about/test.md", "docs/about/test.md", FRONT + example)
    with TemporaryDirectory() as folder:
        cache = AnswerCache(Path(folder) / "links.json")
        return check_external(
            [page], Bibliography({}), cache, lambda address, _: answers[address.split("/")[2].split(".")[0]]
        )


def run_explanation(explanation: Explanation) -> str:
    """Return what the builder says of an explanation's wrong example, of that code alone."""
    faults = run_example(explanation, explanation.wrong)
    return format_all([fault for fault in faults if fault.code == explanation.code], notes=True)


BIBLIOGRAPHY = (HERE / "references.bib").read_text("utf-8")


def regenerate() -> None:
    """Write what each case gives now as what it is expected to give."""
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    for path, run in ((DIAGNOSTICS, run_diagnostics), (HTML, run_html)):
        cases = yaml.load(path)
        for case in cases.values():
            case["expected"] = LiteralScalarString(run(case) + "\n")
        yaml.dump(cases, path)
    said = {
        code: LiteralScalarString(run_explanation(explanation) + "\n")
        for code, explanation in sorted(explanations().items())
    }
    yaml.dump(said, EXPLAINED)


if __name__ == "__main__":
    regenerate()
