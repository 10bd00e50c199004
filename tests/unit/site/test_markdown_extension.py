"""Python-Markdown with our extension renders what the build renders, whatever it does to text by itself."""

from pathlib import Path

import pytest
from markdown import Markdown

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.source import split_source
from innerpersona_site.content.texts import read_texts
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render


@pytest.fixture(scope="module")
def extended(root: Path) -> Markdown:
    return Markdown(extensions=["innerpersona"], extension_configs={"innerpersona": {"site": str(root)}})


def test_articles_are_rendered_as_the_build_renders_them(root: Path, extended: Markdown) -> None:
    bibliography, _ = read_bibliography(
        (root / "docs" / "references.bib").read_text("utf-8"), "references.bib"
    )
    texts = read_texts([root / "overrides"], "en")
    articles = sorted((root / "docs" / "articles").glob("*.md"))
    for file in articles:
        body = split_source(file.read_text("utf-8")).body
        context = RenderContext(bibliography, lambda instrument: "", text=texts.text)
        html = extended.reset().convert(body)
        assert html == render(body, "index.md", context).html.strip(), file.name
        assert "References" in html and "///" not in html
    assert len(articles) > 10


@pytest.mark.parametrize(
    "body", ["", "<div>", "&amp; <b>x</b>", "a\n\n    code\n\n- b\n", "\x02klzzwxh:0\x03", "[x]: y\n\n[x]"]
)
def test_python_markdown_changes_nothing_of_it(extended: Markdown, body: str) -> None:
    context = RenderContext(read_bibliography("", "references.bib")[0], lambda instrument: "")
    expected = render(body.replace("\x02", "").replace("\x03", ""), "index.md", context).html.strip()
    assert extended.reset().convert(body) == expected


def test_a_folder_without_settings_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"site\.toml"):
        Markdown(extensions=["innerpersona"], extension_configs={"innerpersona": {"site": str(tmp_path)}})


def test_a_fault_of_the_settings_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text("name = 3\n", "utf-8")
    with pytest.raises(ValueError, match=r"site\.toml:1"):
        Markdown(extensions=["innerpersona"], extension_configs={"innerpersona": {"site": str(tmp_path)}})
