"""The API, against its published schema."""

import json
from pathlib import Path
from types import MappingProxyType

import jsonschema
import pytest
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.machines.api import build_api
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.site.machine_files import SCHEMA
from views import unrestricted_view

GOLDEN = Path(__file__).parents[2] / "golden/api"
POOL = (GOLDEN / "pool.md").read_text(encoding="utf-8")
SPARSE = "---\nkind: notice\n---\n# Something\n"


class _Pages(dict):
    def __init__(self, base):
        self.base = base

    def get(self, uri, default=""):  # noqa: ARG002 - every page is there
        return f"{self.base}/{uri}".lstrip("/").replace("index.md", "").replace(".md", "/")


def _files(documents, base=""):
    parsed = [parse(Source(path, text)).postmortem for path, text in documents.items()]
    view = unrestricted_view(build_corpus(parsed, Taxonomy())[0].documents)
    model = build_site_model(view, "2026-11-20", action_slo_days={"sev1": 30})
    site = SiteAddress("T", base=base, pages=_Pages(base))
    return {file.uri: json.loads(file.text) for file in build_api(model, site)}


def _strict(schema):
    """Return a schema that allows nothing that it does not name."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return closed | {key: _strict(value) for key, value in schema.items()}
    return [_strict(item) for item in schema] if isinstance(schema, list) else schema


@pytest.fixture(scope="module")
def validator():
    """Everything that is written has to be described."""
    schema = _strict(json.loads(SCHEMA.read_text(encoding="utf-8")))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("base", ["", "pm"])
def test_every_file_is_as_the_schema_says(validator, base):
    """Also what is written about documents that say little; a wrong file, as a control, is not."""
    files = _files({"2024/pool.md": POOL, "sparse.md": SPARSE}, base)

    assert {*files} == {
        *(f"api/v1/{name}.json" for name in ("incidents", "actions", "facets")),
        *(f"api/v1/incidents/{name}.json" for name in ("2024/pool", "sparse")),
    }
    for uri, data in files.items():
        assert not list(validator.iter_errors(data)), uri
    incidents = files["api/v1/incidents.json"]
    assert list(validator.iter_errors(incidents | {"more": 1}))
    assert list(validator.iter_errors({"api_version": 1, "incidents": []}))


def test_the_object_of_an_incident_stays_as_it_is():
    """A promise: fields may be added to the golden file, and none may change or go within version 1."""
    found = _files({"2024/pool.md": POOL, "sparse.md": SPARSE})["api/v1/incidents/2024/pool.json"]

    assert found == json.loads((GOLDEN / "pool.json").read_text(encoding="utf-8"))


def test_the_index_has_no_bodies():
    """What it says of an incident is the beginning of the whole object."""
    files = _files({"2024/pool.md": POOL})
    (entry,) = files["api/v1/incidents.json"]["incidents"]
    whole = files["api/v1/incidents/2024/pool.json"]["incident"]

    assert entry.items() < whole.items()
    assert not {"timeline", "actions", "impact"} & entry.keys()
    assert entry["action_counts"] == {"total": 3, "open": 1, "overdue": 1, "settled": 1}


def test_sources_are_no_part_of_it():
    """Lines, links as they are written, and keys of other programs: none of them is on the page."""
    written = json.dumps(_files({"2024/pool.md": POOL}))

    assert "x_internal" in POOL
    assert "elsewhere.md" in POOL
    for hidden in ("x_internal", "for the wiki alone", "elsewhere.md", '"line"'):
        assert hidden not in written


def test_addresses_of_objects_follow_those_of_pages():
    """A page in a folder of its own, at the root, or as a file."""
    pages = MappingProxyType({"a/index.md": "a/", "index.md": "./", "b.md": "x/b.html"})
    view = unrestricted_view([parse(Source(path, POOL)).postmortem for path in pages])
    files = build_api(build_site_model(view, "2026-11-20"), SiteAddress("T", pages=pages))

    assert {file.uri for file in files if "/incidents/" in file.uri} == {
        f"api/v1/incidents/{key}.json" for key in ("a", "index", "x/b")
    }
