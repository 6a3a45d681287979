"""Names of roles and projects, for hosts that grant access by role or project instead of group."""

from __future__ import annotations

import hashlib
import json
import re

from mkdocs_postmortems.deploy.access_policy import AccessPolicy, Grant

MAX_ROLE_LENGTH = 20
"""Maximum length of a role; Azure allows 25 characters."""
RESERVED_ROLES = frozenset(["anonymous", "authenticated", "nobody"])
"""Roles that no audience may have: Azure assigns the first two to everybody, and `nobody` must never be assigned."""


def role(grant: Grant) -> str:
    """Return the role that may read a site: ASCII letters, digits and underscores.

    It depends on the audience alone, not on the order of audiences: otherwise adding an audience could give an assigned
    role access to another site.
    """
    plain = grant.slug.replace("-", "_")
    fits = re.fullmatch(rf"[a-z][a-z0-9_]{{0,{MAX_ROLE_LENGTH - 1}}}", plain)
    if fits and plain not in RESERVED_ROLES and not plain.startswith("x_"):
        return plain
    return f"x_{hashlib.sha256(grant.audience.name.encode()).hexdigest()[:12]}"


def project(grant: Grant) -> str:
    """Return the name of the project or repository of an audience."""
    return f"postmortems-{role(grant).replace('_', '-')}"


def roles_script(policy: AccessPolicy) -> str:
    """Return JavaScript code of `rolesOf(groups)`, which returns the roles of all sites a person may read."""
    trees = [[role(grant), grant.rule] for grant in policy.grants]
    return (
        "// Role and rows of groups of each site; a person needs one group of each row.\n"
        f"const trees = {json.dumps(trees, indent=2)};\n\n"
        "function rolesOf(groups) {\n"
        "  const held = new Set(groups);\n"
        "  const reads = ([, rule]) => rule.every((row) => row.some((group) => held.has(group)));\n"
        "  return trees.filter(reads).map(([role]) => role);\n"
        "}\n"
    )
