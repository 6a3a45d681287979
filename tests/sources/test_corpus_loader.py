"""The one road from the sources of a site to a view."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.view import View, ViewError
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.corpus_loader import load_corpus, load_view
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

AUDIENCES = {"public": {}, "staff": {"includes": ["public"]}, "security": {"includes": ["staff"]}}
TAXONOMY = "services: {web: {name: Web}, vault: {name: The vault}}\n"


def _project(folder, files, **options):
    config = folder / "mkdocs.yml"
    config.write_text(json.dumps({"site_name": "x", "plugins": [{"postmortems": options}]}))
    for name, text in {"x.md": "", **files}.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_settings(config)


def _postmortem(title, audience="", **fields):
    head = {"title": title, "date": "2026-03-07", **({"audience": audience} if audience else {}), **fields}
    return f"---\n{json.dumps(head)[1:-1]}\n---\n".replace(', "', '\n"') + "\n## Impact\n\nUsers saw errors.\n"


def _paths(view):
    return {one.path for one in view.documents}


FILES = {
    "a.md": _postmortem("Certificate of the shop expired", "public", services="web"),
    "b.md": _postmortem("Certificate of the vault expired", "security", services="vault"),
    "team/.audience": "staff\n",
    "team/c.md": _postmortem("Queue of the team was full"),
    "taxonomy.yml": TAXONOMY,
}


def test_a_view_has_what_its_audience_may_read_with_its_labels(tmp_path):
    """Also where the folder or the default says who reads it."""
    project = _project(tmp_path, FILES, audiences=AUDIENCES, default_audience="public")
    labels = {name: {d.path: d.audience for d in load_corpus(project, name).documents} for name in AUDIENCES}

    assert labels["public"] == {"a.md": "public", "x.md": "public"}
    assert labels["staff"] == labels["public"] | {"team/c.md": "staff"}
    assert labels["security"] == labels["staff"] | {"b.md": "security"}


def test_nobody_gets_a_view_who_is_no_audience(tmp_path):
    """Not the one of a site that has none either."""
    project = _project(tmp_path, FILES, audiences=AUDIENCES, default_audience="public")

    with pytest.raises(ViewError):
        load_corpus(project)


def test_what_others_read_changes_nothing_in_a_view(tmp_path):
    """Neither documents, terms, scores nor reasons: all is counted over the view."""
    for name, files in {"with": FILES, "without": {k: v for k, v in FILES.items() if k != "b.md"}}.items():
        (tmp_path / name).mkdir()
        _project(tmp_path / name, files, audiences=AUDIENCES, default_audience="public")
    views = [load_corpus(load_settings(tmp_path / name / "mkdocs.yml"), "public") for name in ("with", "without")]

    assert views[0] == views[1]
    found = [SimilarityFinder(view).similar_to_text("certificate of the vault expired") for view in views]
    assert found[0] == found[1]
    assert "vault" not in views[0].taxonomy.terms(Vocabulary.SERVICES)
    # Control case.
    wide = load_corpus(load_settings(tmp_path / "with" / "mkdocs.yml"), "security")
    assert "vault" in wide.taxonomy.terms(Vocabulary.SERVICES)
    assert "b.md" in {match.document.path for match in SimilarityFinder(wide).similar_to_text("vault expired")}


@pytest.mark.parametrize("pattern", ["drafts/*", "drafts", "dr*", "drafts/deep"])
def test_what_is_excluded_is_no_postmortem(tmp_path, pattern):
    """By a pattern of the file or of a folder that it lies in."""
    files = {"drafts/deep/d.md": _postmortem("Draft"), "a.md": _postmortem("Outage")}

    assert _paths(load_corpus(_project(tmp_path, files, exclude=[pattern]))) == {"a.md", "x.md"}
    # Control case.
    assert _paths(load_corpus(_project(tmp_path, files))) == {"a.md", "x.md", "drafts/deep/d.md"}


@pytest.mark.parametrize("path", ["pm", "pm/", "./pm"])
def test_the_folder_of_postmortems_may_be_written_in_many_ways(tmp_path, path):
    """Paths of a view start there."""
    project = _project(tmp_path, {"pm/a.md": _postmortem("Outage", "public")}, audiences=AUDIENCES, path=path)

    assert _paths(load_corpus(project, "public")) == {"a.md"}


@pytest.mark.parametrize("rule", ["pm/.audience", ".audience"])
def test_a_site_without_audiences_withholds_what_is_meant_to_be_restricted(tmp_path, rule):
    """By a label, or by the rule of its folder or of one above."""
    labelled = {"pm/a.md": _postmortem("Outage"), "pm/b.md": _postmortem("Breach", "security")}
    assert _paths(load_corpus(_project(tmp_path, labelled, path="pm"))) == {"a.md"}  # Control case.

    assert _paths(load_corpus(_project(tmp_path, {**labelled, rule: "security\n"}, path="pm"))) == set()


def test_the_stages_come_to_the_same_for_the_operator(tmp_path):
    """What a build takes apart is what the one road puts together."""
    project = _project(tmp_path, FILES, audiences=AUDIENCES, default_audience="public")
    sources = load_labelled_sources(project, ())

    for name in AUDIENCES:
        assert load_view(sources, sources.for_audience(name)).view == load_corpus(project, name)


@st.composite
def _audiences(draw):
    """Return options: audiences that include some of those before them."""
    names = [f"a{n}" for n in range(draw(st.integers(1, 4)))]
    includes = {name: draw(st.lists(st.sampled_from(names[:n] or [""]), unique=True)) for n, name in enumerate(names)}
    return {name: {"includes": [one for one in some if one]} for name, some in includes.items()}


@given(options=_audiences(), data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_view_holds_more_than_its_audience_may_read(tmp_path_factory, options, data):
    """For any audiences and labels; and one document more than that is refused."""
    names = list(options)
    labels = data.draw(st.lists(st.sampled_from([*names, "", "nobody"]), max_size=6))
    folder = data.draw(st.sampled_from([*names, ""]))
    files = {f"{'f/' * (n % 2)}{n}.md": _postmortem(f"Outage {n}", label) for n, label in enumerate(labels)}
    files |= {"f/.audience": f"{folder}\n"} if folder else {}
    root = tmp_path_factory.mktemp("site")
    default = data.draw(st.sampled_from([*names, ""]))
    project = _project(root, files, audiences=options, default_audience=default)
    pairs = zip(files, labels, strict=False)  # The rule of the folder comes last.
    expected = {path: label or (folder if "/" in path else "") or default for path, label in pairs}

    for name in names:
        view = load_corpus(project, name)
        readable = _included(options, name)
        assert {one.audience for one in view.documents} <= readable
        assert _paths(view) - {"x.md"} == {path for path, label in expected.items() if label in readable}
        for hidden in {*names, None, "nobody"} - readable:
            extra = Postmortem(path="z.md", kind=DocumentKind.POSTMORTEM, title="Z", id="z", audience=hidden)
            with pytest.raises(ViewError):
                View(name, parse_audiences(options), view.taxonomy, (*view.documents, extra))
            with pytest.raises(ViewError):
                replace(view, documents=(*view.documents, extra))


def _included(options, name):
    """Return the audience and what it includes, written without the code under test."""
    return {name}.union(*(_included(options, one) for one in options[name]["includes"]))


def test_an_empty_site_has_an_empty_view(tmp_path):
    """There is no audience to speak of, and nothing to read."""
    project = _project(tmp_path, {})

    view = load_corpus(project)
    assert (view.audience, view.audiences, view.incidents) == ("all", Audiences(), ())


def test_draft_is_in_no_view(tmp_path):
    """Not even in that of those who may read everything; nor is a picture that only the draft shows."""
    draft = _postmortem("Key of the vault lost", "security", services="vault", draft="true") + "![x](d.png) ![y](e.png)"
    files = {**FILES, "d.md": draft, "d.png": "", "e.png": "", "a.md": FILES["a.md"] + "![y](e.png)"}
    project = _project(tmp_path, files, audiences=AUDIENCES, default_audience="staff")
    sources = load_labelled_sources(project, ())

    for name in AUDIENCES:
        selected = sources.for_audience(name)
        assert "d.md" not in selected.paths
        assert "d.png" not in selected.paths
        # Control case: what a published document shows is there.
        assert "e.png" in selected.paths
    assert [problem.code for problem in sources.problems] == ["PM022", "PM002"]
