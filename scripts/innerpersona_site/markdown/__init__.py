"""Markdown: parsed once, compiled to HTML with holes for what lies outside the page, and filled."""
