"""Every diagnostic is explained, and its examples are true: the wrong one gives it, the right one nothing to mend."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import site_goldens
from ruamel.yaml import YAML

import innerpersona_site
from innerpersona_site.diagnostics import errors
from innerpersona_site.lint.explanations import Where, explain, explanations
from innerpersona_site.lint.rules.leftovers import TOLD

EXPLAINED: dict[str, str] = YAML(typ="safe").load(site_goldens.EXPLAINED)
REPORTING = {
    "Diagnostic",
    "BibtexFault",
    "fault",
    "_error",
    "_fault",
    "_report",
    "_yaml_fault",
    "_about",
    "error",
    "warning",
    "MarkupFault",
}
"""What code calls to report a fault; its code is among the first arguments."""


def _codes_in(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in REPORTING:
                texts = [a.value for a in node.args[:3] if isinstance(a, ast.Constant)]
                found |= {t for t in texts if isinstance(t, str) and re.fullmatch(r"[a-z]+(-[a-z]+)+", t)}
    return found


def test_every_code_that_is_reported_is_explained_and_no_other() -> None:
    package = Path(innerpersona_site.__file__).parent
    used = set().union(*(_codes_in(file) for file in package.rglob("*.py")))
    used |= {code for code, _, _ in TOLD.values()}
    assert len(used) > 55
    assert used == set(explanations())
    assert used == set(EXPLAINED)


@pytest.mark.parametrize("code", sorted(explanations()))
def test_the_wrong_example_gives_the_diagnostic_word_for_word(code: str) -> None:
    said = site_goldens.run_explanation(explanations()[code])
    assert f"[{code}]" in said
    assert said + "\n" == EXPLAINED[code]


@pytest.mark.parametrize("code", sorted(explanations()))
def test_the_right_example_leaves_nothing_to_mend(code: str) -> None:
    faults = site_goldens.run_example(explanations()[code], explanations()[code].right)
    assert [fault.format() for fault in faults if fault.code == code] == []
    assert errors(faults) == []


@pytest.mark.parametrize("code", sorted(explanations()))
def test_an_explanation_says_what_why_and_how(code: str) -> None:
    explanation = explanations()[code]
    assert explanation.summary[0].islower() and not explanation.summary.endswith(".")
    assert explanation.why.endswith(".")
    assert explanation.wrong.strip() != explanation.right.strip()
    text = explain(explanation)
    assert text.startswith(f"{code}: ")
    assert max(map(len, text.splitlines())) <= 130


def test_every_kind_of_example_is_in_use() -> None:
    assert {explanation.where for explanation in explanations().values()} == set(Where)
