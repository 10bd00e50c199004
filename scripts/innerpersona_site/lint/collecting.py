"""What a page holds for the pages that gather: terms, claims, sentences to say, sentences on works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from innerpersona_site.content.citations import CITATION, CitationSyntaxError, parse_citation
from innerpersona_site.content.gathered import Claim, Gathered, Saying, Script, Term
from innerpersona_site.content.prose import Passage, PassageKind, sentences
from innerpersona_site.content.slugs import slug
from innerpersona_site.markdown.found import FoundBlock, OptionValue
from innerpersona_site.markdown.parser import parse_line
from innerpersona_site.markdown.texts import plain_text

OTHERWISE: Final = "otherwise"
"""The block inside a script that says what to do when it doesn't help."""

_CITED: Final = re.compile(rf"\s*(?:{CITATION.pattern})")
_MARKED: Final = re.compile(r"""[\0$\\`~*_\[\]<&"]|:\S|--|\.\.\.|(?<![^\W_])'|'(?![^\W_])""")
"""What a text holds wherever a parser makes of it anything but apostrophes: most sentences hold none of it."""


@dataclass(frozen=True, slots=True)
class _Page:
    blocks: Sequence[FoundBlock]
    options: Sequence[OptionValue]
    passages: Sequence[Passage]

    def within(self, block: FoundBlock, without: Iterable[FoundBlock] = ()) -> list[Passage]:
        inner = [(other.line, other.end) for other in without]
        return [
            passage
            for passage in self.passages
            if block.line < passage.line < block.end
            and not any(start <= passage.line <= end for start, end in inner)
        ]

    def option(self, block: FoundBlock, name: str) -> str:
        """Return an option of a block, which stands right below its header; empty where it has none."""
        found = (o for o in self.options if o.block == block.name and o.name == name and o.line > block.line)
        option = next(iter(sorted(found, key=lambda option: option.line)), None)
        return option.value if option and option.line < block.end else ""


def collect(
    blocks: Sequence[FoundBlock], options: Sequence[OptionValue], passages: Sequence[Passage]
) -> Gathered:
    """Return what a page's blocks and sentences hold for the pages that gather it."""
    page = _Page(blocks, options, passages)
    claims = (block for block in blocks if block.name == "evidence")
    return Gathered(
        terms=tuple(_term(page, block) for block in blocks if block.name == "term"),
        claims=tuple(_claim(page, block, number) for number, block in enumerate(claims, 1)),
        scripts=tuple(_script(page, block) for block in blocks if block.name == "script"),
        sayings=tuple(_sayings(passages)),
    )


def plain(text: str) -> str:
    """Return some Markdown as a reader reads it: without marks and citations, on one line."""
    line = _CITED.sub("", " ".join(text.split()))
    if not _MARKED.search(line):
        return line.strip().replace("'", "’")
    return plain_text(parse_line(line).children or ())


def cited_works(text: str) -> tuple[str, ...]:
    """Return the keys of the works that a text cites, each once, in their order."""
    keys: list[str] = []
    for match in CITATION.finditer(text):
        try:
            keys += [work.key for work in parse_citation(match[1])]
        except CitationSyntaxError:
            continue
    return tuple(dict.fromkeys(keys))


def _joined(passages: Iterable[Passage]) -> str:
    return " ".join(plain(passage.text) for passage in passages)


def _term(page: _Page, block: FoundBlock) -> Term:
    held = page.within(block)
    also = page.option(block, "also").split(",")
    return Term(
        anchor=slug(block.argument),
        name=block.argument,
        popular=page.option(block, "popular"),
        forms=tuple(form.strip() for form in also if form.strip()),
        definition=_joined(held),
        works=cited_works("\n".join(passage.text for passage in held)),
    )


def _claim(page: _Page, block: FoundBlock, number: int) -> Claim:
    held = page.within(block)
    works = cited_works("\n".join(passage.text for passage in held))
    return Claim(f"claim-{number}", page.option(block, "strength"), _joined(held), works)


def _script(page: _Page, block: FoundBlock) -> Script:
    inner = [b for b in page.blocks if b.name == OTHERWISE and block.line < b.line < block.end]
    return Script(
        anchor=f"script-{slug(block.argument)}",
        title=block.argument,
        situation=page.option(block, "situation"),
        lines=tuple(plain(passage.text) for passage in page.within(block, inner)),
        otherwise=tuple(plain(p.text) for one in inner for p in page.within(one)),
    )


def _sayings(passages: Iterable[Passage]) -> Iterator[Saying]:
    for passage in passages:
        if "@" in passage.text and passage.kind is not PassageKind.ROW:
            for sentence in sentences(passage):
                if works := cited_works(sentence.text):
                    yield Saying(plain(sentence.text), works)
