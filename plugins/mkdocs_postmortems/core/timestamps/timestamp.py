"""A parsed timestamp, before its day and year are resolved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A date, a time of day, or both, as written. Missing parts are `None`."""

    end: int
    """Index in the text after the timestamp and the separator that follows."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    numeric: tuple[int, int] | None = None
    """Day and month as two numbers, if the timestamp does not tell their order."""
    weekday: int | None = None
    """0 for Monday."""
    minutes: int | None = None
    """Minutes since midnight; 24 hours and more are on the next day."""
    elapsed: int | None = None
    """Minutes since the start of the incident, negative before it, where that is stated instead of a time of day."""
    counted_day: int | None = None
    """The number of the day, 1 for the first, where days are counted: `Day 2`."""
    is_clock_unknown: bool = False
    """Whether there is a time of day without numbers, `??:??`."""
    range_end: Timestamp | None = None
    """The end of a range of which this is the start."""
    zone: str | None = None
    approx: bool = False
    is_separated: bool = False
    """Whether a separator such as `:` or `-`, or the end of the text, follows."""
    is_month_only: bool = False
    """Whether the day is unknown: `2022-02-??`, `2023-MM-DD`."""
    is_placeholder: bool = False
    """Whether it is left over from a template: `HH:mm`."""

    @property
    def has_day(self) -> bool:
        """Whether it states a day in any form, even a weekday or a month without a day."""
        return (
            self.day is not None
            or self.numeric is not None
            or self.weekday is not None
            or self.is_month_only
            or self.counted_day is not None
        )

    @property
    def has_clock(self) -> bool:
        """Whether it has a time of day, known or not, or a time since the start."""
        return self.minutes is not None or self.is_clock_unknown or self.elapsed is not None

    @property
    def iso_day(self) -> str | None:
        """`YYYY-MM-DD` if year, month and day are written in a known order, else `None`."""
        if not (self.year and self.month and self.day):
            return None
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
