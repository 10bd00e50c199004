"""Read a source file once: its document, what the rules on the site need to know of it, its own faults, its HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from innerpersona_site.content.model import Document, FrontMatter, is_article
from innerpersona_site.content.prose import Passage, sentences
from innerpersona_site.content.runs import hash_runs
from innerpersona_site.content.source import Source, count_words, split_source, text_faults
from innerpersona_site.content.terms import count_terms
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.collecting import cited_works, collect
from innerpersona_site.lint.devices import Devices, find_devices
from innerpersona_site.lint.figures import find_figure
from innerpersona_site.lint.gather import Gathered, gather
from innerpersona_site.lint.page import Claim, Reading, ReadPage
from innerpersona_site.lint.rules import PAGE_RULES
from innerpersona_site.markdown.compiler import compile_page
from innerpersona_site.markdown.found import FoundBlock
from innerpersona_site.markdown.parser import parse
from innerpersona_site.markdown.scanner import scan_blocks

type Front = tuple[FrontMatter | None, dict[str, tuple[int, int]], list[Diagnostic]]
"""A page's front matter, None where it has an error; where the values of its keys stand; its faults."""


@lru_cache(maxsize=4096)
def read_page(src_path: str, path: str, text: str) -> ReadPage:
    """Read a page; `src_path` is relative to the docs folder, `path` is what diagnostics show.

    `text` is as `decode` returns it. The same text gives the same page, so a preview reads again only what was saved.
    """
    return read_body(src_path, path, text, read_front(src_path, path, split_source(text)))


def read_front(src_path: str, path: str, source: Source) -> Front:
    """Read a page's front matter; see `content.front_matter`."""
    # Imported late: where only the text below has changed it isn't read, and what checks it takes long to import.
    from innerpersona_site.content.front_matter import read_front_matter

    return read_front_matter(src_path, path, source)


def read_body(src_path: str, path: str, text: str, read: Front) -> ReadPage:
    """Read a page whose front matter was read."""
    source = split_source(text)
    front, places, faults = read
    parsed = parse(source.body, source.body_line)
    scan = scan_blocks(parsed, path)
    found = gather(parsed, path)
    passages = tuple(found.passages)
    blocks = tuple(sorted(scan.blocks, key=lambda block: block.line))
    document = None
    if front is not None:
        instruments = [option.value for option in scan.options if option.name == "instrument"]
        document = Document(
            src_path=src_path,
            front=front,
            words=_count_words(found, scan.blocks),
            citations=tuple(dict.fromkeys(citation.key for citation in found.citations)),
            instruments=tuple(dict.fromkeys(instruments)),
            terms=count_terms(chain.from_iterable(p.words for p in passages)) if is_article(src_path) else (),
            gathered=collect(blocks, scan.options, passages),
        )
    reading = Reading(
        src_path=src_path,
        path=path,
        source=source,
        parsed=parsed,
        first=found.first,
        document=document,
        options=tuple(scan.options),
        blocks=blocks,
        citations=tuple(found.citations),
        links=tuple(found.links),
        images=tuple(found.images),
        headings=tuple(found.headings),
        tags=tuple(found.tags),
        html=tuple(found.html),
        attributes=tuple(found.attributes),
        icons=tuple(found.icons),
        words=tuple(found.words),
        passages=passages,
        faults=(*text_faults(text, path), *faults, *scan.diagnostics, *found.faults),
    )
    page_faults = tuple(fault for rule in PAGE_RULES for fault in rule(reading))
    compiled = compile_page(parsed)  # after the rules: it takes from the tokens what it has written
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
        anchors=compiled.anchors,
        compiled=compiled,
        runs=hash_runs(passage.words for passage in passages) if is_article(src_path) else b"",
        faults=page_faults,
        devices=_devices(reading),
    )


def _devices(page: Reading) -> Devices:
    if not page.is_article:
        return Devices()
    first = next((heading.line for heading in page.headings), 0)
    return find_devices(page.passages, first)


def _count_words(found: Gathered, blocks: Sequence[FoundBlock]) -> int:
    """Count what a reader reads. A profile note is left out: most readers see none of it, and the others a part."""
    notes = [(block.line, block.end) for block in blocks if block.name == "profile-note"]

    def is_read(passage: Passage) -> bool:
        return not any(start <= passage.line <= end for start, end in notes)

    texts = [passage.visible for passage in found.passages if not notes or is_read(passage)]
    texts += [heading.text for heading in found.headings]
    texts += [block.argument for block in blocks if block.name != "reader"]
    return count_words("\n".join(texts))


def _claims(page: Reading) -> Iterator[Claim]:
    for passage in page.passages:
        if "@" not in passage.text:
            continue
        for sentence in sentences(passage):
            keys = cited_works(sentence.text) if "@" in sentence.text else ()
            figure = find_figure(sentence.visible) if keys else None
            if figure is not None:
                yield Claim(sentence.line, figure, keys)
