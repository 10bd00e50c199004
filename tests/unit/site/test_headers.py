"""The headers that a site asks of its server, and the list of addresses that a page with a form may reach."""

from __future__ import annotations

import pytest

from innerpersona_site.content.headers import (
    HEADERS,
    OWN_ORIGIN,
    SEALED_HEADER,
    connection_allowlist,
    foreign_addresses,
)


def test_a_header_is_one_line_of_ascii() -> None:
    value = connection_allowlist(["https://host.example/ä b/"], OWN_ORIGIN)
    for name, text in [*HEADERS.items(), (SEALED_HEADER, value)]:
        assert name.isascii() and text.isascii() and text.isprintable()


@pytest.mark.parametrize(
    ("address", "pattern"),
    [
        ("https://doi.org/10.1037/h0059240", r"https://doi.org/10.1037/h0059240\\?"),
        ("https://doi.org/10.1016/S0191(03)00165-X", r"https://doi.org/10.1016/S0191\\(03\\)00165-X\\?"),
        ("https://host.example:8080", r"https://host.example:8080/\\?"),
        ("https://host.example/a:b*c+?d={1}#part", r"https://host.example/a\\:b\\*c\\+\\?d=\\{1\\}"),
        ('https://host.example/"a', r"https://host.example/%22a\\?"),
        ("https://host.example/ä", r"https://host.example/%C3%A4\\?"),
    ],
)
def test_an_address_is_listed_as_a_pattern_that_matches_it_alone(address: str, pattern: str) -> None:
    assert connection_allowlist([address]) == f'("{pattern}");redirects=allow;webrtc=block'


def test_the_own_origin_is_a_token_and_each_address_stands_once() -> None:
    listed = connection_allowlist(["https://a.example/x", "https://a.example/x"], OWN_ORIGIN)
    assert listed == r'(response-origin "https://a.example/x\\?");redirects=allow;webrtc=block'


def test_a_page_s_links_to_other_hosts_are_found_however_they_are_written() -> None:
    html = (
        '<link rel="canonical" href="https://own.example/"><a href="/here/">here</a> <a href="#part">part</a>'
        '<a title="x" href="https://doi.org/1?a=1&amp;b=2">one</a> <A HREF=\'HTTP://two.example/\'>two</A>'
        '<a href="https://doi.org/1?a=1&amp;b=2">again</a><a href="mailto:a@b.example">mail</a>'
    )
    assert foreign_addresses(html) == ["https://doi.org/1?a=1&b=2", "HTTP://two.example/"]
