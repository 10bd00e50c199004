"""Jinja2 without its writers' side: templates come compiled, so that nothing here parses one."""
