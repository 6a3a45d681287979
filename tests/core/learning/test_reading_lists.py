"""What to read first: grave, analysed, recent, and not the same lesson twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.learning.reading_lists import choose_first_reads
from mkdocs_postmortems.core.learning.reading_time import reading_minutes
from mkdocs_postmortems.core.model import DocumentKind, Factor, Postmortem, Section, SectionName, Status, TimelineEvent

TODAY = "2026-11-20"
RANKS = {"sev1": 1, "sev2": 2, "sev3": 3}


def _chosen(*documents, most=10):
    found = choose_first_reads(documents, lambda document: RANKS.get(document.severity), TODAY, most)
    return [document.path for document in found]


def test_the_gravest_come_first(incident):
    """One whose severity nobody wrote comes after those of known ones."""
    some = [incident(f"{level}.md", severity=level, date="2026-01-01") for level in ("sev3", "", "sev1", "sev2")]

    assert _chosen(*some) == ["sev1.md", "sev2.md", "sev3.md", ".md"]


def test_what_is_written_down_counts(incident):
    """Factors, lessons and a timeline each, as much as being recent; what an author recommends wins."""
    events = tuple(TimelineEvent(1, None, text) for text in "abc")
    lessons = (Section(SectionName.LESSONS, "Lessons", 3, 9, 2),)
    plain = incident("plain.md", date="2026-11-20")
    told = incident("told.md", date="2019-01-01", timeline=events, sections=lessons)
    more = incident("more.md", date="2019-01-01", timeline=events, sections=lessons, factors=(Factor(1, "x"),))
    recommended = incident("recommended.md", date="2010", start_here="The clearest of all.", sections=lessons)

    assert _chosen(plain, told, more, recommended) == ["recommended.md", "more.md", "told.md", "plain.md"]
    assert _chosen(plain, incident("old.md", date="2025-11-20"), incident("never.md")) == [
        "plain.md",
        "old.md",
        "never.md",
    ]


def test_the_same_lesson_waits(incident):
    """After one incident of a service or factor, others come first although they are less grave."""
    pool = {"factors": (Factor(1, id="pool"),), "date": "2026-01-01"}
    one, two = (incident(f"{n}.md", severity="sev1", services=("db",), **pool) for n in "12")
    other = incident("other.md", severity="sev2", services=("dns",), **(pool | {"factors": (Factor(1, id="drift"),)}))

    assert _chosen(one, two, other, most=2) == ["2.md", "other.md"]
    assert _chosen(one, two, most=2) == ["2.md", "1.md"]


def test_what_is_no_finished_postmortem_is_passed_over(incident):
    """Notices, pages, drafts, and what was withdrawn or superseded."""
    others = [incident(f"{status}.md", status=status) for status in (Status.DRAFT, Status.WITHDRAWN, Status.SUPERSEDED)]
    notice = incident("notice.md", kind=DocumentKind.NOTICE)

    assert _chosen(*others, notice, incident("a.md", status=Status.PUBLISHED), incident("b.md")) == ["b.md", "a.md"]


SOME = st.builds(
    Postmortem,
    path=st.sampled_from([f"{n}.md" for n in range(9)]),
    kind=st.just(DocumentKind.POSTMORTEM),
    title=st.just(""),
    id=st.just(""),
    severity=st.sampled_from([None, *RANKS]),
    date=st.sampled_from([None, "2024", "2024-02", "2024-02-29", "2031-01-01"]),
    services=st.sampled_from([(), ("db",), ("dns", "db")]),
)


@given(st.lists(SOME, max_size=9, unique_by=lambda document: document.path), st.integers(0, 10), st.randoms())
def test_each_is_chosen_at_most_once_whatever_the_order(documents, most, random):
    """And as many as are asked for, as far as there are."""
    chosen = _chosen(*documents, most=most)
    shuffled = random.sample(documents, len(documents))

    assert len(chosen) == len({*chosen}) == min(most, len(documents))
    assert _chosen(*shuffled, most=most) == chosen


def test_minutes_follow_the_words(incident):
    """At least one; 220 words a minute."""
    assert [reading_minutes(incident("a.md", body="word " * words)) for words in (0, 220, 660)] == [1, 1, 3]
