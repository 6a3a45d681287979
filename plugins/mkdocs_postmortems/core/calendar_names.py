"""Names of months and weekdays, and regular expression alternatives of them."""

from __future__ import annotations

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())

MONTH_STARTS = "|".join(month[:3] for month in MONTHS)
"""The first three letters of each English month, as alternatives; what follows them differs between authors."""
WEEKDAY_STARTS = "|".join(day[:3] for day in WEEKDAYS)
"""The same for weekdays."""
MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio",
            "feb february februar février febrero fevereiro febbraio",
            "mar march märz mars marzo março",
            "apr april avril abril aprile",
            "may mai mayo maio maggio",
            "jun june juni juin junio junho giugno",
            "jul july juli juillet julio julho luglio",
            "aug august août agosto",
            "sep sept september septembre septiembre setembro settembre",
            "oct october oktober octobre octubre okt outubro ottobre",
            "nov november novembre noviembre novembro",
            "dec december dezember décembre diciembre dez dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
"""Month numbers (1 for January) by name in English, German, French, Spanish, Portuguese and Italian, lower case."""

DATE_WORDS = frozenset(
    name.lower() for name in (*MONTHS, *WEEKDAYS, "sept", *MONTH_STARTS.split("|"), *WEEKDAY_STARTS.split("|"))
)
"""English names of months and weekdays, in full and abbreviated, lower case."""


def month_number(name: str) -> int | None:
    """Return the number of an English month, in full or abbreviated (`March`, `mar`, `Sept`); `None` if it is none."""
    if len(name) < 3:
        return None
    numbered = enumerate((month.lower() for month in MONTHS), 1)
    return next((number for number, month in numbered if month.startswith(name.lower())), None)
