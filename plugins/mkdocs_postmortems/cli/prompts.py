"""Parses and asks for the answers of `postmortems new`.

The same parsers serve options and prompts; a wrong answer raises `AnswerError` with what is expected and a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import click

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostics import not_one_of, printable
from mkdocs_postmortems.core.drafting.time_ago import parse_time_ago
from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, TermLookup, Vocabulary
from mkdocs_postmortems.core.time_zones import to_tzinfo
from mkdocs_postmortems.core.yaml_writer import clean_line
from mkdocs_postmortems.core.zone_names import normalize_zone, unknown_zone_message

NOW = "now"
_RELATIVE_DAY = re.compile(r"(today|yesterday)(?:,? ++(?:at ++)?(.+))?", re.IGNORECASE)


class AnswerError(Exception):
    """An answer is invalid; the message says what is expected."""


class UnknownTermError(AnswerError):
    """The taxonomy has no such term."""

    def __init__(self, message: str, name: str) -> None:
        """Store the message, and the name as written."""
        super().__init__(message)
        self.name = name


def parse_title(written: str) -> str:
    """Return a title on one line.

    Raises:
        AnswerError: it is empty.
    """
    if not (title := clean_line(written)):
        raise AnswerError("a title is needed: what happened, in one line.")
    return title


def parse_term(taxonomy: Taxonomy, vocabulary: Vocabulary, noun: str, written: str) -> str:
    """Return the id of a term, by its id, name or alias.

    If the site's taxonomy has no terms in this vocabulary, any name is accepted and returned as written.

    Args:
        taxonomy: The taxonomy of the site.
        vocabulary: The vocabulary to search.
        noun: What the term is, for error messages, such as `severity`.
        written: The answer.

    Raises:
        AnswerError: the vocabulary has no such term.
    """
    terms = taxonomy.terms(vocabulary)
    name = clean_line(written)
    if found := TermLookup(terms).find(name):
        return found.id
    declared = [term for term in terms.values() if term.declared]
    if declared and taxonomy.is_declared:
        raise UnknownTermError(not_one_of(noun, name, term_ids(declared)), name)
    return name


def parse_services(taxonomy: Taxonomy, written: str, new: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of services that are separated by commas; those of `new` stay as written.

    Raises:
        UnknownTermError: one of them is neither in the taxonomy nor new.
    """
    parts = filter(None, map(clean_line, written.split(",")))
    services = Vocabulary.SERVICES
    return tuple(dict.fromkeys(p if p in new else parse_term(taxonomy, services, "service", p) for p in parts))


def parse_type(written: str) -> IncidentType | None:
    """Return a type of incident; `None` for an empty answer.

    Raises:
        AnswerError: there is no such type.
    """
    if not (name := clean_line(written)):
        return None
    found = next((type for type in IncidentType if normalize_name(type.value) == normalize_name(name)), None)
    if found is None:
        raise AnswerError(not_one_of("type", name, [type.value for type in IncidentType]))
    return found


def parse_start(written: str, zone: str, now: datetime | None = None) -> Moment | None:
    """Return the start of the incident; `None` if it is unknown.

    Args:
        written: A moment as in front matter, `now`, `2 hours ago`, `today 14:32` or `yesterday 23:40`.
        zone: The time zone of the incident; empty if unknown. Then `now` and hours ago are in UTC, and `today`,
            `yesterday` and days ago are days of the local time zone.
        now: The current time; by default that of the clock.

    Raises:
        AnswerError: it is not a moment, or a time without a day.
    """
    text = clean_line(written)
    tzinfo = to_tzinfo(zone) if zone else None
    current = now or datetime.now(UTC)
    if text.lower() == NOW:
        return Moment(current.astimezone(tzinfo or UTC).strftime("%Y-%m-%dT%H:%M"), None if tzinfo else "UTC")
    if ago := parse_time_ago(text):
        began = (current - timedelta(minutes=ago.minutes)).astimezone(tzinfo or (None if ago.in_days else UTC))
        if not ago.in_days:
            return Moment(began.strftime("%Y-%m-%dT%H:%M"), None if tzinfo else "UTC", ago.is_approx)
        text = f"{'~' if ago.is_approx else ''}{began.date()} {ago.clock}".strip()
    elif relative := _RELATIVE_DAY.fullmatch(text):
        day = current.astimezone(tzinfo).date() - timedelta(days=relative[1].lower() == "yesterday")
        text = f"{day} {relative[2] or ''}".strip()
    try:
        moment = parse_moment(text)
    except ValueError as error:
        raise AnswerError(f"start {error}") from error
    if moment and "-" not in moment.iso and ":" in moment.iso:
        raise AnswerError(
            f"start {text!r} has no day; expected, for example, 2024-03-07 {moment.iso} or today {moment.iso}."
        )
    return moment


def parse_zone(written: str) -> str:
    """Return the name or offset of a time zone; empty for an empty answer.

    Raises:
        AnswerError: the zone is unknown.
    """
    name = clean_line(written)
    if not name:
        return ""
    if (zone := normalize_zone(name)) is None or to_tzinfo(zone) is None:
        raise AnswerError(f"time zone {unknown_zone_message(name)}")
    return zone


def parse_audience(audiences: Audiences, written: str) -> str:
    """Return the name of an audience, which must be spelled exactly, since a guess could reach the wrong people.

    Raises:
        AnswerError: there is no such audience, or no audiences are configured.
    """
    if found := audiences.find(written.strip()):
        return found
    if not audiences:
        raise AnswerError("no audiences are configured, so everybody may read everything.")
    raise AnswerError(not_one_of("audience", written.strip(), audiences.names))


def parse_id(written: str, taken: Collection[str], *, is_needed: bool) -> str:
    """Return an id; empty for an empty answer.

    Args:
        written: The answer.
        taken: The ids of all documents.
        is_needed: Whether an empty answer is an error, since the option `filename` needs the id.

    Raises:
        AnswerError: another document has the id, or it is needed and empty.
    """
    if not (id := clean_line(written)) and is_needed:
        raise AnswerError("an id is needed, since the option 'filename' has it; expected, for example, INC-0001.")
    if id in taken:
        raise AnswerError(f"{id!r} is taken.")
    return id


def term_ids(terms: Iterable[Term]) -> list[str]:
    """Return the ids of terms, sorted by rank and id. Only severities have ranks."""
    return [term.id for term in sorted(terms, key=lambda term: (term.rank or 0, term.id))]


try:  # Windows has no readline; there prompts have no completion.
    import readline
except ImportError:  # pragma: no cover
    readline = None  # type: ignore[assignment]

T = TypeVar("T")
_MAX_LISTED = 8
"""A prompt shows at most so many names; if there are more, the user can list them by `?`."""
_MAX_MEANING_LENGTH = 70
"""Characters."""


def ask(
    question: str,
    parse: Callable[[str], T],
    names: Mapping[str, str] | None = None,
    default: str = "",
    mend: Callable[[str, str], str] | None = None,
) -> T:
    """Ask until the answer is valid, and return its parsed value. Prompts go to standard error.

    Names can be answered by their numbers in the list, unless the number is a name or an alias itself.

    Args:
        question: The prompt.
        parse: Parses the answer, or raises `AnswerError`.
        names: Usual answers, each with its meaning, for completion and for the answer `?`.
        default: The value of an empty answer.
        mend: Gets an answer and the name in it that is unknown, and returns a better answer; an empty one to ask again.
    """
    known = names or {}
    _set_completer(known)
    answer, hint = "", _hint(known)
    while True:
        answer = answer or click.prompt(f"{question}{hint}", default=default, show_default=bool(default), err=True)
        if answer.strip() == "?" and known:
            _print_names(known)
            answer = ""
            continue
        answer = _with_names(answer, tuple(known), parse)
        try:
            return parse(answer)
        except AnswerError as error:
            click.echo(f"  {printable(str(error))}", err=True)
            answer = mend(answer, error.name) if mend and isinstance(error, UnknownTermError) else ""


def _hint(names: Mapping[str, str]) -> str:
    if len(names) > _MAX_LISTED:
        return " (? lists them)"
    numbered = (printable(name) if name == str(n) else f"{n} {printable(name)}" for n, name in enumerate(names, 1))
    return f" ({', '.join(numbered)})" if names else ""


def _with_names(answer: str, names: Sequence[str], parse: Callable[[str], object]) -> str:
    """Return an answer, or several separated by commas, with the numbers of the list as names."""
    return ",".join(_with_name(part, names, parse) for part in answer.split(",")) if names else answer


def _with_name(part: str, names: Sequence[str], parse: Callable[[str], object]) -> str:
    number = part.strip()
    if not (number.isdecimal() and number.isascii() and 1 <= int(number) <= len(names)) or number in names:
        return part
    try:
        is_alias = parse(number) not in (number, (number,))
    except AnswerError:
        is_alias = False
    return part if is_alias else names[int(number) - 1]


def _print_names(names: Mapping[str, str]) -> None:
    for number, (name, meaning) in enumerate(names.items(), 1):
        line = f"  {number:>3}  {printable(name)}  {printable(meaning)[:_MAX_MEANING_LENGTH]}"
        click.echo(line.rstrip(), err=True)


def _set_completer(names: Iterable[str]) -> None:
    """Let the Tab key complete names, also after a comma."""
    if readline is None:
        return
    known = sorted(names)

    def completer(text: str, state: int) -> str | None:
        found = [name for name in known if name.casefold().startswith(text.casefold())]
        return found[state] if state < len(found) else None

    readline.set_completer_delims(", ")
    readline.set_completer(completer)
    readline.parse_and_bind("tab: complete")
