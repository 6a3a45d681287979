"""What `postmortems new` has to know: from options, else asked for, where there is somebody to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from mkdocs_postmortems.cli.answering import (
    AnswerError,
    names_of,
    read_audience,
    read_id,
    read_services,
    read_start,
    read_term,
    read_title,
    read_type,
    read_zone,
)
from mkdocs_postmortems.cli.asking import ask
from mkdocs_postmortems.cli.knowledge import Knowledge
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import document_path, placeholders_in
from mkdocs_postmortems.core.drafting.next_id import next_id
from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.draft import audience_by_place
from mkdocs_postmortems.settings import Project

T = TypeVar("T")
_ZONES = 3
_STARTS = "now, yesterday 23:40, 2024-03-07 14:32, unknown"


@dataclass(frozen=True, slots=True)
class Given:
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
    def suffices(self) -> bool:
        """Whether nothing that matters is left to be asked."""
        return None not in (self.title, self.severity, self.services, self.start)


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers are read by, and whether there is anybody to ask."""

    project: Project
    knowledge: Knowledge
    asks: bool

    def answer(
        self,
        option: str,
        given: str | None,
        read: Callable[[str], T],
        question: str,
        names: Mapping[str, str] | None = None,
        default: str = "",
    ) -> T:
        """Read an option; without it ask, or take what an empty answer means."""
        if given is None and self.asks:
            return ask(question, read, names, default)
        try:
            return read(default if given is None else given)
        except AnswerError as error:
            raise click.UsageError(f"{option}: {error}") from None

    @property
    def pattern(self) -> str:
        """What files of postmortems are called."""
        return self.project.settings.filename

    def place(self, answers: Answers) -> Path:
        """Return the file that is to be written."""
        return self.project.folder / document_path(self.pattern, answers)

    def terms(self, vocabulary: Vocabulary) -> dict[str, str]:
        """Return the ids of a vocabulary with what they mean."""
        terms = self.knowledge.view.taxonomy.terms(vocabulary)
        return {id: terms[id].definition or terms[id].name for id in names_of(terms.values())}


def interview(desk: Desk, given: Given) -> Answers:
    """Return what is known, one question after the other."""
    taxonomy = desk.knowledge.view.taxonomy
    if given.title is None and not desk.asks:
        raise click.UsageError("Missing option '--title', since there is nobody to ask.")
    if desk.asks:
        click.echo("An empty answer leaves a question open.", err=True)
    title = desk.answer("--title", given.title, read_title, "What happened, in one line")
    zones = dict.fromkeys(_zones(desk.knowledge), "")
    zone = desk.answer(
        "--timezone", given.timezone, read_zone, "Time zone", zones, next(iter(zones), "") if desk.asks else ""
    )
    start = desk.answer("--start", given.start, lambda text: _start(text, zone), f"When did it begin ({_STARTS})")
    severity = desk.answer(
        "--severity",
        given.severity,
        lambda text: read_term(taxonomy, Vocabulary.SEVERITIES, "severity", text) if text.strip() else "",
        "Severity",
        desk.terms(Vocabulary.SEVERITIES),
    )
    type = desk.answer("--type", given.type, read_type, "Type", {type.value: "" for type in IncidentType})
    services = desk.answer(
        "--services",
        given.services,
        lambda text: read_services(taxonomy, text),
        "Services, with commas between them",
        desk.terms(Vocabulary.SERVICES),
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
    answers = replace(answers, id=_id(desk, given, answers))
    while desk.asks and "slug" in placeholders_in(desk.pattern) and desk.place(answers).exists():
        click.echo(f"  {desk.place(answers)} exists already.", err=True)
        answers = replace(answers, title=ask("Another title", read_title))
    return replace(answers, audience=_audience(desk, given, answers))


def _start(text: str, zone: str) -> Moment | None:
    return read_start(text or "unknown", zone)


def _zones(knowledge: Knowledge) -> Sequence[str]:
    """Return the zones that documents state, the usual one first."""
    stated = [document.timezone for document in knowledge.view.incidents if document.timezone]
    return sorted(dict.fromkeys(stated), key=lambda zone: (-stated.count(zone), zone))[:_ZONES]


def _audience(desk: Desk, given: Given, answers: Answers) -> str:
    """Return who may read it: asked for, or by folder or default; never anything else."""
    readers = desk.project.settings.readers
    if not readers and given.audience is None:
        return ""
    default = audience_by_place(desk.project, document_path(desk.pattern, answers)) if readers else ""
    if given.audience is None and not desk.asks and not default:
        names = ", ".join(readers.names)
        raise click.UsageError(f"Missing option '--audience', since there is no default_audience; one of {names}.")
    names_ = {name: _reading(desk, name) for name in readers.names}
    return desk.answer(
        "--audience", given.audience, lambda text: read_audience(readers, text), "Who may read it", names_, default
    )


def _reading(desk: Desk, audience: str) -> str:
    readers = desk.project.settings.readers
    others = [name for name in readers.names if name != audience and readers.may_read(name, audience)]
    return f"also read by {', '.join(others)}" if others else "read by nobody else"


def _id(desk: Desk, given: Given, answers: Answers) -> str:
    """Return the id: the next one of those that there are; asked for only where they have no form and files need it."""
    free = next_id(desk.knowledge.ids, answers.day[:4]) if given.id is None else ""
    is_needed = "id" in placeholders_in(desk.pattern)
    if free or (given.id is None and not is_needed):
        return free
    taken = {known for known, _ in desk.knowledge.ids}
    return desk.answer("--id", given.id, lambda text: read_id(text, taken, is_needed=is_needed), "Id, such as INC-0001")
