"""The policy of a finished page."""

from __future__ import annotations

import base64
import hashlib

import pytest

from innerpersona_site.policy import content_policy, with_policy


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(html: str) -> dict[str, list[str]]:
    policy, faults = content_policy(html)
    assert faults == []
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_a_plain_page_allows_its_own_files_and_the_searchs_webassembly_and_nothing_else() -> None:
    assert directives('<head><meta charset="utf-8"></head>') == {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
    }


def test_inline_scripts_and_styles_are_let_in_as_they_stand() -> None:
    script, style = 'if (a < b && c) { "&amp;é" }\n', "p > a { color: red }"
    inline = f"<script>{script}</script>"
    found = directives(f"{inline}{inline}<style>{style}</style><script src='a.js'></script>")
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'", hashed(script)]
    assert found["style-src"] == ["'self'", hashed(style)]


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json"])
def test_data_is_no_script(kind: str) -> None:
    scripts = directives(f'<script type="{kind}">{{"a": 1}}</script>')["script-src"]
    assert scripts == ["'self'", "'wasm-unsafe-eval'"]


def test_a_module_is_a_script() -> None:
    assert hashed("go()") in directives('<script type="module">go()</script>')["script-src"]


def test_a_quiz_may_run_scripts_from_blobs_but_never_eval() -> None:
    found = directives('<ip-quiz instrument="attachment"></ip-quiz>')
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'", "blob:"]
    assert found["worker-src"] == ["'self'", "blob:"]
    assert "'unsafe-eval'" not in found["script-src"]


def test_the_policy_comes_before_anything_that_loads() -> None:
    html = '<!doctype html><html><head>\n<meta charset="utf-8">\n<script src="a.js"></script></head></html>'
    written, faults = with_policy(html)
    assert faults == []
    head, rest = written.split('<meta http-equiv="Content-Security-Policy" content="')
    assert head.endswith('<meta charset="utf-8">')
    assert "'" in rest.split('">')[0]
    assert written.replace(written[len(head) : written.index('">', len(head)) + 2], "") == html


def test_a_comment_or_script_text_is_not_searched_for_attributes() -> None:
    policy, faults = content_policy(
        '<!-- <p style="a"> --><script>x = \'<p style="a" onclick="b">\'</script>'
    )
    assert faults == []
    assert policy.count("sha256-") == 1


def test_svg_styles_count_too() -> None:
    _, faults = content_policy('<svg><path style="fill: red"/></svg>', "a.html")
    assert [fault.code for fault in faults] == ["policy-inline-style"]
