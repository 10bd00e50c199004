"""The preview: what is saved is shown, drafts too, and what is wrong is said on the page and in the terminal."""

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ARTICLE = "docs/articles/secure-attachment.md"
PATIENCE = 180
"""Seconds until a preview that says nothing is given up; it usually takes a fraction of one."""


@dataclass
class Preview:
    """A running preview of a copy of the project, and the file that its terminal is."""

    project: Path
    address: str
    terminal: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        path = self.project / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")

    def wait_for(self, text: str, times: int = 1) -> str:
        """Return what the terminal shows once it shows the text."""
        until = time.monotonic() + PATIENCE
        while (shown := self.terminal.read_text("utf-8")).count(text) < times:
            assert time.monotonic() < until, f"{text!r} is not in:\n{shown}"
            time.sleep(0.05)
        return shown


def _copy(root: Path, folder: Path) -> Path:
    """Copy what the site is built from, to be edited."""
    for name in ("docs", "overrides", "quiz"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(root / "site.toml", folder / "site.toml")
    return folder


def _command(port: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "innerpersona_site.cli",
        "serve",
        "--port",
        str(port),
        "--without",
        "engine",
    ]


@contextlib.contextmanager
def _previewing(project: Path) -> Iterator[Preview]:
    """Run a preview, from when it says where the site is to the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    terminal = project.with_name("terminal.txt")
    with terminal.open("w") as output:
        process = subprocess.Popen(_command(port), cwd=project, stdout=output, stderr=subprocess.STDOUT)
    running = Preview(project, f"http://127.0.0.1:{port}/", terminal)
    try:
        running.wait_for("Ctrl+C ends it")
        yield running
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def shared(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests."""
    with _previewing(_copy(root, tmp_path_factory.mktemp("preview") / "project")) as running:
        yield running


@pytest.fixture
def preview(shared: Preview) -> Iterator[Preview]:
    """The preview; what a test edits is as it was after it."""
    sources = [file for file in shared.project.rglob("*") if ".cache" not in file.parts and file.is_file()]
    files = {file: file.read_bytes() for file in sources}
    yield shared
    for file, content in files.items():
        if file.read_bytes() != content:
            file.write_bytes(content)


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page with the patience that a busy machine asks for."""
    expect.set_options(timeout=PATIENCE * 1000)
    yield page
    expect.set_options(timeout=5000)


def test_a_saved_change_is_shown_without_asking(page: Page, preview: Preview) -> None:
    page.goto(f"{preview.address}articles/secure-attachment/")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    preview.edit(ARTICLE, "\n## Where are you now?", "\nA sentence just saved.\n\n## Where are you now?")
    expect(page.get_by_text("A sentence just saved.")).to_be_visible()
    # The title stands on another page, which was not saved.
    page.goto(f"{preview.address}relationships/")
    preview.edit(ARTICLE, "title: ", "title: Newly named, or ")
    expect(page.get_by_role("link", name="Newly named, or")).to_be_visible()
    # A text of the frame is a part of every page.
    preview.edit(
        "overrides/texts/en/pages.toml", "Education, not diagnosis. Text under", "A new footer. Text under"
    )
    expect(page.get_by_text("A new footer.")).to_be_visible()


def test_a_fault_is_told_on_its_page_and_in_the_terminal_until_it_is_mended(
    page: Page, preview: Preview
) -> None:
    page.goto(f"{preview.address}articles/secure-attachment/")
    heading = page.get_by_role("heading", level=1)
    title = heading.inner_text()
    preview.edit(ARTICLE, "/// takeaways", "/// takeaway")
    expect(heading).to_have_text("This can't be published yet")
    place = re.compile(r"docs/articles/secure-attachment\.md:\d+:5")
    expect(page.get_by_role("listitem").filter(has_text='unknown block "takeaway"')).to_contain_text(place)
    shown = preview.wait_for('error[block-unknown]: unknown block "takeaway" (did you mean "takeaways"?)')
    assert "Traceback" not in shown
    # The others can be read, those that link to it too.
    for path in ("", "about/help/", "relationships/", "articles/anxious-attachment/"):
        assert page.request.get(f"{preview.address}{path}").status == 200
    preview.edit(ARTICLE, "/// takeaway\n", "/// takeaways\n")
    expect(heading).to_have_text(title)
    preview.wait_for("The site is built again.")
    page.goto(f"{preview.address}articles/secure-attachment/")
    expect(page.get_by_role("heading", name="Key takeaways")).to_be_visible()


def test_a_fault_that_is_no_page_s_is_told_on_every_page(page: Page, preview: Preview) -> None:
    page.goto(f"{preview.address}about/help/")
    heading = page.get_by_role("heading", level=1)
    title = heading.inner_text()
    preview.edit("docs/references.bib", "@article{hazan1987romantic,", "@artikel{hazan1987romantic,")
    expect(page.get_by_text('did you mean "article"?')).to_be_visible()
    preview.edit("docs/references.bib", "@artikel{hazan1987romantic,", "@article{hazan1987romantic,")
    expect(heading).to_have_text(title)


def test_a_page_without_an_entry_in_the_navigation_is_shown(page: Page, preview: Preview) -> None:
    front = (
        "title: Imprint\ndescription: Who answers for this site, and where a letter to them would arrive.\n"
    )
    (preview.project / "docs/about/imprint.md").write_text(
        f"---\n{front}---\n\nA letter arrives here.\n", "utf-8"
    )
    preview.wait_for("nav-page-missing")
    page.goto(f"{preview.address}about/imprint/")
    expect(page.get_by_text("A letter arrives here.")).to_be_visible()
    assert page.request.get(preview.address).status == 200


def test_a_preview_can_begin_with_a_fault(page: Page, root: Path, tmp_path: Path) -> None:
    project = _copy(root, tmp_path / "project")
    article = project / ARTICLE
    text = article.read_text("utf-8")
    article.write_text(text.replace("topic: ", "topik: "), "utf-8")
    with _previewing(project) as preview:
        page.goto(preview.address)
        expect(page.get_by_role("navigation").first).to_be_visible()
        page.goto(f"{preview.address}articles/secure-attachment/")
        expect(page.get_by_text('unknown key "topik" (did you mean "topic"?)')).to_be_visible()
        article.write_text(text, "utf-8")
        expect(page.get_by_role("navigation").first).to_be_visible()


def test_what_the_check_warns_of_stands_on_its_page(page: Page, preview: Preview) -> None:
    page.goto(f"{preview.address}articles/secure-attachment/")
    notes = page.locator(".ip-notes")
    expect(notes).to_have_count(0)
    preview.edit(ARTICLE, "/// takeaways\n", "/// takeaways\n- One.\n- Two.\n- Three.\n")
    expect(notes).to_contain_text("1 warning on this page")
    notes.locator("summary").click()
    expect(notes.get_by_text("takeaways; an article has 4 to 7")).to_be_visible()
    preview.wait_for("takeaways; an article has 4 to 7")
    preview.edit(ARTICLE, "- Two.\n", "- The second.\n")
    expect(page.get_by_text("The second.")).to_be_visible()
    preview.edit(ARTICLE, "- One.\n- The second.\n- Three.\n", "")
    expect(notes).to_have_count(0)
    # Said once, though the site was built twice with it.
    assert preview.terminal.read_text("utf-8").count("takeaways; an article has 4 to 7") == 1


def test_a_draft_is_shown_at_its_address_and_listed_nowhere(page: Page, preview: Preview) -> None:
    article = preview.project / ARTICLE
    draft = preview.project / "docs/articles/a-draft.md"
    draft.write_text(re.sub(r"(?m)^title: .*", "title: A draft\ndraft: true", article.read_text("utf-8")))
    shown = preview.wait_for("docs/articles/a-draft.md is not published; here it is at")
    address = f"{preview.address}articles/a-draft/"
    assert address in shown
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft")
    expect(page.get_by_role("status").first).to_have_text("A draft. Only this preview shows it.")
    page.goto(f"{preview.address}relationships/")
    expect(page.get_by_role("link", name="A draft")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft")
    draft.unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")


def test_the_search_of_a_preview_knows_what_was_saved(page: Page, preview: Preview) -> None:
    preview.edit(ARTICLE, "\n## Where are you now?", "\nThe quokka smiles.\n\n## Where are you now?")
    page.goto(f"{preview.address}articles/secure-attachment/")
    expect(page.get_by_text("The quokka smiles.")).to_be_visible()
    assert "quokka" in page.evaluate(
        """async () => {
          const { search } = await import('/pagefind/pagefind.js');
          const [first] = (await search('quokka')).results;
          return (await first.data()).content;
        }"""
    )


def test_a_busy_port_is_one_sentence_with_what_to_do(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            _command(taken.getsockname()[1]), cwd=root, capture_output=True, text=True, timeout=PATIENCE
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(
        r"Port \d+ can't be used on this machine .* choose another: make serve PORT=", done.stderr
    )
