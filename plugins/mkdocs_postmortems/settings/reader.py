"""For whom one build is."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_postmortems.settings.declared import Settings
from mkdocs_postmortems.settings.errors import ConfigurationError

ENVIRONMENT = "POSTMORTEMS_AUDIENCE"


def choose_reader(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Return for whom one build is: by the environment, the option, else the audience that all others include.

    Raises:
        ConfigurationError: there is no such audience, or nobody is the least privileged.
    """
    readers = settings.readers
    asked = environment.get(ENVIRONMENT, "")
    if asked and asked not in readers.by_name:
        names = ", ".join(readers.names) or "nothing, since audiences is empty"
        raise ConfigurationError(f"{ENVIRONMENT} is {asked!r}; expected one of {names}.")
    chosen = asked or settings.audience or readers.common_audience
    if readers and not chosen:
        raise ConfigurationError(
            f"no audience is included by all others, so say for whom to build: set the option audience "
            f"or {ENVIRONMENT} to one of {', '.join(readers.names)}."
        )
    return chosen
