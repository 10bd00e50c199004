"""Read a source file once: its document, what the rules on the site need to know of it, and its own faults."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from innerpersona_site.blocks.syntax import scan_blocks
from innerpersona_site.content.citations import CITATION, CitationSyntaxError, parse_citation
from innerpersona_site.content.front_matter import read_front_matter
from innerpersona_site.content.model import Document, is_article
from innerpersona_site.content.prose import find_passages, sentences
from innerpersona_site.content.runs import hash_runs
from innerpersona_site.content.source import blank_code, count_words, split_source
from innerpersona_site.content.terms import count_terms
from innerpersona_site.lint.devices import Devices, find_devices
from innerpersona_site.lint.figures import find_figure
from innerpersona_site.lint.headings import AnchorSources, anchors, find_headings
from innerpersona_site.lint.inline import find_citations, find_images, find_links, find_lost_letters
from innerpersona_site.lint.page import Claim, Reading, ReadPage
from innerpersona_site.lint.rules import PAGE_RULES

_BLOCK_ANCHORS = {"takeaways": "key-takeaways", "faq": "faq"}


@lru_cache(maxsize=4096)
def read_page(src_path: str, path: str, text: str) -> ReadPage:
    """Read a page; `src_path` is relative to the docs folder, `path` is what diagnostics show.

    The same text gives the same page, so a preview reads again only what was saved.
    """
    source = split_source(text)
    first = source.body_line
    front, places, faults = read_front_matter(src_path, path, source)
    blanked = blank_code(source.body)
    scan = scan_blocks(blanked, first, path)
    citations, citation_faults = find_citations(blanked, first, path)
    passages = tuple(find_passages(blanked, first))
    document = None
    if front is not None:
        instruments = [option.value for option in scan.options if option.name == "instrument"]
        document = Document(
            src_path=src_path,
            front=front,
            words=count_words(source.body),
            citations=tuple(dict.fromkeys(citation.key for citation in citations)),
            instruments=tuple(dict.fromkeys(instruments)),
            terms=count_terms(chain.from_iterable(p.words for p in passages)) if is_article(src_path) else (),
        )
    reading = Reading(
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
    return ReadPage(
        src_path=src_path,
        path=path,
        digest=blake2b(f"{path}\0{text}".encode(), digest_size=16).hexdigest(),
        document=document,
        places=places,
        options=reading.options,
        citations=reading.citations,
        links=reading.links,
        images=reading.images,
        claims=tuple(_claims(reading)),
        anchors=_anchors(reading),
        runs=hash_runs(passage.words for passage in passages) if is_article(src_path) else b"",
        faults=tuple(fault for rule in PAGE_RULES for fault in rule(reading)),
        devices=_devices(reading),
    )


def _devices(page: Reading) -> Devices:
    if not page.is_article:
        return Devices()
    first = next((heading.line for heading in page.headings), 0)
    return find_devices(page.passages, first)


def _claims(page: Reading) -> Iterator[Claim]:
    for passage in page.passages:
        if "@" not in passage.text:
            continue
        for sentence in sentences(passage):
            keys = _cited(sentence.text) if "@" in sentence.text else ()
            figure = find_figure(sentence.visible) if keys else None
            if figure is not None:
                yield Claim(sentence.line, figure, keys)


def _cited(text: str) -> tuple[str, ...]:
    keys: list[str] = []
    for match in CITATION.finditer(text):
        try:
            keys += [work.key for work in parse_citation(match[1])]
        except CitationSyntaxError:
            continue
    return tuple(dict.fromkeys(keys))


def _anchors(page: Reading) -> frozenset[str] | None:
    return anchors(
        AnchorSources(
            headings=page.headings,
            fixed=tuple(_BLOCK_ANCHORS[b.name] for b in page.blocks if b.name in _BLOCK_ANCHORS),
            questions=tuple(block.argument for block in page.blocks_of("question")),
            citations=tuple(citation.key for citation in page.citations),
            blanked=page.blanked,
        )
    )
