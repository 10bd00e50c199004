"""A site of another name, with questionnaires of its own: nothing that it publishes says whose software made it first."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

TECHNICAL = re.compile(rb"innerpersona(?:[-_](?:quiz|site)| new\b)")
"""Names of packages and commands: said where a report can be computed again, and where a questionnaire is at fault."""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if file.suffix in (".whl", ".zip"):
            with zipfile.ZipFile(file) as archive:
                yield from ((f"{name}/{inner}", archive.read(inner)) for inner in archive.namelist())
        elif file.suffix not in (".br", ".gz", ".png", ".woff2"):
            yield name, file.read_bytes()


def test_nothing_of_ours_is_in_what_another_site_publishes(fixture_site: Path) -> None:
    files = list(contents(fixture_site))
    assert len(files) > 100
    assert [name for name, data in files if b"innerpersona" in TECHNICAL.sub(b"", data).lower()] == []
    assert [name for name, data in files if b"creativecommons.org" in data and name.endswith(".html")] == []


def test_its_engine_knows_which_pages_it_lacks(fixture_site: Path) -> None:
    [wheel] = fixture_site.glob("assets/engine/*/innerpersona_quiz-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("innerpersona_quiz/site.toml").decode()
    missing = json.loads(text.removeprefix("missing = "))
    assert "articles/secure-attachment/" in missing and "about/help/" not in missing
