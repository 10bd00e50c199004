"""What the builder says and writes, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import site_goldens

import innerpersona_site
from innerpersona_site.blocks.specs import SPECS, BlockSpec

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


def test_every_code_of_a_diagnostic_is_pinned() -> None:
    package = Path(innerpersona_site.__file__).parent
    sources = "\n".join(file.read_text("utf-8") for file in package.rglob("*.py"))
    families = "block|front-matter|citation|bibliography|quiz|link|article|policy"
    used = set(
        re.findall(
            rf'(?:_error|_fault|_report|_yaml_fault|Diagnostic)\(\s*(?:path, )?"((?:{families})-[a-z-]+)"',
            sources,
        )
    )
    pinned = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", site_goldens.DIAGNOSTICS.read_text("utf-8")))
    assert used == pinned
    assert len(used) > 30


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_the_example_that_diagnostics_show_is_itself_valid(spec: BlockSpec) -> None:
    case = {"body": spec.example + "\n", "beside": ["quiz/attachment.md"]}
    assert site_goldens.run_diagnostics(case) == ""
