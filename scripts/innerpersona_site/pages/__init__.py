"""The pages of the site: their Markdown, their templates, their policy."""
