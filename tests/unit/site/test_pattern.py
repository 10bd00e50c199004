"""The articles' drawings: small, the same everywhere, and made of what a strict policy allows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from innerpersona_site.content.pattern import DRAWINGS, free_drawings, pattern_svg
from innerpersona_site.content.pattern.shapes import HEIGHT, WIDTH, arc

TOPICS = ("awareness", "change", "conflict", "values", "partnership")
SLUGS = ("secure-attachment", "anxious-attachment", "a", "x" * 200, "größe", "")


def circles(svg: str) -> list[tuple[str, float, float, float]]:
    """Every circle as (classes it stands in, x, y, radius)."""
    found: list[tuple[str, float, float, float]] = []

    def walk(node: ElementTree.Element, classes: str) -> None:
        classes = f"{classes} {node.get('class', '')}"
        if node.tag == "circle":
            x, y, radius = (float(node.attrib[name]) for name in ("cx", "cy", "r"))
            found.append((classes, x, y, radius))
        for child in node:
            walk(child, classes)

    walk(ElementTree.fromstring(svg), "")
    return found


def outermost(svg: str, who: str) -> tuple[float, float, float]:
    """Centre and radius of the tinted circle of one of the two people."""
    (person,) = [c for c in circles(svg) if who in c[0].split() and "f" in c[0].split()]
    return person[1:]


def gap(svg: str) -> float:
    """Distance between the rims of the two circles; negative where they overlap."""
    (x1, y1, r1), (x2, y2, r2) = outermost(svg, "a"), outermost(svg, "b")
    return float(((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 - r1 - r2)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_small_well_formed_and_needs_no_exception_from_the_policy(slug: str, topic: str) -> None:
    svg = pattern_svg(slug, topic)
    assert len(svg.encode()) < 3000
    for node in ElementTree.fromstring(svg).iter():
        assert node.tag in {"svg", "g", "circle", "path"}
        assert not {name for name in node.attrib if name in {"style", "id"} or name.startswith("on")}


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("slug", SLUGS)
def test_everything_is_inside_the_frame(slug: str, topic: str) -> None:
    for _, x, y, radius in circles(pattern_svg(slug, topic)):
        assert x - radius >= 0 and x + radius <= WIDTH
        assert y - radius >= 0 and y + radius <= HEIGHT


def test_the_drawing_of_an_article_never_changes() -> None:
    assert pattern_svg("secure-attachment", "awareness") == (
        '<svg class="ip-pattern" viewBox="0 0 480 320" aria-hidden="true" focusable="false"><path class="'
        'l e" d="M150.1 177.8L351.9 142.2"/><g class="a"><circle class="f" cx="150.1" cy="177.8" r="109"/'
        '><circle cx="150.1" cy="177.8" r="12.1"/><circle cx="150.1" cy="177.8" r="24.2"/><circle cx="150'
        '.1" cy="177.8" r="36.3"/><circle cx="150.1" cy="177.8" r="48.4"/><circle cx="150.1" cy="177.8" r'
        '="60.6"/><circle cx="150.1" cy="177.8" r="72.7"/><circle cx="150.1" cy="177.8" r="84.8"/><circle'
        ' cx="150.1" cy="177.8" r="96.9"/><circle class="d" cx="150.1" cy="177.8" r="5"/></g><g class="b"'
        '><circle class="f" cx="351.9" cy="142.2" r="87"/><circle cx="351.9" cy="142.2" r="21.8"/><circle'
        ' cx="351.9" cy="142.2" r="43.5"/><circle cx="351.9" cy="142.2" r="65.2"/><circle class="d" cx="3'
        '51.9" cy="142.2" r="5"/></g></svg>'
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_articles_of_one_topic_are_drawn_differently(topic: str) -> None:
    assert len({pattern_svg(slug, topic) for slug in SLUGS}) == len(SLUGS)


def test_each_topic_has_its_own_composition() -> None:
    assert len({pattern_svg("secure-attachment", topic) for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_named_drawing_is_small_well_formed_and_needs_no_exception_from_the_policy(
    drawing: str, topic: str
) -> None:
    svg = pattern_svg("any", topic, drawing)
    assert len(svg.encode()) < 3000
    root = ElementTree.fromstring(svg)
    for node in root.iter():
        assert node.tag in {"svg", "g", "circle", "path"}
        assert set(node.get("class", "").split()) <= set("ablsgidftoewk") | {"ip-pattern"}
        assert not {name for name in node.attrib if name in {"style", "id"} or name.startswith("on")}
    both = {classes for node in root for classes in [node.get("class")] if len(list(node))}
    assert {"a", "b", "s"} <= both, "the two, and the topic's ground"


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_named_drawing_is_of_its_name_alone(drawing: str) -> None:
    assert pattern_svg("one", "values", drawing) == pattern_svg("two", "values", drawing)
    assert pattern_svg("one", "values", drawing) != pattern_svg("one", "change", drawing)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_the_circles_of_a_named_drawing_are_inside_the_frame(drawing: str) -> None:
    for classes, x, y, radius in circles(pattern_svg("any", "awareness", drawing)):
        if "s" not in classes.split():
            assert x - radius >= 0 and x + radius <= WIDTH
            assert y - radius >= 0 and y + radius <= HEIGHT


def test_no_two_names_give_one_drawing() -> None:
    assert len({pattern_svg("a", "change", drawing) for drawing in DRAWINGS}) == len(DRAWINGS) >= 32


def test_what_no_article_has_is_free() -> None:
    assert "mend" in free_drawings(["loop"], "a") and "loop" not in free_drawings(["loop"], "a")
    assert free_drawings(DRAWINGS[1:], "any") == [DRAWINGS[0]]
    assert sorted(free_drawings(DRAWINGS, "any")) == sorted(DRAWINGS), "all again where none is left"
    assert len({free_drawings([], slug)[0] for slug in SLUGS}) > 2


def test_an_arc_says_which_way_it_goes() -> None:
    assert arc(0, 0, 10, 0, 90) == "M10 0A10 10 0 0 1 0 10"
    assert arc(0, 0, 10, 90, 0) == "M0 10A10 10 0 1 1 10 0"


def test_an_unknown_topic_is_drawn_like_awareness() -> None:
    assert pattern_svg("a", "weather") == pattern_svg("a", "awareness")


@pytest.mark.parametrize("slug", SLUGS)
def test_awareness_keeps_the_two_near_and_apart(slug: str) -> None:
    assert 5 <= gap(pattern_svg(slug, "awareness")) <= 17


@pytest.mark.parametrize("slug", SLUGS)
def test_conflict_overlaps_them_and_puts_the_interference_inside_both(slug: str) -> None:
    svg = pattern_svg(slug, "conflict")
    assert gap(svg) < -60
    lines = re.search(r'class="i" d="([^"]+)"', svg)
    assert lines
    ends = [tuple(map(float, end)) for end in re.findall(r"[ML](\S+?) ([\d.]+)", lines[1])]
    assert len(ends) >= 12
    for who in "ab":
        x, y, radius = outermost(svg, who)
        assert all(((x - ex) ** 2 + (y - ey) ** 2) ** 0.5 <= radius + 0.2 for ex, ey in ends)


@pytest.mark.parametrize("slug", SLUGS)
def test_change_shows_three_positions_of_the_second_circle(slug: str) -> None:
    svg = pattern_svg(slug, "change")
    positions = {(x, y) for classes, x, y, _ in circles(svg) if "b" in classes.split()}
    assert len(positions) == 3
    assert gap(svg) < 0


@pytest.mark.parametrize("slug", SLUGS)
def test_values_stand_on_a_ring_of_ten(slug: str) -> None:
    svg = pattern_svg(slug, "values")
    middle = (WIDTH / 2, HEIGHT / 2)
    small = [c for c in circles(svg) if c[3] == 7]
    places = [(x, y) for _, x, y, _ in small] + [outermost(svg, who)[:2] for who in "ab"]
    assert len(places) == 10
    assert {round(((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5) for x, y in places} == {104}


@pytest.mark.parametrize("slug", SLUGS)
def test_partners_share_one_ground_line(slug: str) -> None:
    svg = pattern_svg(slug, "partnership")
    centres = {y for classes, _, y, _ in circles(svg) if "d" in classes.split()}
    assert len(centres) == 1
    assert f"M0 {centres.pop():g}L{WIDTH}" in svg
