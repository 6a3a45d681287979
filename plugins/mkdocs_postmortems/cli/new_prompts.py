"""Collects the answers for `postmortems new`: from options, else by prompts, if there is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from mkdocs_postmortems.cli.corpus import CommandCorpus
from mkdocs_postmortems.cli.prompts import (
    AnswerError,
    UnknownTermError,
    ask,
    parse_audience,
    parse_id,
    parse_services,
    parse_start,
    parse_term,
    parse_title,
    parse_type,
    parse_zone,
    term_ids,
)
from mkdocs_postmortems.commands.new import default_audience_for
from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import document_path, placeholders_in
from mkdocs_postmortems.core.drafting.next_id import next_id
from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.yaml_writer import clean_line, scalar
from mkdocs_postmortems.settings import Project

T = TypeVar("T")
_MAX_ZONES = 3
"""The number of time zones that a prompt suggests."""
_STARTS = "now, 2 hours ago, yesterday 23:40, 2024-03-07 14:32, unknown"
_YES = frozenset("y yes j ja o oui s sí si sim はい".split())
_NO = frozenset(("", "n", "no", "nein", "non", "não", "nee", "いいえ"))


@dataclass(frozen=True, slots=True)
class NewOptions:
    """The options of the command as they were typed; `None` for those that were not given."""

    title: str | None
    severity: str | None
    services: str | None
    type: str | None
    start: str | None
    timezone: str | None
    audience: str | None
    id: str | None

    @property
    def is_complete(self) -> bool:
        """Whether all important options are given, so that no question is asked."""
        return None not in (self.title, self.severity, self.services, self.start)


@dataclass(frozen=True, slots=True)
class PromptSession:
    """The context in which options are parsed and questions are asked."""

    project: Project
    corpus: CommandCorpus
    asks: bool
    """Whether questions may be asked."""

    def answer(
        self,
        option: str,
        given: str | None,
        parse: Callable[[str], T],
        question: str,
        names: Mapping[str, str] | None = None,
        default: str = "",
        mend: Callable[[str, str], str] | None = None,
    ) -> T:
        """Return the parsed value of an option, else of the user's answer, else of the default.

        Args:
            option: The name of the option, for error messages.
            given: The value of the option; `None` if it was not given.
            parse: Parses a value, or raises `AnswerError`.
            question: The prompt.
            names: Usual answers, each with its meaning.
            default: The value of an empty answer, and if no question may be asked.
            mend: Gets an answer and the unknown name in it, and returns a better answer; an empty one to ask again.

        Raises:
            click.UsageError: the value of the option or the default is invalid.
        """
        if given is None and self.asks:
            return ask(question, parse, names, default, mend)
        try:
            return parse(default if given is None else given)
        except AnswerError as error:
            raise click.UsageError(f"{option}: {error}") from None

    @property
    def pattern(self) -> str:
        """The option `filename`."""
        return self.project.settings.filename

    def target_path(self, answers: Answers) -> Path:
        """Return the path of the file to write."""
        return self.project.folder / document_path(self.pattern, answers)

    @property
    def taxonomy_path(self) -> Path:
        """The taxonomy file of the site."""
        return self.project.folder / self.project.settings.taxonomy

    def new_services(self, answers: Answers) -> tuple[str, ...]:
        """Return the services of the answers that are to be added to the taxonomy."""
        taxonomy = self.corpus.view.taxonomy
        terms = taxonomy.terms(Vocabulary.SERVICES)
        if not taxonomy.is_declared or not any(term.declared for term in terms.values()):
            return ()
        return tuple(name for name in answers.services if name not in terms)

    def terms(self, vocabulary: Vocabulary) -> dict[str, str]:
        """Return the ids of a vocabulary, each with its definition, else its name."""
        terms = self.corpus.view.taxonomy.terms(vocabulary)
        return {id: terms[id].definition or terms[id].name for id in term_ids(terms.values())}


def ask_answers(session: PromptSession, options: NewOptions) -> Answers:
    """Return the answers; asks for each option that was not given, one after the other.

    Raises:
        click.UsageError: an option is invalid, or a required one is missing and no question may be asked.
    """
    taxonomy = session.corpus.view.taxonomy
    if options.title is None and not session.asks:
        raise click.UsageError("Missing option '--title'; without a terminal or with --no-input it is required.")
    if session.asks:
        click.echo("An empty answer leaves a question open.", err=True)
    title = session.answer("--title", options.title, parse_title, "What happened, in one line")
    zones = dict.fromkeys(_common_zones(session.corpus), "")
    zone = session.answer(
        "--timezone", options.timezone, parse_zone, "Time zone", zones, next(iter(zones), "") if session.asks else ""
    )
    start = session.answer("--start", options.start, lambda text: _start(text, zone), f"When did it begin ({_STARTS})")
    severity = session.answer(
        "--severity",
        options.severity,
        lambda text: parse_term(taxonomy, Vocabulary.SEVERITIES, "severity", text) if text.strip() else "",
        "Severity",
        session.terms(Vocabulary.SEVERITIES),
    )
    type = session.answer("--type", options.type, parse_type, "Type", {type.value: "" for type in IncidentType})
    services = _services(session, options)
    answers = Answers(
        title=title,
        today=datetime.now(UTC).date(),
        type=type,
        severity=severity,
        services=services,
        start=start,
        timezone=zone,
    )
    answers = replace(answers, id=_id(session, options, answers))
    while session.asks and "slug" in placeholders_in(session.pattern) and session.target_path(answers).exists():
        click.echo(f"  {session.target_path(answers)} exists already.", err=True)
        answers = replace(answers, title=ask("Another title", parse_title))
    return replace(answers, audience=_audience(session, options, answers))


def _services(session: PromptSession, options: NewOptions) -> tuple[str, ...]:
    """Return the services; one that the taxonomy lacks is named as written, if the user wants it to be added."""
    taxonomy, new = session.corpus.view.taxonomy, list[str]()

    def parse(text: str) -> tuple[str, ...]:
        try:
            return parse_services(taxonomy, text, new)
        except UnknownTermError as error:
            if session.asks and options.services is None:
                raise
            raise AnswerError(f"{error} {_how_to_add(session.taxonomy_path, error.name)}") from error

    def offer(answer: str, name: str) -> str:
        question = f"  Add {printable(name)!r} to {session.taxonomy_path} (y, n, or the right name)"
        reply = click.prompt(question, default="", show_default=False, err=True).strip()
        if reply.casefold() in _NO:
            return ""
        if reply.casefold() in _YES:
            new.append(name)
            return answer
        return ",".join(reply if clean_line(part) == name else part for part in answer.split(","))

    names = session.terms(Vocabulary.SERVICES)
    return session.answer("--services", options.services, parse, "Services, separated by commas", names, mend=offer)


def _how_to_add(path: Path, name: str) -> str:
    """Return what to write into the taxonomy for a service."""
    return f"To add it, write {f'{make_slug(name)}: {{name: {scalar(name)}}}'!r} below 'services:' in {path}."


def _start(text: str, zone: str) -> Moment | None:
    return parse_start(text or "unknown", zone)


def _common_zones(corpus: CommandCorpus) -> Sequence[str]:
    """Return the time zones that documents state, the most frequent first."""
    stated = [document.timezone for document in corpus.view.incidents if document.timezone]
    return sorted(dict.fromkeys(stated), key=lambda zone: (-stated.count(zone), zone))[:_MAX_ZONES]


def _audience(session: PromptSession, options: NewOptions, answers: Answers) -> str:
    """Return the audience: from the option, else the answer, else the folder or the default. It is never guessed."""
    audiences = session.project.settings.audiences
    if not audiences and options.audience is None:
        return ""
    default = default_audience_for(session.project, document_path(session.pattern, answers)) if audiences else ""
    if options.audience is None and not session.asks and not default:
        names = ", ".join(audiences.names)
        raise click.UsageError(
            f"Missing option '--audience', since there is no default_audience; expected one of {names}."
        )
    described = {name: _describe_readers(session, name) for name in audiences.names}
    return session.answer(
        "--audience",
        options.audience,
        lambda text: parse_audience(audiences, text),
        "Who may read it",
        described,
        default,
    )


def _describe_readers(session: PromptSession, audience: str) -> str:
    audiences = session.project.settings.audiences
    others = [name for name in audiences.names if name != audience and audiences.may_read(name, audience)]
    return f"also read by {', '.join(others)}" if others else "read by nobody else"


def _id(session: PromptSession, options: NewOptions, answers: Answers) -> str:
    """Return the id: from the option, else the next free one.

    If the existing ids have no common form, it is empty, or asked for if the option `filename` needs it.
    """
    free = next_id(session.corpus.ids, answers.day[:4]) if options.id is None else ""
    is_needed = "id" in placeholders_in(session.pattern)
    if free or (options.id is None and not is_needed):
        return free
    taken = {known for known, _ in session.corpus.ids}
    return session.answer(
        "--id", options.id, lambda text: parse_id(text, taken, is_needed=is_needed), "Id, such as INC-0001"
    )
