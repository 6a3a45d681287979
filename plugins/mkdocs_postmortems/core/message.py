"""Our own words on pages: English texts that remember what they were made of, so that they can be translated.

A `Message` is its English text, for the terminal, data and tests. Templates and scripts of a site in another language
show `Language.say(message)`. Words of authors and of the taxonomy are ordinary strings, which nothing translates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self


class Message(str):  # noqa: SLOT000 - it has values
    """An English text made of a pattern, such as `after {duration}`, and its values.

    Args:
        pattern: the text with placeholders; the key of its translation. With `one`, the plural form.
        one: the form for a `number` of 1, if the text counts something.
        values: what the placeholders stand for. Messages among them are translated, too, and whole numbers grouped.
    """

    pattern: str
    """The key of its translation."""
    english: str
    """The pattern that was chosen by number."""
    values: Mapping[str, Any]

    def __new__(cls, pattern: str, one: str = "", /, **values: Any) -> Self:
        """Make the English text."""
        chosen = one if one and values.get("number") == 1 else pattern
        made = super().__new__(cls, chosen.format(**_grouped(values, ",")) if values else chosen)
        made.pattern, made.english, made.values = pattern, chosen, values
        return made


class Day(Message):
    """A calendar day in words: `7 Mar 2024`, or `7 March 2024` if it is long. `iso` may lack day and month."""

    iso: str
    is_long: bool

    def __new__(cls, text: str, iso: str = "", *, is_long: bool = False) -> Self:
        """Make the English text; it is given."""
        made = super().__new__(cls, text)
        made.iso, made.is_long = iso, is_long
        return made


def _grouped(values: Mapping[str, Any], separator: str) -> dict[str, Any]:
    return {name: group_digits(value, separator) if isinstance(value, int) else value for name, value in values.items()}


def group_digits(number: int, separator: str = ",") -> str:
    """Return a number with its digits in groups of three."""
    return f"{number:,}".replace(",", separator)


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a site's language. Without a catalogue it is English."""

    code: str = "en"
    messages: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """Translation by English pattern; of patterns that count, by plural category: `one`, `other` and so on."""
    script_messages: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """The same for the texts that scripts show."""
    plural_category: Callable[[int], str] = lambda number: "one" if number == 1 else "other"
    """Returns the plural category of a number."""
    months: tuple[str, ...] = ()
    """Names of the months; empty for those of English."""
    short_months: tuple[str, ...] = ()
    day: str = ""
    """A day: `{day}. {month} {year}`."""
    long_day: str = ""
    """A day with the name of the month; empty if it is as `day`."""
    month_of_year: str = ""
    """A month: `{month} {year}`."""
    thousands: str = ","
    """What stands between groups of digits."""
    lowers_nouns: bool = True
    """Whether a heading such as `Services` is written with a small letter within a sentence."""

    def text(self, pattern: str, one: str = "", /, **values: Any) -> str:
        """Return a text of a template in this language. Arguments are those of `Message`."""
        return str(self.say(Message(pattern, one, **values)))

    def say(self, value: Any) -> Any:
        """Return a message in this language; anything else as it is."""
        if isinstance(value, Day):
            return self._day(value)
        if not isinstance(value, Message):
            return value
        known = self.messages.get(value.pattern)
        if known is None:
            return self._filled(value, value.english)
        if isinstance(known, str):
            return self._filled(value, known)
        category = self.plural_category(int(value.values.get("number", 0)))
        return self._filled(value, known.get(category) or known["other"])

    def inner(self, heading: Any) -> str:
        """Return a heading as it is written within a sentence."""
        said = str(self.say(heading))
        return said.lower() if self.lowers_nouns else said

    def number(self, number: int) -> str:
        """Return a whole number with its digits in groups."""
        return group_digits(number, self.thousands)

    def translated(self, data: Any) -> Any:
        """Return mappings, lists and scalars, as for JSON, with every `Message` in them in this language."""
        if isinstance(data, Mapping):
            return {key: self.translated(value) for key, value in data.items()}
        if isinstance(data, list | tuple):
            return [self.translated(value) for value in data]
        return self.say(data)

    def _filled(self, message: Message, pattern: str) -> str:
        if not message.values:
            return pattern
        values = {name: self.say(value) for name, value in message.values.items()}
        return pattern.format(**_grouped(values, self.thousands))

    def _day(self, day: Day) -> str:
        year, month, number = (*day.iso.split("-"), "", "")[:3]
        if not self.months or not month:
            return str(day)
        names = self.months if day.is_long else self.short_months
        pattern = (self.long_day or self.day if day.is_long else self.day) if number else self.month_of_year
        return pattern.format(day=number.lstrip("0"), month=names[int(month) - 1], year=year, number=int(month))


ENGLISH = Language()
