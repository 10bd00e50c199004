"""A build that uses what former builds left gives the same bytes as one from nothing, whatever was changed."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from conftest import BIBLIOGRAPHY, DOCS, HEAD, SETTINGS, TEMPLATES, TODAY, article, page
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from PIL import Image

from innerpersona_site.build import ContentFaults, Options, build
from innerpersona_site.sources import Site as Sources

STEPS = 500 if os.environ.get("INNERPERSONA_LONG") else 60
"""How many changes are made in all; `make test-long` makes more."""
RUN = 20
"""How many of them one after the other in one folder."""

NAMES = ("one", "two", "three", "four", "five")
TOPICS = ("awareness", "change", "conflict", "values", "partnership")
KEYS = ("hazan1987romantic", "murray1996benefits", "pinquart2013meta", "gaunt2006couple")
WORDS = ("calm", "repair", "distance", "trust", "habit", "worry")
BLOCKS = (
    "/// evidence\n    strength: one study\n\nA claim [@hazan1987romantic].\n///\n",
    "/// faq\n//// question | Why?\nBecause.\n////\n///\n",
    "/// quiz\n    instrument: attachment\n///\n",
    "/// script | A pause\n    situation: needing space\n\n- Later.\n\n//// otherwise\nSoon.\n////\n///\n",
    "![A ring](../images/ring.svg)\n",
    "![A wide field](../images/photo.png)\n\n![A breath](../media/breath.mp3)\n",
    "",
)
RING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><circle r="4"/></svg>'

names, words = st.sampled_from(NAMES), st.sampled_from(WORDS)

EDITS = st.one_of(
    [
        st.fixed_dictionaries({"do": st.just("change_a_body"), "name": names, "word": words}),
        st.fixed_dictionaries({"do": st.just("change_a_title"), "name": names, "word": words}),
        st.fixed_dictionaries(
            {"do": st.just("change_a_topic"), "name": names, "topic": st.sampled_from(TOPICS)}
        ),
        st.fixed_dictionaries(
            {"do": st.just("cite"), "name": names, "key": st.sampled_from([*KEYS, "nobody1999nothing"])}
        ),
        st.fixed_dictionaries(
            {"do": st.just("put_a_block_last"), "name": names, "block": st.sampled_from(BLOCKS)}
        ),
        st.fixed_dictionaries(
            {
                "do": st.just("relate"),
                "name": names,
                "other": names,
                "key": st.sampled_from(["companion", "related", "formerly"]),
            }
        ),
        st.fixed_dictionaries({"do": st.just("link"), "name": names, "other": names}),
        st.fixed_dictionaries(
            {"do": st.just("add"), "name": names, "word": words, "day": st.integers(1, 30)}
        ),
        st.fixed_dictionaries({"do": st.just("delete"), "name": names}),
        st.fixed_dictionaries({"do": st.just("rename"), "name": names, "other": names}),
        st.fixed_dictionaries({"do": st.just("draft"), "name": names}),
        st.fixed_dictionaries({"do": st.just("change_an_entry"), "word": words}),
        st.fixed_dictionaries({"do": st.just("define"), "word": words, "text": words}),
        st.fixed_dictionaries({"do": st.just("change_a_drawing"), "size": st.integers(10, 40)}),
        st.fixed_dictionaries({"do": st.just("change_a_photo"), "size": st.integers(4, 13)}),
        st.fixed_dictionaries({"do": st.just("put_captions"), "there": st.booleans()}),
        st.fixed_dictionaries(
            {
                "do": st.just("change_a_template"),
                "template": st.sampled_from(sorted(TEMPLATES)),
                "word": words,
            }
        ),
        st.fixed_dictionaries({"do": st.just("change_a_setting"), "word": words}),
        st.fixed_dictionaries({"do": st.just("change_the_navigation"), "title": words}),
        st.fixed_dictionaries({"do": st.just("let_a_day_pass")}),
        st.fixed_dictionaries(
            {
                "do": st.just("touch_the_site"),
                "path": st.sampled_from(
                    ["index.html", "articles/one/index.html", "llms.txt", "feed.xml", "stray.txt"]
                ),
            }
        ),
        st.fixed_dictionaries({"do": st.just("lose_the_cache")}),
    ]
)
"""All that may be changed. One rule draws from them: of many rules Hypothesis would use only some in a run."""


MOVED = '<!doctype html><html><head><meta charset="utf-8"></head><body>{{ page.title }} {{ page.moved_to }}</body></html>'

SHOWS_OTHERS = {
    "article.html": "{% for card in (page.companion, page.previous, page.next) if card %}[{{ card.title }}]{% endfor %}"
    "{% for card in page.related %}[{{ card.title }}, {{ card.date | day }}]{% endfor %}"
    "{% for work in page.references %}{{ work.text }}{% endfor %}",
    "hub.html": "{% for topic, cards in page.groups %}{% for card in cards %}[{{ card.title }}]{% endfor %}{% endfor %}",
    "home.html": "{% for card in page.latest %}[{{ card.title }}, {{ card.description }}]{% endfor %}",
}
"""What the templates show of other pages and of the site, so that a page that should have been made anew tells."""
GATHERING = {
    "glossary.html": "{% for term in page.gathering.terms %}[{{ term.name }}]{% endfor %}",
    "works.html": "{% for work in page.gathering.works %}[{{ work.key }} {{ work.entry }}"
    "{% for said, title, url in work.said %}{{ said }} {{ title }} {{ url }}{% endfor %}]{% endfor %}",
    "evidence.html": "{% for shown in page.gathering.claims %}[{{ shown.claim.text }} {{ shown.place.url }}"
    "{% for work in shown.works %}{{ work.name }} {{ work.url }}{% endfor %}]{% endfor %}",
    "scripts.html": "{% for situation, scripts in page.gathering.scripts %}{% for shown in scripts %}[{{ situation }}"
    " {{ shown.script.lines }} {{ shown.place.title }}]{% endfor %}{% endfor %}",
}
"""What the pages that gather show of all pages."""
FRAME = "{{ site.name }}{% for item in site.navigation %}[{{ item.title }} {{ item.url | url }}]{% endfor %}</body>"


class Edits(RuleBasedStateMachine):
    """Changes the sources of a small site one by one, and after each compares the two ways to build it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="incremental-"))
        self.root, self.out = self.folder / "project", self.folder / "site"
        self.today = TODAY
        self.sound: dict[str, bytes] = {}

    @initialize()
    def begin(self) -> None:
        """Write the site as the other tests have it."""
        files = {f"docs/{path}": text.replace("later.md#x", "later.md") for path, text in DOCS.items()}
        templates = TEMPLATES | {"moved.html": MOVED}
        for path, text in templates.items():
            shown = f"{SHOWS_OTHERS.get(path, '')}{FRAME if 'partials' not in path else '</body>'}"
            files[f"overrides/{path}"] = text.replace("</body>", shown)
        for path, text in GATHERING.items():
            files[f"overrides/{path}"] = f"{HEAD}<body>{text}{{{{ page.content }}}}{FRAME}</html>"
            source = page(path, "All of it.\n", f"template: {path}\n")
            files[f"docs/library/{path.removesuffix('.html')}.md"] = source
        files |= {"site.toml": SETTINGS, "docs/references.bib": BIBLIOGRAPHY}
        files |= {"docs/images/ring.svg": RING.format(10), "docs/media/breath.mp3": "sound"}
        self.photo(6)
        for path, text in files.items():
            self.write(path, text)
        self.compare()

    @rule(edit=EDITS)
    def change(self, edit: dict[str, Any]) -> None:
        """Make one change."""
        arguments = dict(edit)
        getattr(self, arguments.pop("do"))(**arguments)

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def put(self, files: dict[str, bytes]) -> None:
        """Make the sources be these files again."""
        for path in _content(self.root, but=".cache").keys() - files.keys():
            (self.root / path).unlink()
        for path, content in files.items():
            target = self.root / path
            if not target.is_file() or target.read_bytes() != content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change a file if it is there, and compare."""
        if (self.root / path).is_file():
            self.write(path, change((self.root / path).read_text("utf-8")))
        self.compare()

    def change_a_body(self, name: str, word: str) -> None:
        self.edit(f"docs/articles/{name}.md", lambda text: f"{text}\nThere is more {word} to it.\n")

    def change_a_title(self, name: str, word: str) -> None:
        self.edit(
            f"docs/articles/{name}.md",
            lambda text: text.replace("title: ", f"title: {word} and ", 1) if len(text) < 4000 else text,
        )

    def change_a_topic(self, name: str, topic: str) -> None:
        self.edit(
            f"docs/articles/{name}.md",
            lambda text: "\n".join(
                f"topic: {topic}" if line.startswith("topic:") else line for line in text.split("\n")
            ),
        )

    def cite(self, name: str, key: str) -> None:
        self.edit(f"docs/articles/{name}.md", lambda text: f"{text}\nSo it is said [@{key}].\n")

    def put_a_block_last(self, name: str, block: str) -> None:
        self.edit(f"docs/articles/{name}.md", lambda text: f"{text.split('<!-- -->')[0]}<!-- -->\n\n{block}")

    def relate(self, name: str, other: str, key: str) -> None:
        value = {"companion": other, "related": f"[{other}]", "formerly": f"[old-{other}]"}[key]
        self.edit(
            f"docs/articles/{name}.md",
            lambda text: text if f"\n{key}:" in text else text.replace("\n---", f"\n{key}: {value}\n---", 1),
        )

    def link(self, name: str, other: str) -> None:
        self.edit(f"docs/articles/{name}.md", lambda text: f"{text}\nSee [{other}]({other}.md).\n")

    def add(self, name: str, word: str, day: int) -> None:
        if not (self.root / f"docs/articles/{name}.md").exists():
            date = f"2026-11-{day:02}"
            self.write(f"docs/articles/{name}.md", article(f"On {word}", f"All of {word}.\n", date))
        self.compare()

    def delete(self, name: str) -> None:
        (self.root / f"docs/articles/{name}.md").unlink(missing_ok=True)
        self.compare()

    def rename(self, name: str, other: str) -> None:
        old, new = (self.root / f"docs/articles/{one}.md" for one in (name, other))
        if old.exists() and not new.exists():
            old.rename(new)
        self.compare()

    def draft(self, name: str) -> None:
        self.edit(
            f"docs/articles/{name}.md",
            lambda text: (
                text.replace("draft: true\n", "")
                if "draft:" in text
                else text.replace("\n---", "\ndraft: true\n---", 1)
            ),
        )

    def change_an_entry(self, word: str) -> None:
        self.edit(
            "docs/references.bib", lambda text: text.replace("{Romantic Love", f"{{{word} Romantic Love", 1)
        )

    def define(self, word: str, text: str) -> None:
        """Give the glossary one term, whose name articles may have."""
        term = f"/// term | {word.title()}\n\nIt means {text}. So it is [@hazan1987romantic].\n///\n"
        self.edit("docs/library/glossary.md", lambda old: f"{old.split('///')[0]}\n{term}")

    def change_a_drawing(self, size: int) -> None:
        self.write("docs/images/ring.svg", RING.format(size))
        self.compare()

    def photo(self, size: int) -> None:
        file = self.root / "docs/images/photo.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (size * 100, 30), "teal").save(file)

    def change_a_photo(self, size: int) -> None:
        self.photo(size)
        self.compare()

    def put_captions(self, there: bool) -> None:
        captions = self.root / "docs/media/breath.vtt"
        captions.unlink(missing_ok=True)
        if there:
            self.write("docs/media/breath.vtt", "WEBVTT\n")
        self.compare()

    def change_a_template(self, template: str, word: str) -> None:
        self.edit(
            f"overrides/{template}",
            lambda text: (
                re.sub("(<body>|<ip-quiz)", rf"{word} \1", text, count=1) if len(text) < 4000 else text
            ),
        )

    def change_a_setting(self, word: str) -> None:
        self.edit("site.toml", lambda text: text.replace('name = "', f'name = "{word} ', 1))

    def change_the_navigation(self, title: str) -> None:
        self.edit("site.toml", lambda text: text.replace("Relationships", title, 1))

    def let_a_day_pass(self) -> None:
        self.today += datetime.timedelta(days=1)
        self.compare()

    def touch_the_site(self, path: str) -> None:
        """Somebody writes into the built folder."""
        target = self.out / path
        if target.parent.is_dir():
            target.write_text("not ours", "utf-8")
        self.compare()

    def lose_the_cache(self) -> None:
        shutil.rmtree(self.root / ".cache", ignore_errors=True)
        self.compare()

    def compare(self) -> None:
        """Build with and without what there is, and compare every byte, or the faults."""
        again = self._built(self.out, cache=True)
        anew = self.folder / "anew"
        shutil.rmtree(anew, ignore_errors=True)
        assert self._built(anew, cache=False) == again
        if again:
            # One fault would hide all that follows: it is undone, as a writer would.
            self.put(self.sound)
        else:
            assert _content(self.out) == _content(anew)
            self.sound = _content(self.root, but=".cache")

    def _built(self, out: Path, *, cache: bool) -> list[str]:
        options = Options(without=frozenset({"engine", "search"}), jobs=1, cache=cache)
        try:
            report = build(Sources(self.root, today=self.today), out, options)
        except ContentFaults as fault:
            return [d.format() for d in fault.diagnostics]
        assert report.trouble == ""
        return []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


def _content(folder: Path, but: str = "") -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and but not in file.relative_to(folder).parts
    }


def test_whatever_changes_the_next_build_is_like_one_from_nothing() -> None:
    how = settings(
        stateful_step_count=RUN,
        max_examples=STEPS // RUN + 1,  # the first one that Hypothesis makes is the plainest there is
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],  # to shrink a run of builds would take minutes
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Edits, settings=how)


ONE_OF_EACH: list[dict[str, Any]] = [
    {"do": "change_a_body", "name": "one", "word": "calm"},
    {"do": "change_a_title", "name": "two", "word": "trust"},
    {"do": "change_a_topic", "name": "two", "topic": "conflict"},
    {"do": "cite", "name": "two", "key": "pinquart2013meta"},
    {"do": "change_an_entry", "word": "habit"},
    {"do": "define", "word": "calm", "text": "trust"},
    {"do": "define", "word": "calm", "text": "worry"},
    {"do": "define", "word": "habit", "text": "worry"},
    {"do": "put_a_block_last", "name": "one", "block": BLOCKS[0]},
    {"do": "put_a_block_last", "name": "one", "block": BLOCKS[3]},
    {"do": "put_a_block_last", "name": "two", "block": BLOCKS[4]},
    {"do": "change_a_drawing", "size": 30},
    {"do": "put_a_block_last", "name": "one", "block": BLOCKS[5]},
    {"do": "change_a_photo", "size": 9},
    {"do": "put_captions", "there": True},
    {"do": "add", "name": "three", "word": "repair", "day": 3},
    {"do": "relate", "name": "one", "other": "three", "key": "companion"},
    {"do": "relate", "name": "one", "other": "two", "key": "formerly"},
    {"do": "link", "name": "two", "other": "three"},
    {"do": "draft", "name": "three"},
    {"do": "let_a_day_pass"},
    {"do": "change_a_template", "template": "article.html", "word": "worry"},
    {"do": "change_a_template", "template": "partials/quiz-form.html", "word": "worry"},
    {"do": "change_a_template", "template": "404.html", "word": "worry"},
    {"do": "change_a_setting", "word": "distance"},
    {"do": "change_the_navigation", "title": "calm"},
    {"do": "touch_the_site", "path": "articles/one/index.html"},
    {"do": "touch_the_site", "path": "stray.txt"},
    {"do": "lose_the_cache"},
    {"do": "delete", "name": "five"},
    {"do": "rename", "name": "three", "other": "four"},
]


def test_each_kind_of_change_reaches_every_page_that_it_concerns() -> None:
    edits = Edits()
    edits.begin()
    try:
        for edit in ONE_OF_EACH:
            before = edits.sound
            edits.change(edit)
            assert edits.sound != before or edit["do"] in UNSEEN, f"{edit} changed no source"
    finally:
        edits.teardown()


UNSEEN = {"let_a_day_pass", "touch_the_site", "lose_the_cache", "delete", "relate", "rename"}
"""Changes that leave the sources alone, or that a fault elsewhere may undo."""
