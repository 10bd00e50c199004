"""Read a source file once: its document, what rules need to know of it, and the faults of its form."""

from __future__ import annotations

from dataclasses import dataclass, field

from innerpersona_site.blocks.syntax import OptionValue, scan_blocks
from innerpersona_site.content.front_matter import read_front_matter
from innerpersona_site.content.model import Document
from innerpersona_site.content.source import Source, blank_code, count_words, split_source
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.inline import FoundCitation, FoundLink, find_citations, find_links


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A source file as the rules see it. `document` is None where its front matter has an error."""

    src_path: str
    path: str
    source: Source
    document: Document | None
    options: tuple[OptionValue, ...]
    citations: tuple[FoundCitation, ...]
    links: tuple[FoundLink, ...]
    faults: tuple[Diagnostic, ...] = field(default=())


def read_page(src_path: str, path: str, text: str) -> ReadPage:
    """Read a page; `src_path` is relative to the docs folder, `path` is what diagnostics show."""
    source = split_source(text)
    front, faults = read_front_matter(src_path, path, source)
    blanked = blank_code(source.body)
    scan = scan_blocks(blanked, source.body_line, path)
    citations, citation_faults = find_citations(blanked, source.body_line, path)
    instruments = [option.value for option in scan.options if option.name == "instrument"]
    document = None
    if front is not None:
        document = Document(
            src_path=src_path,
            front=front,
            words=count_words(source.body),
            citations=tuple(dict.fromkeys(citation.key for citation in citations)),
            instruments=tuple(dict.fromkeys(instruments)),
        )
    return ReadPage(
        src_path=src_path,
        path=path,
        source=source,
        document=document,
        options=tuple(scan.options),
        citations=tuple(citations),
        links=tuple(find_links(blanked, source.body_line)),
        faults=(*faults, *scan.diagnostics, *citation_faults),
    )
