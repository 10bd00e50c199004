"""The two wheels, installed beside nothing of this checkout and without a network: a new site, and one of another's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from playwright.sync_api import Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import serving
from tests.alone import alone
from tests.browser.quiz import answer_all, open_quiz, wait_for_report


def _run(*command: object, cwd: Path, **more: str) -> str:
    variables = {"PATH": os.environ["PATH"], "HOME": str(cwd), **more}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the two wheels, and nothing of this checkout."""
    folder = tmp_path_factory.mktemp("wheels")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist")
    for project in (root, root / "quiz"):
        _run(*build, project, cwd=root)
    wheels = sorted((folder / "dist").glob("*.whl"))
    assert [wheel.name.partition("-")[0] for wheel in wheels] == ["innerpersona_quiz", "innerpersona_site"]

    # What else is locked comes from this environment, by a path: what is installed in place there isn't seen through it.
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    [packages] = (folder / "env" / "lib").glob("python*/site-packages")
    for wheel in wheels:
        shutil.unpack_archive(wheel, packages, "zip")
    (packages / "locked.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    where = _run(
        python,
        "-c",
        "import innerpersona_site as s, innerpersona_quiz as q; print(s.__file__, q.__file__)",
        cwd=folder,
    )
    assert where.count(str(packages)) == 2
    return python


def _command(python: Path, cwd: Path, *arguments: object) -> str:
    program = [str(python), "-m", "innerpersona_site.cli", *map(str, arguments)]
    return _run(*alone(program), cwd=cwd, PYTHONDONTWRITEBYTECODE="1")


def _lend_cache(root: Path, site: Path) -> None:
    """Give a site what a build fetches once: there is no network."""
    (site / ".cache").mkdir()
    for name in ("runtime", "compressed", "engine"):
        (site / ".cache" / name).symlink_to(root / ".cache" / name)


def test_a_new_site_is_checked_built_and_its_quiz_taken(
    root: Path, python: Path, tmp_path: Path, page: Page, complaints: list[str]
) -> None:
    sentence = "Articles on sleep and calm, with a private self-assessment in your own browser."
    flags = ("--name", "CalmTies", "--sentence", sentence, "--colors", "#1f5f8b,#8a4b12")
    _command(python, tmp_path, "new", "site", "calm", *flags, "--url", "https://calm.test/sub/")
    site = tmp_path / "calm"
    _lend_cache(root, site)
    assert "0 errors" in _command(python, site, "check")
    assert "The site is in" in _command(python, site, "build")
    # Nothing of the project's own site is in it.
    named = [file for file in (site / "site").rglob("*.html") if "InnerPersona" in file.read_text("utf-8")]
    assert named == []

    order = [item.id for item in load_instrument("attachment").items]
    with serving(site / "site", "/sub/") as server:
        open_quiz(page, f"{server.url}quiz/attachment/")
        answer_all(page, lambda item: order.index(item) % 7 + 1)
        page.keyboard.press("Enter")
        wait_for_report(page)
    assert complaints == []


def test_a_site_with_questionnaires_of_its_own_is_built(root: Path, python: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(root / "tests" / "fixtures" / "site", site)
    shutil.copytree(root / "tests" / "fixtures" / "instruments", site / "instruments")
    _lend_cache(root, site)
    assert "The site is in" in _command(python, site, "build")
    page = (site / "site" / "quiz" / "sleep_habits" / "index.html").read_text("utf-8")
    assert "Habits</span>" in page and 'id="ip-engine-manifest"' in page
    assert list(site.glob("site/assets/engine/*/innerpersona_quiz-*.whl"))
    assert (site / "site" / "assets" / "fonts" / "serif.woff2").is_file()
