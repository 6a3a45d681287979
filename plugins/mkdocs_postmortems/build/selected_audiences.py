"""Which audiences get a site."""

from __future__ import annotations

from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import ConfigurationError


def audiences_or_everyone(audiences: Audiences) -> tuple[Audience, ...]:
    """Return the audiences, the widest first; the one of a site without audiences stands for everybody."""
    return audiences.widest_first or (Audience(name=UNRESTRICTED_AUDIENCE, slug=UNRESTRICTED_AUDIENCE),)


def select_audiences(audiences: Audiences, only: tuple[str, ...]) -> tuple[Audience, ...]:
    """Return the requested audiences, by name or slug; all without a request.

    Raises:
        ConfigurationError: there is no audience of this name.
    """
    audience_model = audiences_or_everyone(audiences)
    known = {form for reader in audience_model for form in (reader.name, reader.slug)}
    for name in only:
        if name not in known:
            names = ", ".join(sorted(reader.name for reader in audience_model))
            raise ConfigurationError(f"there is no audience {name!r}; expected one of {names}.")
    return tuple(reader for reader in audience_model if not only or {reader.name, reader.slug} & {*only})
