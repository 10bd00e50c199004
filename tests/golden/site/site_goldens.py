"""The golden cases of the site builder: how each is run, and how their expected output is written anew.

Run `python tests/golden/site/site_goldens.py` after a change that is meant, and read the difference before
committing it.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import markdown
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from innerpersona_site.blocks.citation import CitationsMarkdown
from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.blocks.render import BlocksMarkdown
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.diagnostics import format_all
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.runner import check_pages
from innerpersona_site.policy import with_policy

HERE = Path(__file__).parent
DIAGNOSTICS = HERE / "diagnostics.yaml"
HTML = HERE / "blocks.yaml"
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
authors: [innerpersona]
---

"""


def load(path: Path) -> dict[str, dict[str, Any]]:
    """Return the cases of a file by name."""
    cases: dict[str, dict[str, Any]] = YAML(typ="safe").load(path)
    return cases


def run_diagnostics(case: dict[str, Any]) -> str:
    """Return what the builder says of a case: a page's `body`, whole `files`, a `bibliography`, or `html`."""
    if "html" in case:
        return format_all(with_policy(case["html"], "index.html")[1])
    files = dict(case.get("files", {}))
    if "body" in case:
        files["about/test.md"] = FRONT + case["body"]
    if "article" in case:
        files["articles/test.md"] = ARTICLE_FRONT + case["article"]
    for path in case.get("beside", []):
        files[path] = (ARTICLE_FRONT if path.startswith("articles/") else FRONT) + "Text.\n"
    bibliography, faults = read_bibliography(case.get("bibliography", BIBLIOGRAPHY), "docs/references.bib")
    pages = [read_page(path, f"docs/{path}", text) for path, text in files.items()]
    checked = check_pages(pages, bibliography, ("attachment",), TODAY)
    return format_all([*faults, *checked.diagnostics])


def run_html(case: dict[str, Any]) -> str:
    """Return the HTML of a case's Markdown."""
    bibliography, faults = read_bibliography(BIBLIOGRAPHY, "docs/references.bib")
    assert not faults
    context = RenderContext(
        bibliography, lambda name: f'<ip-quiz instrument="{name}"><form></form></ip-quiz>'
    )
    context.src_path = "articles/test.md"
    context.unpublished = ("articles/draft.md",)
    extensions: list[str | markdown.Extension] = [
        "toc",
        "tables",
        BlocksMarkdown(context),
        CitationsMarkdown(context),
    ]
    configs = {"toc": {"permalink": True, "toc_depth": "2-3"}}
    md = markdown.Markdown(extensions=extensions, extension_configs=configs)
    html = md.convert(case["markdown"])
    contents = "\n".join(f"{entry['id']}: {entry['name']}" for entry in md.toc_tokens)  # type: ignore[attr-defined]
    return f"{html}\n<!-- contents\n{contents}\n-->"


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


if __name__ == "__main__":
    regenerate()
