"""Names for what people may read, for hosts that know roles instead of groups."""

from __future__ import annotations

import hashlib
import json
import re

from mkdocs_postmortems.deploy.access_policy import AccessPolicy, Grant

MAX_ROLE_LENGTH = 20
"""Azure takes 25 characters."""
RESERVED_ROLES = frozenset(["anonymous", "authenticated", "nobody"])
"""Azure gives the first two to everybody; the last one is never to be given."""


def role(grant: Grant) -> str:
    """Return the role of those who may read a tree: letters, digits and underscores.

    It is made from the audience alone. One that depended on its place among others would pass to another audience
    when one is added, and with it to whoever has the role.
    """
    plain = grant.slug.replace("-", "_")
    fits = re.fullmatch(rf"[a-z][a-z0-9_]{{0,{MAX_ROLE_LENGTH - 1}}}", plain)
    if fits and plain not in RESERVED_ROLES and not plain.startswith("x_"):
        return plain
    return f"x_{hashlib.sha256(grant.audience.name.encode()).hexdigest()[:12]}"


def project(grant: Grant) -> str:
    """Return the name of an audience's own project or repository."""
    return f"postmortems-{role(grant).replace('_', '-')}"


def roles_script(policy: AccessPolicy) -> str:
    """Return a JavaScript function from groups to roles: all trees that somebody may read."""
    trees = [[role(grant), grant.rule] for grant in policy.grants]
    return (
        "// Of each row of groups a reader has to have one, compared whole.\n"
        f"const trees = {json.dumps(trees, indent=2)};\n\n"
        "function rolesOf(groups) {\n"
        "  const held = new Set(groups);\n"
        "  const reads = ([, rule]) => rule.every((row) => row.some((group) => held.has(group)));\n"
        "  return trees.filter(reads).map(([role]) => role);\n"
        "}\n"
    )
