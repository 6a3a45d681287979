"""How often what `postmortems adopt` proposes is what the document says, on the real documents of ../shared.

usage: adopting.py               precision by field, against labels made by hand and by `shared/evaluate`
       adopting.py --sample N    N proposals for each field to be judged, as JSON, those that have a label left out

Works on a copy of each folder: writes, compares every byte below the front matter, and proposes once more. A label says
of a document, a field and a value whether the document says so: adopting.labels.json.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_postmortems.core.adopt import FIELDS, Adoption, adopt_all
from mkdocs_postmortems.core.parse.inline import without_emoji
from mkdocs_postmortems.sources.files import load_taxonomy, read_raw, read_sources, rewrite

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
LABELS = HERE / "adopting.labels.json"
GOLD = ("title", "date", "timezone", "started_at", "resolved_at", "severity")


CUT = 60
"""Letters of a value that a label repeats."""


class Said(NamedTuple):
    """A proposed value: what a label is about."""

    path: str
    field: str
    value: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by among the labels."""
        return self.path, self.field, self.value[:CUT]


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        adopted = {corpus.name: list(adopted_copy(corpus, Path(folder))) for corpus in corpora()}
    if asked.sample:
        print(json.dumps(sampled(adopted, asked.sample), indent=1, ensure_ascii=False))
    else:
        report(adopted)


def corpora() -> Iterator[Path]:
    """Yield the folders with documents."""
    yield from (path for path in sorted((SHARED / "corpora").iterdir()) if path.is_dir())


def adopted_copy(corpus: Path, folder: Path) -> Iterator[Adoption]:
    """Adopt a copy; what is proposed goes with the path below ../shared/corpora."""
    copy = folder / corpus.name
    shutil.copytree(corpus, copy)
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    taxonomy, _ = load_taxonomy(HERE / "adopting.taxonomy.yml", "taxonomy.yml")
    for number in range(2):
        texts = [(s.path, read_raw(copy / s.path)) for s in read_sources(copy).sources]
        adoptions = adopt_all(texts, taxonomy)
        if number and any(adoption.proposals for adoption in adoptions):
            raise SystemExit(f"{corpus.name}: a second run proposes something")
        for adoption in adoptions if not number else ():
            rewrite(copy / adoption.path, lambda _, after=adoption.after: after)
            if not adoption.after.endswith(body(adoption.before)):
                raise SystemExit(f"{adoption.path}: the text has changed")
        yield from adoptions if not number else ()


def body(text: str) -> str:
    """Return what stands below the front matter, found in a simpler way than the program does."""
    if not text.startswith("---\n"):
        return text
    return text[text.index("\n---", 4) :]


def proposals(adopted: dict[str, list[Adoption]]) -> Iterator[tuple[Said, dict[str, object]]]:
    """Yield all proposals with what to judge them by."""
    for corpus, adoptions in adopted.items():
        for adoption in adoptions:
            for p in adoption.proposals:
                said = Said(f"{corpus}/{adoption.path}", p.field, p.value)
                yield said, {"line": p.line, "evidence": p.evidence, "confidence": p.confidence}


def sampled(adopted: dict[str, list[Adoption]], count: int) -> list[dict[str, object]]:
    """Return so many proposals of each field, from all folders in turn."""
    known = {tuple(label[:3]) for label in labels()}
    chance = random.Random(5)
    piles: defaultdict[str, defaultdict[str, list[dict[str, object]]]] = defaultdict(lambda: defaultdict(list))
    for said, why in proposals(adopted):
        if said.key not in known:
            piles[said.field][said.path.split("/")[0]].append({**said._asdict(), **why})
    chosen: list[dict[str, object]] = []
    for field in FIELDS:
        by_corpus = [chance.sample(pile, len(pile)) for _, pile in sorted(piles[field].items())]
        turns = [pile[turn] for turn in range(count) for pile in by_corpus if turn < len(pile)]
        chosen += turns[:count]
    return chosen


def labels() -> Iterable[list[str]]:
    """Return the labels: path, field, value, verdict, a short quote or reason."""
    return json.loads(LABELS.read_text(encoding="utf-8")) if LABELS.exists() else []


def report(adopted: dict[str, list[Adoption]]) -> None:
    """Print precision by field: by hand, and against the labelled documents."""
    made = [said for said, _ in proposals(adopted)]
    by_hand = {tuple(label[:3]): label[3] == "right" for label in labels()}
    documents = sum(map(len, adopted.values()))
    print(f"{len(made):,} values for {len({said.path for said in made}):,} of {documents:,} documents\n")
    print("| field | proposed | judged by hand | right | precision | labelled documents | right |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    against = {said: verdict for said in made if (verdict := by_gold(said)) is not None}
    for name in (*FIELDS, "all"):
        of_field = [said for said in made if name in (said.field, "all")]
        judged = [by_hand[said.key] for said in of_field if said.key in by_hand]
        gold = [against[said] for said in of_field if said in against]
        share = f"{sum(judged) / len(judged):.3f}" if judged else ""
        if of_field:
            cells = (name, len(of_field), len(judged), sum(judged), share, len(gold), sum(gold))
            print("| " + " | ".join(map(str, cells)) + " |")
    for said, verdict in against.items():
        if not verdict:
            print(f"\nnot as labelled: {said}")


def by_gold(said: Said) -> bool | None:
    """Return whether a labelled document agrees; `None` where it has no label for this."""
    corpus, _, name = said.path.partition("/")
    stem = name.rpartition("/")[2]
    found = sorted((SHARED / "evaluate" / "gold").glob(f"{corpus}__*.json")) if said.field in GOLD else []
    for path in found:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["path"].rpartition("/")[2] == stem and gold.get(said.field):
            expected = {fold(gold[said.field])}
            expected |= {fold(other) for other in gold.get("title_also", []) if said.field == "title"}
            return fold(said.value) in expected
    return None


def fold(text: str) -> str:
    """Return a value as the scorer of the labelled documents compares it."""
    return " ".join(without_emoji(text).replace("T", " ").casefold().split()).removeprefix("~")


if __name__ == "__main__":
    main()
