"""Text for XML 1.0, in feeds and maps."""

from __future__ import annotations

import re
from typing import Final

_NO_CHARACTER: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return a text without what XML 1.0 has no place for, not even escaped: https://www.w3.org/TR/xml/#charsets."""
    return _NO_CHARACTER.sub("", text)
