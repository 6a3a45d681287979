"""Front matter as authors write it: each case is a file with a source and what comes out of it."""

from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.frontmatter import parse_front_matter
from mkdocs_postmortems.core.model import ActionItem, Factor, Link, Moment, Relation
from mkdocs_postmortems.core.postmortem_json import to_json_value
from mkdocs_postmortems.core.source import Source

CASES = sorted((Path(__file__).parents[2] / "golden" / "frontmatter").glob("*.yml"))


def shown(value):
    """Return a value as a golden case writes it."""
    match value:
        case Moment():
            return f"{'~' if value.approx else ''}{value.iso}{' ' + value.zone if value.zone else ''}"
        case ActionItem():
            fields = ("text", "done", "status", "owner", "due", "tracker", "priority")
            return {"line": value.line} | {f: to_json_value(v) for f in fields if (v := getattr(value, f)) is not None}
        case Factor():
            return {"line": value.line, "id": value.id, "text": value.text}
        case Relation():
            return f"{value.line} {value.kind} {value.target}"
        case Link():
            return f"{value.line} [{value.text}]({value.url})"
        case tuple():
            return [shown(item) for item in value]
        case _:
            return to_json_value(value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_front_matter_is_read(path):
    """The fields, lines, rest and problems of each case are as its file says."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    front_matter = parse_front_matter(Source("x.md", case["source"]))
    fields = {
        name: shown(value) for name in case["fields"] if (value := getattr(front_matter.fields, name)) is not None
    }

    assert fields == case["fields"]
    assert [str(problem) for problem in front_matter.diagnostics] == case.get("problems", [])
    assert {name: front_matter.lines[name] for name in case.get("lines", {})} == case.get("lines", {})
    assert to_json_value(front_matter.extra) == case.get("extra", {})
    assert front_matter.body == case.get("body", "")
    assert front_matter.is_readable == case.get("readable", True)
    assert front_matter.is_present == case.get("present", True)


def test_bodies_start_where_they_say():
    """`body_line` is the line of the source that the body's first line stands on."""
    for path in CASES:
        source = yaml.safe_load(path.read_text(encoding="utf-8"))["source"].replace("\r\n", "\n").removeprefix("\ufeff")
        front_matter = parse_front_matter(Source("x.md", source))

        assert source.split("\n")[front_matter.body_line - 1 :] == front_matter.body.split("\n"), path.name
