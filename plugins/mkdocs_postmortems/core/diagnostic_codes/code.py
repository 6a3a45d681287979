"""A diagnostic code with its default severity and its documentation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """The severity of a diagnostic, in ascending order."""

    OFF = "off"
    """Not reported."""
    INFO = "info"
    """A hint; does not make `postmortems check` fail by default."""
    WARNING = "warning"
    """A reviewer would ask for a change; the document is still published."""
    ERROR = "error"
    """Something is missing from the published site, or must not be published."""

    @property
    def rank(self) -> int:
        """The position in the enumeration; a higher number is more severe."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticCode:
    """A diagnostic code. Its page in the reference documentation is generated from these fields."""

    code: str
    """Two letters and three digits. The code of a removed diagnostic is never reused."""
    title: str
    """What is wrong, in one or two sentences."""
    rationale: str
    """Why it matters, in one paragraph."""
    severity: Severity = Severity.WARNING
    """The default. The option `check.rules` can change it, except for errors of `SOURCE_CODES` and `AUDIT_CODES`."""
    name: str = ""
    """A short name in kebab case that `check.rules` accepts instead of the code; empty for codes that have none."""
    remedy: str = ""
    """What to do about it, in one paragraph."""
    bad: str = ""
    """An example that raises it."""
    good: str = ""
    """The same example, corrected."""
    raised_by: str = ""
    """The command or the step of processing that reports it."""


def index_codes(codes: Iterable[DiagnosticCode]) -> Mapping[str, DiagnosticCode]:
    """Return a mapping from `code` to each of the codes, in the given order.

    Raises:
        ValueError: two of them have the same `code`.
    """
    by_code: dict[str, DiagnosticCode] = {}
    for one in codes:
        if one.code in by_code:
            raise ValueError(f"{one.code} is the code of two things: {by_code[one.code].title} {one.title}")
        by_code[one.code] = one
    return MappingProxyType(by_code)
