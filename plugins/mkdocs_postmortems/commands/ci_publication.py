"""What the workflows of a site publish: to which target, the sites of which audiences, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.commands.ci_target import CiTarget, choose_target
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.deploy.access_policy import AccessPolicy, Grant, open_audiences


@dataclass(frozen=True, slots=True)
class Publication:
    """A target, and the sites that are deployed there."""

    name: str
    """The name of the target."""
    target: CiTarget
    grants: tuple[Grant, ...] = ()
    """The sites with their access rules, where the target asks who reads."""
    slugs: tuple[str, ...] = (UNRESTRICTED_AUDIENCE,)
    """The folders of the sites, the narrowest audience first."""
    left_out: tuple[str, ...] = ()
    """Names of the audiences whose sites the target cannot protect."""
    audience: str = ""
    """The audience whose site alone is built; empty if all are."""
    on_server: bool = False
    """Whether the jobs run on the web server, which has the sites of all audiences."""

    @property
    def is_single(self) -> bool:
        """Whether one site is deployed, for everybody who can reach it."""
        return not self.on_server and not self.grants

    @property
    def folder(self) -> str:
        """The folder to deploy, relative to that of mkdocs.yml."""
        return f"dist/{self.slugs[0]}" if self.is_single else "dist"

    def remarks(self) -> Iterator[str]:
        """Yield what has to be set up once, and what is not deployed."""
        if self.on_server:
            yield (
                "Jobs run on the web server, by a self-hosted runner whose user may write to /srv/postmortems; the "
                "server serves /srv/postmortems/current, with a folder for each audience."
            )
            return
        title = self.target.title
        how = f"First set up {title} as docs/serving describes, so that it asks who reads, and test each audience."
        yield self.target.setup if self.is_single else how
        named = [f"secret {one}" for one in self.target.secrets] + [f"variable {one}" for one in self.target.variables]
        if named:
            yield f"Set at the code host: {', '.join(named)}."
        if self.left_out:
            reason = self.target.reason
            yield f"Not deployed: the sites of {', '.join(self.left_out)}. {reason[:1].upper()}{reason[1:]}."


def plan_publication(host: str, name: str, audiences: Audiences) -> Publication:
    """Return which sites are published to which target, and under which names.

    Args:
        host: The code host.
        name: The name of the target; empty for the usual one.
        audiences: The audiences of the site.

    Raises:
        PostmortemsError: workflows of this host cannot deploy there, or the target can protect none of the audiences.
    """
    chosen, target = choose_target(host, name, audiences)
    if not audiences:
        return Publication(chosen, target)
    slugs = tuple(audience.slug for audience in reversed(audiences.widest_first))
    if target.audiences == "each":
        return Publication(chosen, target, slugs=slugs, on_server=True)
    if target.audiences != "open":
        return Publication(chosen, target, AccessPolicy.for_audiences(audiences).grants, slugs)
    readable = open_audiences(audiences)
    if not readable:
        raise PostmortemsError(f"{target.title} can protect none of the audiences: {target.reason}.")
    left_out = tuple(one.name for one in audiences.widest_first if one not in readable)
    return Publication(chosen, target, (), (readable[0].slug,), left_out, readable[0].name)
