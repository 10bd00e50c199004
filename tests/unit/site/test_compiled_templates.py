"""Compiled templates in the build's cache."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from innerpersona_site.cache import Cache, Shelf
from innerpersona_site.pages.compiled import CompiledTemplates


def rendered(theme: Path, cache: Cache) -> str:
    """Render a template with an environment of its own, as another build has."""
    compiled = CompiledTemplates(Shelf(cache, "template:code"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme), bytecode_cache=compiled, autoescape=True
    )
    return environment.get_template("a.html").render(words="words")


def test_a_template_is_compiled_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compilations = 0
    compile = jinja2.Environment._compile

    def counted(environment: jinja2.Environment, source: str, filename: str) -> object:
        nonlocal compilations
        compilations += 1
        return compile(environment, source, filename)

    monkeypatch.setattr(jinja2.Environment, "_compile", counted)
    template, cache = tmp_path / "a.html", Cache(tmp_path / "cache")
    template.write_text("{{ words }}, first", "utf-8")
    assert [rendered(tmp_path, cache) for _ in range(2)] == ["words, first"] * 2
    assert compilations == 1
    template.write_text("{{ words }}, second", "utf-8")
    assert [rendered(tmp_path, cache) for _ in range(2)] == ["words, second"] * 2
    assert compilations == 2
    cache.close()


def test_without_a_cache_templates_are_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ words }}", "utf-8")
    assert rendered(tmp_path, Cache(None)) == "words"
