"""What similar incidents cost, and how many pages one more postmortem touches.

usage: similar.py N...             time and memory of a build, and the stability of related lists
       similar.py --browser N...   MB of the data and ms to answers, in a fresh profile of Chromium
       similar.py --rare N...      the same of a corpus that packs as badly as can be

Corpora of `generate.py` with words of a vocabulary of 50,000 added, since its own hundred stand in every document. CPU
seconds of one process.
"""

from __future__ import annotations

import gzip
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import mkdocs_postmortems
from generate import postmortem
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.document_links import build_document_links
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.similar import DocumentCollection, RelatedDocument, SimilarityFinder, build_related
from mkdocs_postmortems.core.similar.collection import by_age
from mkdocs_postmortems.core.similar.similarity_index import build_index
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import OperatorCorpus, Readable
from mkdocs_postmortems.site.similar_index import write_similar_index
from playwright.sync_api import sync_playwright
from searching import served

ASSETS = Path(mkdocs_postmortems.__file__).parent / "templates/assets/postmortems"
SHORT = "KafkaConsumerLagHigh connection pool exhausted on service-07 after deploy"
ANSWERS = """async ([short, long]) => {
  let loaded = []
  const scripts = new Map()
  const load = (name) => {
    if (!scripts.has(name)) {
      loaded.push(name)
      scripts.set(name, new Promise((done) => {
        document.head.append(Object.assign(document.createElement("script"),
          { src: `assets/postmortems/${name}.js`, async: false, onload: done }))
      }))
    }
    return scripts.get(name)
  }
  window.postmortemsSearch = { load }
  const start = performance.now()
  await Promise.all(["similar", "similar-sheets", "similar/lunr", "similar/data"].map(load))
  const { rank, shared } = window.similar(window.postmortemsSimilar, window.lunr)
  const timed = async (text, from = performance.now()) => {
    const places = rank(text).slice(0, 10).map(([, , place]) => place)
    await window.postmortemsSearch.sheets(places)
    places.forEach((place) => shared(text, place))
    const answer = { time: performance.now() - from, loaded }
    loaded = []
    return answer
  }
  return [await timed(short, start), await timed("disk full on the primary database"), await timed(long)]
}"""
"""Loads and asks as similar-page.js does; returns the milliseconds to each of three answers, and what was loaded."""
VOCABULARY = 50_000
ADDED = 500
RARE = 150_000
SAID = {"Summary": 60, "Resolution": 60, "Background": 1_300}
"""How many words the sections of the worst case have."""
_WEIGHTS = list(accumulate(1 / (rank + 20) for rank in range(VOCABULARY)))


def document(number: int) -> Postmortem:
    """Return a postmortem of about 1,500 words with a natural share of rare ones."""
    path, text = postmortem(number)
    rng = random.Random(-number - 1)
    ranks = rng.choices(range(VOCABULARY), cum_weights=_WEIGHTS, k=ADDED)
    words = " ".join(map(_word, ranks))
    return parse(Source(path, f"{text}\n## Background\n\n{words}.\n")).postmortem


def rare(number: int) -> Postmortem:
    """Return one of the worst case: every word is as likely as any other of 150,000, and what is shown is long."""
    path, text = postmortem(number)
    rng = random.Random(-number - 1)
    said = {name: " ".join(map(_word, rng.choices(range(RARE), k=k))) for name, k in SAID.items()}
    actions = "".join(f"- [ ] {' '.join(map(_word, rng.choices(range(RARE), k=9)))}\n" for _ in range(4))
    sections = "".join(f"## {name}\n\n{words}.\n\n" for name, words in said.items())
    head = "".join(line for line in text.split("---\n")[1].splitlines(keepends=True) if "summary:" not in line)
    return parse(Source(path, f"---\n{head}---\n\n{sections}## Action items\n\n{actions}")).postmortem


def _word(rank: int) -> str:
    return f"{'abcdefghij'[rank % 10]}word{'klmnopqrst'[rank // 10 % 10]}{_spelt(rank)}"


def _spelt(rank: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(rank))


def view_of(documents: list[Postmortem]) -> Readable:
    """Return a view of everything."""
    corpus, _ = build_corpus(documents, Taxonomy())
    return OperatorCorpus(corpus.taxonomy, corpus.documents)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU seconds that work took, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def touched(documents: list[Postmortem], left_out: int) -> int:
    """Return on how many pages the list is another one once a document is added."""
    before = _related(view_of([d for i, d in enumerate(documents) if i != left_out]))
    after = _related(view_of(documents))
    return sum(_shown(before.get(path, ())) != _shown(after[path]) for path in after)


def _related(corpus: Readable) -> Mapping[str, tuple[RelatedDocument, ...]]:
    return build_related(DocumentCollection(corpus), build_document_links(corpus))


def _shown(related: tuple) -> list[tuple[str, str]]:
    return [(one.document.path, one.reason) for one in related]


def costs(count: int) -> str:
    """Return a row of the table."""
    corpus = view_of([document(number) for number in range(count)])
    counting, collection = timed(lambda: DocumentCollection(corpus))
    assert isinstance(collection, DocumentCollection)
    indexing, _ = timed(lambda: build_index(collection))
    links = build_document_links(corpus)
    lists, _ = timed(lambda: build_related(collection, links))
    finder = SimilarityFinder(corpus, collection=collection)
    finder.similar_to_text("warm up")
    short, _ = timed(lambda: finder.similar_to_text(SHORT))
    rng = random.Random(0)
    words = [w for i in range(40) for w in finder.collection.documents[i].body.split()]
    logs = " ".join(rng.choices(words, k=5_000))
    long, _ = timed(lambda: finder.similar_to_text(logs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = (f"{count:,}", f"{counting:.1f}", f"{indexing:.1f}", f"{lists:.1f}")
    return f"| {' | '.join(cells)} | {short * 1000:.0f} | {long * 1000:.0f} | {peak:.0f} |"


def write_page(folder: Path, corpus: Readable) -> None:
    """Write a page that answers as `/similar/` does."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Benchmark", "site_dir": str(folder), "docs_dir": str(folder)})
    config.validate()
    urls = {one.path: one.path.removesuffix(".md") + "/" for one in corpus.records}
    write_similar_index(build_site_model(corpus, "2026-11-20"), urls, config)
    for name in ("similar.js", "similar-sheets.js"):
        shutil.copyfile(ASSETS / name, folder / "assets/postmortems" / name)
    (folder / "index.html").write_text("<!doctype html><title>Similar</title>", encoding="utf-8")


def in_a_browser(count: int, draw: Callable[[int], Postmortem]) -> str:
    """Return a row of the table of Chromium: the first answer is timed from the focus on the field."""
    corpus = view_of([draw(number) for number in range(count)])
    words = [word for one in corpus.records[:40] for word in one.body.split()]
    logs = " ".join(random.Random(0).choices(words, k=5_000))
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        write_page(Path(name), corpus)
        folder = Path(name) / "assets/postmortems"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(Path(name)) as address:
            page = browser.new_context().new_page()
            page.goto(address)
            answers = page.evaluate(ANSWERS, [SHORT, logs])
        browser.close()
        sheets = list((folder / "similar").glob("sheets-*.js"))
        loaded = [_packed(folder / f"{one}.js" for one in answer["loaded"]) for answer in answers]
        cells = (
            f"{_packed([folder / 'similar/data.js']):.2f}",
            f"{_packed(sheets):.2f}",
            str(len(sheets)),
            *(f"{size:.2f}" for size in (loaded[0], sum(loaded))),
            *(f"{answer['time']:.0f}" for answer in answers),
        )
    return f"| {count:,} | {' | '.join(cells)} |"


def _packed(paths: Iterable[Path]) -> float:
    """Return the MB of files, compressed one by one as a server does."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths) / 1e6


def main() -> None:
    """Print the tables of benchmarks/RESULTS.md; sizes must grow, since the peak is that of all so far."""
    if sys.argv[1] in ("--browser", "--rare"):
        print("| postmortems | index | all sheets | files | first answer | all three | first | short | 5,000 words |")
        print("| ---: |" + " ---: |" * 8)
        for count in map(int, sys.argv[2:]):
            print(in_a_browser(count, rare if sys.argv[1] == "--rare" else document), flush=True)
        return
    print("| postmortems | count s | index s | related lists s | short question ms | 5,000 words ms | peak MiB |")
    print("| ---: |" + " ---: |" * 6)
    for count in map(int, sys.argv[1:]):
        print(costs(count), flush=True)
    for label, documents in corpora():
        ordered = sorted(documents, key=by_age)
        last = len(ordered) - 1
        late = [touched(ordered, last * tenth // 10) for tenth in range(10)]
        print(f"{label}, {len(ordered)}: the newest added, {touched(ordered, last)} pages change;")
        print(f"  one filed late, at ten places from the oldest on: {', '.join(map(str, late))}")


def corpora() -> Iterator[tuple[str, list[Postmortem]]]:
    """Yield real documents, which are like each other, unlike generated ones."""
    here = Path(__file__).parents[1]
    folders = {"the sample": here / "postmortems", "icco": here.parent / "shared/corpora/icco/docs"}
    for label, folder in folders.items():
        if folder.is_dir():
            yield label, list(load_command_corpus(None, (folder,)).view.records)


if __name__ == "__main__":
    main()
