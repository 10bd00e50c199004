"""The HTML of the site's own blocks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, ClassVar, Final

from innerpersona_site.content.slugs import slug
from innerpersona_site.content.stored import STORED
from innerpersona_site.markdown.admonitions import KINDS, Admonition
from innerpersona_site.markdown.holes import Address, Contents, Form, Phrase, QuestionSpan, Readers, permalink
from innerpersona_site.markdown.scanner import Header

if TYPE_CHECKING:
    from innerpersona_site.markdown.compiler import Compiler


class Block:
    """A block whose start and end are written around what it holds."""

    no_terms: ClassVar[bool] = False
    """Whether no term of the glossary is explained in it."""

    def __init__(self, header: Header) -> None:
        self.argument = header.argument
        self.options = header.options
        self.name = header.name
        self.title = (header.title.children or []) if header.title else []

    def begin(self, writer: Compiler) -> None:
        """Write its start."""

    def end(self, writer: Compiler) -> None:
        """Write its end."""


class Takeaways(Block):
    """The claims of an article, before its sections."""

    def begin(self, writer: Compiler) -> None:
        """Begin the section that the list goes into."""
        writer.section("ip-takeaways", "blocks.takeaways", "key-takeaways")

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</section>\n")


class Try(Block):
    """One thing to do today, which the summary in a minute ends with."""

    def begin(self, writer: Compiler) -> None:
        """Begin the element that it goes into."""
        writer.write(
            '<div class="ip-try" role="note">\n<p class="ip-try__label">', Phrase("blocks.try"), "</p>\n"
        )

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</div>\n")


class Faq(Block):
    """Questions with self-contained answers."""

    def begin(self, writer: Compiler) -> None:
        """Begin the section that the questions go into."""
        writer.section("ip-faq", "blocks.faq", "faq")

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</section>\n")


class Question(Block):
    """One question: a disclosure whose answer is in the page even when closed, with an anchor of its own."""

    def begin(self, writer: Compiler) -> None:
        """Begin the disclosure with the question."""
        self._anchor = writer.anchor(f"faq-{slug(self.argument)}")
        writer.write(f'<details class="ip-faq__item" id="{self._anchor}">\n<summary><h3>')
        start = len(writer.parts)
        writer.inline(self.title)
        self._question = (start, len(writer.parts))
        writer.write('</h3></summary>\n<div class="ip-faq__answer">\n')
        self._start = len(writer.parts)

    def end(self, writer: Compiler) -> None:
        """End it, and note where both stand, for structured data."""
        answer = (self._start, len(writer.parts))
        writer.questions.append(QuestionSpan(self._anchor, self._question, answer))
        writer.write("</div>\n</details>\n")


class Quiz(Block):
    """A questionnaire's form."""

    def begin(self, writer: Compiler) -> None:
        """Leave room for the form."""
        writer.write(Form(self.options.get("instrument", "")), "\n")


class FieldBlock(Block):
    """A place to write on a worksheet: a label, lines, and what to think of there."""

    def begin(self, writer: Compiler) -> None:
        """Begin with the label; the hint follows it."""
        self._anchor = writer.anchor(f"field-{slug(self.argument)}")
        self._hint = writer.anchor(f"{self._anchor}-hint")
        writer.write(f'<div class="ip-field">\n<label for="{self._anchor}">')
        writer.inline(self.title)
        writer.write(f'</label>\n<div class="ip-field__hint" id="{self._hint}">\n')
        self._start = len(writer.parts)

    def end(self, writer: Compiler) -> None:
        """Put the lines below the hint."""
        hinted = len(writer.parts) > self._start
        described = f' aria-describedby="{self._hint}"' if hinted else ""
        writer.write("</div>\n", _lines(self._anchor, self.options.get("lines", "1"), described), "</div>\n")


class Log(Block):
    """Several entries with the same fields, side by side where there is room."""

    def begin(self, writer: Compiler) -> None:
        """Write all of it."""
        columns = [column.strip() for column in self.options.get("columns", "").split(";")]
        rows, lines = self.options.get("rows", "1"), self.options.get("lines", "2")
        for row in range(1, int(rows) + 1 if rows.isdigit() else 1):
            writer.write('<fieldset class="ip-log">\n<legend>')
            writer.inline(self.title)
            writer.write(f' {row}</legend>\n<div class="ip-log__fields">\n')
            for column in columns:
                anchor = writer.anchor(f"field-{slug(self.argument)}-{row}-{slug(column)}")
                label = f'<label for="{anchor}">{escape(column, quote=False)}</label>\n'
                writer.write(f'<div class="ip-field">\n{label}', _lines(anchor, lines), "</div>\n")
            writer.write("</div>\n</fieldset>\n")


def _lines(anchor: str, lines: str, described: str = "") -> str:
    """Return a place to write that has as many lines at first; a script lets it grow."""
    size = f'rows="{lines}" data-lines="{lines}" maxlength="4000"'
    return f'<textarea id="{anchor}" {size} autocomplete="off"{described}></textarea>\n'


class Statements(Block):
    """The statements of a questionnaire, each with its scale and its reasons, folded away."""

    def begin(self, writer: Compiler) -> None:
        """Write all of it."""
        from innerpersona_site.markdown.statements import write_statements  # one page has them

        write_statements(writer, self.options.get("questionnaire", ""))


class SelfCheck(Block):
    """How often what a questionnaire's reports say is true, by simulation."""

    def begin(self, writer: Compiler) -> None:
        """Write all of it."""
        from innerpersona_site.markdown.self_check import write_self_check  # one page has them

        write_self_check(writer, self.options.get("questionnaire", ""))


class Storage(Block):
    """Everything that the site's scripts keep on a device, as a list."""

    def begin(self, writer: Compiler) -> None:
        """Write all of it."""
        writer.write('<ul class="ip-storage">\n')
        for name in STORED:
            key = f"blocks.storage.{name}"
            writer.write(
                "<li><strong>", Phrase(f"{key}.name"), "</strong>: ", Phrase(f"{key}.about"), "</li>\n"
            )
        writer.write("</ul>\n")


class ProfileNote(Block):
    """What an article says to some readers only. All of it is in the page; a script shows what is for this reader."""

    no_terms = True

    def begin(self, writer: Compiler) -> None:
        """Begin the element that the variants go into, hidden until one of them is for the reader."""
        writer.profile_note = True
        writer.write(
            '<aside class="ip-profile-note" hidden aria-label="', Phrase("blocks.note.label"), '">\n'
        )

    def end(self, writer: Compiler) -> None:
        """Say below the variants how the page came to show them."""
        writer.write('<p class="ip-profile-note__why">', Phrase("blocks.note.reason"), "</p>\n</aside>\n")


class Reader(Block):
    """What a profile note says to readers whose last result named one of these regions."""

    def begin(self, writer: Compiler) -> None:
        """Begin the element that the text goes into."""
        regions = tuple(name.strip() for name in self.argument.split(","))
        writer.write(
            f'<div class="ip-profile-note__reader" hidden data-speaks-to="{escape(" ".join(regions))}">\n'
            '<p class="ip-profile-note__label">'
        )
        writer.write(Readers(regions), "</p>\n")

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</div>\n")


class Evidence(Block):
    """A claim with how well it is backed, said in words before it."""

    def begin(self, writer: Compiler) -> None:
        """Begin the element that the claim goes into."""
        strength = self.options.get("strength", "")
        anchor = writer.anchor(f"claim-{writer.count('claim')}")
        writer.write(
            f'<div class="ip-evidence" id="{anchor}" role="note" data-strength="{slug(strength)}">\n'
        )
        phrase = Phrase("blocks.evidence", (("strength", strength),))
        writer.write('<p class="ip-evidence__strength">', phrase, '</p>\n<div class="ip-evidence__claim">\n')

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</div>\n</div>\n")


class CallToAction(Block):
    """Where to go from here: a heading, a sentence, and a link that looks like a button."""

    no_terms = True

    def begin(self, writer: Compiler) -> None:
        """Begin with the heading."""
        writer.write('<aside class="ip-cta">\n<h2 class="ip-cta__heading">')
        writer.inline(self.title)
        writer.write("</h2>\n")

    def end(self, writer: Compiler) -> None:
        """Put the link below the sentences."""
        target, label = self.options.get("to", ""), self.options.get("label", "")
        key = "blocks.start" if target.startswith("quiz/") else "blocks.read_on"
        writer.write(
            '<p class="ip-cta__action"><a class="ip-cta__button" href="', Address(target, rooted=True), '">'
        )
        writer.write(escape(label, quote=False) if label else Phrase(key), "</a></p>\n</aside>\n")


class Term(Block):
    """A term of the glossary with its definition, under an anchor of its own."""

    no_terms = True

    def begin(self, writer: Compiler) -> None:
        """Begin with the term, and what it is called outside the field."""
        anchor = writer.anchor(slug(self.argument))
        writer.write(f'<section class="ip-term-entry" aria-labelledby="{anchor}">\n<h2 id="{anchor}"><dfn>')
        writer.inline(self.title)
        writer.write("</dfn>", *permalink(anchor), "</h2>\n")
        writer.contents.append(Contents(2, anchor, self.argument))
        if popular := self.options.get("popular"):
            phrase = Phrase("blocks.term.popular", (("name", popular),))
            writer.write('<p class="ip-term-entry__popular">', phrase, "</p>\n")

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</section>\n")


class Script(Block):
    """Sentences to say in a situation."""

    no_terms = True

    def begin(self, writer: Compiler) -> None:
        """Begin with what they are for."""
        anchor = writer.anchor(f"script-{slug(self.argument)}")
        title = writer.anchor(f"{anchor}-title")
        writer.write(f'<div class="ip-script" id="{anchor}" role="group" aria-labelledby="{title}">\n')
        writer.write(f'<p class="ip-script__title" id="{title}">')
        writer.inline(self.title)
        writer.write("</p>\n")

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</div>\n")


class Otherwise(Block):
    """What to do or say when a script doesn't help."""

    no_terms = True

    def begin(self, writer: Compiler) -> None:
        """Begin with a label."""
        writer.write('<div class="ip-script__otherwise">\n<p class="ip-script__label">')
        writer.write(Phrase("blocks.script.otherwise"), "</p>\n")

    def end(self, writer: Compiler) -> None:
        """End it."""
        writer.write("</div>\n")


class Note(Block):
    """An admonition in slashes; `details` is a folded one without a kind."""

    def begin(self, writer: Compiler) -> None:
        """Begin it with its title."""
        kind = self.options.get("type", "note") if self.name == "admonition" else self.name
        self._note = Admonition(kind, self.argument or None, folded=self.name == "details")
        self._note.begin(writer)
        if self.argument:
            self._note.write_title(writer, self.title)

    def end(self, writer: Compiler) -> None:
        """End it."""
        self._note.end(writer)


BLOCKS: Final[dict[str, type[Block]]] = {
    "takeaways": Takeaways,
    "try": Try,
    "faq": Faq,
    "question": Question,
    "quiz": Quiz,
    "field": FieldBlock,
    "log": Log,
    "statements": Statements,
    "self-check": SelfCheck,
    "storage": Storage,
    "profile-note": ProfileNote,
    "reader": Reader,
    "evidence": Evidence,
    "call-to-action": CallToAction,
    "term": Term,
    "script": Script,
    "otherwise": Otherwise,
    "admonition": Note,
    "details": Note,
    **{kind: Note for kind in KINDS if kind != "question"},
}
"""What writes each block, by its name."""
