"""A commitment: a hash that fixes a code before it is shown, so that neither person answers to the other.

    ipc1.<base64url of SHA-256(nonce, then the code's characters), without padding>

The nonce is 16 bytes drawn by the person's own device. Without it the hash says nothing of the code: guessing would
take 2^128 tries for each code guessed. To reveal is to send the code and the nonce.
"""

import binascii
import hashlib
import re

from innerpersona_quiz.texts.errors import request_error

NONCE_BYTES = 16
_PREFIX = "ipc1."
_NONCE = re.compile(r"[A-Za-z0-9_-]{22}")
_COMMITMENT = re.compile(r"ipc1\.[A-Za-z0-9_-]{43}")


def commit(code: str, nonce: str) -> str:
    """Return the commitment to a code under a nonce (22 characters of base64url).

    Raises RequestError "bad_nonce".
    """
    digest = hashlib.sha256(_nonce(nonce) + code.encode("utf-8")).digest()
    text = binascii.b2a_base64(digest, newline=False).decode("ascii")
    return _PREFIX + text.rstrip("=").replace("+", "-").replace("/", "_")


def is_kept(commitment: str, code: str, nonce: str) -> bool:
    """Return whether a code and its nonce are what the commitment was made to.

    Raises RequestError "bad_commitment" or "bad_nonce".
    """
    text = "".join(commitment.split()) if len(commitment) <= 200 else ""
    if not _COMMITMENT.fullmatch(text):
        raise request_error("bad_commitment", "commitment")
    return commit(code, nonce) == text


def _nonce(text: str) -> bytes:
    if not _NONCE.fullmatch(text):
        raise request_error("bad_nonce", "nonce")
    return binascii.a2b_base64(text.replace("-", "+").replace("_", "/") + "==")
