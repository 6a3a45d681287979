"""What a stamp is: a date, a time of day, or both, before anybody knows which day and year are meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A date and time as written, with the parts that are not there left out."""

    end: int
    """Index in the text after the stamp and the separator that follows."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    numeric: tuple[int, int] | None = None
    """Two numbers of which one is the day and one the month, in an order that the text alone does not tell."""
    weekday: int | None = None
    """0 for Monday."""
    minutes: int | None = None
    """Minutes since midnight."""
    is_clock_unknown: bool = False
    """A clock was written, but as `??:??`."""
    range_end: Timestamp | None = None
    zone: str | None = None
    approx: bool = False
    is_separated: bool = False
    """Something like `:` or `-` or the end of the text follows."""
    is_month_only: bool = False
    """The day is unknown: `2022-02-??`, `2023-MM-DD`."""
    is_placeholder: bool = False
    """Left over from a template: `HH:mm`."""

    @property
    def has_day(self) -> bool:
        """Whether it names a day in any way."""
        return self.day is not None or self.numeric is not None or self.weekday is not None or self.is_month_only

    @property
    def has_clock(self) -> bool:
        """Whether it has a time of day, known or not."""
        return self.minutes is not None or self.is_clock_unknown

    @property
    def iso_day(self) -> str | None:
        """`YYYY-MM-DD` if year, month and day are all written and in a known order."""
        if not (self.year and self.month and self.day):
            return None
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
