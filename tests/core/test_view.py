"""A view holds nothing that its audience may not read, however it is made."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, View, ViewError
from mkdocs_postmortems.system import parallel

assert parallel  # It says how read-only mappings are pickled.
ROOT = Path(__file__).parent.parent.parent
INCLUDES = {"public": [], "staff": ["public"], "sre": ["staff"], "security": ["staff"]}
AUDIENCES = parse_audiences({name: {"includes": included} for name, included in INCLUDES.items()})


def _document(label, path="x.md"):
    return Postmortem(path=path, kind=DocumentKind.POSTMORTEM, title="T", id=path, audience=label)


OPEN, SECRET = _document("public", "open.md"), _document("security", "secret.md")


def _view(audience, *documents, audiences=AUDIENCES):
    return View(audience, audiences, Taxonomy(), documents)


@pytest.mark.parametrize(
    ("audience", "label"),
    [("public", "staff"), ("public", "security"), ("sre", "security"), ("security", "sre"), ("staff", "sre")],
)
def test_a_document_for_others_is_refused(audience, label):
    """Audiences are no ladder: neither of two that include the same one reads the other's."""
    with pytest.raises(ViewError, match=rf"x.md is labelled '{label}', which is not included in '{audience}'"):
        _view(audience, _document("public", "a.md"), _document(label))
    # Control case.
    assert [one.path for one in _view(label, _document("public", "a.md"), _document(label)).documents] == [
        "a.md",
        "x.md",
    ]


@pytest.mark.parametrize("label", [None, "", "Public", "everybody"])
def test_a_document_without_a_known_label_is_refused_where_there_are_audiences(label):
    """Nothing is guessed, not even for those who read the most."""
    for audience in AUDIENCES.names:
        with pytest.raises(ViewError):
            _view(audience, _document(label))


def test_a_site_without_audiences_has_one_view_and_no_labels():
    """A label there is a wish to restrict that the site does not know how to follow."""
    assert _view(UNRESTRICTED_AUDIENCE, _document(None), audiences=Audiences()).documents  # Control case.
    with pytest.raises(ViewError):
        _view(UNRESTRICTED_AUDIENCE, SECRET, audiences=Audiences())
    with pytest.raises(ViewError, match="the site has none"):
        _view("public", audiences=Audiences())


@pytest.mark.parametrize("audience", [UNRESTRICTED_AUDIENCE, "", "Public"])
def test_there_is_no_view_of_an_audience_that_does_not_exist(audience):
    """Not even an empty one; the message lists the known names."""
    with pytest.raises(ViewError, match="expected one of public, staff, sre, security"):
        _view(audience)


class _Changing(Postmortem):
    """Says that it is public when it is first asked."""

    asked = 0

    def __getattribute__(self, name):
        if name == "audience":
            _Changing.asked += 1
            return "public" if _Changing.asked == 1 else "security"
        return super().__getattribute__(name)


def _by_changing_a_list():
    documents = [OPEN]
    view = View("public", AUDIENCES, Taxonomy(), documents)
    documents.append(SECRET)
    return view


def _by_changing_the_audiences():
    by_name = dict(AUDIENCES.by_name)
    view = _view("public", OPEN, audiences=Audiences(by_name))
    by_name["public"] = replace(by_name["public"], includes=("security",))
    return view


def _by_an_iterator():
    return View("public", AUDIENCES, Taxonomy(), iter([OPEN, SECRET]))


def _by_assignment():
    view = _view("public", OPEN)
    view.documents = (SECRET,)
    return view


def _by_setattr():
    view = _view("public", OPEN)
    for name in ("documents", "more"):
        setattr(view, name, (SECRET,))
    return view


def _by_deleting():
    view = _view("public", OPEN)
    del view.documents
    view.documents = (SECRET,)
    return view


def _by_changing_in_place():
    view = _view("public", OPEN)
    view.documents[0] = SECRET
    return view


def _by_relabelling_in_place():
    view = _view("security", SECRET)
    view.documents[0].audience = "public"
    view.audience = "public"
    return view


def _by_replacing_documents():
    return replace(_view("public", OPEN), documents=(OPEN, SECRET))


def _by_replacing_the_audience():
    return replace(_view("security", OPEN, SECRET), audience="public")


def _by_forgetting_the_audiences():
    return replace(_view("security", SECRET), audience=UNRESTRICTED_AUDIENCE, audiences=Audiences())


def _by_copying_with_changes():
    if not hasattr(copy, "replace"):  # Python 3.13
        return replace(_view("public"), documents=(SECRET,))
    return copy.replace(_view("public"), documents=(SECRET,))


def _by_its_fields():
    view = _view("security", OPEN, SECRET)
    values = {field.name: getattr(view, field.name) for field in dataclasses.fields(view)}
    return View(**(values | {"audience": "public"}))


def _by_an_edited_pickle():
    stored = pickle.dumps(_view(b"security".decode(), OPEN, SECRET), protocol=0)
    edited = stored.replace(b"(Vsecurity\n", b"(Vpublic\n", 1)
    assert edited != stored
    return pickle.loads(edited)  # noqa: S301 - made two lines above


def _by_deriving():
    class Wide(View):
        @property
        def documents(self):
            return (SECRET,)

    return Wide("public", AUDIENCES, Taxonomy(), ())


def _by_deriving_with_type():
    return type("Wide", (View,), {"documents": (SECRET,)})("public", AUDIENCES, Taxonomy(), ())


def _by_a_document_that_lies():
    return _view("public", _Changing(path="secret.md", kind=DocumentKind.POSTMORTEM, title="T", id="x"))


WAYS = [value for name, value in sorted(globals().items()) if name.startswith("_by_")]


@pytest.mark.parametrize("make", WAYS, ids=lambda make: make.__name__[4:])
def test_no_way_of_making_a_view_by_hand_gets_more_into_it(make):
    """It raises, or what comes out holds what its audience may read and nothing else."""
    try:
        view = make()
    except (ViewError, TypeError, AttributeError):
        return
    assert type(view) is View
    assert [one.path for one in view.documents if one.audience not in AUDIENCES.included_in(view.audience)] == []


def test_a_view_can_be_copied_and_changed_within_its_bounds():
    """The control case of all the ways above: they are refused for what they hold, not for what they are."""
    view = _view("security", OPEN, SECRET)

    assert copy.copy(view) == view
    assert replace(view, documents=(OPEN,)).documents == (OPEN,)
    assert replace(view, documents=(OPEN,), audience="public").audience == "public"
    stored = pickle.dumps(view, protocol=0)
    assert pickle.loads(stored) == view  # noqa: S301 - made here


def test_the_newest_incident_comes_first():
    """Then by path; what has no date comes last."""
    days = {"b.md": "2024-03-07", "a.md": "2024-03-07", "c.md": "2025", "d.md": None}
    view = _view("public", *(replace(_document("public", path), date=day) for path, day in days.items()))

    assert [one.path for one in view.documents] == ["c.md", "a.md", "b.md", "d.md"]


SNIPPET = """\
from mkdocs_postmortems.core.corpus import Corpus
from mkdocs_postmortems.core.facet_values import build_facets
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.view import OperatorCorpus, View


def pages(given: {type}) -> None:
    build_site_model(given, "2026-11-20")
    build_facets(given)
    SimilarityFinder(given)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("type_", "refused"), [("View", 0), ("Corpus", 3), ("OperatorCorpus", 2)])
def test_the_type_checker_refuses_all_documents_where_a_view_is_wanted(tmp_path, type_, refused):
    """A corpus goes nowhere; an operator's goes into a search of the command line, and into no page."""
    path = tmp_path / "snippet.py"
    path.write_text(SNIPPET.replace("{type}", type_))
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "--follow-imports"]
    done = subprocess.run(
        [*command, "silent", "--no-error-summary", str(path)],
        cwd=ROOT,
        env={"MYPYPATH": str(ROOT / "plugins"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if ": error:" in line]

    assert done.stderr == ""
    assert [("incompatible type" in line, f'"{type_}"; expected' in line) for line in errors] == [
        (True, True)
    ] * refused
