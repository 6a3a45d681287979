"""Section labels: one name for what authors call by many."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.inline import parse_phrases
from mkdocs_postmortems.core.parse.section_names import SECTION_BY_PHRASE, canonical_section, canonical_sections
from mkdocs_postmortems.core.parse.section_titles import ENGLISH, OTHER_LANGUAGES, TitleLanguage

SAME = {
    "Timeline": "timeline",
    "TIMELINE:": "timeline",
    "3. Timeline (UTC)": "timeline",
    "Timeline of events": "timeline",
    ":clock: Key events": "timeline",
    "Chronologie": "timeline",
    "Issue Summary": "summary",
    "TL;DR": "summary",
    "Executive summary": "summary",
    "Incident overview": "summary",
    "User Impact:": "impact",
    "What was the impact?": "impact",
    "Who was affected?": "impact",
    "Root Cause(s)": "root_cause",
    "How did this happen": "root_cause",
    "Five Why's": "root_cause",
    "根本原因": "root_cause",
    "Contributing Factors and Root Causes": "contributing_factors",
    "What went well?": "went_well",
    "What didn’t go so well": "went_wrong",
    "What could have gone better": "went_wrong",
    "Where we got lucky": "lucky",
    "Lessons Learnt": "lessons",
    "Takeaways": "lessons",
    "Atendees": "attendees",
    "Follow-ups": "action_items",
    "Corrective and Preventative Measures": "action_items",
    "What are we doing to prevent this from happening again?": "action_items",
    "Next steps": "action_items",
    "Lead-up": "background",
    "Time to resolve": "stats",
    "Recovery": "resolution",
    "Impacto en los clientes": "impact",
    "Acciones preventivas (para que no vuelva a pasar)": "action_items",
    "O que nao funcionou": "went_wrong",
    "Chronologie détaillée de la panne": "timeline",
    "Was gut lief": "went_well",
    "Ursache der Störung": "root_cause",
    "Causa radice dell'incidente": "root_cause",
    "Wat ging er goed?": "went_well",
    "Główna przyczyna awarii": "root_cause",
    "発生から復旧までのタイムライン": "timeline",
    "三、改进措施": "action_items",
    "재발 방지 대책": "action_items",
    "Leftover tasks": "action_items",
    "Tickets from this incident": "action_items",
    "Some possible actions in the future": "action_items",
    "How are we preventing it from happening again?": "action_items",
    "Why this happened": "root_cause",
    "How could this happen?": "root_cause",
}
OTHER = [
    "Ablaufsteuerung",
    "How often did this happen?",
    "Ticket prices",
    "Impacted by design",
    "",
    "Hub information",
    "Appendix",
    "2024-02-04",
    "The database",
    "Thanks",
    "x" * 500,
]


@pytest.mark.parametrize(("label", "name"), SAME.items())
def test_synonym_has_its_canonical_name(label: str, name: str) -> None:
    """Case, numbering, emoji, bracketed remarks, colons and small slips do not matter."""
    assert SectionName(name) is canonical_section(label)


@pytest.mark.parametrize("label", OTHER)
def test_unknown_label_has_no_canonical_name(label: str) -> None:
    """A label that nobody uses for a known section is left as it is."""
    assert canonical_section(label) is None


def test_a_heading_can_name_two_sections() -> None:
    """Joined headings count as both sections; a known phrase with "and" is one."""
    assert canonical_sections("What went wrong / where we got lucky") == (SectionName.WENT_WRONG, SectionName.LUCKY)
    assert canonical_sections("Resolution and recovery") == (SectionName.RESOLUTION,)


@pytest.mark.parametrize("language", [ENGLISH, *OTHER_LANGUAGES])
def test_no_phrase_stands_for_two_sections(language: TitleLanguage) -> None:
    """The titles of a language give each phrase one section."""
    phrases = [phrase for row in language.titles.values() for phrase in parse_phrases(row)]

    assert sorted({one for one in phrases if phrases.count(one) > 1}) == []


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_title_of_a_language_is_known(language: TitleLanguage) -> None:
    """No other language takes a title away; a word that is also English keeps its English section."""
    wrong = {
        phrase: name
        for section, row in language.titles.items()
        for phrase in parse_phrases(row)
        if (name := canonical_section(phrase)) is not section and phrase not in SECTION_BY_PHRASE
    }

    assert wrong == {}
