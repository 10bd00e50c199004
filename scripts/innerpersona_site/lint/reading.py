"""Read a source file once: its document, what rules need to know of it, and the faults of its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from innerpersona_site.blocks.found import FoundBlock, OptionValue
from innerpersona_site.blocks.syntax import scan_blocks
from innerpersona_site.content.front_matter import read_front_matter
from innerpersona_site.content.model import Document, is_article
from innerpersona_site.content.prose import Passage, PassageKind, Sentence, find_passages, sentences
from innerpersona_site.content.readability import reading_ease
from innerpersona_site.content.source import Source, blank_code, count_words, split_source
from innerpersona_site.content.terms import count_terms
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.headings import AnchorSources, FoundHeading, anchors, find_headings
from innerpersona_site.lint.inline import (
    FoundCitation,
    FoundImage,
    FoundLink,
    find_citations,
    find_images,
    find_links,
    find_lost_letters,
)

_BLOCK_ANCHORS = {"takeaways": "key-takeaways", "faq": "faq"}


@dataclass(frozen=True)
class ReadPage:
    """A source file as the rules see it.

    `document` is None where its front matter has an error. `blanked` is the body with code blanked out; its first
    line is line `source.body_line` of the file.
    """

    src_path: str
    path: str
    source: Source
    blanked: str
    document: Document | None
    options: tuple[OptionValue, ...]
    blocks: tuple[FoundBlock, ...]
    citations: tuple[FoundCitation, ...]
    links: tuple[FoundLink, ...]
    images: tuple[FoundImage, ...]
    headings: tuple[FoundHeading, ...]
    passages: tuple[Passage, ...]
    faults: tuple[Diagnostic, ...] = field(default=())

    @property
    def is_article(self) -> bool:
        """Whether the page is an article, sound or not."""
        return is_article(self.src_path)

    @property
    def is_draft(self) -> bool:
        """Whether the page says that it isn't finished."""
        return self.document is not None and self.document.front.draft

    def blocks_of(self, name: str) -> list[FoundBlock]:
        """Return the page's blocks of that name."""
        return [block for block in self.blocks if block.name == name]

    @cached_property
    def sentences(self) -> tuple[tuple[Passage, tuple[Sentence, ...]], ...]:
        """The sentences of each passage."""
        return tuple((passage, tuple(sentences(passage))) for passage in self.passages)

    @cached_property
    def ease(self) -> float | None:
        """The Flesch reading ease of its sentences, None where there are too few to tell."""
        prose = (s for passage, found in self.sentences if passage.kind is not PassageKind.ROW for s in found)
        return reading_ease(sentence.words for sentence in prose)

    @cached_property
    def anchors(self) -> frozenset[str] | None:
        """What a link to a part of this page may name, None where it can't be told; slow, so asked when needed."""
        return anchors(
            AnchorSources(
                headings=self.headings,
                fixed=tuple(_BLOCK_ANCHORS[b.name] for b in self.blocks if b.name in _BLOCK_ANCHORS),
                questions=tuple(block.argument for block in self.blocks_of("question")),
                citations=tuple(citation.key for citation in self.citations),
                blanked=self.blanked,
            )
        )


@lru_cache(maxsize=4096)
def read_page(src_path: str, path: str, text: str) -> ReadPage:
    """Read a page; `src_path` is relative to the docs folder, `path` is what diagnostics show.

    The same text gives the same page, so a preview reads again only what was saved.
    """
    source = split_source(text)
    first = source.body_line
    front, faults = read_front_matter(src_path, path, source)
    blanked = blank_code(source.body)
    scan = scan_blocks(blanked, first, path)
    citations, citation_faults = find_citations(blanked, first, path)
    passages = tuple(find_passages(blanked, first))
    document = None
    if front is not None:
        instruments = [option.value for option in scan.options if option.name == "instrument"]
        lines = chain.from_iterable(passage.words_by_line() for passage in passages)
        words = chain.from_iterable(found for _, found in lines)
        document = Document(
            src_path=src_path,
            front=front,
            words=count_words(source.body),
            citations=tuple(dict.fromkeys(citation.key for citation in citations)),
            instruments=tuple(dict.fromkeys(instruments)),
            terms=count_terms(words) if is_article(src_path) else (),
        )
    return ReadPage(
        src_path=src_path,
        path=path,
        source=source,
        blanked=blanked,
        document=document,
        options=tuple(scan.options),
        blocks=tuple(sorted(scan.blocks, key=lambda block: block.line)),
        citations=tuple(citations),
        links=tuple(find_links(blanked, first)),
        images=tuple(find_images(blanked, first)),
        headings=tuple(find_headings(source.body, blanked, first)),
        passages=passages,
        faults=(*find_lost_letters(text, path), *faults, *scan.diagnostics, *citation_faults),
    )
