"""Factors, triggers, detections, services and tags that a text speaks of, and those that it only names."""

import pytest
from mkdocs_postmortems.core.adopt import adopt
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.sources.files import default_taxonomy

OWN, _ = read_taxonomy(
    Source(
        "taxonomy.yml",
        "services: {kafka: {}, besu: {}, argocd: {}, ingress-nginx: {aliases: [ingress controller]}, traefik: {}}\n"
        "tags: {data-loss: {}, security: {}, storage: {}, upgrade: {}}\n",
    ),
    default_taxonomy(),
)


def proposed(field, text, path="a.md"):
    """Return the values proposed for a field of a postmortem with a text."""
    proposals = adopt(path, f"{text}\n\n## Resolution\n\nDone.\n\n## Action items\n\n- [ ] Go on\n", OWN).proposals
    return [p.value for p in proposals if p.field == field]


@pytest.mark.parametrize(
    ("factor", "ids"),
    [
        ("No integration tests covering locks", ["inadequate-testing"]),
        ("QA test suite doesn't cover log collection", ["inadequate-testing"]),
        ("No alert or guardrail on storage sizing", ["missing-monitoring"]),
        ("**Lack of visibility**: No log trigger existed on the sensor", ["missing-monitoring"]),
        ("We had no documentation on how to renew it", ["missing-runbook"]),
        ("Insufficient edge proxy capacity", ["capacity-limit"]),
        ("The server hard disk drive ran out of space", ["capacity-limit"]),
        ("The pool library was misconfigured with no timeout", ["configuration-error"]),
        ("A TLS certificate expired", ["expired-credential"]),
        ("Memory leak in the proxy", ["application-bug"]),
        ("No alert when the disk was full", ["missing-monitoring"]),
        ("Full disk resulted in a cascading failure", []),
        ("It keeps a table of its own in the database for tracking of schema changes", []),
        ("No buffer in the timeout for load spikes", []),
        ("To look at: noisy alerts", []),
        ("Not a race condition in the code", []),
        ("Tests ran, alerts fired, the disk had space", []),
    ],
)
def test_factors_are_matched_by_what_was_lacking_or_failed(factor, ids):
    """Not by what it led to, what was missing of something else, what is planned, or what it was not."""
    assert proposed("contributing_factors", f"# Down on 2024-05-03\n\n## Contributing factors\n\n- {factor}") == ids


def test_what_was_not_the_cause_is_no_factor():
    """A section may say so in its heading."""
    text = "# Down on 2024-05-03\n\n## Root cause\n\n- A log.\n\n## What was not the root cause\n\n- A memory leak"
    assert proposed("contributing_factors", text) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Detection\n\nDetected via a CloudWatch Alarm on 5xx.", ["monitoring-alert"]),
        (
            "## Detection\n\nHow was it detected (alert, user report)? UptimeRobot alert for the API.",
            ["monitoring-alert"],
        ),
        ("## Detection\n\nUsers reported that the site was not loading.", ["customer-report"]),
        ("- **Detected by**: deploy verification script\n\n## Impact\n\nNone.", ["deploy-check"]),
        ("## Summary\n\nWe got email alerts saying it was down.", ["monitoring-alert"]),
        ("## Detection\n\nUsers reported it. Then alerts fired.", []),
        ("## Detection\n\nAn alert should have fired; nobody was paged.", []),
        ("## Summary\n\nThe API was down. A support ticket was created to reverse it.", []),
    ],
)
def test_detection_is_said_plainly_or_not_at_all(text, ids):
    """In its section or field, else in the first sentences of the summary."""
    assert proposed("detection", f"# Down on 2024-05-03\n\n{text}") == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# Timeouts on Besu\n\n## Summary\n\nThe indexer failed, even though `besu` was healthy.", []),
        ("# Cluster reset\n\n## Impact\n\n- 50 apps deployed via ArgoCD\n- ArgoCD is gone", []),
        ("# The ingress controller Traefik lost routes\n\n## Impact\n\nTraefik was down.", ["traefik"]),
        ("# Down\n\n- **Services affected**: Kafka (`a`, `b`), anything that talks to the brokers at night", ["kafka"]),
        ("# Down\n\n**Affected services:** Kafka (main cluster), Besu", ["kafka", "besu"]),
        ("# Down\n\n**Affected services:** Kafka → the rest", ["kafka"]),
    ],
)
def test_services_were_hit_and_not_only_named(text, ids):
    """Where something was done, what works, or what kind of thing the affected one is does not count."""
    assert proposed("services", f"{text}\n\nDate: 2024-05-03") == ids


@pytest.mark.parametrize(
    ("text", "path", "ids"),
    [
        ("# Upgrade broke the queue", "a.md", ["upgrade"]),
        ("# Down\n\n## Impact\n\n- Data loss: no (all of it is kept)", "a.md", []),
        ("# Down\n\n## Impact\n\nPotential data loss.", "a.md", []),
        ("# Security Group Omission", "a.md", []),
        ("# Storage fault", "2024-05-03-login-page-slow.md", []),
    ],
)
def test_tags_are_what_a_document_is_about(text, path, ids):
    """Not what did not happen, parts of other names, or the title that a copy was left with."""
    assert proposed("tags", f"{text}\n\nDate: 2024-05-03", path) == ids


@pytest.mark.parametrize(
    ("field", "text", "path"),
    [
        ("title", "# Acme - Technical Incident Report\n\nDate: 2024-05-03", "a.md"),
        ("title", "# Owner: @core\n\nDate: 2024-05-03", "a.md"),
        ("id", "# Down\n\nDate: 2024-05-12", "POSTMORTEM_2024-05-12_down.md"),
        ("summary", "# Down\n\nDate: 2024-05-03\n\n## Summary\n\nErrors. ![Error](x.png)", "a.md"),
        ("date", "# Down\n\n_Somebody 2024-05-03._\n\n## Summary\n\nIt was down.", "a.md"),
        ("date", "# Down on 04-03-2024\n\n## Summary\n\nIt was down.", "a.md"),
        ("date", "# Down\n\nDate: 2024-05-20\n\n## Summary\n\nOn 2024-05-03 it was down.", "a.md"),
        ("date", "# 2024-05-20 Down\n\n## Timeline\n\n- 2024-05-03 10:00 Start\n- 2024-05-04 11:00 End", "a.md"),
        ("timezone", "# Down\n\nDate: 2024-05-03\n\nAll times in UC/Pacific", "a.md"),
        ("timezone", "# Timeouts (US-EAST-1)\n\nDate: 2024-05-03", "a.md"),
    ],
)
def test_what_is_unsure_is_withheld(field, text, path):
    """Labels for titles, days of writing, days that could be two, and zones that nobody knows."""
    assert proposed(field, text, path) == []
