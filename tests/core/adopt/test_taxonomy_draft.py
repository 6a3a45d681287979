"""A draft of a taxonomy from what documents use."""

from mkdocs_postmortems.core.adopt import draft_taxonomy
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy

NONE = Taxonomy(is_declared=False)


def documents(*services):
    """Return a postmortem for each text of services."""
    text = "---\nseverity: sev1\nservices: {}\n---\n# Down\n"
    return [parse(Source(f"{n}.md", text.format(names))).postmortem for n, names in enumerate(services)]


def test_names_in_use_become_entries():
    """The usual spelling is the name, others are aliases, slips are left out; it is a taxonomy without a problem."""
    used = documents(
        "[Check Out, api]", "[Check Out]", "[check-out, 'a: \"b\"']", "[api]", "['a: \"b\"', once]", "[api]"
    )
    draft = draft_taxonomy(used, NONE)
    taxonomy, problems = read_taxonomy(Source("taxonomy.yml", draft))

    assert problems == ()
    assert [(t.id, t.name, t.aliases) for t in taxonomy.terms(Vocabulary.SERVICES).values()] == [
        ("check-out", "Check Out", ("check-out",)),
        ("api", "api", ()),
    ]
    assert "# in 3 documents" in draft


def test_what_the_taxonomy_has_is_left_out():
    """By any of its names; without anything left the draft is empty."""
    known = Taxonomy({Vocabulary.SERVICES: {"api": Term(id="api", name="API", aliases=("gateway",))}})

    assert draft_taxonomy(documents("api", "gateway", "API", "API"), known) == ""
    assert draft_taxonomy([], NONE) == ""
