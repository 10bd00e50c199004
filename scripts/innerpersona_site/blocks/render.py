"""The blocks as Markdown renders them. Faults are the scanner's business: here a faulty block stays text."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any, ClassVar

from markdown import Markdown
from markdown.extensions.toc import slugify, unique
from pymdownx.blocks import BlocksExtension  # type: ignore[import-untyped]
from pymdownx.blocks.block import Block, type_string  # type: ignore[import-untyped]

from innerpersona_site.blocks import drawings, headings, links, questions, statements, tables
from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.blocks.parsing import SparingManagerExtension
from innerpersona_site.blocks.specs import SPECS, Takes
from innerpersona_site.content.regions import region_words


class _SpecifiedBlock(Block):  # type: ignore[misc]
    """A block whose argument and options come from its specification."""

    def __init_subclass__(cls) -> None:
        spec = SPECS[cls.NAME]
        cls.ARGUMENT = spec.argument is Takes.REQUIRED
        cls.OPTIONS = dict.fromkeys(spec.options, ("", type_string))

    @property
    def context(self) -> RenderContext:
        """What the host handed over."""
        context: RenderContext = self.config["context"]
        return context


def _section(parent: etree.Element, css_class: str, heading: str, anchor: str) -> etree.Element:
    section = etree.SubElement(parent, "section", {"class": css_class, "aria-labelledby": anchor})
    etree.SubElement(section, "h2", {"id": anchor}).text = heading
    return section


class Takeaways(_SpecifiedBlock):
    """The claims of an article, before its sections."""

    NAME: ClassVar[str] = "takeaways"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section that the list goes into."""
        return _section(parent, "ip-takeaways", self.context.text("blocks.takeaways"), "key-takeaways")


class Faq(_SpecifiedBlock):
    """Questions with self-contained answers."""

    NAME: ClassVar[str] = "faq"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section that the questions go into."""
        return _section(parent, "ip-faq", self.context.text("blocks.faq"), "faq")


class Question(_SpecifiedBlock):
    """One question: a disclosure whose answer is in the page even when closed, with an anchor of its own."""

    NAME: ClassVar[str] = "question"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the disclosure that the answer goes into."""
        used = self.tracker.setdefault("anchors", set())
        anchor = unique(f"faq-{slugify(self.argument, '-')}", used)
        item = etree.SubElement(parent, "details", {"id": anchor, "class": "ip-faq__item"})
        summary = etree.SubElement(item, "summary")
        headings.quiet_heading(summary, 3, self.argument)
        self._answer = etree.SubElement(item, "div", {"class": "ip-faq__answer"})
        return item

    def on_add(self, block: etree.Element) -> etree.Element:
        """Return the element that holds the answer."""
        return self._answer


class Quiz(_SpecifiedBlock):
    """An instrument's form, made by the host."""

    NAME: ClassVar[str] = "quiz"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return a paragraph that the form's HTML will replace."""
        place = etree.SubElement(parent, "p")
        place.text = self.md.htmlStash.store(self.context.quiz(self.options["instrument"]).strip())
        return place

    def on_markdown(self) -> str:
        """Keep Markdown away from the form."""
        return "raw"


class Statements(_SpecifiedBlock):
    """The statements of a questionnaire, each with its scale and its reasons, folded away."""

    NAME: ClassVar[str] = "statements"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the disclosure that holds the list."""
        return statements.append(parent, self.options["questionnaire"], self.context)


class ProfileNote(_SpecifiedBlock):
    """What an article says to some readers only. All of it is in the page; a script shows what is for this reader."""

    NAME: ClassVar[str] = "profile-note"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element that the variants go into, hidden until one of them is for the reader."""
        self.context.profile_note = True
        label = self.context.text("blocks.note.label")
        note = etree.SubElement(parent, "aside", {"class": "ip-profile-note", "aria-label": label})
        note.set("hidden", "hidden")
        return note

    def on_end(self, block: etree.Element) -> None:
        """Say below the variants how the page came to show them."""
        etree.SubElement(block, "p", {"class": "ip-profile-note__why"}).text = self.context.text(
            "blocks.note.reason"
        )


class Reader(_SpecifiedBlock):
    """What a profile note says to readers whose last result named one of these regions."""

    NAME: ClassVar[str] = "reader"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element that the text goes into."""
        regions = [name.strip() for name in self.argument.split(",")]
        variant = etree.SubElement(parent, "div", {"class": "ip-profile-note__reader", "hidden": "hidden"})
        variant.set("data-speaks-to", " ".join(regions))
        label = etree.SubElement(variant, "p", {"class": "ip-profile-note__label"})
        words = self.context.text("blocks.note.either").join(region_words(region) for region in regions)
        label.text = self.context.text("blocks.note.label_for", regions=words)
        return variant


class Evidence(_SpecifiedBlock):
    """A claim with how well it is backed, said in words before it."""

    NAME: ClassVar[str] = "evidence"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element that the claim goes into."""
        strength = self.options["strength"]
        box = etree.SubElement(parent, "div", {"class": "ip-evidence", "role": "note"})
        box.set("data-strength", slugify(strength, "-"))
        label = etree.SubElement(box, "p", {"class": "ip-evidence__strength"})
        label.text = self.context.text("blocks.evidence", strength=strength)
        self._claim = etree.SubElement(box, "div", {"class": "ip-evidence__claim"})
        return box

    def on_add(self, block: etree.Element) -> etree.Element:
        """Return the element that holds the claim."""
        return self._claim


class CallToAction(_SpecifiedBlock):
    """Where to go from here: a heading, a sentence, and a link that looks like a button."""

    NAME: ClassVar[str] = "call-to-action"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the aside that the sentences go into."""
        aside = etree.SubElement(parent, "aside", {"class": "ip-cta"})
        heading = headings.quiet_heading(aside, 2, self.argument)
        heading.set("class", "ip-cta__heading")
        return aside

    def on_end(self, block: etree.Element) -> None:
        """Put the link below the sentences."""
        target = self.options["to"]
        key = "blocks.start" if target.startswith("quiz/") else "blocks.read_on"
        label = self.options["label"] or self.context.text(key)
        paragraph = etree.SubElement(block, "p", {"class": "ip-cta__action"})
        link = etree.SubElement(
            paragraph, "a", {"class": "ip-cta__button", "href": self.context.relative(target)}
        )
        link.text = label


class BlocksMarkdown(BlocksExtension):  # type: ignore[misc]
    """Registers the blocks with Markdown."""

    def __init__(self, context: RenderContext) -> None:
        super().__init__()
        self._context = context

    def register_block_mgr(self, md: Markdown) -> Any:
        """Return what finds the blocks."""
        if "blocks" not in md.parser.blockprocessors:
            SparingManagerExtension().extendMarkdown(md)
        return md.parser.blockprocessors["blocks"]

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        """Register each block, the headings that they share, and what tables and drawings need."""
        # A custom element is no block for Markdown unless it is told so, and would be wrapped in a paragraph.
        if "ip-quiz" not in md.block_level_elements:
            md.block_level_elements = [*md.block_level_elements, "ip-quiz"]
        for block in (
            Takeaways,
            Faq,
            Question,
            ProfileNote,
            Reader,
            Quiz,
            Statements,
            Evidence,
            CallToAction,
        ):
            block_mgr.register(block, {"context": self._context})
        headings.register(md)
        questions.register(md, self._context)
        tables.register(md)
        drawings.register(md, self._context)
        links.register(md, self._context)
