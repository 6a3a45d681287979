"""Diagnostics: order, severity, words, excerpts."""

from itertools import pairwise, permutations

import pytest
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic, Edit, excerpt, not_one_of


def test_problem_is_one_line_with_place_code_and_words():
    """The text is what an editor can follow."""
    problem = Diagnostic("postmortems/x.md", 7, "PM040", "severity 'sevv1' is not one of sev1, sev2.")

    assert str(problem) == "postmortems/x.md:7: PM040 severity 'sevv1' is not one of sev1, sev2."


def test_problems_sort_by_place():
    """Path first, then line as a number."""
    late, early, other = (
        Diagnostic("a.md", 10, "PM001", ""),
        Diagnostic("a.md", 9, "PM002", ""),
        Diagnostic("b.md", 1, "PM001", ""),
    )

    assert sorted([other, late, early]) == [early, late, other]


def test_any_two_diagnostics_have_an_order():
    """Reports are the same in every run also where several things are said of one line."""
    place = ("a.md", 1, "PM040", "one")
    both = [
        Diagnostic(*place, severity=Severity.ERROR),
        Diagnostic(*place, severity=Severity.WARNING),
        Diagnostic(*place, severity=Severity.WARNING, fixes=(Edit(1, "b"),)),
        Diagnostic(*place, severity=Severity.WARNING, fixes=(Edit(2, "a"),)),
        Diagnostic(*place, severity=Severity.WARNING, suggestion="Do it."),
    ]

    assert {tuple(sorted(some)) for some in permutations(both)} == {tuple(sorted(both))}
    assert all(one < other for one, other in pairwise(sorted(both)))


def test_severity_is_that_of_the_code_unless_another_is_given():
    """Parsers name the code alone; a project may make more or less of it."""
    assert Diagnostic("a.md", 1, "PM010", "").severity is Severity.ERROR
    assert Diagnostic("a.md", 1, "PM015", "").severity is Severity.WARNING
    assert Diagnostic("a.md", 1, "PM015", "", Severity.INFO).severity is Severity.INFO


def test_code_that_is_in_no_registry_is_refused():
    """A diagnostic that nobody can look up cannot be made."""
    with pytest.raises(KeyError, match="PM999"):
        Diagnostic("a.md", 1, "PM999", "")


def test_renaming_moves_all_paths():
    """Paths that it is about start where its own does, also after they are moved."""
    one = Diagnostic("a.md", 1, "PM042", "twice", related_paths=("b.md",)).with_paths("docs/{}".format)

    assert (one.path, one.related_paths) == ("docs/a.md", ("docs/b.md",))


def test_diagnostic_of_a_built_file_has_a_place_instead_of_a_line():
    """Lines of built files mean nothing; the place says how the text is packed."""
    one = Diagnostic("a.zip", NO_LINE, "PV010", "holds it.", where="entry b.txt")

    assert str(one) == "a.zip: PV010 holds it. (entry b.txt)"


def test_bad_choice_names_the_choices_and_guesses():
    """What is, what is expected, and a guess."""
    expected = "severity 'sevv1' is not one of sev1, sev2, sev3. Did you mean 'sev1'?"

    assert expected == not_one_of("severity", "sevv1", ["sev3", "sev1", "sev2"])


def test_bad_choice_without_a_near_one_does_not_guess():
    """A far-off value gets no guess."""
    assert not_one_of("severity", "banana", ["sev1"]) == "severity 'banana' is not one of sev1."


def test_long_lists_of_choices_are_cut():
    """Twelve names are enough."""
    text = not_one_of("tag", "zzz", [f"tag{number:02}" for number in range(40)])

    assert text.endswith("tag11 and 28 more.")


def test_excerpt_points_at_the_highlighted_value():
    """The caret stands under what is highlighted, whatever the message quotes."""
    problem = Diagnostic("x.md", 2, "PM040", "'x' is no severity.", highlight="sevv1")

    assert excerpt(problem, "---\nseverity: sevv1\n---\n") == "    2 | severity: sevv1\n      |           ^"


def test_excerpt_of_a_long_line_shows_the_place():
    """A line of a megabyte is cut around the caret."""
    problem = Diagnostic("x.md", 1, "PM040", "tag is unknown.", highlight="needle")
    line, caret = excerpt(problem, "x" * 500_000 + "needle" + "y" * 500_000).split("\n")

    assert len(line) < 120
    assert line[caret.index("^") :].startswith("needle")


def test_excerpt_obeys_no_control_characters():
    """What a terminal would act on is made visible."""
    shown = excerpt(Diagnostic("x.md", 1, "PM001", ""), "a\x1b[31mb\u202ec")

    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_excerpt_of_a_line_that_is_not_there_is_empty():
    """A file that could not be read has no lines to show."""
    assert excerpt(Diagnostic("x.md", 9, "PM001", ""), "one line") == ""
    assert excerpt(Diagnostic("x.md", 1, "PM001", ""), "") == ""


def test_json_has_the_severity():
    """Machines get the severity with each diagnostic, and further fields where a command tells them."""
    one = Diagnostic("x.md", 3, "PM010", "broken", suggestion="Mend it.")

    assert one.as_json() == {"path": "x.md", "line": 3, "code": "PM010", "severity": "error", "message": "broken"}
    assert one.as_json(("code", "suggestion")) == {"code": "PM010", "suggestion": "Mend it."}
