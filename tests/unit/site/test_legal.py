"""Pages that the law or readers' trust asks for: templates by country, and the blanks that keep them unpublished."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.palette import colors
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.legal import blanks, countries, languages, new_legal_page, page_path
from innerpersona_site.content.model import Kind, SiteFacts
from innerpersona_site.content.roles import ROLES, Places, Role, find_places
from innerpersona_site.content.settings import IMPRINTS, imprint_faults, parse_settings
from innerpersona_site.content.stored import STORED
from innerpersona_site.diagnostics import Severity
from innerpersona_site.lint import runner
from innerpersona_site.lint.reading import read_page
from innerpersona_site.output.manifest import ICONS, emit_manifest
from innerpersona_site.output.manifest import PATH as MANIFEST
from innerpersona_site.output.tree import OutputTree
from innerpersona_site.pages.environment import render_page
from innerpersona_site.release import blank_faults
from tests.theme import TEXTS, example_pages, theme_environment

DAY = datetime.date(2026, 11, 24)
ROOT = Path(__file__).parents[3]
TEMPLATES = [
    (role, country, language)
    for role in ROLES
    for country in ("", *countries(role))
    for language in languages(role, country)
]


def filled(text: str) -> str:
    return re.sub(r"‹[^›\n]*›", "Written by the owner", text)


@pytest.mark.parametrize(("role", "country", "language"), TEMPLATES)
def test_a_template_is_sound_but_for_its_blanks_which_are_warned_of(
    role: Role, country: str, language: str
) -> None:
    path = page_path(role, language)
    text = new_legal_page(role, country, language, "CalmTies", DAY)

    def faults(text: str) -> list[tuple[str, Severity]]:
        page = read_page(path, path, text)
        checked = runner.check_pages([page], Bibliography({}), instrument_ids(), DAY)
        return [(fault.code, fault.severity) for fault in checked.diagnostics]

    assert faults(text) == [("legal-blank", Severity.WARNING)]
    assert faults(filled(text)) == []
    assert "CalmTies" in text
    first_blank = blanks(text)[0][1]
    assert "legal advice" in first_blank or "Rechtsberatung" in first_blank


@pytest.mark.parametrize(
    ("country", "laws"), [("de", ("§ 5 DDG", "§ 18 Abs. 2 MStV")), ("at", ("§ 5 ECG", "§ 25 MedienG"))]
)
def test_an_imprint_names_the_law_that_it_follows(country: str, laws: tuple[str, ...]) -> None:
    text = new_legal_page("imprint", country, "de", "CalmTies", DAY)
    assert all(law in text for law in laws)
    assert languages("imprint", country) == ["de", "en"]
    assert languages("imprint", "fr") == []


def test_every_country_that_asks_for_an_imprint_has_one() -> None:
    assert list(IMPRINTS) == countries("imprint")


def test_blanks_are_found_by_line_and_on_pages_with_a_role_alone() -> None:
    text = "---\ntitle: Imprint\nrole: imprint\ndraft: true\n---\n\n‹Street› and ‹town›\n"
    assert blanks(text) == [(4, "draft: true"), (7, "Street"), (7, "town")]
    assert blanks(text.replace("role: imprint\n", "")) == []


def test_publishing_names_file_line_and_what_to_write(tmp_path: Path) -> None:
    file = tmp_path / "docs" / "about" / "impressum.md"
    file.parent.mkdir(parents=True)
    text = new_legal_page("imprint", "de", "de", "CalmTies", DAY)
    file.write_text(text, "utf-8")
    line = text.split("\n").index("‹Postleitzahl und Ort›") + 1
    assert f"{file}:{line}: still to be written: Postleitzahl und Ort" in blank_faults(tmp_path)
    file.write_text(filled(text), "utf-8")
    assert blank_faults(tmp_path) == ""


def test_a_country_that_asks_for_an_imprint_is_told_so_until_there_is_one() -> None:
    text = 'name = "CalmTies"\nurl = "https://calm.example/"\ncountry = "AT"\n'
    settings = parse_settings(text, "site.toml")[0]
    assert settings is not None
    document = read_page(
        "about/i.md", "i.md", filled(new_legal_page("imprint", "at", "en", "C", DAY))
    ).document
    assert document is not None
    assert [(fault.code, fault.line) for fault in imprint_faults(settings, [], text, "site.toml")] == [
        ("settings-imprint", 3)
    ]
    assert imprint_faults(settings, [document], text, "site.toml") == []


def test_places_come_from_roles_and_templates_not_from_addresses() -> None:
    sources = {
        "who.md": "role: imprint",
        "data/what.md": "role: privacy",
        "tests/one.md": "template: quiz.html",
        "two.md": "template: compatibility.html",
    }
    documents = []
    for path, line in sources.items():
        text = f"---\ntitle: Title of it\ndescription: {'Words to fill it. ' * 4}\n{line}\n---\nWords.\n"
        document = read_page(path, path, text).document
        assert document is not None
        documents.append(document)
    places = find_places(documents, "/sub/", {"data/what.md"})
    assert (places.privacy, places.quiz, places.compatibility) == (
        "/sub/data/what/",
        "/sub/tests/one/",
        "/sub/two/",
    )
    assert (places.help, places.kept, places.legal) == ("", "", (("Title of it", "/sub/who/"),))


def test_pages_lead_to_nothing_that_a_site_does_not_have() -> None:
    site, pages = example_pages("W")
    for page in pages:
        page = replace(page, exchange=Markup(""))  # rendered before, for a site that has all places
        html = render_page(theme_environment(), page, replace(site, places=Places(), navigation=()))
        # Quizzes, and the way back from one, have addresses in facts of their own.
        assert not re.findall(
            r'href="(?!https:)[^"]*(?:quiz|compatibility|about/help|about/privacy)/"', html
        ), page.url
    home = next(page for page in pages if page.kind == Kind.HOME)
    moved = Places(quiz="/tests/", compatibility="/two/", privacy="/data/", legal=(("Who we are", "/who/"),))
    html = render_page(theme_environment(), home, replace(site, places=moved))
    assert {"tests/", "two/", "data/", "who/"} <= set(re.findall(r'href="([^"]*)"', html))


@pytest.mark.parametrize(
    ("facts", "bitmaps"),
    [({}, True), ({"own_mark": True}, False), ({"colors": colors("#1f5f8b", "#8a4b12")}, False)],
)
def test_a_site_with_its_own_look_is_not_installed_with_the_icons_of_the_theme(
    tmp_path: Path, facts: dict[str, Any], bitmaps: bool
) -> None:
    tree = OutputTree(tmp_path / "site", {})
    emit_manifest(tree, SiteFacts("CalmTies", **facts), "", [icon[0] for icon in ICONS])
    manifest = json.loads(tree.read(MANIFEST))
    tree.discard()
    assert next(icon["src"] for icon in manifest["icons"]) == "/assets/images/favicon.svg"
    assert (len(manifest["icons"]) == len(ICONS)) == bitmaps


def test_what_scripts_store_is_listed_once_for_the_privacy_page_and_the_page_of_all_that_is_kept() -> None:
    store = (ROOT / "overrides/assets/quiz/store.mjs").read_text("utf-8")
    kinds = re.search(r"KINDS = \[(.*?)\]", store, re.S)
    assert kinds is not None
    assert [*re.findall(r"'(\w+)'", kinds[1]), "copies", "offline"] == list(STORED)
    assert {key.split(".")[2] for key in TEXTS.keys if key.startswith("blocks.storage.")} == set(STORED)
    shown = {key.split(".")[3] for key in TEXTS.keys if key.startswith("ways.browser.holdings.")}
    # Results are listed one by one, with what they named first; the quiz pages' copy comes by itself.
    assert shown - {"nothing"} == set(STORED) - {"history", "outcome", "offline"}


def test_no_script_stores_but_through_the_store_or_under_a_listed_name() -> None:
    direct = {
        (file.name, name)
        for file in (ROOT / "overrides").rglob("*.[mj]*s*")
        for name in re.findall(r"localStorage\.setItem\((\w+)", file.read_text("utf-8"))
    }
    assert direct == {
        ("page.mjs", "KEY"),
        ("start.mjs", "name"),
    }  # the scheme; a session that no script has read
