"""Gathers problems while one source is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_postmortems.core.problems import Problem


@dataclass(slots=True)
class Findings:
    """The problems of one source so far; lives for one call of a reader."""

    path: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, code: str, message: str) -> None:
        """Note a problem."""
        self.found.append(Problem(self.path, line, code, message))

    def problems(self) -> tuple[Problem, ...]:
        """Return what was found, in order of place."""
        return tuple(sorted(self.found))
