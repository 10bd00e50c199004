"""Pictures say how large they are, so that nothing moves when they come, and have smaller copies for small screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.pictures import Shown, svg_size
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.output.pictures import Pictures, read_picture
from innerpersona_site.pages import markdown
from innerpersona_site.sources import scan


def render(text: str) -> str:
    pictures = {"images/ring.svg": Shown(440, 392), "images/a b.png": Shown(900, 600, (480, 800))}
    files = dict.fromkeys((*pictures, "media/clip.mp4", "media/clip.vtt", "media/clip.jpg"), "1")
    context = RenderContext(Bibliography({}), str, files=files, picture_of=pictures.get)
    return markdown.render(text, "articles/a.md", context).html


def test_an_image_has_the_size_of_its_file() -> None:
    assert 'src="../../images/ring.svg" alt="A ring" width="440" height="392"' in render(
        "![A ring](../images/ring.svg)"
    )
    assert 'width="440" height="392"' in render('<img src="../images/ring.svg" alt="A ring">')


def test_a_screen_may_choose_among_copies() -> None:
    html = render("![A](<../images/a b.png>)")
    address = "../../images/a%20b.png"
    assert f'srcset="{address}.480.webp 480w, {address}.800.webp 800w, {address} 900w" sizes="' in html


@pytest.mark.parametrize(
    "image", ["![None](../images/none.svg)", "![Out](https://example.org/images/ring.svg)"]
)
def test_where_no_size_is_known_none_is_made_up(image: str) -> None:
    assert "width=" not in render(image) and "height=" not in render(image)


def test_a_size_of_the_writer_stays() -> None:
    html = render("![A ring](../images/ring.svg){ width=100 }")
    assert 'width="100"' in html and "height=" not in html


def test_what_is_below_the_first_heading_waits_until_it_is_near() -> None:
    html = render("![A](../images/ring.svg)\n\n## More\n\n![B](../images/ring.svg)\n")
    first, second = html.split("<h2")
    assert "lazy" not in first and 'loading="lazy" decoding="async"' in second


def test_a_video_has_controls_and_the_captions_and_picture_beside_it() -> None:
    html = render("![A quarrel that ends well](../media/clip.mp4)")
    assert (
        '<video src="../../media/clip.mp4" controls preload="metadata" poster="../../media/clip.jpg"' in html
    )
    assert (
        'aria-label="A quarrel that ends well"><track kind="captions" default src="../../media/clip.vtt">'
        in html
    )
    assert '<audio src="gone.mp3" controls preload="metadata" aria-label="A breath"></audio>' in render(
        "![A breath](gone.mp3)"
    )


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ('<svg xmlns="x" viewBox="0 40 440 392.4"><rect width="9"/></svg>', (440, 392)),
        ("<svg viewBox='0,0,4,3'/>", (4, 3)),
        ('<svg width="30px" height="20"><g/></svg>', (30, 20)),
        ('<svg width="100%" height="20"/>', None),
        ("<svg><path/></svg>", None),
        ("", None),
    ],
)
def test_a_drawing_has_the_size_of_its_view_box(source: str, size: tuple[int, int] | None) -> None:
    assert svg_size(source) == size


def test_copies_are_made_once_and_turned_as_the_camera_was(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (1000, 600), "teal").save(docs / "a.jpg", exif=turned)
    Image.new("RGBA", (700, 100), (0, 0, 0, 0)).save(docs / "b.png")
    (docs / "broken.png").write_bytes(b"no picture")
    assert read_picture(docs / "a.jpg", "a.jpg") == Shown(600, 1000, (480,))
    assert read_picture(docs / "broken.png", "broken.png") is None

    class Empty:
        def is_current(self, path: str, key: str) -> bool:
            return False

    pictures = Pictures(scan(docs, {}), tmp_path / "kept")
    tasks = list(pictures.missing(Empty()))  # type: ignore[arg-type]
    assert [(path, width) for _, width, path, _ in tasks] == [
        ("a.jpg.480.webp", 480),
        ("b.png.480.webp", 480),
    ]
    made = [pictures.scale(source, width, key) for source, width, _, key in tasks]
    sizes = []
    for file in made:
        with Image.open(file) as copy:
            sizes.append((copy.size, copy.mode))
    assert sizes == [((480, 800), "RGB"), ((480, 69), "RGBA")]
    before = made[0].stat().st_ino
    assert pictures.scale(tasks[0][0], 480, tasks[0][3]).stat().st_ino == before
    pictures.prune(0)
    assert not list((tmp_path / "kept").iterdir())
