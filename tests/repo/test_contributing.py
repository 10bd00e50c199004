"""What CONTRIBUTING.md tells writers is so: its blocks are read without a fault, and it names every key there is."""

import re
from pathlib import Path

from innerpersona_site.content.front_matter_schema import ArticleSchema
from innerpersona_site.content.gathering import STRENGTHS
from innerpersona_site.lint.explanations import explanations
from innerpersona_site.markdown.admonitions import KINDS
from innerpersona_site.markdown.parser import parse
from innerpersona_site.markdown.scanner import scan_blocks
from innerpersona_site.markdown.specs import CAPTIONS, SPECS


def test_its_blocks_are_sound_and_all_there_are(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    (example,) = re.findall(r"^```markdown\n(.*?)^```", text, re.M | re.S)
    scan = scan_blocks(parse(example), "CONTRIBUTING.md")
    assert scan.diagnostics == []
    assert {block.name for block in scan.blocks} == set(SPECS) - set(CAPTIONS) - set(KINDS) - {
        "details",
        "admonition",
    } | {"question"}
    assert all(strength in example for strength in STRENGTHS)


def test_its_table_names_every_key_of_an_article(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \|", text, re.M)
    assert sorted(key for row in rows for key in re.findall(r"`(\w+)`", row)) == sorted(
        ArticleSchema.model_fields
    )


def test_the_code_it_explains_exists(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    codes = re.findall(r"innerpersona explain ([\w-]+)", text)
    assert codes
    assert set(codes) <= set(explanations())
