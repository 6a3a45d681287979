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
            "jan january januar janvier enero janeiro gennaio januari stycznia styczeń",
            "feb february februar février febrero fevereiro febbraio februari lutego luty",
            "mar march märz mars marzo março maart marca marzec marts",
            "apr april avril abril aprile kwietnia kwiecień",
            "may mai mayo maio maggio mei maja maj",
            "jun june juni juin junio junho giugno czerwca czerwiec",
            "jul july juli juillet julio julho luglio lipca lipiec",
            "aug august août agosto augustus augusti sierpnia sierpień",
            "sep sept september septembre septiembre setembro settembre września wrzesień",
            "oct october oktober octobre octubre okt outubro ottobre października październik",
            "nov november novembre noviembre novembro listopada listopad",
            "dec december dezember décembre diciembre dez dezembro desember dicembre grudnia grudzień",
        ),
        1,
    )
    for name in names.split()
}
"""Month numbers (1 for January) by name in the languages with an alphabet that are read, lower case."""

OTHER_WEEKDAYS = tuple(
    """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi
    dimanche lunes martes miércoles jueves viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira
    sexta-feira segunda terça quarta quinta sexta lunedì martedì mercoledì giovedì venerdì sabato domenica maandag
    dinsdag woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek sobota
    niedziela mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag""".split()
)
"""Weekdays in the same languages, lower case; they are only skipped before a date."""

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
