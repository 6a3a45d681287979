"""Fields of front matter are shown where their declaration says."""

import pytest
from mkdocs_postmortems.core.frontmatter import FIELD_SPECS
from mkdocs_postmortems.core.frontmatter.placement import ShownBy

SHOWN = {
    "id": ("INC-7141", "INC-7141"),
    "title": ("Checkout stood still", "Checkout stood still"),
    "summary": ("Nobody could pay.", '<p class="pm-summary">Nobody could pay.</p>'),
    "status": ("in_review", "This postmortem is in review."),
    "type": ("data_loss", "<li>Data loss</li>"),
    "severity": ("sev1", ">SEV1</a>"),
    "audience": ("staff", '<span class="pm-audience" title="Who may read this page">staff</span>'),
    "timezone": ("Europe/Dublin", "Times in Europe/Dublin"),
    "date": ("2024-03-07", '<time datetime="2024-03-07">7 Mar 2024</time>'),
    "started_at": ("2024-03-07 14:01", '<time datetime="2024-03-07T14:01Z">14:01'),
    "detected_at": ("2024-03-07 14:02", '<time datetime="2024-03-07T14:02Z">14:02'),
    "acknowledged_at": ("2024-03-07 14:03", '<time datetime="2024-03-07T14:03Z">14:03'),
    "mitigated_at": ("2024-03-07 14:04", '<time datetime="2024-03-07T14:04Z">14:04'),
    "resolved_at": ("2024-03-07 14:05", '<time datetime="2024-03-07T14:05Z">14:05'),
    "services": ("[checkout-api]", ">checkout-api</a>"),
    "contributing_factors": ("[{id: untested-rollback, note: Never tried.}]", "Never tried."),
    "action_items": ("[{text: Try the rollback}]", "Try the rollback"),
    "related": ("{see_also: b.md}", ">Another incident</a>"),
    "links": ("{tracker: 'https://tracker.example/7141'}", 'href="https://tracker.example/7141"'),
    "learning": ("{start_here: It tells how we pay.}", "It tells how we pay."),
}
"""Field -> a value as authors write it, and what a page of the site shows of it."""

CONFIG = """\
>> mkdocs.yml
site_name: Test
theme: {name: material, font: false}
plugins:
  - postmortems: {audiences: {staff: {}}, default_audience: staff}
"""


@pytest.mark.slow
def test_pages_show_the_fields_that_templates_name(site):
    """A document that states all of them; a field that is not shown says so in its declaration."""
    front_matter = "".join(f"{name}: {value}\n" for name, (value, _) in SHOWN.items())
    first = f">> a.md\n---\n{front_matter}---\n\n## Lessons\n\nTry it.\n"
    other = ">> b.md\n---\ntitle: Another incident\n---\n\n## Timeline\n\n- 2024-03-01 10:00 It broke\n"
    built = site(CONFIG + first + other)
    pages = " ".join(f"{built.html('a')} {built.html('.')}".split())

    assert set(SHOWN) == {spec.name for spec in FIELD_SPECS if isinstance(spec.display, ShownBy)}
    assert {name: shown for name, (_, shown) in SHOWN.items() if shown not in pages} == {}
