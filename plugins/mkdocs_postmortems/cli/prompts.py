"""Checks what people answer: by the taxonomy, with a guess at what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import available_timezones

import click

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostics import did_you_mean, not_one_of, printable
from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, TermLookup, Vocabulary
from mkdocs_postmortems.core.time_zones import to_tzinfo
from mkdocs_postmortems.core.yaml_writer import clean_line

NOW = "now"
_RELATIVE_DAY = re.compile(r"(today|yesterday)(?:,? +(?:at +)?(.+))?", re.IGNORECASE)


class AnswerError(Exception):
    """An answer is not what it has to be; the message says what is expected."""


def parse_title(written: str) -> str:
    """Return a title on one line."""
    if not (title := clean_line(written)):
        raise AnswerError("a title is needed: what happened, in one line.")
    return title


def parse_term(taxonomy: Taxonomy, vocabulary: Vocabulary, noun: str, written: str) -> str:
    """Return the id of what is meant; where the taxonomy has no such list, what was written."""
    terms = taxonomy.terms(vocabulary)
    name = clean_line(written)
    if found := TermLookup(terms).find(name):
        return found.id
    declared = [term for term in terms.values() if term.declared]
    if declared and taxonomy.is_declared:
        raise AnswerError(not_one_of(noun, name, term_ids(declared)))
    return name


def parse_services(taxonomy: Taxonomy, written: str) -> tuple[str, ...]:
    """Return the ids of services that are written with commas between them."""
    parts = filter(None, map(clean_line, written.split(",")))
    return tuple(dict.fromkeys(parse_term(taxonomy, Vocabulary.SERVICES, "service", part) for part in parts))


def parse_type(written: str) -> IncidentType | None:
    """Return a type of incident."""
    if not (name := clean_line(written)):
        return None
    found = next((type for type in IncidentType if normalize_name(type.value) == normalize_name(name)), None)
    if found is None:
        raise AnswerError(not_one_of("type", name, [type.value for type in IncidentType]))
    return found


def parse_start(written: str, zone: str, now: datetime | None = None) -> Moment | None:
    """Return when it began; `now` in the incident's zone, else in UTC; `today` and `yesterday` as here, else."""
    text = clean_line(written)
    known = to_tzinfo(zone) if zone else None
    current = now or datetime.now(UTC)
    if text.lower() == NOW:
        return Moment(current.astimezone(known or UTC).strftime("%Y-%m-%dT%H:%M"), None if known else "UTC")
    if near := _RELATIVE_DAY.fullmatch(text):
        day = current.astimezone(known).date() - timedelta(days=near[1].lower() == "yesterday")
        text = f"{day} {near[2] or ''}".strip()
    try:
        moment = parse_moment(text)
    except ValueError as error:
        raise AnswerError(f"start {error}") from error
    if moment and "-" not in moment.iso and ":" in moment.iso:
        raise AnswerError(f"start {text!r} has no day; expected such as 2024-03-07 {moment.iso} or today {moment.iso}.")
    return moment


def parse_zone(written: str) -> str:
    """Return a time zone."""
    name = clean_line(written)
    if name and to_tzinfo(name) is None:
        hint = did_you_mean(name, available_timezones())
        raise AnswerError(f"time zone {name!r} is not known; expected such as Europe/Lisbon, UTC or +01:00.{hint}")
    return name


def parse_audience(audiences: Audiences, written: str) -> str:
    """Return an audience that is written exactly so; who may read something is never guessed."""
    if found := audiences.find(written.strip()):
        return found
    if not audiences:
        raise AnswerError("no audiences are configured, so everybody reads everything.")
    raise AnswerError(not_one_of("audience", written.strip(), audiences.names))


def parse_id(written: str, taken: Collection[str], *, is_needed: bool) -> str:
    """Return an id that no other document has."""
    if not (id := clean_line(written)) and is_needed:
        raise AnswerError("an id is needed, since the option 'filename' names files by it; expected such as INC-0001.")
    if id in taken:
        raise AnswerError(f"{id!r} is taken.")
    return id


def term_ids(terms: Iterable[Term]) -> list[str]:
    """Return the ids of terms, severities by their rank."""
    return [term.id for term in sorted(terms, key=lambda term: (term.rank or 0, term.id))]


try:  # Windows has none; there is no completion then.
    import readline
except ImportError:  # pragma: no cover
    readline = None  # type: ignore[assignment]

T = TypeVar("T")
_MAX_LISTED = 8
"""More names than that are listed only if somebody asks."""
_MAX_MEANING_LENGTH = 70


def ask(question: str, parse: Callable[[str], T], names: Mapping[str, str] | None = None, default: str = "") -> T:
    """Ask until `read` takes the answer. Everything is said on standard error, so that output can be piped.

    Args:
        question: What is asked.
        parse: Reads the answer, or raises `AnswerError`.
        names: What is usually answered, with what it means.
        default: What an empty answer means.
    """
    known = names or {}
    _set_completer(known)
    hint = (
        f" ({', '.join(map(printable, known))})"
        if 0 < len(known) <= _MAX_LISTED
        else " (? lists them)"
        if known
        else ""
    )
    while True:
        answer = click.prompt(f"{question}{hint}", default=default, show_default=bool(default), err=True)
        if answer.strip() == "?" and known:
            _print_names(known)
            continue
        try:
            return parse(answer)
        except AnswerError as error:
            click.echo(f"  {printable(str(error))}", err=True)


def _print_names(names: Mapping[str, str]) -> None:
    for name, meaning in names.items():
        click.echo(f"  {printable(name)}  {printable(meaning)[:_MAX_MEANING_LENGTH]}".rstrip(), err=True)


def _set_completer(names: Iterable[str]) -> None:
    """Let the tabulator complete names, also after a comma."""
    if readline is None:
        return
    known = sorted(names)

    def completer(text: str, state: int) -> str | None:
        found = [name for name in known if name.casefold().startswith(text.casefold())]
        return found[state] if state < len(found) else None

    readline.set_completer_delims(", ")
    readline.set_completer(completer)
    readline.parse_and_bind("tab: complete")
