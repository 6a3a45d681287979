"""The page of insights: numbers, the lists behind them, CSV, and what it says where there is nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.insights.durations import DurationName, summarize
from mkdocs_postmortems.core.model import DocumentKind, Factor, Moment
from mkdocs_postmortems.core.pages.generated_pages import build_generated_pages
from mkdocs_postmortems.core.pages.insights.csv_text import CsvTable, to_csv
from mkdocs_postmortems.core.pages.insights.strips import MAX_DOTS, Axis, draw_strip
from mkdocs_postmortems.core.pages.site_model import build_site_model

TODAY = "2026-11-20"


def pages_of(model):
    """Return the pages of insights by address, and the CSV files."""
    pages = [page for page in build_generated_pages(model) if page.uri.startswith("insights/")]
    return {page.uri: page.data for page in pages}, {file.uri: file.text for page in pages for file in page.files}


def cells(page):
    """Yield every cell of a page."""
    for question in page.questions:
        for table in question.tables:
            for row in (*table.rows, *table.more):
                yield from row.cells


def some_incidents(incident, number=6):
    """Return incidents with times, services and factors."""
    return [
        incident(
            f"{n}.md",
            date=f"202{n % 3}-0{1 + n % 9}-01",
            services=("shop", "cart")[: 1 + n % 2],
            factors=(Factor(1, "pool"), Factor(2, "retry"))[: 1 + n % 2],
            detection="customer-report" if n % 2 else "monitoring-alert",
            started_at=Moment("2024-01-01T10:00", "UTC"),
            detected_at=Moment(f"2024-01-01T10:{10 + n}", "UTC") if n else None,
        )
        for n in range(number)
    ]


def test_every_number_leads_to_its_incidents(incident, site_model_of):
    """A cell with a link counts what is listed under its anchor, or opens its only incident."""
    pages, _ = pages_of(site_model_of(*some_incidents(incident)))
    lists = {(uri, one.anchor): one for uri, page in pages.items() if hasattr(page, "lists") for one in page.lists}
    linked = [cell for cell in cells(pages["insights/index.md"]) if cell.uri]

    assert len(linked) > 20
    for cell in linked:
        uri, _, anchor = cell.uri.partition("#")
        number = int(cell.text.split()[0])
        assert number == (lists[uri, anchor].count if anchor else 1)
        if anchor:
            assert len(lists[uri, anchor].rows) == number


def test_nothing_to_count(incident, site_model_of):
    """Without incidents, and with one that says nothing: each question says what to do, nothing is drawn."""
    for documents in ((), (incident("a.md"),), (incident("n.md", kind=DocumentKind.NOTICE),)):
        pages, files = pages_of(site_model_of(*documents))
        page = pages["insights/index.md"]

        assert all(question.answer or question.tables for question in page.questions)
        assert not page.questions[0].tables
        assert all(text.count("\r\n") >= 1 for text in files.values())


def test_csv_has_what_the_tables_have(incident, site_model_of):
    """Independent reading: the file of factors by service, against the incidents."""
    documents = some_incidents(incident)
    _, files = pages_of(site_model_of(*documents))
    found = {
        (row["factor"], row["service"]): set(row["ids"].split("; "))
        for row in csv.DictReader(io.StringIO(files["insights/factors-by-service.csv"]))
    }
    expected = {
        (factor, service): {d.id for d in documents if factor in d.factor_ids and service in d.services}
        for factor in ("pool", "retry")
        for service in ("shop", "cart")
    }
    assert found == expected


def test_small_numbers_are_withheld_everywhere(incident, view_of):
    """Neither page, list nor CSV says a number over fewer incidents. Control: without the option they do."""
    documents = [*some_incidents(incident), incident("lonely.md", services=("solo",), factors=(Factor(1, "rare"),))]
    view = view_of(*documents)

    assert _least_number(build_site_model(view, TODAY)) == 1
    assert _least_number(build_site_model(view, TODAY, insights_min_count=3)) == 3


def _least_number(model):
    """Return the smallest number of incidents above 0 that tables, lists and files say."""
    pages, files = pages_of(model)
    said = [int(cell.text.split()[0]) for cell in cells(pages["insights/index.md"]) if cell.label and cell.text]
    listed = [one.count for page in pages.values() if hasattr(page, "lists") for one in page.lists]
    columns = ("incidents", "known", "missing", "of")
    rows = (row for text in files.values() for row in csv.DictReader(io.StringIO(text)))
    written = [int(row[name]) for row in rows for name in columns if row.get(name)]
    assert said
    assert written
    return min(number for number in (*said, *listed, *written) if number)


def test_lists_and_strips_of_many_stay_small(incident, site_model_of):
    """A thousand incidents of one service are some bins of dots, and the first of each list."""
    documents = some_incidents(incident, 1) + [
        incident(
            f"m{n}.md",
            date="2024-01-01",
            started_at=Moment("2024-01-01T10:00", "UTC"),
            detected_at=Moment(f"2024-01-01T1{n % 10}:{n % 60:02}", "UTC"),
        )
        for n in range(1000)
    ]
    pages, _ = pages_of(site_model_of(*documents))
    strips = [row.strip for row in pages["insights/index.md"].questions[0].tables[0].rows if row.strip]

    assert all(len(strip.dots) <= 100 for strip in strips)
    assert sum(dot.count for dot in strips[0].dots) == len(summarize(DurationName.DETECT, documents).known) > MAX_DOTS
    assert max(len(one.rows) for one in pages["insights/durations.md"].lists) == 40


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=MAX_DOTS))
def test_places_are_within_the_axis_and_in_order(minutes):
    """Longer is never further left, and the median lies among the dots."""
    axis = Axis(max(minutes))
    places = [axis.place(one) for one in sorted(minutes)]

    assert places == sorted(places)
    assert 2 <= places[0] <= places[-1] <= 98
    assert all(2 <= tick.place <= 98 for tick in axis.ticks)


def test_a_strip_without_durations_is_none():
    """There is nothing to draw."""
    assert draw_strip(summarize(DurationName.DETECT, ()), Axis(0), None) is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_csv_starts_no_formula(text):
    """A spreadsheet would compute it; control: numbers and ordinary words stay."""
    assert to_csv(CsvTable(("a",), ((text,),))).split("\r\n")[1].startswith("'")
    assert to_csv(CsvTable(("a", "b"), (("x-1", -1),))) == "a,b\r\nx-1,-1\r\n"


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",))), min_size=2))
def test_csv_is_read_as_written(texts):
    """By the standard library, but for the apostrophe."""
    rows = list(csv.reader(io.StringIO(to_csv(CsvTable(("x",) * len(texts), (tuple(texts),))), newline="")))

    assert [one.removeprefix("'") for one in rows[1]] == [one.removeprefix("'") for one in texts]
