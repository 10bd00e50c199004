"""The schema of front matter."""

from __future__ import annotations

import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from innerpersona_site.content.authors import AiUse
from innerpersona_site.content.model import TEMPLATE_KINDS, Kind
from innerpersona_site.content.pattern import DRAWINGS
from innerpersona_site.content.regions import regions
from innerpersona_site.content.roles import Role

Slug = Annotated[StrictStr, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Tag = Annotated[StrictStr, Field(pattern=r"^[a-z0-9]+(?:[ -][a-z0-9]+)*$")]
Title = Annotated[StrictStr, Field(min_length=3, max_length=90)]
Description = Annotated[StrictStr, Field(min_length=50, max_length=160)]
ImageFile = Annotated[StrictStr, Field(pattern=r"^[\w-]+(?:/[\w-]+)*\.(?:svg|png|jpe?g|webp|avif)$")]
AltText = Annotated[StrictStr, Field(min_length=10, max_length=400)]
FormerAddress = Annotated[StrictStr, Field(pattern=r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*|(?:/[\w~-][\w.~-]*)+/?)$")]
Name = Annotated[StrictStr, Field(pattern=r"^\S.*\S$")]

_STRICT: Final = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""Unknown keys are faults; what stands below a key describes it in the schema for editors."""


def known_region(region: str) -> str:
    """Return a region; PydanticCustomError, as for a value that is none of a few, if there is no such region."""
    if region not in regions():
        raise PydanticCustomError("literal_error", "It is no region of a profile.")
    return region


def known_template(template: str) -> str:
    """Return a template; PydanticCustomError, as for a value that is none of a few, if front matter may not name it."""
    if template not in TEMPLATE_KINDS:
        raise PydanticCustomError("literal_error", "It is no template that a page may name.")
    return template


def known_drawing(drawing: str) -> str:
    """Return what a drawing shows; PydanticCustomError, as for a value that is none of a few, if nothing draws it."""
    if drawing not in DRAWINGS:
        raise PydanticCustomError("literal_error", "It is no drawing.")
    return drawing


class PageSchema(BaseModel):
    """Front matter of a page that is no article."""

    model_config = _STRICT

    title: Title
    """Shown as the page's heading."""
    description: Description
    """One or two sentences for search results, 50 to 160 characters."""
    template: (
        Annotated[
            StrictStr,
            AfterValidator(known_template),
            WithJsonSchema({"type": "string", "enum": [*TEMPLATE_KINDS]}),
        ]
        | None
    ) = None
    """The page's template, where it isn't the plain one."""
    hub: Slug | None = None
    """The section that a hub lists; a hub must name it."""
    checked: datetime.date | None = None
    """The day on which the numbers and addresses of the page were last checked; it is printed below the text."""
    leave_for: Annotated[StrictStr, Field(pattern=r"^https://[a-z0-9.-]+/[\w./-]*$")] | None = None
    """Where a button leads that leaves the page at once, for who may be looked in on: a page that gives nothing away."""
    role: Role | None = None
    """What the page is there for: other pages lead to it, the footer too where the navigation doesn't."""
    draft: StrictBool = False
    """A draft is checked but not published."""


class ImageSchema(BaseModel):
    """The picture that stands for an article elsewhere."""

    model_config = _STRICT

    file: ImageFile
    """Path of the picture relative to the docs folder."""
    alt: AltText
    """What the picture shows, in words, 10 to 400 characters."""


class ArticleSchema(BaseModel):
    """Front matter of an article."""

    model_config = _STRICT

    title: Title
    """Shown as the article's heading."""
    description: Description
    """One or two sentences for cards and search results, 50 to 160 characters."""
    date: datetime.date
    """Day of publication; an article dated in the future waits for that day."""
    section: Slug
    """The section whose hub lists the article, one of those that the settings name."""
    topic: Slug
    """What the article is about, one of those that the settings name; shown in its meta line."""
    tags: Annotated[list[Tag], Field(min_length=1)]
    """Words that related articles share."""
    authors: Annotated[list[Slug], Field(min_length=1)]
    """Who signs it, in the order of the byline."""
    ai: AiUse | None = None
    """How far a program wrote it, shown in the byline."""
    reviewed_by: list[Name] = []
    """Names of people outside the editors who read it for accuracy, shown in the byline."""
    updated: datetime.date | None = None
    """Day of the last change that matters to readers, after the day of publication."""
    companion: Slug | None = None
    """Slug of the one article to read next."""
    related: list[Slug] = []
    """Slugs of articles to list first under "More in"."""
    formerly: list[FormerAddress] = []
    """Slugs that the article had before, or whole paths of another site's; who comes to one is led to the article."""
    speaks_to: list[Annotated[StrictStr, AfterValidator(known_region)]] = []
    """Regions of a reader's profile that the article is worth reading for; it is offered to those readers."""
    image: ImageSchema | None = None
    """The picture that stands for the article elsewhere, with its text alternative."""
    drawing: (
        Annotated[
            StrictStr, AfterValidator(known_drawing), WithJsonSchema({"type": "string", "enum": [*DRAWINGS]})
        ]
        | None
    ) = None
    """What the article's drawing shows; the topic's own composition where nothing is named."""
    draft: StrictBool = False
    """A draft is checked but not published."""


class PieceSchema(BaseModel):
    """A step of a path."""

    model_config = _STRICT

    page: StrictStr
    """The page's file relative to the docs folder; a rule of the check looks for it."""
    why: Annotated[StrictStr, Field(min_length=10, max_length=200)]
    """What the reader gets from it at this place, 10 to 200 characters."""


class PathSchema(BaseModel):
    """Front matter of a guided path."""

    model_config = _STRICT

    title: Title
    """Shown as the path's heading, in the reader's words: "I worry"."""
    description: Description
    """One or two sentences for the page that begins it and for search results, 50 to 160 characters."""
    pieces: Annotated[list[PieceSchema], Field(min_length=5, max_length=7)]
    """The pages to read, in order, each with a sentence that says why."""
    speaks_to: list[Annotated[StrictStr, AfterValidator(known_region)]] = []
    """Regions of a reader's profile below whose report the path is offered."""
    draft: StrictBool = False
    """A draft is checked but not published."""


class WorksheetSchema(BaseModel):
    """Front matter of a worksheet."""

    model_config = _STRICT

    title: Title
    """Shown as the worksheet's heading, on paper too."""
    description: Description
    """One or two sentences on what it is for, 50 to 160 characters."""
    goes_with: Annotated[list[Slug], Field(min_length=1)]
    """Slugs of the articles that explain it; they lead to the worksheet, and it to them."""
    draft: StrictBool = False
    """A draft is checked but not published."""


SCHEMAS: Final[dict[Kind | None, type[BaseModel]]] = {
    None: PageSchema,
    Kind.ARTICLE: ArticleSchema,
    Kind.PATH: PathSchema,
    Kind.WORKSHEET: WorksheetSchema,
}
"""The schema of each kind of page that a folder makes, and of all other pages (None)."""
