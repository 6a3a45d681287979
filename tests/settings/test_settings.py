"""Options of the plugin, from mappings and from mkdocs.yml."""

from textwrap import dedent

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mkdocs_postmortems.core.name_matching import is_misspelling
from mkdocs_postmortems.settings import (
    ACCESS_OPTIONS,
    OPTIONS,
    ConfigurationError,
    Settings,
    load_settings,
    read_settings,
)


@pytest.fixture(name="load")
def _load(tmp_path):
    """Return a function that reads a text as mkdocs.yml."""

    def load(text):
        config = tmp_path / "mkdocs.yml"
        config.write_text(dedent(text))
        return load_settings(config)

    return load


def test_options_are_declared_once():
    """Each has a default in Settings and a sentence."""
    assert [option.name for option in OPTIONS] == list(Settings.__dataclass_fields__)
    assert all(option.doc.endswith(".") for option in OPTIONS)


def test_options_of_mkdocs_yml_are_read(load, tmp_path):
    """In the notation with options; the folder lies below docs_dir."""
    project = load(
        """
        docs_dir: content
        plugins:
          - search
          - postmortems:
              path: incidents
              exclude: [drafts/*]
        """
    )

    assert project.settings == Settings(path="incidents", exclude=("drafts/*",))
    assert project.folder == tmp_path / "content" / "incidents"
    assert project.problems == ()


@pytest.mark.parametrize("plugins", ["[search, postmortems]", "{postmortems: {}}", "{postmortems: null}"])
def test_plugin_without_options_has_defaults(load, plugins):
    """In each notation of MkDocs."""
    project = load(f"plugins: {plugins}")

    assert project.has_plugin
    assert project.settings == Settings()


def test_site_without_the_plugin_says_so(load):
    """It can be set up from there."""
    assert not load("site_name: x").has_plugin


def test_tags_of_other_programs_are_taken_as_text(load):
    """`!ENV`, `!!python/name:` and `!relative` do not stop the command line, and run nothing."""
    project = load(
        """
        site_name: !ENV [NAME, default]
        markdown_extensions:
          - pymdownx.emoji:
              emoji_index: !!python/name:material.extensions.emoji.twemoji
          - x: !!python/object/apply:os.system [exit 1]
          - snippets: {base_path: !relative $docs_dir}
        plugins: [postmortems]
        """
    )

    assert project.has_plugin


def test_wrong_options_are_problems_at_their_line(load):
    """The default counts, and the rest is read."""
    project = load(
        """\
        plugins:
          - postmortems:
              paht: x
              path: [a]
              taxonomy: ../t.yml
              exclude: drafts
              filename: "{{ year }}/{{ id_ }}.md"
        """
    )

    assert [str(problem) for problem in project.problems] == [
        "mkdocs.yml:3: PM050 the plugin has no option 'paht'; did you mean 'path'?",
        "mkdocs.yml:4: PM051 option 'path' is ['a']; expected text.",
        "mkdocs.yml:5: PM051 option 'taxonomy' is '../t.yml', which leads out of the folder.",
        "mkdocs.yml:6: PM051 option 'exclude' is 'drafts'; expected list of texts.",
        "mkdocs.yml:7: PM051 option 'filename': blank 'id_' is not one of date, id, slug, year. Did you mean 'id'?",
    ]
    assert project.settings == Settings()


@pytest.mark.parametrize(
    ("text", "reason"), [("a: [", "mkdocs.yml:1: is not valid YAML"), ("- a", "expected a mapping of settings")]
)
def test_broken_mkdocs_yml_is_one_line(load, text, reason):
    """An operator's mistake is an exception with a message."""
    with pytest.raises(ConfigurationError, match=reason.replace("[", r"\[")):
        load(text)


def test_missing_mkdocs_yml_is_one_line(tmp_path):
    """It names the file."""
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml: cannot be read"):
        load_settings(tmp_path / "mkdocs.yml")


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()))))
def test_any_mapping_gives_settings(options):
    """Whatever is given, there are settings and problems; only what may be a label that is misspelt is refused."""
    assume(not any(is_misspelling(name, ACCESS_OPTIONS) for name in options))
    settings, _ = read_settings(options)

    assert isinstance(settings, Settings)
