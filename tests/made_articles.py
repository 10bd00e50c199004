"""Made-up articles: pieces of sound Markdown with slips of the finger; each by its number, always the same."""

from __future__ import annotations

import random
from typing import Final

PIECES: Final = (
    "Plain words about *closeness* and **trust**, with a source [@hazan1987romantic] and a [link](../about/help.md).",
    "It’s \"quoted\" -- and so on... <https://example.org/a_b> and `code [x](y)` in it.",
    "Two lines\nof one paragraph,  \nwith a break and\\\nanother one.",
    "- asking\n- waiting\n    - four spaces\n    - below\n- *telling*",
    "- one\n  - two spaces\n\n  A paragraph of the item.\n- two",
    "Three things help:\n- asking\n- waiting",
    "Steps:\n1. ask [@gaunt2006couple, p. 3]\n2. wait\n   1. three spaces",
    "- [ ] Ask\n- [x] Wait",
    "> A quotation\n> of two lines\n>\n> - with a list",
    "As follows:\n| Style | Share |\n|---|--:|\n| Secure | `a\\|b` |\n| Other | 2 |\n\n*As counted once.*",
    "```python\ndef f(x):\n    return \"**x** [@nobody]\"  # ///\n```",
    "~~~\n``` not closed\n/// faq\n~~~",
    "Write:\n\n    /// takeaways\n    - [a](gone.md)\n    ///\n\nThen go on.",
    "1. Write this:\n\n    ```markdown\n    /// takeaways\n\n    - One [@nobody2020none].\n"
    "\n    ///\n    ```\n\n2. Then this.",
    "A claim.[^{n}] Again.[^{n}]\n\n[^{n}]: The note, with *stress*.\n\n    Its second paragraph.",
    "Secure base\n:   What somebody explores from.\n:   Another meaning.",
    "!!! note \"A title\"\n    Text of **it**.\n\n    - a list",
    "??? tip\n    Folded.",
    "> [!WARNING]\n> Careful with *this*.",
    "/// note | A title with `code`\nText.\n///",
    "/// details | More\n- One\n///",
    "*[APA{n}]: American Psychological Association\n\nThe APA{n} says so.",
    "This is ~~struck out~~ and that is <kbd>kept</kbd>, H<sub>2</sub>O.",
    "<details>\n<summary>More</summary>\n\nText **in** it.\n\n- a list\n\n</details>",
    "<div>\nText *in* it.\n</div>",
    "<table>\n<tr><td>Raw</td></tr>\n</table>",
    "<!-- A remark\nof two lines with **signs** -->",
    "The effect is $d = \\frac{M_1}{s}$ and costs $5 or $10.\n\n$$\nx^2 + y^2\n$$",
    "![A ring of three](../images/ring.svg \"A caption\")",
    "![A ring of three](<../images/my ring.svg>)\n\n/// caption\nIts caption.\n///",
    "![Somebody breathes](../media/breath.mp4)",
    "See [the survey][survey{n}] and [survey{n}].\n\n[survey{n}]: https://example.org/survey \"Its title\"",
    "A [sic] aside, a set {a, b}, 3 < 4, 5 * 3, snake_case_name, 1/2, 7 | 8, #1, a@b, R&D &amp; co, ~20.",
    "/// evidence\n    strength: one study\n\nA claim [@hazan1987romantic].\n///",
    "/// takeaways\n- A claim that stands alone.\n- Another.\n///",
    "/// faq\n//// question | Can I become *secure* {n}?\nYes:\n- slowly\n////\n///",
    "/// call-to-action | See your profile\n    to: quiz/attachment.md\n\nOne sentence.\n///",
    "## A heading {n}\n\nText.\n\n### Below it {n}\n\nMore.",
    "Underlined {n}\n---\n\nText.",
    "***\n\nAfter a rule.\n{#part{n} .lead}",
)  # fmt: skip

SIGNS: Final = (
    *"`*_[]()<>|#/{}$~-+=!?:^@&\"' \t\n",
    "**",
    "```",
    "~~",
    "///",
    "://",
    "](",
    "[^",
    "<div>",
    "</p>",
    "\n\n",
    "    ",
)


def sound_article(chance: random.Random) -> str:
    """Return a body out of pieces, in any order, with one kind of block among them as often as it may be."""
    chosen = chance.sample(PIECES, chance.randint(2, 7))
    return "\n\n".join(piece.replace("{n}", str(place)) for place, piece in enumerate(chosen)) + "\n"


def mutated(text: str, chance: random.Random) -> str:
    """Return a text with one slip."""
    lines = text.split("\n")
    place, line = chance.randrange(len(text) + 1), chance.randrange(len(lines))
    match chance.randrange(10):
        case 0 | 1:
            return text[:place] + str(chance.choice(SIGNS)) + text[place:]
        case 2 | 3:
            return text[:place] + text[place + chance.randint(1, 3) :]
        case 4:
            del lines[line]
        case 5:
            lines.insert(line, lines[chance.randrange(len(lines))])
        case 6:
            lines[line] = " " * chance.randint(1, 6) + lines[line]
        case 7:
            lines[line] = lines[line].lstrip()
        case 8:
            lines = [one for number, one in enumerate(lines) if one or number % 3]
        case _:
            return text[: max(place, 20)] + "\n"
    return "\n".join(lines)


def article(number: int) -> str:
    """Return the body of the article with that number: every fifth is sound, the others have one to four slips."""
    chance = random.Random(number)
    text = sound_article(chance)
    for _ in range(number % 5):
        text = mutated(text, chance)
    return text
