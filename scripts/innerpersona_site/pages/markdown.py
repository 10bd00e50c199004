"""The one way from a page's Markdown to its HTML, for the build, the check, the preview and the tests."""

from __future__ import annotations

from innerpersona_site.markdown.compiler import compile_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.filling import fill
from innerpersona_site.markdown.parser import parse
from innerpersona_site.markdown.rendered import Rendered


def render(body: str, src_path: str, context: RenderContext) -> Rendered:
    """Render the body of a page, without its front matter; `src_path` is relative to the docs folder."""
    return fill(compile_page(parse(body)), context, src_path)
