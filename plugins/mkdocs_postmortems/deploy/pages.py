"""Workflows for GitHub Pages and GitLab Pages: a repository per audience, whose members may read its site."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_postmortems.core.yaml_writer import quoted
from mkdocs_postmortems.deploy.access_policy import Grant
from mkdocs_postmortems.deploy.deployment import Deployment
from mkdocs_postmortems.deploy.roles import project, role

_HEAD = "# Made by `postmortems deploy-config {target}`; regenerate it when audiences change.\n"

_GITHUB = """\
name: Postmortems
on:
  push:
    branches: [main]
permissions:
  contents: read
concurrency: postmortems
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install mkdocs-postmortems
      - run: postmortems build
{steps}"""
_GITHUB_STEP = """\
      - name: {title}
        env:
          KEY: ${{{{ secrets.POSTMORTEMS_KEY_{secret} }}}}
          TREE: {tree}
          REPOSITORY: git@github.com:${{{{ github.repository_owner }}}}/{project}.git
        run: |
          install -m 600 /dev/null "$RUNNER_TEMP/key" && printf '%s\\n' "$KEY" > "$RUNNER_TEMP/key"
          {push}
"""

_GITLAB = """\
stages: [build, publish]
build:
  stage: build
  image: python:3.12
  script:
    - pip install mkdocs-postmortems
    - postmortems build
  artifacts:
    access: none
    expire_in: 1 hour
    paths: [dist]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
{jobs}"""
_GITLAB_JOB = """\
{title}:
  stage: publish
  image: alpine/git
  variables:
    TREE: {tree}
    REPOSITORY: git@$CI_SERVER_HOST:$CI_PROJECT_NAMESPACE/{project}.git
  script:
    - install -m 600 "$POSTMORTEMS_KEY_{secret}" /tmp/key
    - mkdir /tmp/site && cp -R "$TREE" /tmp/site/public && cp pages.gitlab-ci.yml /tmp/site/.gitlab-ci.yml
    - {push}
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""
_GITLAB_SITE = """\
# Keep it beside .gitlab-ci.yml, which copies it into the project of each audience; it runs there.
pages:
  image: alpine
  script:
    - "true"
  artifacts:
    paths: [public]
"""
_PUSH = (
    "cd {folder} && git init -q -b {branch} && git add -A && "
    'git -c user.name=postmortems -c user.email=postmortems@localhost commit -qm "Publish" && '
    'GIT_SSH_COMMAND="ssh -i {key} -o IdentitiesOnly=yes{known}" git push -qf "$REPOSITORY" {branch}'
)
"""Pushes a single commit without history, so that content published earlier does not stay in older commits."""


def github_pages(site: Deployment) -> Mapping[str, str]:
    """Return the workflow that publishes each site to a repository of its own, by path."""
    push = _PUSH.format(
        folder='"$TREE" && touch .nojekyll',
        branch="gh-pages",
        key="$RUNNER_TEMP/key",
        known=" -o StrictHostKeyChecking=accept-new",
    )
    steps = "".join(_GITHUB_STEP.format(push=push, **_named(grant)) for grant in site.policy.grants)
    return {".github/workflows/postmortems.yml": _HEAD.format(target="github-pages") + _GITHUB.format(steps=steps)}


def gitlab_pages(site: Deployment) -> Mapping[str, str]:
    """Return the pipeline that publishes each site to a project of its own, and the pipeline of those, by path."""
    push = _PUSH.format(folder="/tmp/site", branch="main", key="/tmp/key", known=" -o StrictHostKeyChecking=accept-new")  # noqa: S108 - inside of a container
    jobs = "".join(_GITLAB_JOB.format(push=quoted(push), **_named(grant)) for grant in site.policy.grants)
    text = _HEAD.format(target="gitlab-pages") + _GITLAB.format(jobs=jobs)
    return {".gitlab-ci.yml": text, "pages.gitlab-ci.yml": _GITLAB_SITE}


def _named(grant: Grant) -> Mapping[str, str]:
    return {
        "title": quoted(f"publish {role(grant)}"),
        "tree": quoted(f"dist/{grant.slug}"),
        "secret": role(grant).upper(),
        "project": project(grant),
    }
