"""What the builder says and writes, word for word."""

from __future__ import annotations

from typing import Any

import pytest
import site_goldens

from innerpersona_site.content.front_matter_examples import WORKSHEET_EXAMPLE
from innerpersona_site.markdown.specs import FIELDS, SPECS, BlockSpec

DIAGNOSTICS = site_goldens.load(site_goldens.DIAGNOSTICS)
HTML = site_goldens.load(site_goldens.HTML)


@pytest.mark.parametrize("name", DIAGNOSTICS)
def test_diagnostics_say_what_where_and_how_to_mend_it(name: str) -> None:
    case = DIAGNOSTICS[name]
    assert site_goldens.run_diagnostics(case) + "\n" == case["expected"]


@pytest.mark.parametrize("name", HTML)
def test_markdown_becomes_the_expected_html(name: str) -> None:
    case = HTML[name]
    assert site_goldens.run_html(case) + "\n" == case["expected"]


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_the_example_that_diagnostics_show_is_itself_valid(spec: BlockSpec) -> None:
    case: dict[str, Any] = {"body": spec.example + "\n", "beside": ["quiz/attachment.md"]}
    if spec.name in FIELDS:
        sheet = f"{WORKSHEET_EXAMPLE}\n\n{spec.example}\n"
        case = {"files": {"worksheets/test.md": sheet}, "beside": ["articles/repair-after-a-fight.md"]}
    if spec.name == "term":
        glossary = site_goldens.FRONT.replace("\n---\n", "\ntemplate: glossary.html\n---\n", 1)
        case = {"files": {"library/glossary.md": f"{glossary}{spec.example}\n"}}
    assert site_goldens.run_diagnostics(case) == ""
