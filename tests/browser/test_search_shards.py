"""The search index in shards: what a browser joins answers as one index does."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from innerpersona_site.output.search import emit_index, searchable
from innerpersona_site.output.tree import OutputTree
from innerpersona_site.static_server import StaticServer, serving


@pytest.fixture(scope="module")
def sharded(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """The site's pages as one index in many small shards, in `many/`, and as one in a single shard, in `one/`."""
    folder = tmp_path_factory.mktemp("sharded")
    shutil.copytree(site / "assets", folder / "assets", copy_function=os.link)
    pages = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    texts = {
        name.removesuffix("index.html"): searchable(file.read_text("utf-8")) for name, file in pages.items()
    }
    found = {url: text for url, text in texts.items() if text is not None}
    digests = {url: hashlib.sha256(text.encode()).hexdigest() for url, text in found.items()}
    for name, shard_pages in (("many", 6), ("one", 1000)):
        tree = OutputTree(folder / name, {})
        emit_index(
            tree, digests, found.__getitem__, tmp_path_factory.mktemp("cache"), shard_pages=shard_pages
        )
        tree.commit()
    (folder / "index.html").write_text('<!doctype html><html lang="en"><title>Search</title></html>', "utf-8")
    with serving(folder) as server:
        yield server


ASK_BOTH = """async ([bases, questions]) => {
    const { SearchIndex } = await import('/assets/javascripts/search/index.mjs');
    const indexes = bases.map(base => new SearchIndex(base));
    const answers = [];
    for (const question of questions) answers.push(await Promise.all(indexes.map(async index => {
        const answer = await index.ask(question);
        return await answer.load(0, answer.total);
    })));
    return answers;
}"""


def test_shards_answer_as_one_index_does(page: Page, sharded: StaticServer, own_word: str) -> None:
    questions = [own_word, "secure attachment", "closeness", "how do couples argue", "values", "mikulincer"]
    questions += ["can attachment change", "therapy", "zyxwvut", "fear of being left", "trust"]
    quotation = '"attachment style"'  # of which all pages are as good
    page.goto(sharded.url)
    bases = [f"{sharded.url}many/pagefind/", f"{sharded.url}one/pagefind/"]
    *answers, quoted = page.evaluate(ASK_BOTH, [bases, [*questions, quotation]])
    assert len({path.split("/")[4] for path in sharded.paths if path.startswith("/many/pagefind/index/")}) > 4
    for question, (shards, one) in zip(questions, answers, strict=True):
        assert [found["title"] for found in shards] == [found["title"] for found in one], question
        sections = [[place["url"].split("#")[1] for place in found["sections"]] for found in shards]
        assert sections == [[place["url"].split("#")[1] for place in found["sections"]] for found in one]
    assert sum(len(shards) for shards, _ in answers) > 60
    first, second = ({found["title"] for found in pages} for pages in quoted)
    assert first == second


def test_a_piece_of_one_shard_that_does_not_arrive_is_no_answer(page: Page, sharded: StaticServer) -> None:
    page.goto(sharded.url)
    lost: list[str] = []

    def lose_one(route: Route) -> None:
        lost.append(route.request.url)
        if len(lost) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/pagefind/index/**", lose_one)
    failed, total = page.evaluate(
        """async base => {
            const { SearchIndex } = await import('/assets/javascripts/search/index.mjs');
            const index = new SearchIndex(base);
            const failed = await index.ask('closeness').then(() => false, () => true);
            return [failed, (await index.ask('closeness')).total];
        }""",
        f"{sharded.url}many/pagefind/",
    )
    assert len(lost) > 4
    assert failed
    assert total > 5
