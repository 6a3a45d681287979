"""How long something may be to be taken for what it looks like: a label, a name, a remark, a message."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import ActionItem, Postmortem, SectionName
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.source import Source


def _read(body: str, path: str = "2024-02-04-x.md") -> Postmortem:
    return parse(Source(path, f"# Flood\n\n{body}\n")).postmortem


def _padded(text: str, length: int, end: str = "") -> str:
    """Return a text of a length, with a word of that many letters in it."""
    return f"{text}{'x' * (length - len(text) - len(end))}{end}"


def _actions(body: str) -> tuple[ActionItem, ...]:
    return _read(f"## Action items\n\n{body}").actions


def test_line_above_a_list_speaks_for_it_if_it_has_120_characters() -> None:
    """A longer one is a paragraph that explains something."""
    short, long = (_actions(f"{_padded('@ana ', length, ':')}\n\n- Paint it") for length in (120, 121))

    assert [item.owner for item in (*short, *long)] == ["ana", None]


@pytest.mark.parametrize(("name", "is_known"), [("Ana Maria Lima Costa", True), ("Ana Maria da Lima Costa", False)])
def test_name_of_a_participant_has_four_words(name: str, *, is_known: bool) -> None:
    """More are a sentence."""
    (item,) = _read(f"## Attendees\n\n- {name}\n\n## Action items\n\n- {name}: paint it").actions

    assert item.owner == (name if is_known else None)


@pytest.mark.parametrize(("title", "done"), [("All work done last week", True), ("All the work done last week", None)])
def test_heading_of_five_words_tells_the_state_of_its_list(title: str, *, done: bool | None) -> None:
    """A longer one only mentions the word."""
    (item,) = _actions(f"### {title}\n\n- Paint it")

    assert item.done is done


@pytest.mark.parametrize(("length", "kept"), [(159, []), (160, ["x"])])
def test_legend_explains_each_mark_in_fewer_than_160_characters(length: int, kept: list[str]) -> None:
    """With more behind a mark, it is a list of actions."""
    items = _actions(f"### Legend\n\n- {'x' * length}\n")

    assert [item.text[:1] for item in items] == kept


def test_short_task_keeps_its_attributes() -> None:
    """With fewer than eight letters besides owner and date, these are part of it."""
    items = _actions("- Paint it, owner: ana\n- Dry it, owner: ana")

    assert [item.text for item in items] == ["Paint it", "Dry it, owner: ana"]


def test_number_counts_a_part_within_40_characters() -> None:
    """What stands further in front of it says nothing of the number."""
    near, far = (_actions(f"- {'x' * 50} step {space}#3") for space in ("", "x" * 40 + " "))

    assert [item.tracker for item in (*near, *far)] == [None, "#3"]


@pytest.mark.parametrize(("length", "severity"), [(60, "2 "), (61, None)])
def test_value_below_a_heading_has_60_characters(length: int, severity: str | None) -> None:
    """A longer text below "Severity" explains it."""
    read = _read(f"## Severity\n\n{_padded('2 ', length)}").severity

    assert (read[:2] if read else None) == severity


@pytest.mark.parametrize(("length", "count"), [(48, 2), (49, 0)])
def test_name_of_a_service_has_48_characters(length: int, count: int) -> None:
    """With a longer one in it, the line is no list of names."""
    assert len(_read(f"Services: pump, {'x' * length}").services) == count


@pytest.mark.parametrize(("length", "zone"), [(79, "UTC"), (80, "unstated"), (200, "unstated")])
def test_remark_in_a_quote_has_fewer_than_80_characters(length: int, zone: str) -> None:
    """A longer quote is somebody else's text, whose zone is another."""
    assert (_read(f"> {_padded('All times in UTC. ', length)}").timezone or "unstated") == zone


@pytest.mark.parametrize(("gap", "day"), [(1, "2024-02-03"), (60, "2024-02-05")])
def test_day_of_a_timeline_stands_in_the_first_60_characters(gap: int, day: str) -> None:
    """Further behind it is part of what is told."""
    body = f"## Timeline\n\n{'x' * gap} 3 February 2024\n\n- 5 February 14:32 up"

    assert _read(body, "2024-02-06.md").date == day


@pytest.mark.parametrize(("length", "is_lead"), [(300, True), (301, False)])
def test_sentence_that_announces_a_list_has_300_characters(length: int, *, is_lead: bool) -> None:
    """Only the last sentence before the list counts."""
    lead = _padded("It was caused by two things ", length, ":")

    assert bool(_read(f"{lead}\n\n- rust\n- rain").factors) is is_lead
    assert bool(_read(f"{'It was wet. ' * 40}It was caused by two things:\n\n- rust\n- rain").factors)


@pytest.mark.parametrize(("length", "is_label"), [(59, True), (60, False)])
def test_line_in_capitals_is_a_label_of_fewer_than_60_characters(length: int, *, is_label: bool) -> None:
    """A longer one is shouted."""
    line = "WHAT WENT WRONG" + " ON THAT DAY" * 5

    names = [one.name for one in _read(f"{line[: length - 1]}A\n\nText.").sections]
    assert (SectionName.WENT_WRONG in names) is is_label


@pytest.mark.parametrize(("length", "count"), [(40, 1), (41, 0)])
def test_remark_behind_the_time_of_a_label_has_40_characters(length: int, count: int) -> None:
    """A longer text means that the label is part of a sentence."""
    events = _read(f"## Timeline\n\n- First seen: 14:32 {_padded('by ', length)}").timeline

    assert len([event for event in events if event.at]) == count


@pytest.mark.parametrize(("length", "count"), [(14, 1), (15, 0)])
def test_remark_behind_a_time_in_a_cell_has_14_characters(length: int, count: int) -> None:
    """With more in most of its cells, a column is no column of times."""
    assert len(_read(f"## Timeline\n\n|A|B|\n|-|-|\n|14:32 {'x' * length}|up|").timeline) == count


@pytest.mark.parametrize(("length", "has_summary"), [(199, False), (200, True)])
def test_hint_of_a_template_has_fewer_than_200_characters(length: int, *, has_summary: bool) -> None:
    """A longer text in italics was written by the author."""
    assert bool(_read(f"## Summary\n\n_{'x' * length}_").summary) is has_summary


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Zeitlicher Ablauf aller Dinge an jenem Tag im Haus", SectionName.TIMELINE),
        ("Zeitlicher Ablauf aller Dinge an jenem Tag in unserem Haus", None),
        ("Große teure Ursachen", SectionName.ROOT_CAUSE),
        ("Große teure lange Ursachen", None),
        ("Alle Gründe", SectionName.ROOT_CAUSE),
        ("Der Tag Grund", None),
        ("長い長い長い長い長い長い長い長い長い長い時系列の", None),
        ("長い長い長い長い長い長い長い長い長い長いの時系列", SectionName.TIMELINE),
        ("長い長い長い長い長い長い長い長い長い長いあの時系列", None),
    ],
)
def test_title_in_another_language_has_few_words_around_it(title: str, name: SectionName | None) -> None:
    """Nine words with it, two adjectives before it, 24 signs in a script without spaces."""
    assert canonical_section(title) is name


@pytest.mark.parametrize(("words", "kind"), [(120, "notice"), (121, "page")])
def test_message_to_users_has_120_words(words: int, kind: str) -> None:
    """A longer text is something else, whatever it is sorry for."""
    start = "We are sorry for the inconvenience."

    assert _read(f"{start} {'word ' * (words - len(start.split()) - 1)}", "x.md").kind == kind


@pytest.mark.parametrize(("names", "count"), [("pump, one two three four", 2), ("pump, one two three four five", 0)])
def test_name_of_a_service_has_four_words(names: str, count: int) -> None:
    """With a longer one in it, the line is a sentence."""
    assert len(_read(f"Services: {names}").services) == count


@pytest.mark.parametrize(("title", "name"), [("Summar", None), ("Timelin", SectionName.TIMELINE)])
def test_title_with_a_slip_has_seven_letters(title: str, name: SectionName | None) -> None:
    """A shorter word may well be another one."""
    assert canonical_section(title) is name


def test_id_of_the_file_comes_before_that_of_the_heading() -> None:
    """The heading may name an earlier incident."""
    document = parse(Source("INC-2024-002.md", "# As in INC-2024-001\n")).postmortem

    assert document.id == "INC-2024-002"


@pytest.mark.parametrize("mark", ["**", "__"])
def test_bold_line_ends_a_section_that_a_label_began(mark: str) -> None:
    """However the author writes bold."""
    names = [one.name.value for one in _read(f"**Impact:** much\n\n{mark}Remarks{mark}\n\nText.").sections]

    assert names == ["impact", "other"]


def test_heading_with_a_day_goes_on_with_its_section() -> None:
    """Also with a word in front of the day."""
    sections = _read("## Notes\n\n## Pump\n\n### On 4 February 2024\n\nText.").sections

    assert [one.title for one in sections] == ["Notes", "Pump"]
