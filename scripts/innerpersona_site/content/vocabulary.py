"""The words that a site's settings lend to front matter: its sections, its topics, and who signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from innerpersona_site.content.authors import Signature


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What front matter may name.

    Attributes:
        sections: the title of each section by its slug; each has a hub, which front matter says by `hub`.
        topics: the title of what articles may be about by its slug, in the order in which hubs list them.
        authors: who may sign articles, by id.
    """

    sections: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, Signature] = field(default_factory=dict)


NO_WORDS = Vocabulary()
