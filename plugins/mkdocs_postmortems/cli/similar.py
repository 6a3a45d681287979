"""`postmortems similar`: finds incidents that are similar to a text, a file or a draft."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import click

from mkdocs_postmortems.cli.corpus import CommandCorpus, load_command_corpus
from mkdocs_postmortems.cli.matches import print_json, print_matches
from mkdocs_postmortems.cli.params import FILE, config_option, search_folders_option
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.similar import Match, SimilarityFinder
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.files import DOCUMENT_EXTENSIONS, read_source


@click.command()
@click.argument("text", metavar="[TEXT | -]", nargs=-1)
@click.option("--from", "draft", type=FILE, help="Compare with a file: a postmortem, or any text.")
@click.option(
    "--queries",
    type=click.File(encoding="utf-8"),
    help='Run many queries: a JSON object {"id": …, "text": …} per line.',
)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Maximum number of results.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@config_option
@search_folders_option
def similar(
    *,
    text: tuple[str, ...],
    draft: Path | None,
    queries: IO[str] | None,
    limit: int,
    as_json: bool,
    config: Path | None,
    folders: tuple[Path, ...],
) -> None:
    """Find incidents that are similar to an alert, an error message, log lines or a draft.

    `-` reads the text from standard input.

    Example: kubectl logs web-0 | postmortems similar -
    """
    if sum((bool(text), draft is not None, queries is not None)) != 1:
        raise click.UsageError("give one of: TEXT, - for standard input, --from FILE, --queries FILE.")
    corpus = load_command_corpus(config, folders)
    finder = SimilarityFinder(corpus.view)
    if queries is not None:
        click.echo(json.dumps(dict(_answers(finder, corpus, queries, limit)), indent=2, ensure_ascii=False))
        return
    matches = _like_file(finder, corpus, draft, limit) if draft else finder.similar_to_text(_query_text(text), limit)
    if as_json:
        print_json(corpus, matches, recoveries=True)
    elif matches:
        print_matches(corpus, matches, recoveries=True)
    else:
        click.echo("No similar incident was found.", err=True)


def _query_text(text: tuple[str, ...]) -> str:
    return sys.stdin.read() if text == ("-",) else " ".join(text)


def _like_file(finder: SimilarityFinder, corpus: CommandCorpus, file: Path, limit: int) -> tuple[Match, ...]:
    """Return the incidents that are similar to a file; a file that is not Markdown is a plain text query."""
    source, problems = read_source(file, file.as_posix())
    if source is None:
        raise PostmortemsError(str(problems[0]))
    if not file.name.lower().endswith(DOCUMENT_EXTENSIONS):
        return finder.similar_to_text(source.text, limit)
    document = known_document(corpus, file) or parse_draft(source.text, file, corpus)
    return finder.similar_to_document(document, limit)


def known_document(corpus: CommandCorpus, file: Path) -> Postmortem | None:
    """Return the document of the corpus that was parsed from a file; `None` if the file is not in the corpus."""
    resolved = file.resolve()
    return next((one for one in corpus.view.records if Path(corpus.path(one)).resolve() == resolved), None)


def parse_draft(text: str, file: Path, command_corpus: CommandCorpus) -> Postmortem:
    """Parse a document that is not in the corpus, with ids of the taxonomy and relations to documents of the corpus.

    Args:
        text: The text of the document.
        file: Its path.
        command_corpus: The corpus that it is compared with.
    """
    path = Path(os.path.relpath(file, command_corpus.folder or ".")).as_posix()
    draft = replace(parse(Source(path, text)).postmortem, kind=DocumentKind.POSTMORTEM)
    corpus, _ = build_corpus([*command_corpus.view.documents, draft], command_corpus.view.taxonomy)
    return next(document for document in corpus.documents if document.path == path)


def _answers(
    finder: SimilarityFinder, corpus: CommandCorpus, queries: IO[str], limit: int
) -> Iterator[tuple[str, list[str]]]:
    """Yield the id of each query with the paths of the results, best first."""
    for number, line in enumerate(queries, 1):
        if not line.strip():
            continue
        try:
            query = json.loads(line)
            id, text = str(query["id"]), str(query["text"])
        except (ValueError, KeyError, TypeError) as error:
            message = f'{queries.name}:{number}: expected {{"id": …, "text": …}}, one object per line.'
            raise PostmortemsError(message) from error
        yield id, [corpus.path(match.document) for match in finder.similar_to_text(text, limit)]
