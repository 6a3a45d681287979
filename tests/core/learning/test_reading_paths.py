"""A page that says for whom it leads through postmortems is a reading path."""

from __future__ import annotations

from mkdocs_postmortems.core.learning.reading_paths import find_reading_paths
from mkdocs_postmortems.core.pages.learn_page import build_learn_page
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

FRONT = "---\ntitle: {}\nlearning:\n  reading_path: For newcomers.\n---\n"
INCIDENT = (
    "---\ndate: 2024-03-07\nlearning:\n  questions: [What would you have seen?]\n---\n# Down\n\n## Impact\n\nAll.\n"
)


def _document(path, text):
    return parse(Source(path, text)).postmortem


def test_incidents_are_those_that_it_links_to_in_its_order(view_of):
    """Each once; what is not in the view, is no incident or lies elsewhere is no step."""
    links = (
        "[b](../b.md) [c](c.md) [again](../b.md#impact) [gone](../gone.md) [page](other.md) <https://x.example/b.md>"
    )
    view = view_of(
        _document("paths/z.md", FRONT.format("Second") + links),
        _document("paths/a.md", FRONT.format("First") + "[c](c.md)"),
        _document("paths/other.md", FRONT.format("None") + "nothing is linked"),
        _document("b.md", INCIDENT),
        _document("paths/c.md", INCIDENT),
        _document("plain.md", "[b](b.md)"),
    )

    found = [(path.page.path, [one.path for one in path.incidents]) for path in find_reading_paths(view)]
    assert found == [("paths/a.md", ["paths/c.md"]), ("paths/z.md", ["b.md", "paths/c.md"])]


def test_the_page_for_learning_shows_them(site_model_of):
    """With for whom they are, how long they take, and what to ask oneself."""
    path = _document("path.md", FRONT.format("Start") + "[b](b.md)")
    page = build_learn_page(site_model_of(path, _document("b.md", INCIDENT)))
    (shown,) = page.paths

    assert (shown.page.name, shown.readers, shown.minutes) == ("Start", "For newcomers.", 1)
    assert [(step.row.uri, step.questions) for step in shown.steps] == [("b.md", ("What would you have seen?",))]


def test_without_incidents_the_page_is_empty(site_model_of):
    """It says so, and is there."""
    page = build_learn_page(site_model_of())

    assert (page.paths, page.first, page.services, page.drills, page.patterns) == ((), (), (), (), ())


def test_drills_are_incidents_that_can_be_replayed(site_model_of, incident):
    """One without a timeline cannot."""
    told = _document("told.md", "# A\n\n2024-03-07\n\n## Timeline\n\n- 14:02 alert\n- 14:09 found\n- 14:12 fixed\n")
    page = build_learn_page(site_model_of(told, incident("short.md")))

    assert [(drill.row.uri, drill.questions) for drill in page.drills] == [("told.md", 2)]
