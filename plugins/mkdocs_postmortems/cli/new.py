"""`postmortems new`: writes the draft of a postmortem from a template and a few answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from mkdocs_postmortems.cli.corpus import find_config, load_command_corpus
from mkdocs_postmortems.cli.matches import match_as_json, print_matches
from mkdocs_postmortems.cli.new_prompts import NewOptions, PromptSession, ask_answers
from mkdocs_postmortems.cli.params import complete_audience, complete_term, complete_type, config_option
from mkdocs_postmortems.cli.relation_prompts import ask_relation, may_reference, read_relations
from mkdocs_postmortems.cli.similar import parse_draft
from mkdocs_postmortems.commands.new import NewPostmortem, plan_postmortem
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import placeholders_in
from mkdocs_postmortems.core.drafting.taxonomy_entry import add_terms
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.guidance import find_unfilled_sections
from mkdocs_postmortems.core.model import DocumentKind, IncidentType
from mkdocs_postmortems.core.similar import Match, SimilarityFinder
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.core.taxonomy import Term, Vocabulary
from mkdocs_postmortems.settings import PLUGIN, load_settings
from mkdocs_postmortems.sources.files import rewrite, write_new

SIMILAR_COUNT = 3
"""The number of similar incidents that are shown before the file is written."""
_FILENAME_CHOICES = MappingProxyType({"slug": "title", "date": "start", "id": "id"})
"""Placeholder of the option `filename` -> the answer that it depends on."""


@click.command()
@click.option("--title", metavar="TEXT", help="What happened, in one line.")
@click.option("--severity", shell_complete=complete_term(Vocabulary.SEVERITIES), help="A severity of the taxonomy.")
@click.option(
    "--services", "--service", multiple=True, shell_complete=complete_term(Vocabulary.SERVICES),
    help="Services of the taxonomy, separated by commas; may be repeated.",
)  # fmt: skip
@click.option(
    "--type", shell_complete=complete_type,
    help=f"The type of incident: {', '.join(type.value for type in IncidentType)}.",
)  # fmt: skip
@click.option(
    "--start", help='When it began: "2024-03-07 14:32", "now", "2 hours ago", "yesterday 23:40", a day, or "unknown".'
)
@click.option("--timezone", help="The time zone of the incident, such as Europe/Lisbon or UTC.")
@click.option("--audience", shell_complete=complete_audience, help="Who may read it, where audiences are configured.")
@click.option("--id", metavar="ID", help="The id; default: the next free one, in the form of the existing ids.")
@click.option("--related", multiple=True, metavar="ID", help="A related incident, by id or path; may be repeated.")
@click.option("--recurrence-of", multiple=True, metavar="ID", help="The earlier incident that happened again.")
@click.option("--no-input", is_flag=True, help="Ask no questions; what is not given stays open.")
@click.option("--print", "prints", is_flag=True, help="Print the text instead of writing it.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the draft and similar incidents as JSON.")
@config_option
def new(  # noqa: PLR0913 - one for each option
    *,
    title: str | None,
    severity: str | None,
    services: tuple[str, ...],
    type: str | None,
    start: str | None,
    timezone: str | None,
    audience: str | None,
    id: str | None,
    related: tuple[str, ...],
    recurrence_of: tuple[str, ...],
    no_input: bool,
    prints: bool,
    dry_run: bool,
    as_json: bool,
    config: Path | None,
) -> None:
    """Start a postmortem from the template for its type and severity.

    Asks for everything that is not given as an option; without a terminal, only the title is required. An existing
    file is not changed.

    \b
    Example:
      postmortems new --title "Checkout down" --severity sev2 --services checkout-api --start now
    """  # noqa: D301 - click's mark for lines that are not wrapped
    options = NewOptions(title, severity, ",".join(services) if services else None, type, start, timezone, audience, id)
    project = load_settings(config or find_config())
    if project.missing_folder:
        raise click.UsageError(project.missing_folder)
    if not project.has_plugin:
        click.echo(
            f"{project.config} does not have the plugin {PLUGIN}; its defaults are used, and no page is generated.",
            err=True,
        )
    for problem in project.problems:
        click.echo(str(problem), err=True)
    corpus = load_command_corpus(project.config, ())
    session = PromptSession(project, corpus, asks=not no_input and not options.is_complete and _is_terminal())
    answers = ask_answers(session, options)
    if not prints and session.target_path(answers).exists():
        raise PostmortemsError(_exists_message(session.target_path(answers), session.pattern))
    answers = replace(answers, related=read_relations(corpus, answers, recurrence_of, related))
    matches = _similar_incidents(session, answers)
    if not as_json and matches:
        click.echo("Similar incidents, before you write:", err=True)
        print_matches(corpus, matches, stderr=True)
    if session.asks and not answers.related:
        answers = replace(answers, related=ask_relation(corpus, answers, matches))
    added = session.new_services(answers)
    answers = replace(answers, services=tuple(make_slug(s) if s in added else s for s in answers.services))
    postmortem = plan_postmortem(project, answers, _severity(session, answers))
    written = not (prints or dry_run) and _write(postmortem, session, added)
    if as_json:
        click.echo(json.dumps(_as_json(session, postmortem, answers, matches, written), indent=2, ensure_ascii=False))
    elif prints:
        click.echo(postmortem.source.text, nl=False)
    else:
        _print_result(postmortem, answers, session.pattern, written=written)
        _print_added(session, added, written=written)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _severity(session: PromptSession, answers: Answers) -> Term | None:
    return session.corpus.view.taxonomy.term(Vocabulary.SEVERITIES, answers.severity) if answers.severity else None


def _similar_incidents(session: PromptSession, answers: Answers) -> tuple[Match, ...]:
    """Return similar incidents. Only the answers are compared, since the words of a template match everything."""
    if not session.corpus.view.records:
        return ()
    postmortem = plan_postmortem(session.project, answers, _severity(session, answers))
    head = postmortem.source.text.split("\n---\n", 1)[0] + "\n---\n"
    # Ids of all documents have words in common.
    document = replace(parse_draft(head, postmortem.path, session.corpus), id="")
    return SimilarityFinder(session.corpus.view).similar_to_document(document, SIMILAR_COUNT)


def _print_added(session: PromptSession, added: Sequence[str], *, written: bool) -> None:
    for name in added:
        click.echo(f"{'Added' if written else 'Would add'} {name!r} to {session.taxonomy_path.as_posix()}.")


def _write(postmortem: NewPostmortem, session: PromptSession, added: Sequence[str]) -> bool:
    """Add new services to the taxonomy, and write the postmortem that names them."""
    if added:
        rewrite(session.taxonomy_path, lambda text: add_terms(text, Vocabulary.SERVICES, added))
    try:
        written = write_new(postmortem.path, postmortem.source.text)
    except OSError as error:
        raise PostmortemsError(f"{postmortem.path}: cannot be written: {error.strerror}") from error
    if not written:
        raise PostmortemsError(_exists_message(postmortem.path, session.pattern))
    return True


def _exists_message(path: Path, pattern: str) -> str:
    choices = [word for name, word in _FILENAME_CHOICES.items() if name in placeholders_in(pattern)]
    return f"{path}: exists already and was not changed; choose another {' or '.join(choices)}."


def _as_json(
    session: PromptSession,
    postmortem: NewPostmortem,
    answers: Answers,
    matches: Sequence[Match],
    written: bool,  # noqa: FBT001 - a value
) -> dict[str, Any]:
    audiences = session.project.settings.audiences
    return {
        "path": postmortem.path.as_posix(),
        "written": written,
        "id": postmortem.document.id,
        "title": answers.title,
        "audience": answers.audience or None,
        "template": postmortem.template,
        "review_due": answers.review_due,
        "unfilled": [
            {"line": place.line, "section": place.section} for place in find_unfilled_sections(postmortem.source.text)
        ],
        "similar": [
            match_as_json(session.corpus, match)
            | {
                "may_be_named": may_reference(
                    audiences, answers.audience, session.corpus.labels.get(match.document.path)
                )
            }
            for match in matches
        ],
        "text": postmortem.source.text,
    }


def _print_result(postmortem: NewPostmortem, answers: Answers, pattern: str, *, written: bool) -> None:
    path = postmortem.path.as_posix()
    audience = f", for {answers.audience}" if answers.audience else ""
    click.echo(f"{'Wrote' if written else 'Would write'} {path} ({postmortem.document.id}{audience}).")
    if not answers.start:
        until = (
            "; until `started_at` is filled in, the date in the file name is used"
            if "date" in placeholders_in(pattern)
            else ""
        )
        click.echo(f"The start of the incident is open{until}.")
    if not answers.timezone and not (answers.start and answers.start.zone):
        click.echo("The time zone is open; a zone is never assumed.")
    if postmortem.document.kind is not DocumentKind.POSTMORTEM:
        is_ = "is" if written else "would be"
        click.echo(
            f"It {is_} an ordinary page of the site: its title or file name looks like that of a form. "
            "A date in it helps."
        )
    if written:
        click.echo(f"Next: fill it in, then `postmortems check {path}`; review it by {answers.review_due}.")
        click.echo(f"For the review: `postmortems questions {path}`.")
