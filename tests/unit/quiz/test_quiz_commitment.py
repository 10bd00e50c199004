"""A promise made ahead of a code, and the picture of a link."""

import hashlib
import json
import re
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.share.commitment import commit, is_kept
from tests.unit.quiz.pages import Page

NONCE = "AAECAwQFBgcICQoLDA0ODw"
CODE = "ip1.4IAgAB"


def ask(op: str, **fields: Any) -> dict[str, Any]:
    response: dict[str, Any] = json.loads(wire.handle(json.dumps({"api": 1, "op": op, **fields})))
    return response


def test_a_commitment_is_the_hash_of_nonce_and_code() -> None:
    digest = hashlib.sha256(bytes(range(16)) + CODE.encode()).digest()
    import base64

    assert commit(CODE, NONCE) == "ipc1." + base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert ask("commit", code=CODE, nonce=NONCE)["result"] == {"commitment": commit(CODE, NONCE)}


def test_it_is_kept_by_the_same_code_and_nonce_alone() -> None:
    promise = commit(CODE, NONCE)
    assert is_kept(f" {promise[:20]}\n{promise[20:]} ", CODE, NONCE)
    assert not is_kept(promise, CODE + "x", NONCE)
    assert not is_kept(promise, CODE, "B" + NONCE[1:])
    assert ask("check_commitment", commitment=promise, code=CODE, nonce=NONCE)["result"] == {"kept": True}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"commitment": "ipc1.A"}, "bad_commitment"),
        ({"commitment": "x" * 100_000}, "bad_commitment"),
        ({"commitment": CODE}, "bad_commitment"),
        ({"nonce": NONCE[1:]}, "bad_nonce"),
        ({"nonce": NONCE[1:] + "!"}, "bad_nonce"),
        ({"nonce": 7}, "wrong_type"),
    ],
)
def test_what_cannot_be_checked_is_refused(fields: dict[str, Any], code: str) -> None:
    asked = {"commitment": commit(CODE, NONCE), "code": CODE, "nonce": NONCE, **fields}
    assert ask("check_commitment", **asked)["error"]["code"] == code


def test_a_link_is_drawn_with_the_quiet_zone_that_scanners_need() -> None:
    svg = ask("qr", text="https://example.org/compatibility/#c=" + "A" * 198)["result"]["svg"]
    page = Page(svg)
    side = int(page.elements[0][1]["viewbox"].split()[2])
    path = next(attributes["d"] for tag, attributes in page.elements if tag == "path")
    runs = [(int(x), int(y), int(h)) for x, y, h in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)]
    assert "".join(f"M{x} {y}h{h}v1h-{h}z" for x, y, h in runs) == path
    assert min(x for x, _, _ in runs) == min(y for _, y, _ in runs) == 4
    assert max(x + h for x, _, h in runs) == max(y for _, y, _ in runs) + 1 == side - 4
    assert 300 / side >= 4  # pixels for a module on a picture of 300
    assert not any(name.startswith(("style", "on")) for _, attributes in page.elements for name in attributes)


@pytest.mark.parametrize(
    ("text", "code"), [("", "bad_text"), ("a\nb", "bad_text"), ("x" * 701, "text_too_long")]
)
def test_what_cannot_be_drawn_is_refused(text: str, code: str) -> None:
    assert ask("qr", text=text)["error"]["code"] == code
