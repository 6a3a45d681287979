"""Relations both ways, mentions and neighbours."""

from mkdocs_postmortems.core.document_links import build_document_links
from mkdocs_postmortems.core.model import Link, Relation, RelationKind


def _ends(links, path):
    return [(end.label, end.document.path) for end in links.relation_ends.get(path, ())]


def test_a_relation_is_shown_at_both_ends(incident, view_of):
    """What one declares, the other one says in its own words."""
    links = build_document_links(
        view_of(
            incident("first.md"),
            incident("again.md", relations=(Relation(RelationKind.RECURRENCE_OF, "first.md", 3),)),
        )
    )

    assert _ends(links, "again.md") == [("Recurrence of", "first.md")]
    assert _ends(links, "first.md") == [("Happened again", "again.md")]


def test_a_symmetric_relation_is_shown_once(incident, view_of):
    """Two that see each other also are one pair."""
    links = build_document_links(
        view_of(
            incident("a.md", relations=(Relation(RelationKind.SEE_ALSO, "b.md", 1),)),
            incident("b.md", relations=(Relation(RelationKind.SEE_ALSO, "a.md", 1),)),
        )
    )

    assert _ends(links, "a.md") == [("See also", "b.md")]


def test_what_is_outside_of_the_view_does_not_exist(incident, view_of):
    """A relation to a document that the audience may not read leaves no trace."""
    links = build_document_links(
        view_of(incident("a.md", relations=(Relation(RelationKind.CAUSED_BY, "secret.md", 1),)))
    )

    assert links.relation_ends == {}


def test_a_link_in_the_text_is_a_mention(incident, view_of):
    """Links are followed by path; anchors, escapes and other hosts do not matter."""
    links = build_document_links(
        view_of(
            incident("2023/first one.md"),
            incident("2024/b.md", links=(Link("../2023/first%20one.md#impact", "first", 9),)),
            incident("2024/c.md", links=(Link("https://example.com/2023/first one.md", "no", 9), Link("//[", "no", 9))),
        )
    )

    assert {path: [d.path for d in found] for path, found in links.mentions.items()} == {
        "2023/first one.md": ["2024/b.md"]
    }


def test_a_mention_of_a_related_incident_is_not_repeated(incident, view_of):
    """The relation says more than the link."""
    links = build_document_links(
        view_of(
            incident("a.md"),
            incident(
                "b.md", relations=(Relation(RelationKind.FOLLOW_UP_OF, "a.md", 1),), links=(Link("a.md", "a", 9),)
            ),
        )
    )

    assert links.mentions == {}


def test_neighbours_are_of_the_same_service(incident, view_of):
    """Neighbours are those of the first service; without one, of all incidents."""
    links = build_document_links(
        view_of(
            incident("1.md", date="2024-01-01", services=("api",)),
            incident("2.md", date="2024-02-01", services=("db", "api")),
            incident("3.md", date="2024-03-01"),
            incident("4.md", date="2024-04-01", services=("api",)),
        )
    )

    last = links.adjacent["4.md"]
    assert (last.service, last.earlier.path, last.later) == ("api", "2.md", None)
    none = links.adjacent["3.md"]
    assert (none.service, none.earlier.path, none.later.path) == (None, "2.md", "4.md")


def test_what_has_no_date_has_no_neighbours(incident, view_of):
    """Nothing came before or after it, and it came before or after nothing."""
    links = build_document_links(
        view_of(incident("old.md", date="2020-01-01"), incident("some.md"), incident("new.md", date="2021"))
    )

    assert links.adjacent["some.md"].earlier is links.adjacent["some.md"].later is None
    assert links.adjacent["old.md"].earlier is None
    assert links.adjacent["new.md"].earlier.path == "old.md"
