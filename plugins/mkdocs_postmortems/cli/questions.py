"""`postmortems questions`: what a facilitator asks in the review of a postmortem."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from mkdocs_postmortems.cli.corpus import CommandCorpus, config_here, empty_corpus, load_command_corpus
from mkdocs_postmortems.cli.params import FILE
from mkdocs_postmortems.cli.relation_prompts import may_reference
from mkdocs_postmortems.cli.similar import known_document, parse_draft
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import Postmortem, Status
from mkdocs_postmortems.core.questions.review_sheet import read_question_bank, sheet_as_markdown
from mkdocs_postmortems.core.questions.sheet_builder import build_review_sheet, sheet_as_json
from mkdocs_postmortems.core.similar import Match, SimilarityFinder
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.settings import Settings, load_settings
from mkdocs_postmortems.sources.files import load_resource, read_source

SIMILAR_COUNT = 3


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--config", type=FILE, help="mkdocs.yml of the site; default: the one in the current folder, if any.")
def questions(*, file: Path, as_json: bool, config: Path | None) -> None:
    """Print a facilitator's question sheet for the review of FILE, as Markdown.

    What is missing, what its timeline, factors and actions leave open, what was promised after similar incidents, and
    what every review asks. Of other incidents it names only those that all readers of FILE may read.

    \b
    Example:
      postmortems questions postmortems/2024/2024-03-07-checkout-pool.md > review.md
    """  # noqa: D301 - click's sign for lines that stay as they are
    source, problems = read_source(file, file.as_posix())
    if source is None:
        raise PostmortemsError(str(problems[0]))
    config = config or config_here()
    settings = load_settings(config).settings if config else Settings()
    corpus = load_command_corpus(config, ()) if config else empty_corpus()
    document = known_document(corpus, file) or parse_draft(source.text, file, corpus)
    taxonomy = corpus.view.taxonomy
    severity = taxonomy.term(Vocabulary.SEVERITIES, document.severity) if document.severity else None
    page_insertions = build_review_sheet(
        source,
        document,
        settings.requirements.required_for(severity, Status.PUBLISHED, document.type),
        taxonomy,
        read_question_bank(load_resource("questions.yml")),
        _similar_incidents(corpus, document, settings),
        today=_today(),
    )
    text = (
        json.dumps(sheet_as_json(page_insertions), indent=2, ensure_ascii=False) + "\n"
        if as_json
        else sheet_as_markdown(page_insertions)
    )
    click.echo(text, nl=False)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _similar_incidents(corpus: CommandCorpus, document: Postmortem, settings: Settings) -> tuple[Match, ...]:
    """Return similar incidents that everybody may know of who may know of this one."""
    if not corpus.view.records:
        return ()
    audience = corpus.labels.get(document.path) or document.audience or settings.default_audience
    found = SimilarityFinder(corpus.view).similar_to_document(document, SIMILAR_COUNT * SIMILAR_COUNT)
    if not corpus.audiences:
        return found[:SIMILAR_COUNT]
    if corpus.audiences.find(audience) is None:
        return ()
    known = (
        match for match in found if may_reference(corpus.audiences, audience, corpus.labels.get(match.document.path))
    )
    return tuple(known)[:SIMILAR_COUNT]
