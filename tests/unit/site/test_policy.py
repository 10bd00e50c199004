"""The policy of a page, from what stands in it."""

from __future__ import annotations

import base64
import hashlib

import jinja2
import pytest

from innerpersona_site.pages.policy import InlineScripts, PolicyError, page_policy, with_policy
from tests.parsed_policy import content_policy


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_a_plain_page_allows_its_own_files_and_the_searchs_webassembly_and_nothing_else() -> None:
    assert directives(page_policy([], quiz=False)) == {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["ip"],
    }


def test_inline_scripts_are_let_in_as_they_stand_each_once() -> None:
    script = 'if (a < b && c) { "&amp;é" }\n'
    found = directives(page_policy([script, "go()", script], quiz=False))
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'", hashed(script), hashed("go()")]


def test_a_quiz_may_run_scripts_from_blobs_but_never_eval() -> None:
    found = directives(page_policy([], quiz=True))
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'", "blob:"]
    assert found["worker-src"] == ["'self'", "blob:"]
    assert "'unsafe-eval'" not in found["script-src"]


def test_the_policy_comes_before_anything_that_loads() -> None:
    html = '<!doctype html><html><head>\n<meta charset="utf-8">\n<script src="a.js"></script></head></html>'
    written = with_policy(html, page_policy([], quiz=False))
    head, rest = written.split('<meta http-equiv="Content-Security-Policy" content="')
    assert head.endswith('<meta charset="utf-8">')
    assert "'" in rest.split('">')[0]
    assert written.replace(written[len(head) : written.index('">', len(head)) + 2], "") == html


def test_a_template_without_a_charset_is_named_with_what_to_do() -> None:
    with pytest.raises(PolicyError, match='begin <head> with <meta charset="utf-8">'):
        with_policy("<head><title>A</title></head>", "")


@pytest.mark.parametrize("shown", [True, False])
def test_templates_say_which_scripts_they_put_into_a_page(shown: bool) -> None:
    scripts = InlineScripts()
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(
            {"a.html": "{% call inline_script() %}if (a < b && '&') go()\n{% endcall %}"}
        ),
        autoescape=True,
    )
    environment.globals["inline_script"] = scripts.script
    page = environment.from_string(
        '<meta charset="utf-8">{% if shown %}{% include "a.html" %}{% endif %}<script src="a.js"></script>'
    )
    for _ in range(2):
        scripts.begin()
        html = page.render(shown=shown)
        assert page_policy(scripts.texts, quiz=False) == content_policy(html)[0]
    assert ("sha256-" in page_policy(scripts.texts, quiz=False)) == shown
