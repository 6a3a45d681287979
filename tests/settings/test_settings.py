"""Options of the plugin, from mappings and from mkdocs.yml."""

import contextlib
import re
from pathlib import Path
from textwrap import dedent, indent

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.model import Audience
from mkdocs_postmortems.core.diagnostics import Severity
from mkdocs_postmortems.core.located_values import parse_yaml
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.name_matching import is_misspelling
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.settings import (
    ACCESS_OPTIONS,
    OPTIONS,
    ConfigurationError,
    Settings,
    check_against_taxonomy,
    choose_audience,
    load_settings,
    options_schema,
    read_settings,
)
from mkdocs_postmortems.site.plugin import PostmortemsConfig
from pydantic import ValidationError

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "settings" / "options.yml").read_text(encoding="utf-8"))


@pytest.fixture(name="load")
def _load(tmp_path):
    """Return a function that reads a text as mkdocs.yml."""

    def load(text):
        config = tmp_path / "mkdocs.yml"
        config.write_text(dedent(text))
        return load_settings(config)

    return load


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


_UNLISTED = re.compile(r"and \d+ more")
"""The number of names that a message leaves out changes with each new rule and field."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["options"].strip())
def test_what_is_wrong_with_options_is_said_at_its_line(load, case):
    """By problems, or by one refusal where the option decides who reads what; each message has what is expected."""
    text = f"plugins:\n  - postmortems:\n{indent(case['options'], ' ' * 6)}"
    if "refused" in case:
        with pytest.raises(ConfigurationError) as refusal:
            load(text)
        assert str(refusal.value) == case["refused"]
    else:
        problems = [_UNLISTED.sub("and N more", str(problem)) for problem in load(text).problems]
        assert problems == case["problems"]


def test_wrong_options_leave_their_defaults_and_the_rest_as_written(load):
    """A wrong one takes nothing from the others."""
    project = load(
        """
        plugins:
          - postmortems:
              paht: x
              path: [a]
              exclude: [drafts/*]
              check: {rules: [a]}
              requirements: {draft: {sections: [summary]}}
              audiences: {public: {}}
              audience: public
        """
    )

    assert project.settings == Settings(
        exclude=("drafts/*",),
        requirements={"draft": {"sections": ["summary"]}},
        audiences={"public": {}},
        audience="public",
    )
    assert len(project.problems) == 3


def test_options_are_parsed_when_they_are_read(load):
    """Settings hold audiences, searches, requirements and limits, not what stands in the file."""
    settings = load(
        """
        plugins:
          - postmortems:
              path: ./a\\b/
              audiences: {public: {}, staff: {includes: [public]}}
              saved_searches: {Ours: "service=api", Mine: pool}
              requirements: {other: {sections: summary}}
              check: {rules: {PC130: off}, summary_words: 7}
        """
    ).settings

    assert settings.path == "a/b"
    assert settings.audiences.included_in("staff") == {"public", "staff"}
    assert [(search.name, search.query) for search in settings.saved_searches] == [
        ("Ours", "service=api"),
        ("Mine", "q=pool"),
    ]
    assert settings.policy.summary_words == 7
    assert settings.policy.severities == {"PC130": Severity.OFF}
    assert settings.policy.requirements.required_for(None, None).sections == (SectionName.SUMMARY,)


def test_audiences_are_parsed_once_a_load(load, monkeypatch):
    """However often they are asked for; each audience is made once."""
    made = []

    def make(**values):
        made.append(values["name"])
        return Audience(**values)

    monkeypatch.setattr("mkdocs_postmortems.core.audiences.config.Audience", make)
    project = load("plugins: [{postmortems: {audiences: {public: {}, staff: {includes: [public]}}, audience: public}}]")
    for _ in range(3):
        assert project.settings.audiences.names == ("public", "staff")
        assert choose_audience(project.settings, {}) == "public"
    check_against_taxonomy(Taxonomy(), project.settings, project.raw_options)

    assert made == ["public", "staff"]


def test_settings_cannot_be_changed():
    """They are the same for all that reads them."""
    with pytest.raises(ValidationError, match="frozen"):
        Settings().path = "x"


def test_model_refuses_what_it_does_not_know():
    """Also where it is made in code."""
    with pytest.raises(ValidationError, match="paht"):
        Settings(paht="x")


def test_options_are_described_by_the_model():
    """MkDocs' schema, the documentation and the JSON Schema have each option, its default and a sentence on it."""
    schema = options_schema()["properties"]

    assert [option.name for option in OPTIONS] == list(Settings.model_fields) == list(schema)
    assert all(option.doc.endswith(".") for option in OPTIONS)
    assert read_settings({option.name: option.default for option in OPTIONS if option.name != "audiences"}) == (
        Settings(),
        (),
    )
    assert {name for name, _ in PostmortemsConfig._schema} == set(schema)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["options"].strip())
def test_json_schema_refuses_nothing_that_is_right(case):
    """An editor that follows it does not complain of options that are read."""
    options = {name: value for name, value in yaml.safe_load(case["options"]).items() if value is not None}
    if case.get("problems") == []:
        jsonschema.validate(options, options_schema())


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


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text() | st.just("../x")
WORDS = st.sampled_from(
    [
        *Settings.model_fields,
        "includes",
        "groups",
        "anyone",
        "rules",
        "summary_words",
        "sections",
        "fields",
        "sev1",
        "q",
    ]
)
KEYS = WORDS | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12)


def assert_read(options):
    """Options give settings as MkDocs hands them over and as they stand in a file, or a refusal that is explained."""
    about_access = any(name in ACCESS_OPTIONS or is_misspelling(name, ACCESS_OPTIONS) for name in options)
    refusals = (ConfigurationError,) if about_access else ()
    for given_options in (options, parse_yaml(yaml.safe_dump(options)).value):
        with contextlib.suppress(*refusals):
            settings, problems = read_settings(given_options)
            assert isinstance(settings, Settings)
            assert all(problem.path == "mkdocs.yml" and problem.line >= 1 for problem in problems)


@settings(max_examples=25)
@given(st.dictionaries(KEYS, VALUES))
def test_any_mapping_gives_settings_or_a_refusal(options):
    """Nothing else is ever raised."""
    assert_read(options)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.dictionaries(KEYS, VALUES))
def test_many_mappings_give_settings_or_a_refusal(options):
    """As above."""
    assert_read(options)


@pytest.mark.parametrize("options", [{3: "x"}, {"\ud800": 1}, {"audiences": {3: {}}}, {"exclude": ()}])
def test_odd_values_of_python_are_explained_or_taken(options):
    """YAML read by MkDocs may have keys that are no text, and halves of characters."""
    with contextlib.suppress(ConfigurationError):
        settings, _ = read_settings(options)
        assert settings == Settings()
