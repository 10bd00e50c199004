"""A new article, path or worksheet: a draft with every part in place, for a writer to fill."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import asdict, dataclass
from typing import Final

PLACEHOLDER: Final = re.compile(r"‹[^‹›\n]*›?")
"""What is left for the writer to replace."""

_ARTICLE: Final = """---
title: {title}
description: ‹One or two sentences for cards and search results, 50 to 160 characters.›
date: {date}
section: {section}
topic: {topic}
tags: [{topic}]
drawing: {drawing}
authors: [{author}]
ai: none
draft: true
---

‹The answer to the title's question, in one sentence that stands alone.› ‹Then why it matters.›

/// takeaways
- ‹A claim that stands alone, with its source in brackets.›
- ‹A second claim.›
- ‹A third.›
- ‹A fourth; at most seven.›
///

## ‹What it looks like: a scene from an ordinary day›

‹Behavior first, theory after. A concrete example for each abstract claim.›

## ‹What the studies found›

‹Each claim about people cites a work of docs/references.bib: who was studied, how, how strong the evidence is.›

## ‹What you can do›

1. ‹A first step, with the words that somebody might use.›
2. ‹A second step.›

/// try
‹One thing to do today, in two or three sentences.›
///

/// faq
//// question | ‹A question that readers ask?›
‹An answer that can be read without the article.›
////

//// question | ‹A second question?›
‹Its answer.›
////

//// question | ‹A third question?›
‹Its answer.›
////

//// question | ‹A fourth question?›
‹Its answer.›
////
///

/// call-to-action | ‹What the reader gets, in a few words›
    to: {quiz}

‹One or two sentences on what the quiz shows.›
///
"""


_MARKUP: Final = re.compile(r"[^\w\s,.?]|_")

TERM_NAME: Final = re.compile(r"^/// term \|[ \t]*(.+?)[ \t]*$", re.M)
"""The name of each term in a glossary's source."""

_GLOSSARY: Final = """---
title: Words of the field, in two sentences each
description: What the terms of this site mean, what people call them elsewhere, and where each of them comes from.
template: glossary.html
---

Articles explain a term where they use it first: press the dotted word.
"""

_TERM: Final = """/// term | {name}
    popular: ‹what people call it›

‹What it is, in one sentence.› ‹What is known of it, with its source in brackets.›

///
"""

_PATH: Final = """---
title: {title}
description: ‹One or two sentences that say whom the path is for and where it leads, 50 to 160 characters.›
pieces:
  - page: articles/‹the first piece, five to seven in all›.md
    why: ‹What the reader gets from it at this place, in a sentence.›
  - page: articles/‹the second piece›.md
    why: ‹Why it comes second.›
  - page: articles/‹the third piece›.md
    why: ‹Why it comes third.›
  - page: articles/‹the fourth piece›.md
    why: ‹Why it comes fourth.›
  - page: articles/‹the fifth piece›.md
    why: ‹Why the path ends here.›
draft: true
---

‹One short paragraph: what the reader may know by now, and that they are not alone with it.›
"""


_WORKSHEET: Final = """---
title: {title}
description: ‹One or two sentences on what the sheet is for and when to take it out, 50 to 160 characters.›
goes_with: [{article}]
draft: true
---

‹How to use it, in two or three sentences. All of it fits on one page of paper.›

/// field | ‹What goes here›
    lines: 3

‹What to think of, where the label alone doesn't say it.›
///

/// log | ‹Entry›
    columns: What happened; What I did
    rows: 4
///
"""


def count_lines(number: int) -> str:
    """Return how many lines there are, as the subject of a sentence."""
    return "one line is" if number == 1 else f"{number} lines are"


@dataclass(frozen=True, slots=True)
class Placed:
    """What an article's front matter names of the site; `quiz` is the page that it leads to at its end."""

    section: str
    topic: str
    drawing: str
    author: str
    quiz: str


def new_article(title: str, place: Placed, day: datetime.date) -> str:
    """Return the source of a dated draft with every part of an article in place."""
    return _ARTICLE.format(title=yaml_text(title), date=day.isoformat(), **asdict(place))


def with_term(glossary: str | None, name: str) -> str:
    """Return the source of a glossary with one more term in its alphabetical place, for a writer to define.

    Args:
        glossary: what there is of it; None for a new one.
        name: the term.
    """
    head, *terms = re.split(r"^(?=/// term \|)", glossary or _GLOSSARY, flags=re.M)
    new = _TERM.format(name=name)
    names = (re.findall(TERM_NAME, term)[0] for term in terms)
    place = sum(former.lower() < name.lower() for former in names)
    parts = [head, *terms[:place], new, *terms[place:]]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def new_path(title: str) -> str:
    """Return the source of a draft of a guided path with five pieces to be named."""
    return _PATH.format(title=yaml_text(title))


def new_worksheet(title: str, article: str) -> str:
    """Return the source of a draft of a worksheet that goes with an article, which is named by its slug."""
    return _WORKSHEET.format(title=yaml_text(title), article=article)


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it is: no sign of a character reference has a meaning."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", text)


def yaml_text(text: str) -> str:
    """Return text as a YAML value, in quotes where it would mean something else without them."""
    if re.fullmatch(r"[A-Za-z][^:#\n]*[^:#\s]", text) and text.lower() not in (
        "yes",
        "no",
        "true",
        "false",
        "null",
    ):
        return text
    return json.dumps(text, ensure_ascii=False)
