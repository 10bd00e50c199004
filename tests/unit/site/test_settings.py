"""What site.toml may say of the site's address and of its authors."""

from __future__ import annotations

import pytest

from innerpersona_quiz.palette import contrast
from innerpersona_site.content.authors import AuthorKind, Signature
from innerpersona_site.content.licence import Licence
from innerpersona_site.content.settings import address_faults, color_faults, mark_faults, parse_settings

NAME = 'name = "A site"\n'


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://site.example/", "/"),
        ("https://user.example/repo/", "/repo/"),
        ("http://user.example:8080/a-b/c_1.2/~x/%C3%A4/", "/a-b/c_1.2/~x/%C3%A4/"),
    ],
)
def test_the_address_may_have_any_path(url: str, base: str) -> None:
    settings, faults = parse_settings(f'{NAME}url = "{url}"\n', "site.toml")
    assert settings is not None and faults == []
    assert settings.base == base


@pytest.mark.parametrize(
    "url",
    ["https://site.example", "https://site.example/a", "site.example/", "https://s.example/?a/", "https://s.example/a b/",
     "https://s.example/#a/", "https://s.example/../", "https://s.example//a/", "https://[/", "https://s.example/\\n",
     "https://a;b/", "https://a{b/", "https://a'b/", "https://a$b/", "https://a<b/", "https://u@s.example/",
     "https://s.example:x/", "https://s.example:443;/", "https://.example/", "https://a..b/"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_an_error_in_its_line(url: str) -> None:
    settings, faults = parse_settings(f'{NAME}url = "{url}"\n', "site.toml")
    assert settings is None
    assert [(fault.line, fault.code) for fault in faults] == [(2, "settings")]


@pytest.mark.parametrize(
    ("url", "shared"),
    [
        ("https://user.github.io/project/", True),
        ("https://User.GitHub.io/", True),
        ("https://group.gitlab.io/site/", True),
        ("https://www.s.test/some/folder/", True),
        ("https://s.test/", False),
        ("https://github.io.test/", False),
    ],
)
def test_an_origin_that_others_share_is_a_warning(url: str, shared: bool) -> None:
    text = f'{NAME}url = "{url}"\n'
    settings, _ = parse_settings(text, "site.toml")
    assert settings is not None
    found = [
        (fault.line, fault.code, fault.severity) for fault in address_faults(settings, text, "site.toml")
    ]
    assert found == ([(2, "settings-origin", "warning")] if shared else [])


def test_the_address_that_this_project_comes_with_is_a_warning() -> None:
    text = f'{NAME}url = "https://innerpersona.example/sub/"\n'
    settings, _ = parse_settings(text, "site.toml")
    assert settings is not None
    found = address_faults(settings, text, "site.toml")
    assert [(fault.line, fault.code, fault.severity) for fault in found] == [
        (2, "settings-address", "warning")
    ]


def test_authors_are_persons_or_organizations_as_set() -> None:
    text = f'{NAME}url = "https://s.example/"\n'
    tables = (
        '[authors.ann]\nname = "Ann Roe"\nkind = "person"\n[authors.us]\nname = "Us"\nkind = "organization"\n'
    )
    settings, faults = parse_settings(text + tables, "site.toml")
    assert settings is not None and faults == []
    assert settings.authors == {
        "ann": Signature("Ann Roe", AuthorKind.PERSON),
        "us": Signature("Us", AuthorKind.ORGANIZATION),
    }
    plain, _ = parse_settings(text, "site.toml")
    assert plain is not None and plain.authors == {}


def test_topics_have_titles_in_the_order_of_the_settings() -> None:
    text = f'{NAME}url = "https://s.example/"\n'
    settings, faults = parse_settings(
        f'{text}[topics]\nrest = "Rest"\nfamily-life = "Family life"\n', "site.toml"
    )
    assert settings is not None and faults == []
    assert list(settings.topics.items()) == [("rest", "Rest"), ("family-life", "Family life")]
    plain, _ = parse_settings(text, "site.toml")
    assert plain is not None and plain.topics == {}


@pytest.mark.parametrize(
    "table", ["[topics]", 'topics = ["rest"]', '[topics]\nRest = "Rest"', "[topics]\nrest = 1"]
)
def test_topics_that_can_not_be_are_an_error(table: str) -> None:
    settings, faults = parse_settings(f'{NAME}url = "https://s.example/"\n{table}\n', "site.toml")
    assert settings is None
    assert [(fault.code, fault.line) for fault in faults] == [("settings", 3)]


@pytest.mark.parametrize(
    "table",
    ['[authors.Ann]\nname = "Ann"\nkind = "person"', '[authors.ann]\nname = "Ann"',
     '[authors.ann]\nname = ""\nkind = "person"',
     '[authors.ann]\nname = "Ann\\u0001"\nkind = "person"',
     'tagline = "A\\b"', '[[navigation]]\ntitle = "A\\f"\npage = "a.md"',
     '[authors.ann]\nname = "Ann"\nkind = "robot"', 'authors = ["ann"]', '[authors]\nann = "Ann"'],
)  # fmt: skip
def test_an_author_that_can_not_be_is_an_error(table: str) -> None:
    settings, faults = parse_settings(f'{NAME}url = "https://s.example/"\n{table}\n', "site.toml")
    assert settings is None
    assert [fault.code for fault in faults] == ["settings"]


TABLES = f'{NAME}url = "https://s.test/"\ncontact = ""\n'


def test_licence_country_colors_and_mark_are_as_set() -> None:
    text = TABLES + (
        'country = "AT"\nmark = "images/mark.svg"\nlicence = { name = "CC0", url = "https://cc.test/zero/" }\n'
        'colors = { one = "#005F73", two = "#9B2226" }\n[sections]\nsleep = "Sleep"\n'
    )
    settings, faults = parse_settings(text, "site.toml")
    assert settings is not None and faults == []
    assert (settings.country, settings.mark, settings.licence) == (
        "AT",
        "images/mark.svg",
        Licence("CC0", "https://cc.test/zero/"),
    )
    assert settings.sections == {"sleep": "Sleep"}
    assert (settings.colors.one, settings.colors.two) == ("#005f73", "#9b2226")
    assert color_faults(settings, text.lower(), "site.toml") == []
    assert [fault.message for fault in mark_faults(settings, ["images/marks.svg"], text, "site.toml")] == [
        '"mark" is "images/mark.svg", and there is no such file in docs/ (did you mean "images/marks.svg"?)'
    ]
    assert mark_faults(settings, ["images/mark.svg"], text, "site.toml") == []


def test_colors_that_can_not_be_read_are_mended_and_said() -> None:
    text = TABLES + 'colors = { one = "#ffcc00", two = "#eebb11" }\n'
    settings, _ = parse_settings(text, "site.toml")
    assert settings is not None
    used = settings.colors
    assert all(contrast(color, "#f3ede3") >= 4.5 for color in (used.one, used.two))
    assert all(contrast(color, "#1e2327") >= 4.5 for color in (used.one_dark, used.two_dark))
    found = color_faults(settings, text, "site.toml")
    assert [(fault.line, fault.severity) for fault in found] == [(4, "warning")] * 3
    assert used.one in found[0].hint and "hard to tell apart" in found[2].message


@pytest.mark.parametrize(
    "line",
    [
        'country = "Austria"',
        'country = "at"',
        'mark = "images/mark.png"',
        'mark = "../mark.svg"',
        'licence = "CC0"',
        'licence = { name = "CC0" }',
        'licence = { name = "CC0", url = "javascript:alert(1)" }',
        'colors = { one = "#1e6a66" }',
        'colors = { one = "#1e6a66", two = "red" }',
        'colors = { one = "#1e6a66", two = "#a8482a", three = "#000000" }',
        "sections = {}",
    ],
)
def test_names_and_looks_that_can_not_be_are_errors(line: str) -> None:
    settings, faults = parse_settings(f"{TABLES}{line}\n", "site.toml")
    assert settings is None
    assert [(fault.code, fault.line) for fault in faults] == [("settings", 4)]


@pytest.mark.parametrize(
    "line",
    [
        'description = "One line.\\nAnother."',
        'tagline = "One\\tline"',
        '[sections]\nsleep = "Sleep\\nwell"',
        '[topics]\nrest = "Rest\\r"',
        '[authors.ann]\nname = "Ann\\nRoe"\nkind = "person"',
        'licence = { name = "L", url = "https://l.test/\\"><b>" }',
        'licence = { name = "L", url = "https://l.test/a b" }',
        'licence = { name = "L", url = "javascript:alert(1)" }',
        'language = "en\\n"',
        'contact = "a@b.test\\n"',
        'contact = "a@b.test?bcc=x@y.test"',
        'country = "DE\\n"',
        'mark = "../mark.svg"',
        'navigation = [{ title = "Home\\nagain", page = "index.md" }]',
    ],
)
def test_what_would_break_a_header_a_line_or_an_address_is_an_error(line: str) -> None:
    settings, faults = parse_settings(f'{NAME}url = "https://s.test/"\n{line}\n', "site.toml")
    assert settings is None
    assert [(fault.line, fault.code) for fault in faults] == [(3, "settings")]
