"""`postmortems questions`: prints a question sheet for the facilitator of a review."""

from __future__ import annotations

import json
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
from mkdocs_postmortems.system import clock

SIMILAR_COUNT = 3
"""The maximum number of similar incidents that a sheet names."""


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--config", type=FILE, help="mkdocs.yml of the site; default: the one in the current folder, if any.")
def questions(*, file: Path, as_json: bool, config: Path | None) -> None:
    """Print a question sheet in Markdown for the facilitator of the review of FILE.

    It lists what is missing, what the timeline, factors and actions leave open, the open actions of similar incidents,
    and the questions of every review. It names only incidents that all readers of FILE may read.

    \b
    Example:
      postmortems questions postmortems/2024/2024-03-07-checkout-pool.md > review.md
    """  # noqa: D301 - click's mark for lines that are not wrapped
    source, problems = read_source(file, file.as_posix())
    if source is None:
        raise PostmortemsError(str(problems[0]))
    config = config or config_here()
    settings = load_settings(config).settings if config else Settings()
    corpus = load_command_corpus(config, ()) if config else empty_corpus()
    document = known_document(corpus, file) or parse_draft(source.text, file, corpus)
    taxonomy = corpus.view.taxonomy
    severity = taxonomy.term(Vocabulary.SEVERITIES, document.severity) if document.severity else None
    sheet = build_review_sheet(
        source,
        document,
        settings.requirements.required_for(severity, Status.PUBLISHED, document.type),
        taxonomy,
        read_question_bank(load_resource("questions.yml")),
        _similar_incidents(corpus, document, settings),
        today=clock.today(),
    )
    text = (
        json.dumps(sheet_as_json(sheet), indent=2, ensure_ascii=False) + "\n" if as_json else sheet_as_markdown(sheet)
    )
    click.echo(text, nl=False)


def _similar_incidents(corpus: CommandCorpus, document: Postmortem, settings: Settings) -> tuple[Match, ...]:
    """Return similar incidents that every reader of the document may read.

    Returns none if the audience of the document is unknown. More incidents than needed are searched, since some of
    them may be restricted.
    """
    if not corpus.view.records:
        return ()
    audience = corpus.labels.get(document.path) or document.audience or settings.default_audience
    found = SimilarityFinder(corpus.view).similar_to_document(document, SIMILAR_COUNT * SIMILAR_COUNT)
    if not corpus.audiences:
        return found[:SIMILAR_COUNT]
    if corpus.audiences.find(audience) is None:
        return ()
    allowed = (
        match for match in found if may_reference(corpus.audiences, audience, corpus.labels.get(match.document.path))
    )
    return tuple(allowed)[:SIMILAR_COUNT]
