"""How much a finding matters; a project decides it rule by rule."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """From nothing at all to what must be mended before others read it."""

    OFF = "off"
    INFO = "info"
    """Worth a thought; never makes a check fail."""
    WARNING = "warning"
    """A reviewer would ask for a change."""
    ERROR = "error"
    """Readers miss something, or are told something wrong."""

    @property
    def rank(self) -> int:
        """A number that grows with the severity."""
        return list(Severity).index(self)
