"""How the age of a site and of its pages is worded."""

from __future__ import annotations

from mkdocs_postmortems.core.age import Age
from mkdocs_postmortems.core.moments import day_in_words


def age_in_words(age: Age, today: str) -> str:
    """Return the line below each page: when it was built, and from what."""
    built = f"Built {day_in_words(today)}"
    if age.commit:
        more = ", with changes that are in no commit" if age.is_changed else ""
        return f"{built} from commit {age.commit} of {day_in_words(age.newest)}{more}"
    return f"{built}; last change {day_in_words(age.newest)}" if age.newest else built


def changes_in_words(age: Age, path: str) -> str:
    """Return what became of one document; empty if that is not known, or not to be told."""
    changes = age.pages.get(path)
    if changes is None:
        return ""
    times = "" if changes.count == 1 else f", {changes.count} versions"
    return f"Last changed {day_in_words(changes.last)}{times}"
