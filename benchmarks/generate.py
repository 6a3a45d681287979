"""Write N synthetic postmortems of about 960 words (8 KB): front matter, a timeline table, services, tags and factors.

usage: generate.py N DIR

The same N gives the same files. The words are made so that an index of them grows as one of real postmortems does:

- A word's frequency falls with its rank by the law of Zipf and Mandelbrot, and from rank 3,000 on more steeply, as in
  large collections. There is always another rare word: 250 documents have about 17,000 different words, 10,000 about
  117,000.
- The frequent words are written out below. Of the others most are put together from syllables, with the prefixes and
  endings of English, and a part are what only machines say: hosts, error codes, metrics, paths, addresses, versions.
- A document comes back to its own words: what is not among the most frequent is often one that it has used before.

The constants are fitted to 169 published postmortems of eight organisations, whose text is not part of this project;
RESULTS.md compares the curves.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

HEAD = """
    the to a and of in was that on for is this we with not from it all were be are as an by have at which when no our
    they if but some or up can been being there more had one any has will so after into due would what did down back
    these should incident service out cluster first issue nodes other how time use team also do could before like
    users about only error where because them via changes traffic still alert database new started then deploy able
    during minutes failed request connection since while see running timeout same now impact many logs over may why
    check caused pool two than cause between resolved config without requests again another most state production
    memory node customers certificate response status few cache data identified affected support missing working
    access version restarted rollback network disk available different does api until even such instance high default
    queue errors job process server limit outage monitoring found alerts services deployment retry health both who
    key run action proxy upstream already however load replica region noticed metrics number each level old too
    latency broker root rollout capacity worker migration thread unable add detected fix expired manual resource
    gateway token set rate made partition storage its full case consumer usage very dashboard order
    following snapshot events work pod received here payment resolver cpu code review engineer second pipeline last
    kubernetes test name schema zone details volume hours release leader index checkout lag log session lock owner
    kafka increased pressure call probe ticket search large account scheduler dns flag backup runbook later read
    write throttled switch restore page ingress firewall eviction quota failover vendor report batch client postgres
    redis pager build transaction heartbeat container drained saturated escalated paged mitigated refused deadlock
    exhausted stale dropped corrupted throughput autoscaler canary orphaned idempotent backlog retention handshake
""".split()
STARTS = (
    "re co in pr de st ex se di un ma con pro com sta pre rec dis app tra per sub par res ba lo mo sy te ca".split()
)
MIDDLES = "a e i o u ta ne ri lo mu ve ga di so pe ca ru ni le bo fi ha ter an or ens ist ul ab ec".split()
STEMS = "ct rd nt st ll ss t n r d m p l v g rm ck ft".split()
ENDINGS = ["", "", "", "s", "ing", "ed", "ed", "ion", "er", "ate", "able", "ent", "ly", "ity"]
FACTORS = ("configuration-error", "capacity-limit", "missing-monitoring", "inadequate-testing", "design-limitation")
FACTORS += ("retry-amplification", "expired-credential", "missing-runbook", "coordination-gap", "third-party-outage")
SECTIONS = ("Summary", "Impact", "Detection", "Contributing factors", "Resolution", "What went well", "Lessons learned")

RANKS = 300_000
BEND = 3000
"""The rank from which on words get rare faster."""

FUNCTION = 20
"""Words up to this rank are in every document alike."""

COMMON = 45
"""Words up to this rank are of no subject; a title does without them."""

AGAIN = 0.38
"""How often any other word is one that the document has used before."""

WEIGHTS = list(accumulate(1 / ((rank + 2.5) * (1 + rank / BEND) ** 0.8) for rank in range(RANKS)))


@lru_cache(maxsize=RANKS)
def word(rank: int) -> str:
    """Return the word of a rank, which begins at 0."""
    if rank < len(HEAD):
        return HEAD[rank]
    rng = random.Random(-rank)
    return name_of_machines(rng) if rng.random() < (0.2 if rank < BEND else 0.34) else invented(rng)


def invented(rng: random.Random) -> str:
    """Return a word that could be English."""
    middle = "".join(rng.choices(MIDDLES, k=rng.choice((0, 1, 1, 1, 2))))
    at = min(int(rng.expovariate(0.12)), len(STARTS) - 1)
    return STARTS[at] + middle + rng.choice(STEMS) + rng.choice(MIDDLES[:5]) * rng.randint(0, 1) + rng.choice(ENDINGS)


def name_of_machines(rng: random.Random) -> str:
    """Return an identifier."""
    one, two, number = rng.choice(HEAD[COMMON:]), invented(rng), rng.randint(1, 99)
    forms = (
        f"{one}-{two}-{number}",
        f"{one}-{number}.{two}.internal",
        f"{one}_{two}_total",
        f"{one.title()}{two.title()}High",
        f"E{two.upper()}",
        f"ERR-{rng.randint(100, 99_999)}",
        f"/{one}/{two}",
        f"10.{number}.{rng.randint(0, 255)}.{rng.randint(0, 255)}",
        f"v{number // 20}.{number % 20}.{rng.randint(0, 30)}",
        f"{rng.randint(1, 9999)}{rng.choice(('', '', 'ms', '%', 'k'))}",
        f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}",
        f"{rng.getrandbits(28):07x}",
    )
    return f"`{rng.choice(forms)}`"


class Author:
    """Writes one document, and comes back to its words."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.used: list[int] = []

    def words(self, count: int, least: int = 0) -> list[str]:
        """Return so many words, none of them more frequent than rank `least`."""
        found: list[int] = []
        while len(found) < count:
            (rank,) = self.rng.choices(range(RANKS), cum_weights=WEIGHTS)
            if rank >= FUNCTION:
                if self.used and self.rng.random() < AGAIN:
                    rank = self.rng.choice(self.used)
                else:
                    self.used.append(rank)
            if rank >= least:
                found.append(rank)
        return [word(rank) for rank in found]

    def sentence(self, length: int) -> str:
        """Return a sentence of `length` words."""
        text = " ".join(self.words(length))
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, words: int) -> str:
        """Return about `words` words in sentences of a dozen."""
        return " ".join(self.sentence(12) for _ in range(max(1, words // 12)))

    def timeline(self, start: datetime) -> str:
        """Return a table of 5 to 14 events from `start` on."""
        rows, at = ["| Time | Event |", "| --- | --- |"], start
        for _ in range(self.rng.randint(5, 14)):
            rows.append(f"| {at:%Y-%m-%d %H:%M} | {self.sentence(10)} |")
            at += timedelta(minutes=self.rng.randint(1, 40))
        return "\n".join(rows)


def postmortem(number: int) -> tuple[str, str]:
    """Return the path and the text of postmortem `number`."""
    author = Author(number)
    rng = author.rng
    start = datetime(2016, 1, 1) + timedelta(hours=rng.randint(0, 94_000))  # noqa: DTZ001 - wall clock, as written
    services = rng.sample([f"service-{i:02d}" for i in range(40)], rng.randint(1, 4))
    tags = rng.sample([f"tag-{i:02d}" for i in range(60)], rng.randint(1, 4))
    factors = rng.sample(FACTORS, rng.randint(1, 4))
    head = [
        "---",
        f"id: INC-{start.year}-{number:05d}",
        f'title: "{" ".join(author.words(7, COMMON)).replace("`", "").capitalize()}"',
        f'summary: "{author.sentence(24)}"',
        "status: published",
        f"severity: sev{rng.choice((1, 2, 2, 3, 3, 3, 4))}",
        "timezone: UTC",
        f"started_at: {start:%Y-%m-%d %H:%M}",
        f"resolved_at: {start + timedelta(minutes=rng.randint(20, 900)):%Y-%m-%d %H:%M}",
        f"services: [{', '.join(services)}]",
        f"tags: [{', '.join(tags)}]",
        f"contributing_factors: [{', '.join(factors)}]",
        "---",
        "",
    ]
    body = [f"## {name}\n\n{author.paragraph(118)}\n" for name in SECTIONS]
    body.insert(2, f"## Timeline\n\nAll times in UTC.\n\n{author.timeline(start)}\n")
    items = (f"- [{rng.choice(' x')}] {author.sentence(9)[:-1]} (OPS-{rng.randint(1, 9999)})" for _ in range(4))
    body.append("## Action items\n\n" + "\n".join(items) + "\n")
    return f"{start.year}/{start:%Y-%m-%d}-{number:05d}.md", "\n".join([*head, *body])


def main() -> None:
    """Write the corpus."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    for number in range(count):
        name, text = postmortem(number)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
