"""Titles of sections, language by language: a module of data each."""

from __future__ import annotations

from mkdocs_postmortems.core.parse.section_titles.chinese import CHINESE
from mkdocs_postmortems.core.parse.section_titles.danish import DANISH
from mkdocs_postmortems.core.parse.section_titles.dutch import DUTCH
from mkdocs_postmortems.core.parse.section_titles.english import ENGLISH
from mkdocs_postmortems.core.parse.section_titles.french import FRENCH
from mkdocs_postmortems.core.parse.section_titles.german import GERMAN
from mkdocs_postmortems.core.parse.section_titles.italian import ITALIAN
from mkdocs_postmortems.core.parse.section_titles.japanese import JAPANESE
from mkdocs_postmortems.core.parse.section_titles.korean import KOREAN
from mkdocs_postmortems.core.parse.section_titles.norwegian import NORWEGIAN
from mkdocs_postmortems.core.parse.section_titles.polish import POLISH
from mkdocs_postmortems.core.parse.section_titles.portuguese import PORTUGUESE
from mkdocs_postmortems.core.parse.section_titles.russian import RUSSIAN
from mkdocs_postmortems.core.parse.section_titles.spanish import SPANISH
from mkdocs_postmortems.core.parse.section_titles.swedish import SWEDISH
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

OTHER_LANGUAGES = (
    GERMAN,
    FRENCH,
    SPANISH,
    PORTUGUESE,
    ITALIAN,
    DUTCH,
    POLISH,
    RUSSIAN,
    JAPANESE,
    CHINESE,
    KOREAN,
    NORWEGIAN,
    SWEDISH,
    DANISH,
)
"""The languages besides English, which is tried first."""

__all__ = ["ENGLISH", "OTHER_LANGUAGES", "TitleLanguage"]
