"""Building again, as `mkdocs serve` does, picks up what changed and forgets what is gone."""

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs_postmortems.core.facets import SERVICES

PM = "---\ntitle: {title}\ndate: 2024-03-07\nservices: [{service}]\n---\n## Timeline\n\n- 10:00 Down\n- 11:00 Up\n"


def test_edits_are_picked_up(site):
    """Title, service, and the pages that depended on them."""
    built = site(f">> x.md\n{PM.format(title='First', service='api')}")
    built.write(f">> x.md\n{PM.format(title='Second', service='db')}")
    built.build()

    assert "Second" in built.main("x")
    assert f"{SERVICES.url}/db" in built.pages
    assert f"{SERVICES.url}/api" not in built.pages


def test_the_taxonomy_is_read_again(site):
    """A new name appears everywhere."""
    built = site(f">> x.md\n{PM.format(title='X', service='api')}>> taxonomy.yml\nservices:\n  api: {{name: Old}}\n")
    built.write(">> taxonomy.yml\nservices:\n  api: {name: New}\n")

    assert ">New</a>" in built.build().main("x")


def test_a_document_that_becomes_a_page_is_none_of_ours(site):
    """And the other way round."""
    built = site(f">> x.md\n{PM.format(title='X', service='api')}")
    built.write(">> x.md\n# Guide\n\nHow to.\n")
    built.build()

    assert "pm-page" not in built.html("x")


def test_one_configuration_can_be_built_twice(site):
    """The first build of `serve` uses the configuration that was loaded for it."""
    built = site(f">> x.md\n{PM.format(title='X', service='api')}")
    config = load_config(str(built.root / "mkdocs.yml"))
    build(config)
    build(config)

    assert built.html("x").count("postmortems.css") == 1
    assert built.html("x").count('class="pm-events"') == 1


def test_a_problem_is_reported_again_by_the_next_build(site):
    """Each build reports it once."""
    built = site(f">> x.md\n{PM.format(title='X', service='api').replace('services', 'servics')}")
    first = built.warnings

    assert len(first) == 1
    assert built.build().warnings == first
