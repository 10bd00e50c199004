"""`innerpersona import` carries over what it understands, lists the rest with its line, and overwrites nothing."""

import re
from pathlib import Path

import pytest

from innerpersona_site.cache import Cache
from innerpersona_site.check import check
from innerpersona_site.cli import main
from innerpersona_site.diagnostics import errors
from innerpersona_site.sources import Site
from tests.fixtures.generators import GENERATORS

SETTINGS = """name = "Old"
url = "https://old.example/"
contact = ""
[sections]
relationships = "Relationships"
personality = "Personality"
[topics]
awareness = "Awareness"
change = "Change"
conflict = "Conflict"
[authors.innerpersona]
name = "Ann Roe"
kind = "person"
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", {"site.toml": SETTINGS, "docs/references.bib": ""})


def run(
    name: str, tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, list[str]]:
    folder = write(tmp_path / name, GENERATORS[name])
    code = main(["import", str(folder), "--into", str(site), *more])
    return code, capsys.readouterr().out.replace(f"{folder.as_posix()}/", "").splitlines()


def article(site: Path, name: str) -> tuple[str, str]:
    _, front, body = (site / f"docs/articles/{name}.md").read_text("utf-8").split("---\n", 2)
    return front, body


def place(name: str, path: str, words: str) -> str:
    """Return how a remark begins on the line of a fixture that holds these words."""
    lines = GENERATORS[name][path].split("\n")
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if words in line)}: "


def has(remarks: list[str], start: str, words: str) -> bool:
    return any(remark.startswith(start) and words in remark for remark in remarks)


def test_posts_of_hugo(tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("hugo", tmp_path, site, capsys, "--section", "personality", "--topic", "awareness")
    assert code == 1  # one post can't be read
    front, body = article(site, "quiet-week")
    assert front == (
        'title: "A quiet week: what it does"\n'
        'description: "Seven evenings without plans, what they were like, and what stayed of them later."\n'
        "date: 2024-02-02\nupdated: 2024-03-01\nsection: personality\ntopic: conflict\ntags: [rest, evening hours]\n"
        "authors: [innerpersona]\nformerly: [/2019/quiet.html, /posts/old-week/, /posts/quiet-week/]\n"
    )
    assert "more-->" not in body
    assert "[the walk](long-walk.md) and [again](long-walk.md#map)" in body
    assert '![A loop of five steps](../images/loop.svg "The loop.")' in body
    assert "```go\n{{< kept >}}\n```" in body and "`{{< kept too >}}`" in body
    front, body = article(site, "long-walk")
    assert "draft: true" in front and "date: 2024-01-31" in front
    assert "![A map of the walk](../images/map.svg)" in body and "[The sheet](../files/sheet.pdf)" in body
    assert (site / "docs/images/loop.svg").read_text("utf-8") == GENERATORS["hugo"]["static/img/loop.svg"]
    post = "content/posts/quiet-week.md"
    for words, message in (
        ("weight", 'the key "weight" has no place in an article: 10'),
        ("[params]", '{"mood": "calm"}'),
        ("tags =", '"Rest" is written "rest"'),
        ("figure", 'a figure\'s "width" has no place here: 300'),
        ("youtube", "{{< youtube abc123 >}} is a shortcode"),
    ):
        assert has(said, place("hugo", post, words), message), words
    assert has(said, place("hugo", "content/posts/long-walk/index.md", '"mood"'), "[1, 2]")
    assert has(said, "content/posts/broken.md:3: ", "not imported")
    assert has(said, "content/posts/long-walk/unused.svg:1: ", "not copied")
    assert has(said, "content/about.md:1: ", "not imported: a page")
    assert has(said, "hugo.toml:3: ", "[permalinks]")
    assert not any("kept" in remark for remark in said)


def test_posts_of_jekyll(tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("jekyll", tmp_path, site, capsys, "--section", "relationships", "--topic", "change")
    assert code == 0
    front, body = article(site, "how-we-argue")
    assert "date: 2023-05-03\n" in front and "topic: conflict\n" in front and "tags: [talk, home]\n" in front
    assert "formerly: [/argue/, /conflict/home/2023/05/03/how-we-argue.html]\n" in front
    assert 'image: {file: images/loop.svg, alt: "A loop of five steps"}\n' in front
    assert "```python\nprint(1)  # {{ kept }}\n```" in body
    assert "[the other](how-we-make-up.md), or [here](how-we-make-up.md)." in body
    assert "![A loop of five steps](../images/loop.svg)" in body
    front, body = article(site, "how-we-make-up")
    assert "draft: true" in front and "formerly: [/2023/06/01/how-we-make-up.html]" in front
    assert "# How" not in body
    assert "draft: true" in article(site, "not-yet")[0]
    post = "_posts/2023-05-03-how-we-argue.md"
    assert has(said, place("jekyll", post, "author"), 'nobody in site.toml is called "Ann Roe"')
    assert has(said, place("jekyll", post, "include"), "{% include note.html %} is a template tag")
    assert has(said, place("jekyll", post, "{: .lead}"), "attributes of kramdown")
    assert not any("image" in remark for remark in said)
    assert has(said, "_drafts/not-yet.md:1: ", "no date")


def test_posts_of_mkdocs(tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("mkdocs", tmp_path, site, capsys, "--topic", "change")
    assert code == 0
    front, body = article(site, "the-first")
    assert 'title: "The first evening"\n' in front and "date: 2024-01-31\nupdated: 2024-02-02\n" in front
    assert "section: relationships\n" in front and "tags: [family]\n" in front
    assert "formerly: [/blog/2024/01/31/the-first/]\n" in front
    assert "# The first" not in body and "![A loop of five steps](../images/loop.svg)" in body
    assert "[second](second.md)" in body
    assert "draft: true" in article(site, "second")[0]
    post = "docs/blog/posts/first.md"
    for words, message in (
        ("pin:", 'the key "pin"'),
        ("links:", '["index.md"]'),
        ("pied-piper", 'no note of the kind "pied-piper"'),
        ('=== "One"', "a tab"),
        ("--8<--", "a snippet"),
        ("[home]", '"../../index.md" leads to nothing'),
    ):
        assert has(said, place("mkdocs", post, words), message), words
    assert has(said, place("mkdocs", "docs/blog/posts/second.md", "ctrl"), "keys")


def test_nothing_is_overwritten_and_a_second_import_says_so(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write(site, {"docs/articles/how-we-argue.md": "mine", "docs/images/loop.svg": "<svg/>"})
    code, said = run("jekyll", tmp_path, site, capsys)
    assert code == 1
    assert has(said, "_posts/2023-05-03-how-we-argue.md:1: ", "exists already")
    assert (own / "docs/articles/how-we-argue.md").read_text("utf-8") == "mine"
    assert (own / "docs/images/loop.svg").read_text("utf-8") == "<svg/>"
    before = sorted(path for path in site.rglob("*"))
    assert run("jekyll", tmp_path, site, capsys)[0] == 1
    assert sorted(path for path in site.rglob("*")) == before


@pytest.mark.parametrize("name", GENERATORS)
def test_what_is_written_is_read_by_the_check_which_names_what_was_left(
    name: str, tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(name, tmp_path, site, capsys, "--section", "personality", "--topic", "awareness")
    codes = {fault.code for fault in errors(check(Site(site), Cache(None)).diagnostics)}
    assert codes.isdisjoint(
        {"front-matter-syntax", "front-matter-value", "front-matter-unknown-key", "former-address-taken"}
    )
    left = {"hugo": {"template-syntax"}, "jekyll": {"template-syntax"}, "mkdocs": {"admonition-unknown"}}[
        name
    ]
    assert left <= codes, codes


def test_a_folder_of_no_generator_is_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tmp_path), "--into", str(site)]) == 2
    assert re.search(r"no site of MkDocs-Material, Hugo or Jekyll", capsys.readouterr().err)
    assert main(["import", str(tmp_path), "--into", str(tmp_path)]) == 2
