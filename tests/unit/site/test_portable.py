"""A page's text for reading elsewhere, and that it is made once for what it is made from."""

from pathlib import Path

import pytest

from innerpersona_site.content.texts import Texts
from innerpersona_site.plugin import portable as module
from innerpersona_site.plugin.portable import KeptTexts, PortableText, portable
from tests.theme import TEXTS

ADDRESS = "https://site.example/articles/one/"
HTML = '<h2 class="x" id="a">A<a class="headerlink" href="#a">¶</a></h2><p hidden>No.</p><p><a href="../two/">Two</a></p>'


def test_what_works_only_on_the_page_goes_and_addresses_become_absolute() -> None:
    text = portable(HTML, ADDRESS, TEXTS)
    assert text.html == '<h2 id="a">A</h2><p><a href="https://site.example/articles/two/">Two</a></p>'
    assert text.markdown == "## A\n\n[Two](https://site.example/articles/two/)\n"


def test_a_kept_text_is_the_same_and_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(html: str, address: str, texts: Texts) -> PortableText:
        made.append(html)
        return portable(html, address, texts)

    monkeypatch.setattr(module, "portable", make)
    first = KeptTexts(tmp_path / "cache").portable(HTML, ADDRESS, TEXTS)
    again = KeptTexts(tmp_path / "cache").portable(HTML, ADDRESS, TEXTS)
    assert first == again == portable(HTML, ADDRESS, TEXTS)
    assert made == [HTML]


@pytest.mark.parametrize(
    ("html", "address", "makers"),
    [
        (HTML + "<p>More.</p>", ADDRESS, None),
        (HTML, "https://other.example/articles/one/", None),
        (HTML, ADDRESS, ["another version"]),
    ],
)
def test_another_page_address_or_library_makes_another_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str, address: str, makers: list[str] | None
) -> None:
    texts = KeptTexts(tmp_path)
    texts.portable(HTML, ADDRESS, TEXTS)
    if makers:
        monkeypatch.setattr(module, "_MAKERS", makers)
    assert texts.portable(html, address, TEXTS) == portable(html, address, TEXTS)
    assert len(list(tmp_path.iterdir())) == 2
