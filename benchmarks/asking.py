"""Where the first right answer stands, on questions typed into the search field and on pasted log lines.

usage: asking.py [--fresh] [--each]

Prints the mean reciprocal rank of `postmortems search` and of `postmortems similar`. `--fresh` asks the second round,
of more documents, from which nothing was learnt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml
from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.core.similar import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import look_up
from mkdocs_postmortems.core.similar.narrowing import Narrowing

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared/corpora"
FOLDERS = ("icco/docs", "dfds", "moj-cloud-platform/docs", "berkeley-datahub/docs", "pypi-blog/docs")
MORE_FOLDERS = ("chia/docs", "jenkins-status/docs", "2i2c/docs", "k8s-test-infra/docs", "python-discord/docs")
Search = Callable[[str], Iterable[Match]]


def place(search: Search, query: dict[str, Any]) -> int:
    """Return the place of the first right answer, 0 if none is among the results."""
    names = (Path(match.document.path).name for match in search(query["ask"]))
    return next((n for n, name in enumerate(names, 1) if name.startswith(tuple(query["finds"]))), 0)


def mean_reciprocal(places: Iterable[int]) -> float:
    """Return the mean of 1/place; an answer that is missing counts 0."""
    found = [1 / one if one else 0.0 for one in places]
    return sum(found) / len(found)


def main() -> None:
    """Print the table of benchmarks/RESULTS.md."""
    if not CORPORA.is_dir():
        print("There is no ../shared with documents here.")
        return
    is_fresh = "--fresh" in sys.argv
    folders = (*FOLDERS, *MORE_FOLDERS) if is_fresh else FOLDERS
    finder = SimilarityFinder(load_command_corpus(None, tuple(CORPORA / name for name in folders)).view)
    print(f"{len(finder.collection.documents)} documents\n")
    searches: dict[str, Search] = {
        "search": lambda text: look_up(finder, text, Narrowing(), 50),
        "similar": lambda text: finder.similar_to_text(text, 50),
    }
    print("| command | typed, MRR | pasted, MRR |\n| --- | ---: | ---: |")
    queries_file = HERE / ("search_queries_fresh.yml" if is_fresh else "search_queries.yml")
    kinds = yaml.safe_load(queries_file.read_text(encoding="utf-8"))
    for name, search in searches.items():
        places = {kind: [place(search, query) for query in queries] for kind, queries in kinds.items()}
        print(
            f"| `postmortems {name}` | "
            + " | ".join(f"{mean_reciprocal(found):.3f}" for found in places.values())
            + " |"
        )
        if "--each" in sys.argv:
            for kind, found in places.items():
                for one, query in zip(found, kinds[kind], strict=True):
                    print(f"  {one:3}  {query['ask'][:90]!r}")


if __name__ == "__main__":
    main()
