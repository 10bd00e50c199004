"""The report's element shows what reports hold, and refuses what could load, run or lead elsewhere."""

import pytest
from playwright.sync_api import Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import open_quiz

SHOW = """html => { const report = document.querySelector('ip-report');
    try { report.show(html); return 'shown'; } catch (error) { return error.message; } }"""
ICON = "/assets/images/favicon.svg"
"""A browser fetches it when it likes, once for all pages."""


@pytest.fixture
def report(page: Page, server: StaticServer) -> Page:
    """A page with an empty report."""
    open_quiz(page, f"{server.url}quiz/attachment/")
    return page


@pytest.mark.parametrize(
    "html",
    [
        "<script>window.hurt = 1</script>",
        "<img src=x onerror='window.hurt = 1'>",
        "<p onclick='window.hurt = 1'>Text</p>",
        "<svg onload='window.hurt = 1'></svg>",
        "<svg><use href='//elsewhere.invalid/x.svg#a'></use></svg>",
        "<svg><a xlink:href='javascript:window.hurt = 1'><text>Text</text></a></svg>",
        "<a href='javascript:window.hurt = 1'>Text</a>",
        "<a href='//elsewhere.invalid/'>Text</a>",
        "<a href='data:text/html,x'>Text</a>",
        "<a href='/\\elsewhere.invalid/'>Text</a>",
        "<iframe srcdoc='<script>parent.hurt = 1</script>'></iframe>",
        "<link rel='stylesheet' href='/x.css'>",
        "<meta http-equiv='refresh' content='0; url=https://elsewhere.invalid/'>",
        "<base href='https://elsewhere.invalid/'>",
        "<form action='/x'><input name=a></form>",
        "<p style='background: url(/x)'>Text</p>",
        "<style>p { background: url(/x) }</style>",
        "<template><img src=/x></template>",
        "<object data='/x'></object>",
        "<a href='/x/' ping='https://elsewhere.invalid/'>Text</a>",
        "<a href='/x/' rel='opener' target='x'>Text</a>",
        "<table background='https://elsewhere.invalid/x.png'><tr><td>Text</td></tr></table>",
        "<p data-action='erase'>Text</p>",
        "<p data-part='failure'>Text</p>",
        "<p tabindex='0' autofocus>Text</p>",
        "<svg><rect fill='url(https://elsewhere.invalid/x.svg#a)'></rect></svg>",
        "<svg href='/x'></svg>",
        "<p popover>Text</p>",
        "<ul is='x-y'></ul>",
    ],
)
def test_a_report_that_could_do_harm_is_not_shown(report: Page, server: StaticServer, html: str) -> None:
    server.paths.clear()
    assert "a report may not hold" in report.evaluate(SHOW, f"<article><p>Before</p>{html}</article>")
    assert report.inner_html("ip-report") == ""
    assert report.evaluate("window.hurt") is None
    assert set(server.paths) <= {ICON}


def test_a_report_is_shown_as_it_was_rendered(report: Page) -> None:
    html = (
        '<article class="ip-report"><h2>Title</h2><p data-scale="anxiety" data-score="4.00">A <a href="/about/help/">link'
        '</a> &amp; <a href="#ip-here">another</a></p><svg viewBox="0 0 1 1" role="img"><title>Picture</title>'
        '<circle r="1"></circle></svg><details><summary>More</summary></details></article>'
    )
    assert report.evaluate(SHOW, html) == "shown"
    assert report.inner_html("ip-report") == html
