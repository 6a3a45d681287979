"""What one code of a diagnostic stands for, and how much it matters by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a diagnostic matters, from not at all to what readers miss something by."""

    OFF = "off"
    INFO = "info"
    """Worth a thought; never makes a check fail."""
    WARNING = "warning"
    """A reviewer would ask for a change; everything is published."""
    ERROR = "error"
    """A document, a page or a whole file is missing something, or must not be published."""

    @property
    def rank(self) -> int:
        """A number that grows with the severity."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticCode:
    """One code: what it says, why it matters and what to do. Its page in the documentation is made from this."""

    code: str
    """Two letters and three digits; never used again for anything else."""
    title: str
    """What it says, in one or two sentences."""
    rationale: str
    """Why a reader is better off without it, in one paragraph."""
    severity: Severity = Severity.WARNING
    """Unless the configuration says otherwise; an error of reading or of a built site stays one."""
    name: str = ""
    """Short name, for codes that the configuration may name so."""
    remedy: str = ""
    """What to do about it, in one paragraph."""
    bad: str = ""
    """An example that has it."""
    good: str = ""
    """The same example without it."""
    raised_by: str = ""
    """What looks for it."""


def index_codes(codes: Iterable[DiagnosticCode]) -> Mapping[str, DiagnosticCode]:
    """Return codes by their names, in the given order.

    Raises:
        ValueError: two of them have one name.
    """
    by_code: dict[str, DiagnosticCode] = {}
    for one in codes:
        if one.code in by_code:
            raise ValueError(f"{one.code} is the code of two things: {by_code[one.code].title} {one.title}")
        by_code[one.code] = one
    return MappingProxyType(by_code)
