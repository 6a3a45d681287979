"""Writes the jobs of a workflow that build, verify and publish the sites of a publication."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from string import Template
from textwrap import indent

from mkdocs_postmortems.commands.ci_publication import Publication
from mkdocs_postmortems.core.yaml_writer import quoted
from mkdocs_postmortems.deploy.access_policy import Grant
from mkdocs_postmortems.deploy.roles import project as project_of
from mkdocs_postmortems.sources.files import load_resource

_WITHOUT_SIDECARS = "rm -f dist/*.json # Manifests name every file."
_CONFIGURATION = ".postmortems"
"""The folder that `deploy-config` writes to in a job."""
_BEHIND_ACCESS = """\
curl --silent --output /dev/null --write-out '%{{redirect_url}}' https://{project}.pages.dev/ |
  grep -q cloudflareaccess.com || {{ echo '{project} is not behind Access: not deployed.'; exit 1; }}"""
"""Refuses to deploy a restricted site to a project that everybody can read."""


class _WorkflowTemplate(Template):
    """A template with `§name` as placeholder, since shells, GitHub and GitLab use `$`."""

    delimiter = "§"


def render(name: str, values: Mapping[str, str]) -> str:
    """Return a file of `resources/ci` with its placeholders filled in."""
    return fill(load_resource(f"ci/{name}").text, values).rstrip("\n") + "\n"


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in. A line whose only placeholder is empty is left out."""
    lines = text.splitlines()
    kept = (line for line in lines if not (line.startswith("§") and not values.get(line[1:], line)))
    return _WorkflowTemplate("\n".join(kept)).substitute(values)


def publishing_jobs(host: str, publication: Publication, values: Mapping[str, str]) -> str:
    """Return the jobs as YAML, without a line break at the end.

    Args:
        host: The code host.
        publication: What is published.
        values: The placeholders that all templates share.
    """
    audience = publication.audience
    known = {
        **values,
        "only": f" --audience {shlex.quote(audience)}" if audience else "",
        "sites": shlex.quote(publication.folder),
        "place": quoted(f"{values['prefix']}{publication.folder}", "'"),
    }
    if publication.on_server:
        return _server_jobs(host, publication, known)
    if publication.target.audiences == "open":
        prepare = render("github-prepare.yml", known) if host == "github" else ""
        return render(f"{host}-pages.yml", {**known, "prepare": prepare.rstrip("\n")}).rstrip("\n")
    return (_github_deployment if host == "github" else _gitlab_deployment)(publication, known)


def slug_items(slugs: Iterable[str]) -> str:
    """Return slugs as the items of a list of YAML in one line."""
    return ", ".join(quoted(slug, "'") for slug in slugs)


def _server_jobs(host: str, publication: Publication, values: Mapping[str, str]) -> str:
    publish = load_resource("ci/publish-each.sh").text.rstrip("\n")
    cached = {**values, "cached": "${{ matrix.audience }}"}
    own = {
        "audiences": slug_items(publication.slugs),
        "prepare": render("github-prepare.yml", cached).rstrip("\n"),
        "publish": indent(publish, " " * (10 if host == "github" else 6)),
    }
    return render(f"{host}-server.yml", {**values, **own}).rstrip("\n")


def _github_deployment(publication: Publication, values: Mapping[str, str]) -> str:
    """Return one job on a runner of GitHub, which has Node.js and the command line of AWS."""
    target = publication.target
    variables = {"SITE": quoted(publication.folder, "'")}
    variables |= {name: f"${{{{ secrets.{name} }}}}" for name in target.secrets}
    variables |= {name: f"${{{{ vars.{name} }}}}" for name in target.variables}
    arranging = _arranging(publication)
    own = {
        "permissions": _yaml_mapping("permissions", target.permissions, 4),
        "prepare": render("github-prepare.yml", values).rstrip("\n"),
        "arrange": f"      - name: Arrange\n        run: |\n{_shell(arranging, 10)}" if arranging else "",
        "credentials": indent(fill(str(target.credentials.get("github", "")), values), " " * 6).rstrip("\n"),
        "environment": "\n".join(f"          {name}: {value}" for name, value in variables.items()),
        "deploy": _shell(_deploying(publication), 10),
    }
    return render("github-deploy.yml", {**values, **own}).rstrip("\n")


def _gitlab_deployment(publication: Publication, values: Mapping[str, str]) -> str:
    """Return a job that builds, and one in the target's image that deploys what was built."""
    target = publication.target
    arranging = _arranging(publication)
    built = [publication.folder, *([_CONFIGURATION] if any(_CONFIGURATION in line for line in arranging) else [])]
    commands = [*target.credentials.get("gitlab_commands", ()), *_deploying(publication)]
    own = {
        "arrange": _items(arranging),
        "built": ", ".join(quoted(f"{values['prefix']}{path}", "'") for path in built),
        "image": json.dumps(target.image),
        "credentials": indent(str(target.credentials.get("gitlab", "")), "  ").rstrip("\n"),
        "deploy": _items(commands),
    }
    return render("gitlab-deploy.yml", {**values, **own}).rstrip("\n")


def _arranging(publication: Publication) -> tuple[str, ...]:
    """Return the commands after the verification: they add what a folder of several sites needs to be served."""
    if publication.is_single:
        return ()
    if publication.target.audiences == "projects":
        copies = (f"cp {_CONFIGURATION}/{project_of(one)}/_headers dist/{one.slug}/" for one in publication.grants)
        return (f"postmortems deploy-config {publication.name} --out {_CONFIGURATION}/ --force", *copies)
    return (*publication.target.arrange, _WITHOUT_SIDECARS)


def _deploying(publication: Publication) -> tuple[str, ...]:
    """Return the commands that deploy."""
    if publication.is_single or publication.target.audiences != "projects":
        return publication.target.deploy
    return tuple(line for grant in publication.grants for line in _project_deployment(publication, grant))


def _project_deployment(publication: Publication, grant: Grant) -> Iterator[str]:
    name = project_of(grant)
    if not grant.is_open:
        yield _BEHIND_ACCESS.format(project=name)
    for line in publication.target.deploy:
        yield line.replace('"$SITE"', shlex.quote(f"dist/{grant.slug}")).replace('"$POSTMORTEMS_PROJECT"', name)


def _shell(commands: Iterable[str], columns: int) -> str:
    return indent("\n".join(command.rstrip("\n") for command in commands), " " * columns)


def _items(commands: Iterable[str]) -> str:
    """Return commands as items of a `script` of GitLab."""
    return "\n".join(f"    - |\n{indent(command.rstrip(chr(10)), ' ' * 6)}" for command in commands)


def _yaml_mapping(name: str, values: Mapping[str, str], columns: int) -> str:
    if not values:
        return ""
    lines = [f"{name}:", *(f"  {key}: {value}" for key, value in values.items())]
    return indent("\n".join(lines), " " * columns)
