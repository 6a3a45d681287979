"""Problems: order, words, excerpts."""

import re

from mkdocs_postmortems.core.diagnostics import CODES, Diagnostic, Gravity, as_json, excerpt, not_one_of


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


def test_excerpt_points_at_the_quoted_value():
    """The caret stands under what the message names."""
    problem = Diagnostic("x.md", 2, "PM040", "severity 'sevv1' is not one of sev1.")

    assert excerpt(problem, "---\nseverity: sevv1\n---\n") == "    2 | severity: sevv1\n      |           ^"


def test_excerpt_of_a_long_line_shows_the_place():
    """A line of a megabyte is cut around the caret."""
    problem = Diagnostic("x.md", 1, "PM040", "tag 'needle' is unknown.")
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


def test_json_has_the_gravity_of_the_code():
    """Machines get the severity with each problem."""
    assert as_json(Diagnostic("x.md", 3, "PM010", "broken")) == {
        "path": "x.md",
        "line": 3,
        "code": "PM010",
        "severity": "error",
        "message": "broken",
    }


def test_codes_are_explained():
    """Each code has a form, a gravity and a sentence."""
    for code in CODES.values():
        assert re.fullmatch(r"PM\d{3}", code.code)
        assert code.gravity in Gravity
        assert code.meaning.endswith(".")
