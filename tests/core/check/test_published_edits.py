"""Changes of the fields of a published document."""

import pytest
from lint_fixtures import findings_of

FIELDS = {
    "severity": ("sev2", "sev1"),
    "started_at": ("2026-03-07 14:32 UTC", "2026-03-07 14:30 UTC"),
    "detected_at": ("2026-03-07 14:36 UTC", "2026-03-07 14:37 UTC"),
    "mitigated_at": ("2026-03-07 14:50 UTC", "2026-03-07 14:51 UTC"),
    "resolved_at": ("2026-03-07 15:00 UTC", "2026-03-07 15:01 UTC"),
    "summary": ("It was slow.", "It was down."),
    "services": ("[checkout-api]", "[orders-api]"),
    "contributing_factors": ("[capacity-limit]", "[missing-monitoring]"),
}


def written(**changed):
    """Return a published document with these fields instead of the usual ones; `None` leaves one out."""
    fields = {name: old for name, (old, _) in FIELDS.items()} | changed
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\n".join(["---", "title: Checkout down", "status: published", *lines, "---", "", "Text."])


def found(before, after):
    """Return the lines at which a change without an addendum is found."""
    return [one.line for one in findings_of(after, before=before) if one.code == "PC180"]


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_a_statement(name):
    """A new value is found at its line; one that was not known before may be filled in."""
    line = [*FIELDS].index(name) + 4

    assert found(written(), written(**{name: FIELDS[name][1]})) == [line]
    assert found(written(**{name: None}), written()) == []


def test_other_fields_may_change():
    """Such as owners and tags."""
    assert found(written(tags="[a]"), written(tags="[b]")) == []
    assert found(written(), written()) == []


@pytest.mark.parametrize(("heading", "is_ongoing"), [("Action items", True), ("References", True), ("Impact", False)])
def test_sections_that_go_on_may_change(heading, is_ongoing):
    """Whatever their number of words, and in the heading as well."""
    text = f"{written()}\n\n## {heading}\n\n- [ ] {{}}\n"
    before, after = (
        text.format("Rotate the log of the small proxy in May and June"),
        text.format("Bound 40 pools, as 7 others did before"),
    )

    assert (found(before, after) == []) is is_ongoing


def test_what_is_removed_at_the_end_is_found_at_the_last_line():
    """There is no other line to point at."""
    end = "\n\nNobody saw that the disk of the log server was full."

    assert found(written() + end, written()) == [written().count("\n") + 1]
