"""Write N synthetic postmortems of about 960 words (8 KB): front matter, a timeline table, services, tags and factors.

usage: generate.py N DIR

The same N gives the same files. The words are drawn with Zipf's law, so that common words are common.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

WORDS = """
    connection pool database replica timeout request latency queue consumer broker partition leader election
    cache eviction stampede retry backoff deploy rollback canary flag config certificate expiry resolver record
    zone gateway proxy upstream health check probe restart crash memory limit node drain cluster autoscaler
    quota disk volume snapshot restore migration schema index lock transaction thread worker job batch schedule
    alert dashboard metric log trace pager runbook customer order payment checkout search catalog inventory
    delivery session token identity region failover capacity traffic spike error response status page update
""".split()
FACTORS = ("configuration-error", "capacity-limit", "missing-monitoring", "inadequate-testing", "design-limitation")
FACTORS += ("retry-amplification", "expired-credential", "missing-runbook", "coordination-gap", "third-party-outage")
SECTIONS = ("Summary", "Impact", "Detection", "Contributing factors", "Resolution", "What went well", "Lessons learned")


def sentence(rng: random.Random, length: int) -> str:
    """Return a sentence of `length` words."""
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    words = rng.choices(WORDS, weights, k=length)
    return " ".join(words).capitalize() + "."


def paragraph(rng: random.Random, words: int) -> str:
    """Return about `words` words in sentences of a dozen."""
    return " ".join(sentence(rng, 12) for _ in range(max(1, words // 12)))


def timeline(rng: random.Random, start: datetime) -> str:
    """Return a table of 5 to 14 events from `start` on."""
    rows, at = ["| Time | Event |", "| --- | --- |"], start
    for _ in range(rng.randint(5, 14)):
        rows.append(f"| {at:%Y-%m-%d %H:%M} | {sentence(rng, 10)} |")
        at += timedelta(minutes=rng.randint(1, 40))
    return "\n".join(rows)


def postmortem(number: int) -> tuple[str, str]:
    """Return the path and the text of postmortem `number`."""
    rng = random.Random(number)
    start = datetime(2016, 1, 1) + timedelta(hours=rng.randint(0, 94_000))  # noqa: DTZ001 - wall clock, as written
    services = rng.sample([f"service-{i:02d}" for i in range(40)], rng.randint(1, 4))
    tags = rng.sample([f"tag-{i:02d}" for i in range(60)], rng.randint(1, 4))
    factors = rng.sample(FACTORS, rng.randint(1, 4))
    head = [
        "---",
        f"id: INC-{start.year}-{number:05d}",
        f"title: {sentence(rng, 7)[:-1]}",
        f"summary: {sentence(rng, 24)}",
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
    body = [f"## {name}\n\n{paragraph(rng, 118)}\n" for name in SECTIONS]
    body.insert(2, f"## Timeline\n\nAll times in UTC.\n\n{timeline(rng, start)}\n")
    items = (f"- [{rng.choice(' x')}] {sentence(rng, 9)[:-1]} (OPS-{rng.randint(1, 9999)})" for _ in range(4))
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
