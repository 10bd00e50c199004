"""Control characters in the bibliography and in the settings are faults with their places."""

import pytest

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.control import escaped_control_characters
from innerpersona_site.content.settings import parse_settings

ENTRY = """@article{hazan1987romantic,
  author = {Hazan, Cindy},
  title = {Romantic%s love},
  year = {1987},
  journal = {A journal},
}
"""


@pytest.mark.parametrize("character", ["\0", "\x01", "\x85", "\u2028", "\ufffe"])
def test_a_control_character_in_an_entry_is_reported_with_its_place(character: str) -> None:
    _, faults = read_bibliography(ENTRY % character, "docs/references.bib")
    found = [(fault.line, fault.column) for fault in faults if "control character" in fault.message]
    assert found == [(3, 20)]


@pytest.mark.parametrize("escape", [r"\u0000", r"\u0001", r"\U0000FFFE", r"\b", r"\\\f"])
def test_an_escape_of_the_settings_is_reported_with_its_place(escape: str) -> None:
    settings, faults = parse_settings(
        f'name = "A"\nurl = "https://site.example/"\ntitle = "x{escape}"\n', "site.toml"
    )
    assert settings is None
    assert [fault.line for fault in faults if "control character" in fault.message] == [3]


@pytest.mark.parametrize("harmless", [r"\\b", r"\t", r"\n", r"\u00e9", r"\\u0001"])
def test_other_escapes_are_none(harmless: str) -> None:
    assert not list(escaped_control_characters(f'name = "{harmless}"'))
