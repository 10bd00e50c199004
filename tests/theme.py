"""The theme's templates and a page of every kind, for tests that render them without building the site."""

from __future__ import annotations

import datetime
from dataclasses import replace
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_site.content.authors import Author
from innerpersona_site.content.gathered import (
    Claim,
    GatheringFacts,
    Place,
    Script,
    ShownClaim,
    ShownScript,
    ShownWork,
    Term,
    WorkLink,
)
from innerpersona_site.content.icons import material_icons
from innerpersona_site.content.model import (
    Card,
    CardImage,
    Heading,
    Kind,
    NavItem,
    PageFacts,
    Question,
    QuizCard,
    Section,
    SiteFacts,
    Topic,
    WorksheetCard,
)
from innerpersona_site.content.path_facts import PathCard, PathPlace, Piece
from innerpersona_site.content.roles import Places
from innerpersona_site.content.texts import Texts, read_texts
from innerpersona_site.pages.environment import page_environment
from innerpersona_site.pages.facts import complete
from innerpersona_site.pages.forms import QuizForms, engine_facts

ROOT = Path(__file__).parents[1]
MANIFEST = (
    '{"files":[{"name":"‹python.wasm›","bytes":2345678}],"hash":"abc","python":"3.13.2","runtime":"0.29.3"}'
)
TEXTS = read_texts([ROOT / "overrides"], "en")
GATHERING = ("glossary", "evidence", "works", "scripts")
DAY = datetime.date(2026, 3, 1)


def theme_environment(texts: Texts | None = None) -> jinja2.Environment:
    """Return the environment of the site's own theme, without its stylesheets and script modules."""
    return page_environment(
        [ROOT / "overrides"],
        stylesheet=lambda names: f"assets/stylesheets/{names.split()[-1]}.css",
        modules=lambda entry: [entry],
        icons=material_icons(),
        texts=texts or TEXTS,
    )


def example_pages(words: str, base: str = "/", texts: Texts = TEXTS) -> tuple[SiteFacts, list[PageFacts]]:
    """Return a site and a page for each way through the templates; wherever facts hold text, it is `words`."""
    section, topic = Section("s", words, f"{base}s/"), Topic("awareness", words)
    card = Card("other", words, f"{base}articles/other/", words, DAY, 3, section, topic, ("a.b",))
    cards = tuple(replace(card, slug=f"a{n}", url=f"{base}articles/a{n}/") for n in range(3))
    quizzes = tuple(
        QuizCard(id, words, load_instrument(id).version, words, f"{base}quiz/{id}/", words, 24, 5)
        for id in instrument_ids()
    )
    path = PathCard("one", words, f"{base}paths/one/", words, 2, 15, ("a.b",))
    steps = (
        Piece("articles/one", words, f"{base}articles/one/", words, 3),
        Piece("quiz/attachment", words, f"{base}quiz/attachment/", words, 5, is_quiz=True),
    )
    places = (PathPlace(path, "articles/one", 1, steps[1]), PathPlace(path, "quiz/attachment", 2))
    sheets = (WorksheetCard(words, f"{base}worksheets/one/", words),)
    about = (NavItem(words, f"{base}about/"), NavItem(words, f"{base}about/help/"))
    navigation = (
        NavItem(words, base),
        NavItem(words, section.url),
        NavItem(words, about[0].url, about),
    )
    leads = Places(
        privacy=f"{base}about/privacy/",
        help=f"{base}about/help/",
        quiz=f"{base}quiz/",
        compatibility=f"{base}compatibility/",
        kept=f"{base}about/kept/",
        legal=((words, f"{base}about/imprint/"),),
    )
    frame = f"https://site.example{base}", base, "en", words, words, navigation
    site = SiteFacts(words, *frame, places=leads, age=16)

    def page(kind: Kind, path: str, template: str, **more: object) -> PageFacts:
        return replace(PageFacts(kind, words, words, base + path, template=template), **more)  # type: ignore[arg-type]

    article = page(
        Kind.ARTICLE,
        "articles/one/",
        "article.html",
        date=DAY,
        updated=DAY,
        section=section,
        topic=topic,
        authors=(Author(words, f"{base}about/#one"), Author(words, f"{base}about/#two")),
        unpublished="later",
    )
    both = replace(
        article, worksheets=sheets, companion=cards[0], related=cards, previous=cards[1], next=cards[2]
    )
    hub = page(Kind.HUB, "s/", "hub.html", section=section)
    home = page(Kind.HOME, "", "home.html", sections=(section,), quizzes=quizzes)
    quiz = page(Kind.QUIZ, "quiz/attachment/", "quiz.html", needs_engine=True, instruments=("attachment",))
    compare = page(Kind.COMPATIBILITY, "compatibility/", "compatibility.html", needs_engine=True)
    place, script = (
        Place(words, f"{base}articles/one/#a"),
        Script("script-a", words, words, (words,), (words,)),
    )
    gathered = GatheringFacts(
        terms=(Term("a", words, words, (words,), words, ()),),
        claims=(ShownClaim(Claim("claim-1", "one study", words, ()), (WorkLink(words, place.url),), place),),
        works=(ShownWork("a2000b", Markup(escape(words)), ((words, place.title, place.url),)),),
        scripts=((words, (ShownScript(script, place),)),),
    )
    pages = [
        article,
        both,
        replace(article, needs_engine=True, paths=(path,), on_paths=places),
        hub,
        replace(hub, latest=cards[:1]),
        replace(hub, groups=((topic, cards), (topic, cards[:1]))),
        home,
        replace(home, latest=cards, paths=(path,), start_url=f"{base}start/"),
        replace(quiz, paths=(path,), on_paths=places),
        page(Kind.PATH, "paths/one/", "path.html", pieces=steps, start_url=f"{base}start/"),
        page(Kind.PAGE, "start/", "start.html", paths=(path,)),
        page(
            Kind.WORKSHEET,
            "worksheets/one/",
            "worksheet.html",
            goes_with=cards,
            worksheets_url=f"{base}worksheets/",
        ),
        page(Kind.PAGE, "worksheets/", "worksheets.html", worksheets=sheets),
        page(Kind.QUIZ, "quiz/", "quizzes.html", quizzes=quizzes, for_readers=cards),
        compare,
        page(Kind.PAGE, "about/kept/", "kept.html", quizzes=quizzes),
        page(Kind.PAGE, "about/help/", "main.html"),
        *(page(Kind.PAGE, f"library/{name}/", f"{name}.html", gathering=gathered) for name in GATHERING),
        page(Kind.PAGE, "404.html", "404.html", sections=(section,), latest=cards[:1], any_address=True),
        page(Kind.MOVED, "articles/old/", "moved.html", moved_to=f"{base}articles/one/"),
    ]
    return site, [_complete(facts, site, words, cards, quizzes, texts) for facts in pages]


def _complete(
    facts: PageFacts,
    site: SiteFacts,
    words: str,
    cards: tuple[Card, ...],
    quizzes: tuple[QuizCard, ...],
    texts: Texts,
) -> PageFacts:
    forms = QuizForms(theme_environment(texts))
    html = '<section class="ip-takeaways"></section><div class="ip-try"></div>'
    html += '<p class="ip-profile-note"></p><table></table>'
    if facts.instruments:
        html += "".join(forms.render(id, MANIFEST) for id in facts.instruments)
    exchange = (
        forms.render_exchange(MANIFEST, facts, site, quizzes) if facts.kind == Kind.COMPATIBILITY else ""
    )
    return complete(
        facts,
        site,
        html=html,
        contents=tuple(Heading(f"h{n}", words) for n in range(3)),
        questions=(Question("faq-why", words, words),),
        card=CardImage("assets/cards/one.png", words, 1200, 630),
        engine=engine_facts(f"{site.base}assets/engine/abc/", MANIFEST, cards, facts.url)
        if facts.needs_engine
        else None,
        exchange=Markup(exchange),
    )
