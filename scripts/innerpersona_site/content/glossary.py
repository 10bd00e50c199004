"""The glossary's terms, and where a text uses them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from innerpersona_site.content.gathered import Term
from innerpersona_site.content.model import Document


class Glossary:
    """The terms that articles explain at their first use.

    Args:
        src_path: of the page that defines them, relative to the docs folder.
        terms: what it defines.
    """

    def __init__(self, src_path: str = "", terms: Iterable[Term] = ()) -> None:
        self.src_path = src_path
        self._terms = {term.anchor: term for term in terms}
        self._by_form = {
            " ".join(form.lower().split()): term
            for term in self._terms.values()
            for form in (term.name, *term.forms)
        }
        # The longest form first, so that "secure base" is not taken for "secure". A plural is the same term.
        forms = sorted(self._by_form, key=lambda form: (-len(form), form))
        alternatives = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
        self._pattern = re.compile(rf"(?<![\w-])({alternatives})(?=s?(?![\w-]))(s?)", re.I) if forms else None
        self.names = _digest(*forms)
        """A hash of all forms: what decides whether a text uses any."""

    def uses(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield where a text uses a term, as a range, and which."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield match.start(), match.end(), self._by_form[" ".join(match[1].lower().split())]

    def digest(self, anchor: str) -> str:
        """Return a hash of what a reader sees of a term; of "" if there is none."""
        return _digest(self.src_path, repr(self._terms.get(anchor, "")))


def glossary_of(documents: Iterable[Document]) -> Glossary:
    """Return the terms that the first of some documents defines which defines any; an empty glossary if none does."""
    defining = (document for document in documents if document.gathered.terms)
    found = min(defining, key=lambda document: document.src_path, default=None)
    return Glossary(found.src_path, found.gathered.terms) if found else Glossary()


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
