"""What `postmortems new` has to know: from options, else asked for, where there is somebody to ask."""

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
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import document_path, placeholders_in
from mkdocs_postmortems.core.drafting.next_id import next_id
from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.settings import Project

T = TypeVar("T")
_ZONES = 3
_STARTS = "now, yesterday 23:40, 2024-03-07 14:32, unknown"


@dataclass(frozen=True, slots=True)
class NewOptions:
    """The options, `None` where there was none."""

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
        """Whether nothing that matters is left to be asked."""
        return None not in (self.title, self.severity, self.services, self.start)


@dataclass(frozen=True, slots=True)
class PromptSession:
    """What answers are read by, and whether there is anybody to ask."""

    project: Project
    corpus: CommandCorpus
    asks: bool

    def answer(
        self,
        option: str,
        given: str | None,
        parse: Callable[[str], T],
        question: str,
        names: Mapping[str, str] | None = None,
        default: str = "",
    ) -> T:
        """Read an option; without it ask, or take what an empty answer means."""
        if given is None and self.asks:
            return ask(question, parse, names, default)
        try:
            return parse(default if given is None else given)
        except AnswerError as error:
            raise click.UsageError(f"{option}: {error}") from None

    @property
    def pattern(self) -> str:
        """What files of postmortems are called."""
        return self.project.settings.filename

    def target_path(self, answers: Answers) -> Path:
        """Return the file that is to be written."""
        return self.project.folder / document_path(self.pattern, answers)

    def terms(self, vocabulary: Vocabulary) -> dict[str, str]:
        """Return the ids of a vocabulary with what they mean."""
        terms = self.corpus.view.taxonomy.terms(vocabulary)
        return {id: terms[id].definition or terms[id].name for id in term_ids(terms.values())}


def ask_answers(session: PromptSession, options: NewOptions) -> Answers:
    """Return what is known, one question after the other."""
    taxonomy = session.corpus.view.taxonomy
    if options.title is None and not session.asks:
        raise click.UsageError("Missing option '--title', since there is nobody to ask.")
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
    services = session.answer(
        "--services",
        options.services,
        lambda text: parse_services(taxonomy, text),
        "Services, with commas between them",
        session.terms(Vocabulary.SERVICES),
    )
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


def _start(text: str, zone: str) -> Moment | None:
    return parse_start(text or "unknown", zone)


def _common_zones(corpus: CommandCorpus) -> Sequence[str]:
    """Return the zones that documents state, the usual one first."""
    stated = [document.timezone for document in corpus.view.incidents if document.timezone]
    return sorted(dict.fromkeys(stated), key=lambda zone: (-stated.count(zone), zone))[:_ZONES]


def _audience(session: PromptSession, options: NewOptions, answers: Answers) -> str:
    """Return who may read it: asked for, or by folder or default; never anything else."""
    audiences = session.project.settings.audiences
    if not audiences and options.audience is None:
        return ""
    default = default_audience_for(session.project, document_path(session.pattern, answers)) if audiences else ""
    if options.audience is None and not session.asks and not default:
        names = ", ".join(audiences.names)
        raise click.UsageError(f"Missing option '--audience', since there is no default_audience; one of {names}.")
    names_ = {name: _describe_readers(session, name) for name in audiences.names}
    return session.answer(
        "--audience", options.audience, lambda text: parse_audience(audiences, text), "Who may read it", names_, default
    )


def _describe_readers(session: PromptSession, audience: str) -> str:
    audiences = session.project.settings.audiences
    others = [name for name in audiences.names if name != audience and audiences.may_read(name, audience)]
    return f"also read by {', '.join(others)}" if others else "read by nobody else"


def _id(session: PromptSession, options: NewOptions, answers: Answers) -> str:
    """Return the id: the next one of those that there are; asked for only where they have no form and files need it."""
    free = next_id(session.corpus.ids, answers.day[:4]) if options.id is None else ""
    is_needed = "id" in placeholders_in(session.pattern)
    if free or (options.id is None and not is_needed):
        return free
    taken = {known for known, _ in session.corpus.ids}
    return session.answer(
        "--id", options.id, lambda text: parse_id(text, taken, is_needed=is_needed), "Id, such as INC-0001"
    )
