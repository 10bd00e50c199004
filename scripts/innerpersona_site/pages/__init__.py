"""How pages are made: navigation, the facts of a rendered page, forms, and the templates' environment."""
