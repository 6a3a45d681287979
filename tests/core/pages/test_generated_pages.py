"""Generated pages: which there are, and what they show."""

import pytest
from mkdocs_postmortems.core.facets import FACETS, FACTORS, KINDS, SERVICES, TAGS, YEARS
from mkdocs_postmortems.core.model import (
    ActionItem,
    ActionStatus,
    DocumentKind,
    EventKind,
    Factor,
    IncidentType,
    Link,
    Moment,
    Relation,
    RelationKind,
    Section,
    SectionName,
    Status,
    TimelineEvent,
)
from mkdocs_postmortems.core.pages.generated_pages import build_generated_pages, build_tabs
from mkdocs_postmortems.core.pages.page_uris import FALLBACK_HOME_URI, GENERATED_FOLDERS
from mkdocs_postmortems.core.pages.postmortem_page import build_postmortem_page
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.quarters import Quarter
from mkdocs_postmortems.core.taxonomy import Term
from views import unrestricted_view

TODAY = "2026-11-20"


def _pages(site_model):
    return {page.uri: page for page in build_generated_pages(site_model)}


def test_every_facet_has_an_index_even_without_values(site_model_of):
    """An address that can be typed never leads nowhere."""
    pages = _pages(site_model_of())

    assert {"index.md", *(facet.index_uri for facet in FACETS)} <= pages.keys()


def test_folders_of_pages_are_known(site_model_of, incident):
    """So that a document may link to any page; there is none for which there is no page."""
    saved = [SavedSearch("Checkout", (("service", "checkout"),))]
    pages = build_generated_pages(site_model_of(incident("a.md")), FALLBACK_HOME_URI, saved)

    assert {page.uri.split("/")[0] for page in pages} == GENERATED_FOLDERS


def test_a_long_list_is_cut_into_pages(site_model_of, incident):
    """25 a page, by year; only the first one has the chart."""
    uris = [f"{TAGS.url}/db.md", f"{TAGS.url}/db/2.md", f"{TAGS.url}/db/3.md"]
    pages = _pages(
        site_model_of(*(incident(f"{n}.md", tags=("db",), date=f"{2020 + n // 20}-01-01") for n in range(60)))
    )
    first, second, third = (pages[uri].data for uri in uris)

    assert sum(len(year.rows) for year in first.years) == 25
    assert sum(len(year.rows) for year in third.years) == 10
    assert [year.name for year in second.years] == ["2021", "2020"]
    assert first.chart is not None
    assert second.chart is None
    assert [ref.uri for ref in third.pages] == uris


def test_a_value_shows_what_the_taxonomy_says(site_model_of, incident):
    """Definition, owner, and what depends on what, both ways."""
    terms = [
        Term(id="api", name="API", definition="Answers.", team="core", depends_on=("db",), links={"x": "javascript:1"}),
        Term(id="db", name="Database"),
    ]
    pages = _pages(
        site_model_of(incident("a.md", services=("api",)), services=terms, teams=[Term(id="core", name="Core")])
    )
    api, db = (pages[f"{SERVICES.url}/{name}.md"].data for name in ("api", "db"))

    assert api.definition == "Answers."
    assert [(name, refs[0].name) for name, refs in api.facts] == [("Owner", "Core"), ("Depends on", "Database")]
    assert [(name, refs[0].name) for name, refs in db.facts] == [("Used by", "API")]
    assert api.links == ()


def test_open_actions_are_overdue_first(site_model_of, incident):
    """Then by due date; done ones and those of withdrawn documents are not listed."""
    items = (
        ActionItem(1, "later", done=False, due="2027-01-01"),
        ActionItem(2, "late", due="2026-01-01", status=ActionStatus.IN_PROGRESS),
        ActionItem(3, "done", done=True),
        ActionItem(4, "some day", done=False),
    )
    withdrawn = incident("w.md", actions=items, status=Status.WITHDRAWN)
    page = _pages(site_model_of(incident("a.md", actions=items), withdrawn))["actions/index.md"].data

    assert [row.text for row in page.overdue] == ["late"]
    assert [row.text for row in page.open] == ["later", "some day"]
    assert page.unstated == ()


def test_age_is_shown_where_it_has_a_limit(incident):
    """By severity; what is not known to be open is never open for too long, and without a limit nothing is."""
    items = (ActionItem(1, "open", done=False), ActionItem(2, "unstated"))
    documents = [
        incident("grave.md", severity="sev1", date="2026-11-01", actions=items),
        incident("month.md", severity="sev1", date="2026-11", actions=items[:1]),
        incident("minor.md", severity="sev3", date="2020-01-01", actions=items[:1]),
    ]
    limited = build_site_model(unrestricted_view(documents), TODAY, action_slo_days={"SEV1": 10, "sev9": 1})
    page = _pages(limited)["actions/index.md"].data
    without = _pages(build_site_model(unrestricted_view(documents), TODAY))["actions/index.md"].data

    assert [(row.document.uri, row.age, row.is_past_slo) for row in (*page.open, *page.unstated)] == [
        ("grave.md", "19 days old, may be 10", True),
        ("minor.md", "", False),
        ("month.md", "0 days old, may be 10", False),
        ("grave.md", "19 days old, may be 10", False),
    ]
    assert (page.past_slo, without.past_slo) == (1, 0)
    assert {row.age for row in (*without.open, *without.unstated)} == {""}


def test_a_state_that_nobody_wrote_is_unknown(site_model_of, incident):
    """Such items are listed apart, the newest first, and counted neither as open nor as overdue nor as done."""
    old = (ActionItem(1, "long ago", due="2014-05-01"), ActionItem(2, "since then", done=True))
    new = (ActionItem(1, "lately"), ActionItem(2, "to do", done=False))
    documents = (incident("a.md", date="2014-04-01", actions=old), incident("b.md", date="2026-01-01", actions=new))
    pages = _pages(site_model_of(*documents))
    page, figures = pages["actions/index.md"].data, pages["index.md"].data.figures

    assert [row.text for row in page.unstated] == ["lately", "long ago"]
    assert [row.text for row in (*page.overdue, *page.open)] == ["to do"]
    assert (page.count, page.late, page.done, page.unknown) == (1, 0, 1, 2)
    assert [(figure.number, figure.words) for figure in figures[2:]] == [
        (1, "open action"),
        (0, "overdue"),
        (2, "actions with no state written"),
    ]


def test_factors_in_words_are_listed(site_model_of, incident):
    """Below their document; those that are a term have a page of their own; no limit hides how many there are."""
    factors = (Factor(1, "drift"), Factor(2, "", "The limit was a guess"), Factor(3, "drift", "a note"))
    page = _pages(site_model_of(incident("a.md", factors=factors)))[f"{FACTORS.url}/index.md"].data
    many = tuple(incident(f"{n}.md", factors=(Factor(1, text="guess"), Factor(2, text="hope"))) for n in range(28))
    full = _pages(site_model_of(*many))

    assert [(one.texts, one.document.uri) for one in page.described] == [(("The limit was a guess",), "a.md")]
    described = full[f"{FACTORS.url}/index.md"].data
    assert (len(described.described), described.more_described) == (25, 3)
    assert described.described[0].texts == ("guess", "hope")
    assert full[f"{TAGS.url}/index.md"].data.described == ()


def test_the_index_of_years_has_no_last_quarters(site_model_of, incident):
    """Of a year, they would say when it was; of a service, whether it has become better."""
    pages = _pages(site_model_of(incident("a.md", date="2026-09-01", services=("db",))))

    assert pages[f"{SERVICES.url}/index.md"].data.has_sparks
    assert not pages[f"{YEARS.url}/index.md"].data.has_sparks


def test_the_home_page_counts_the_services_that_it_leaves_out_as_their_index_does(site_model_of, incident):
    """Also those of the taxonomy that nothing has happened to, which the index lists with 0 incidents."""
    some = [incident(f"{n}.md", services=(f"s{n}",)) for n in range(14)]
    pages = _pages(site_model_of(*some, services=[Term(id="idle", name="Idle")]))
    home, index = pages["index.md"].data, pages[f"{SERVICES.url}/index.md"].data

    assert len(index.rows) == 15
    assert len(home.services) + home.more_services == len(index.rows)


@pytest.mark.parametrize(("severity", "services"), [(None, ()), ("sev1", ()), (None, ("db",)), ("sev1", ("db",))])
def test_the_table_of_drills_has_no_empty_column(site_model_of, incident, severity, services):
    """Of severities and services, where no drill has one."""
    events = tuple(TimelineEvent(n, Moment(f"2026-09-01T10:{n:02}"), f"Step {n}") for n in range(1, 9))
    sections = (Section(SectionName.TIMELINE, "Timeline", 1, 9),)
    page = _pages(
        site_model_of(incident("a.md", severity=severity, services=services, timeline=events, sections=sections))
    )
    learn = page["learn/index.md"].data

    assert (learn.drills_are_graded, learn.drills_are_placed) == (
        bool(learn.drills and severity),
        bool(learn.drills and services),
    )
    assert learn.drills


def test_all_months_can_be_reached_from_the_page_for_learning(site_model_of, incident):
    """The last ones at once, the others a press away."""
    days = [f"{year}-{month:02}-01" for year in (2025, 2026) for month in range(1, 9)]
    page = _pages(site_model_of(*(incident(f"{day}.md", date=day) for day in days)))["learn/index.md"].data

    assert [len(page.months), len(page.earlier_months)] == [12, 4]
    assert page.earlier_months[-1].uri == "learn/2025-01.md"


def test_overdue_actions_are_oldest_first(site_model_of, incident):
    """Whatever document they are of; those due on one day by path and line, those due some day after all others."""
    early = incident(
        "b.md",
        actions=(ActionItem(1, "b1", done=False, due="2025-03-01"), ActionItem(2, "b2", done=False, due="2024-12-31")),
    )
    late = incident(
        "a.md",
        actions=(
            ActionItem(9, "a9", done=False, due="2025-03-01"),
            ActionItem(3, "a3", done=False, due="2025-03-01"),
            ActionItem(4, "some day", done=False, due="next sprint"),
            ActionItem(5, "soon", done=False, due="2026-11-20"),
            ActionItem(6, "later", done=False, due="2026-12"),
        ),
    )
    page = _pages(site_model_of(early, late))["actions/index.md"].data

    assert [row.text for row in page.overdue] == ["b2", "a3", "a9", "b1"]
    assert [row.text for row in page.open] == ["soon", "later", "some day"]


def test_what_is_overdue_comes_before_what_is_due_in_this_month(site_model_of, incident):
    """Also on a page that holds only the first of them: a month has not passed when some of its days have."""
    month = tuple(ActionItem(n, f"month {n}", done=False, due="2026-11") for n in range(100))
    late = ActionItem(101, "late", done=False, due="2026-11-19")
    pages = _pages(site_model_of(incident("a.md", actions=(*month, late))))

    assert [row.text for row in pages["actions/index.md"].data.overdue] == ["late"]


def test_many_open_actions_are_paged(site_model_of, incident):
    """A hundred a page; each page says how many there are in all."""
    items = tuple(ActionItem(n, f"item {n}", done=False, due="2026-01-01" if n <= 120 else None) for n in range(1, 251))
    found = _pages(site_model_of(incident("a.md", actions=items)))
    pages = [found[uri].data for uri in ("actions/index.md", "actions/2.md", "actions/3.md")]

    assert [(len(page.overdue), len(page.open)) for page in pages] == [(100, 0), (20, 80), (0, 50)]
    assert {(page.late, page.count) for page in pages} == {(120, 250)}
    assert [ref.uri for ref in pages[2].pages] == ["actions/index.md", "actions/2.md", "actions/3.md"]
    assert "actions/4.md" not in found


def test_home_counts_and_lists(site_model_of, incident):
    """Four figures with their links; the newest eight."""
    documents = [incident(f"{n:02}.md", date=f"2026-{n:02}-01") for n in range(1, 12)]
    home = _pages(site_model_of(*documents))["index.md"].data

    assert [(figure.number, figure.words) for figure in home.figures] == [
        (11, "postmortems"),
        (2, "this quarter"),
        (0, "open actions"),
        (0, "overdue"),
    ]
    assert [row.uri for row in home.recent] == [f"{n:02}.md" for n in range(11, 3, -1)]


def test_what_keeps_coming_back_falls_back_to_tags(site_model_of, incident):
    """Documents that state no factor still show what recurs; one occurrence is no recurrence."""
    home = _pages(
        site_model_of(
            incident("a.md", tags=("db",), factors=(Factor(1, "drift"),)),
            incident("b.md", tags=("db",)),
        )
    )["index.md"].data

    assert [(one.ref.uri, one.count) for one in home.recurring] == [(f"{TAGS.url}/db.md", 2)]


def test_home_says_which_sections_documents_have(site_model_of, incident):
    """Where nothing else is stated, this is what one can browse by."""
    section = Section(SectionName.TIMELINE, "Timeline", 3, 9, 2)
    home = _pages(site_model_of(incident("a.md", sections=(section,)), incident("b.md")))["index.md"].data

    assert [(one.name, one.count, one.percent) for one in home.sections] == [("Timeline", 1, 50)]


def test_on_this_day_looks_at_other_years(site_model_of, incident):
    """Today's own incident is no anniversary."""
    home = _pages(
        site_model_of(
            incident("old.md", date="2023-11-20"),
            incident("now.md", date="2026-11-20"),
            incident("month.md", date="2022-11"),
        )
    )["index.md"].data

    assert [(one.years, one.row.uri) for one in home.on_this_day] == [("3 years ago", "old.md")]


def test_tabs_lead_only_to_what_has_something_to_show(site_model_of, incident):
    """No tab for tags where nobody uses them, none for kinds where there is one."""
    found = build_tabs(site_model_of(incident("a.md", date="2024-01-01", services=("api",))))

    assert [facet for facet in FACETS if facet.index_uri in {ref.uri for ref in found.browse}] == [SERVICES, YEARS]
    assert found.home.name == "Postmortems"


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2026-10-01"], Quarter(2025, 1), Quarter(2026, 4)),
        (["2015-01-01", "2026-10-01"], Quarter(2023, 1), Quarter(2026, 4)),
        (["2018-02-01", "2020-05-01"], Quarter(2018, 1), Quarter(2020, 2)),
    ],
)
def test_charts_cover_four_years_up_to_the_last_that_matters(site_model_of, incident, dates, first, last):
    """Up to today, or up to the last incident of a corpus that ended long ago."""
    quarters = site_model_of(*(incident(f"{date}.md", date=date) for date in dates)).quarters

    assert (quarters[0], quarters[-1]) == (first, last)


def test_an_article_words_its_times(site_model_of, incident):
    """Plain words, the day only where it changes."""
    document = incident(
        "a.md",
        started_at=Moment("2024-03-07T23:32", "UTC"),
        detected_at=Moment("2024-03-07T23:36", "UTC"),
        resolved_at=Moment("2024-03-08T01:20", "UTC"),
        type=IncidentType.NEAR_MISS,
    )
    article = build_postmortem_page(site_model_of(document), document)

    assert article.took == "resolved after 1 h 48 min"
    assert article.type == "Near miss"
    assert [(t.name, t.clock, t.day, t.after) for t in article.times] == [
        ("Started", "23:32", "7 Mar 2024", ""),
        ("Detected", "23:36", "", "after 4 min"),
        ("Resolved", "01:20", "8 Mar 2024", "after 1 h 44 min"),
    ]


def test_an_article_warns_of_what_it_is(site_model_of, incident):
    """Withdrawn, draft, notice, and the newer account."""
    old = incident("old.md", status=Status.WITHDRAWN, kind=DocumentKind.NOTICE)
    new = incident("new.md", relations=(Relation(RelationKind.SUPERSEDES, "old.md", 1),))
    site_model = site_model_of(old, new)

    assert [banner.key for banner in build_postmortem_page(site_model, old).banners] == [
        "withdrawn",
        "superseded",
        "notice",
    ]
    assert build_postmortem_page(site_model, old).banners[1].refs[0].uri == "new.md"
    assert build_postmortem_page(site_model, new).banners == ()


def test_only_declared_links_are_facts(site_model_of, incident):
    """Links of the text stay in the text, and what is no link is no link."""
    links = (Link("https://grafana.example/x", "dashboard", 3), Link("javascript:1", "chat", 4), Link("x.md", "x", 20))
    document = incident("a.md", links=links, body_line=10)
    evidence = build_postmortem_page(site_model_of(document), document).evidence

    assert [(e.name, e.url, e.tool.name) for e in evidence] == [
        ("Dashboard", "https://grafana.example/x", "Grafana"),
        ("Chat", None, "Link"),
    ]


def test_a_year_is_drawn_by_its_own_quarters(site_model_of, incident):
    """Also one that is long past."""
    pages = _pages(site_model_of(incident("a.md", date="2013-05-01"), incident("b.md", date="2026-05-01")))
    chart = pages[f"{YEARS.url}/2013.md"].data.chart

    assert [row[0] for row in chart.rows] == ["2013 Q1", "2013 Q2", "2013 Q3", "2013 Q4"]
    assert [row[-1] for row in chart.rows] == ["0", "1", "0", "0"]


def test_a_timeline_of_several_zones_says_which(site_model_of, incident):
    """A clock without its zone would be another time."""
    events = (
        TimelineEvent(3, Moment("2024-03-07T23:50", "PST"), "a"),
        TimelineEvent(4, Moment("2024-03-08T08:30", "-00:00"), "b", until=Moment("2024-03-08T09:00", "UTC")),
    )
    document = incident("a.md", timeline=events, sections=(Section(SectionName.TIMELINE, "Timeline", 2, 4, 2),))
    drawn = build_postmortem_page(site_model_of(document), document).timeline

    assert drawn.zone == ""
    assert [entry.clock for entry in drawn.entries] == ["23:50 PST", "08:30–09:00 UTC"]
    assert drawn.entries[1].until == "2024-03-08T09:00Z"


def test_a_link_without_a_name_of_its_own_is_called_by_its_host(site_model_of, incident):
    """`Url` says nothing."""
    links = (Link("https://www.example.com/a?b", "url", 1), Link("https://x.example/", "tracker", 2))
    document = incident("a.md", links=links, body_line=5)

    assert [e.name for e in build_postmortem_page(site_model_of(document), document).evidence] == [
        "example.com",
        "Tracker",
    ]


def test_only_a_clock_of_another_zone_names_it(site_model_of, incident):
    """The zone of most of them is said once."""
    zones = ("Europe/Lisbon", "WET", "Europe/Lisbon")
    events = tuple(TimelineEvent(n, Moment(f"2024-03-07T1{n}:00", zone), "a") for n, zone in enumerate(zones))
    document = incident("a.md", timeline=events, sections=(Section(SectionName.TIMELINE, "Timeline", 2, 4, 2),))
    drawn = build_postmortem_page(site_model_of(document), document).timeline

    assert (drawn.zone, drawn.is_mixed) == ("Europe/Lisbon", True)
    assert [entry.clock for entry in drawn.entries] == ["10:00", "11:00 WET", "12:00"]


def test_a_clock_without_a_zone_gets_none_from_the_others(site_model_of, incident):
    """Beside clocks that have one, all say what they have."""
    zones = ("UTC", None, "UTC")
    events = tuple(TimelineEvent(n, Moment(f"2024-03-07T1{n}:00", zone), "a") for n, zone in enumerate(zones))
    document = incident("a.md", timeline=events, sections=(Section(SectionName.TIMELINE, "Timeline", 2, 4, 2),))
    drawn = build_postmortem_page(site_model_of(document), document).timeline

    assert drawn.zone == ""
    assert [entry.clock for entry in drawn.entries] == ["10:00 UTC", "11:00", "12:00 UTC"]


@pytest.mark.parametrize(("text", "kind"), [("**Detection:** alert", ""), ("Pager rings", "Detection")])
def test_a_kind_is_not_said_twice(site_model_of, incident, text, kind):
    """An author's own word for it is enough."""
    events = tuple(
        TimelineEvent(n, Moment(f"2024-03-07T1{n}:00", "UTC"), text, kind=EventKind.DETECTION) for n in (0, 1)
    )
    document = incident("a.md", timeline=events, sections=(Section(SectionName.TIMELINE, "Timeline", 2, 4, 2),))
    drawn = build_postmortem_page(site_model_of(document), document).timeline

    assert [entry.kind for entry in drawn.entries] == [kind, kind]


def test_pages_that_are_no_incidents_lack_no_value_of_an_index(site_model_of, incident):
    """There is a page more of some kind than there are incidents, and none is without a kind."""
    pages = _pages(
        site_model_of(incident("a.md"), incident("b.md", kind=DocumentKind.PAGE, started_at=Moment("2024-03-07")))
    )

    assert pages[KINDS.index_uri].data.without == 0


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "postmortems"),
        ([DocumentKind.POSTMORTEM], "postmortem"),
        ([DocumentKind.NOTICE], "notice"),
        ([DocumentKind.POSTMORTEM, DocumentKind.POSTMORTEM], "postmortems"),
        ([DocumentKind.POSTMORTEM, DocumentKind.NOTICE], "postmortems and notices"),
    ],
)
def test_the_first_figure_says_what_there_is(site_model_of, incident, kinds, words):
    """In the number that it has."""
    pages = _pages(site_model_of(*(incident(f"{n}.md", kind=kind) for n, kind in enumerate(kinds))))

    assert pages["index.md"].data.figures[0].words == words


def test_an_overdue_item_keeps_its_state(site_model_of, incident):
    """Being late is said beside it."""
    item = ActionItem(1, "Fix", status=ActionStatus.IN_PROGRESS, due="2020-01-01")
    [row] = _pages(site_model_of(incident("a.md", actions=(item,))))["actions/index.md"].data.overdue

    assert (row.key, row.overdue) == ("in-progress", True)
