"""The content model: what an article is, independent of the program that turns Markdown into pages."""
