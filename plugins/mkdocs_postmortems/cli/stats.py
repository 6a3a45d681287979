"""`postmortems stats`: what the postmortems say as a whole, as tables or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.cli.params import (
    complete_audience,
    config_option,
    facet_options,
    facet_value_ids,
    search_folders_option,
)
from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.facets import FACETS
from mkdocs_postmortems.core.insights import Insights, build_insights
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.durations import DurationName, DurationSummary
from mkdocs_postmortems.core.insights.proportion import Proportion
from mkdocs_postmortems.core.insights.statistics_json import is_withheld, statistics_json
from mkdocs_postmortems.core.moments import format_duration
from mkdocs_postmortems.core.similar.narrowing import Narrowing
from mkdocs_postmortems.system.clock import today

MAX_ROWS = 10
"""Rows of a table on the terminal; `--json` has all."""


@click.command()
@facet_options(FACETS, "Only this {noun}.")
@click.option("--since", metavar="DATE", default="", help="Only since this day, month or year, such as 2025-01.")
@click.option("--until", metavar="DATE", default="", help="Only until the end of this day, month or year.")
@click.option("--audience", shell_complete=complete_audience, help="Count what this audience may read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@config_option
@search_folders_option
def stats(
    *,
    since: str,
    until: str,
    audience: str | None,
    as_json: bool,
    config: Path | None,
    folders: tuple[Path, ...],
    **values: tuple[str, ...],
) -> None:
    """Count and measure postmortems: durations, factors, recurrence, detection, reviews, action items.

    Durations are medians and nine of ten, with how many are known: a mean says nothing of incidents. Notices,
    exercises, withdrawn and duplicate documents are not counted.

    Example: postmortems stats --service checkout-api --since 2025 --json
    """
    corpus = load_command_corpus(config, folders, audience)
    view = corpus.view
    wanted = {facet: facet_value_ids(view, facet, values[facet.id]) for facet in FACETS}
    narrowing = Narrowing(wanted, since=since, until=until)
    documents = tuple(document for document in view.incidents if narrowing.fits(document))
    insights = build_insights(view.taxonomy, documents, today())
    if as_json:
        click.echo(json.dumps(statistics_json(insights, corpus.insights_min_count), indent=2, ensure_ascii=False))
    else:
        _print(Console(highlight=False), insights, corpus.insights_min_count)


def _print(console: Console, insights: Insights, least: int) -> None:
    console.print(_headline(insights), soft_wrap=True)
    if not insights.incidents:
        return
    console.print(_durations_table(insights.durations, least))
    for title, cohorts in (
        ("Severity", insights.by_severity),
        ("Contributing factor", insights.by_factor),
        ("Service", insights.by_service),
        ("Detected by", insights.by_detection),
    ):
        if cohorts:
            console.print(_counts_table(title, cohorts, least))
    for line in _sentences(insights, least):
        console.print(Text(line), soft_wrap=True)


def _headline(insights: Insights) -> Text:
    count = len(insights.incidents)
    excluded = insights.population.excluded.items()
    left_out = ", ".join(_counted(len(some), reason.value) for reason, some in excluded if some)
    text = Text(f"{count:,} postmortem{'s' * (count != 1)}", "bold")
    return text.append(f"; not counted: {left_out}" if left_out else "", "dim")


def _counted(number: int, words: str) -> str:
    return f"{number:,} {words.removesuffix('s') if number == 1 else words}"


_LABELS: Mapping[DurationName, str] = {
    DurationName.DETECT: "Start to detection",
    DurationName.ACKNOWLEDGE: "Start to acknowledgement",
    DurationName.MITIGATE: "Start to mitigation",
    DurationName.RESOLVE: "Start to resolution",
    DurationName.REVIEW: "End to review",
    DurationName.PUBLISH: "End to publication",
}


def _durations_table(durations: Mapping[DurationName, DurationSummary], least: int) -> Table:
    table = Table("Duration", box=None, padding=(0, 2, 0, 0))
    for name in ("Known", "Missing", "Median", "Nine of ten within"):
        table.add_column(name, justify="right")
    for name, one in durations.items():
        hidden = is_withheld(len(one.known), least)
        figures = ("withheld", "", "", "") if hidden else _figures(one)
        table.add_row(_LABELS[name], *figures)
    return table


def _figures(one: DurationSummary) -> tuple[str, ...]:
    return (str(len(one.known)), str(len(one.missing)), _minutes(one.median), _minutes(one.p90))


def _minutes(minutes: float | None) -> str:
    return "–" if minutes is None else str(format_duration(round(minutes)))


def _counts_table(title: str, cohorts: tuple[Cohort, ...], least: int) -> Table:
    table = Table(title, box=None, padding=(0, 2, 0, 0))
    table.add_column("Postmortems", justify="right")
    for cohort in cohorts[:MAX_ROWS]:
        count = "withheld" if is_withheld(cohort.count, least) else str(cohort.count)
        table.add_row(Text(printable(cohort.name)), count)
    if len(cohorts) > MAX_ROWS:
        table.add_row(Text(f"and {len(cohorts) - MAX_ROWS} more", "dim"), "")
    return table


def _sentences(insights: Insights, least: int) -> Iterable[str]:
    actions = insights.actions
    yield f"Happened before: {_share(insights.recurrence, least)}"
    yield f"Customers told us first: {_share(insights.customers_first, least)}"
    yield f"Reviewed within 72 hours: {_share(insights.reviewed_in_time, least)}"
    yield (
        f"Action items: {actions.total:,}, of which {actions.done:,} done, {actions.open:,} open ({actions.overdue:,} "
        f"overdue), {actions.wont_do:,} will not be done, {actions.unstated:,} with no state written"
    )


def _share(one: Proportion, least: int) -> str:
    if is_withheld(one.count, least):
        return f"withheld, fewer than {least}"
    if one.share is None or one.interval is None:
        return "not stated"
    low, high = one.interval
    return f"{one.count} of {one.total} ({one.share:.0%}; 95 % interval {low:.0%} to {high:.0%})"
