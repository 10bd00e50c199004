"""The part of Jinja2's nodes that a compiled template needs: whether it escapes. The tree is the compiler's."""

from typing import Any


class EvalContext:
    """What is in force while a template is rendered."""

    def __init__(self, environment: Any, template_name: str | None = None) -> None:
        self.environment = environment
        autoescape = environment.autoescape
        self.autoescape = autoescape(template_name) if callable(autoescape) else autoescape
        self.volatile = False

    def save(self) -> dict[str, Any]:
        """Return a copy of what is in force."""
        return self.__dict__.copy()

    def revert(self, old: dict[str, Any]) -> None:
        """Put back what was in force."""
        self.__dict__.clear()
        self.__dict__.update(old)
