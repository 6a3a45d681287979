"""Reads the catalogues of our words, one file for each language, and writes the words of scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_postmortems.core.message import ENGLISH, Language

FOLDER = Path(__file__).parent.parent / "resources/languages"
SCRIPT_FILE = "assets/postmortems/language.js"
"""The words of scripts in the language of the site, relative to its root; a site in English has no such file."""


def load_language(code: str) -> Language:
    """Return the words of a language, or of the language without its region; English where there is no catalogue.

    Args:
        code: the theme's language, such as `pt-BR`.
    """
    names = (code.replace("_", "-"), code.replace("_", "-").partition("-")[0].lower())
    path = next((path for name in names if (path := FOLDER / f"{name}.yml").is_file()), None)
    return ENGLISH if path is None else read_language(path)


def read_language(path: Path) -> Language:
    """Read a catalogue, whose name is the code of its language."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    dates = content["dates"]
    return Language(
        code=path.stem,
        messages=_translated(content["pages"]),
        script_messages=_translated(content["scripts"]),
        plural_category=_plural_rule(path.stem),
        months=tuple(dates["months"]),
        short_months=tuple(dates["short_months"]),
        day=dates["day"],
        long_day=dates["long_day"],
        month_of_year=dates["month"],
        thousands=content["thousands"],
        lowers_nouns=content["lowers_nouns"],
    )


def _translated(messages: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out the texts whose translation is empty: they are shown in English."""
    return {pattern: translation for pattern, translation in messages.items() if translation}


def _plural_rule(code: str) -> Any:
    try:
        return Locale.parse(code, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return ENGLISH.plural_category


def language_script(language: Language) -> str:
    """Return the script with the words of all our scripts; in one piece, since each is small."""
    content: Mapping[str, Any] = {
        "code": language.code,
        "thousands": language.thousands,
        "months": language.months,
        "shortMonths": language.short_months,
        "day": language.day,
        "longDay": language.long_day,
        "month": language.month_of_year,
        "messages": language.script_messages,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.postmortemsLanguage = {text}\n"


def add_language_script(files: Files, config: MkDocsConfig, language: Language) -> None:
    """Add the script with the words of scripts to a site that is not in English; it is loaded before the others."""
    if language is ENGLISH:  # static-i18n builds several languages with one configuration.
        config.extra_javascript = [one for one in config.extra_javascript if one != SCRIPT_FILE]
        return
    file = File.generated(config, SCRIPT_FILE, content=language_script(language))
    file.abs_src_path = str(FOLDER / f"{language.code}.yml")  # Some plugins expect that every file has a path.
    files.append(file)
    if SCRIPT_FILE not in config.extra_javascript:
        config.extra_javascript.insert(0, SCRIPT_FILE)
