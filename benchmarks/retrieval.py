"""How well similar incidents are found, on the judged queries of ../shared, and how the scorer's numbers were chosen.

usage: retrieval.py                      figures by style, with and without each part of the scorer
       retrieval.py --cross-validate     a grid of settings, and what a choice on some queries is worth on others
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.core.similar.bm25 import DEFAULT_PARAMETERS, SOURCE_WEIGHTS, ScoringParameters, TextSource
from mkdocs_postmortems.core.similar.collection import DocumentCollection
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.similar.ranking import query_from_text, rank
from mkdocs_postmortems.core.similar.similarity_index import SimilarityIndex, build_index
from mkdocs_postmortems.core.view import Readable

SHARED = next((p for p in (Path("../shared"), Path(__file__).parents[2] / "shared") if p.is_dir()), None)
STYLES = ("symptom", "error", "mechanism", "draft", "paraphrase")
GRID = {
    "k1": (1.2, 2.0, 3.0),
    "b": (0.5, 0.75, 1.0),
    "boost": (1.0, 1.5, 2.0, 3.0),
    "smoothing": (0.0, 0.3, 0.4, 0.5, 0.6, 0.7),
}
"""Values of each parameter; the boost is the weight of all sources but the text."""
Row = tuple[float, float, float]
Setting = tuple[float, float, float, float]
"""A value of each parameter, in the order of the grid."""


def boosted(boost: float) -> dict[TextSource, float]:
    """Return one weight for all sources but the text."""
    return {source: 1.0 if source is TextSource.TEXT else boost for source in TextSource}


def evaluate(
    collection: DocumentCollection, index: SimilarityIndex, queries: list[dict], measure: Callable[..., Row]
) -> list[Row]:
    """Return nDCG@10, MRR and recall@10 of each query."""
    rows = []
    for query in queries:
        hits = rank(index, query_from_text(query["text"], collection.phrases, collection, index))
        paths = [collection.documents[hit.doc_id].path for hit in hits[:10]]
        rows.append(measure(paths, query["relevant"]))
    return rows


def line(label: str, queries: list[dict], rows: Sequence[Row]) -> str:
    """Return a row of the table."""
    by_style = defaultdict(list)
    for query, row in zip(queries, rows, strict=True):
        by_style[query["style"]].append(row[0])
    styles = (sum(by_style[style]) / len(by_style[style]) for style in STYLES)
    means = (sum(column) / len(column) for column in zip(*rows, strict=True))
    return f"| {label} | " + " | ".join(f"{value:.3f}" for value in (*styles, *means)) + " |"


def show_parts(view: Readable, queries: list[dict], measure: Callable[..., Row]) -> None:
    """Print what each part of the scorer adds."""
    print("| scorer | symptom | error | mechanism | draft | paraphrase | nDCG@10 | MRR | recall@10 |")
    print("| --- |" + " ---: |" * 8)
    nothing = PhraseTrie(())
    for label, tuning, glossary in (
        ("BM25, stems, identifiers", replace(DEFAULT_PARAMETERS, weights=boosted(1.0), smoothing=0.0), nothing),
        ("and weights of sources", replace(DEFAULT_PARAMETERS, smoothing=0.0), nothing),
        ("and smoothing, without glossary", DEFAULT_PARAMETERS, nothing),
        ("weights and glossary, without smoothing", replace(DEFAULT_PARAMETERS, smoothing=0.0), None),
        ("**all: what ships**", DEFAULT_PARAMETERS, None),
    ):
        collection = DocumentCollection(view, tuning, glossary)
        print(line(label, queries, evaluate(collection, build_index(collection), queries, measure)))


def over_the_grid(
    view: Readable, queries: list[dict], measure: Callable[..., Row]
) -> Iterator[tuple[Setting, list[float]]]:
    """Yield each setting with the nDCG@10 of each query."""
    for boost in GRID["boost"]:
        collection = DocumentCollection(view, ScoringParameters(weights=boosted(boost)))
        for k1, b in itertools.product(GRID["k1"], GRID["b"]):
            collection.parameters = ScoringParameters(k1, b, boosted(boost))
            index = build_index(collection)
            for smoothing in GRID["smoothing"]:
                parameters = replace(collection.parameters, smoothing=smoothing)
                rows = evaluate(collection, replace(index, parameters=parameters), queries, measure)
                yield (k1, b, boost, smoothing), [row[0] for row in rows]


def cross_validate(view: Readable, queries: list[dict], measure: Callable[..., Row]) -> None:
    """Print the spread over the grid, and what the best setting on some queries gives on the others."""
    scores = dict(over_the_grid(view, queries, measure))
    every = range(len(queries))
    shipped = DEFAULT_PARAMETERS
    ships = (shipped.k1, shipped.b, SOURCE_WEIGHTS[TextSource.SUMMARY], shipped.smoothing)

    def mean(setting: Setting, chosen: Sequence[int]) -> float:
        return sum(scores[setting][i] for i in chosen) / len(chosen)

    ranked = sorted((mean(setting, every) for setting in scores), reverse=True)
    print(
        f"{len(ranked)} settings: best {ranked[0]:.3f}, median {ranked[len(ranked) // 2]:.3f}, worst {ranked[-1]:.3f}"
    )
    print(f"what ships: {mean(ships, every):.3f}")
    for place, (name, values) in enumerate(GRID.items()):
        marginal = {
            value: sum(ms := [mean(t, every) for t in scores if t[place] == value]) / len(ms) for value in values
        }
        print(f"mean over the others by {name}: " + ", ".join(f"{value} {m:.3f}" for value, m in marginal.items()))
    left_out = [[i] for i in every]
    by_style = [[i for i in every if queries[i]["style"] == style] for style in STYLES]
    for label, folds in (("one query", left_out), ("one style", by_style)):
        got = []
        for fold in folds:
            rest = [i for i in every if i not in fold]
            best = max(scores, key=lambda setting: mean(setting, rest))
            got += [scores[best][i] for i in fold]
            if len(fold) > 1:
                style = queries[fold[0]]["style"]
                print(f"  {style}: {mean(best, fold):.3f} with {best}; what ships: {mean(ships, fold):.3f}")
        print(f"leaving out {label}: {sum(got) / len(got):.3f}")


def main() -> None:
    """Print the tables of benchmarks/RESULTS.md."""
    if SHARED is None:
        print("There is no ../shared with judged queries here.")
        return
    sys.path.insert(0, str(SHARED / "evaluate"))
    from retrieval import ident, measure  # noqa: PLC0415 - found only there

    def judged(paths: list[str], relevant: dict[str, int]) -> Row:
        return measure(paths, {ident(name): grade for name, grade in relevant.items()})

    queries = json.loads((SHARED / "evaluate/qrels/dev.json").read_text(encoding="utf-8"))
    view = load_command_corpus(None, (SHARED / "corpora/icco/docs", SHARED / "corpora/dfds")).view
    (cross_validate if "--cross-validate" in sys.argv else show_parts)(view, queries, judged)


if __name__ == "__main__":
    main()
