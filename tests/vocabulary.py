"""What the tests' sites lend to front matter, and the same as their settings say it."""

from innerpersona_site.content.authors import AuthorKind, Signature
from innerpersona_site.content.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    sections={"relationships": "Relationships", "personality": "Personality"},
    topics={
        "awareness": "Awareness",
        "change": "Change",
        "conflict": "Conflict",
        "values": "Values",
        "partnership": "Partnership",
    },
    authors={"ann": Signature("Ann Roe", AuthorKind.PERSON), "us": Signature("Us", AuthorKind.ORGANIZATION)},
)
