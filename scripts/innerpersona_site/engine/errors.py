"""The one error that building the engine raises."""


class EngineError(Exception):
    """The engine can't be built: one sentence that says what is wrong and one that says what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy
