"""What a document is found by."""

from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, Moment, Status
from mkdocs_postmortems.core.pages.site_model import build_site_model
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.search import (
    Heading,
    build_filter_catalog,
    build_record,
    build_suggestions,
    record_html,
)
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from views import unrestricted_view

TODAY = "2026-11-20"

TEXT = """\
---
id: INC-7
title: Checkout down
summary: Nobody could pay.
started_at: 2024-03-07 14:32 Z
resolved_at: 2024-03-07 16:20 Z
services: [checkout-api]
alerts: [CheckoutErrorBudgetBurn]
error_signatures: ["x509: certificate has expired"]
---
# Checkout down

Before the first section.

## Impact

**Everybody** saw [an error](https://x.example/secret-address).

## Our very own section

| Time | Event |
| --- | --- |
| 14:32 | `kafka-broker-7` died |

```
connect ECONNREFUSED <nil>
```

**Resolution:** Restarted it.
"""


def _read(*texts):
    documents = [parse(Source(f"{n}.md", text)).postmortem for n, text in enumerate(texts)]
    return build_site_model(unrestricted_view(build_corpus(documents, Taxonomy())[0].documents), TODAY)


def _record(site_model, number=0, headings=()):
    return build_record(site_model, site_model.view.documents[number], "x/", headings)


def _words(record):
    return "\n".join(text for part in record.sections for text in (part.heading, *part.texts))


def test_a_record_holds_what_the_document_says():
    """In front matter and text, tables and code."""
    words = _words(_record(_read(TEXT)))

    assert "Nobody could pay." in words
    assert "CheckoutErrorBudgetBurn" in words
    assert "x509: certificate has expired" in words
    assert "Everybody saw an error." in words
    assert "14:32 · kafka-broker-7 died" in words
    assert "connect ECONNREFUSED <nil>" in words


def test_a_template_is_no_part_of_it():
    """Neither its headings nor the heads of its tables; addresses and the title are not repeated."""
    words = _words(_record(_read(TEXT)))

    assert "Our very own section" in words  # Control case.
    assert "Impact" not in words
    assert "Event" not in words
    assert "secret-address" not in words
    assert "Checkout down" not in words


def test_a_part_leads_to_its_heading():
    """As the finished page has it; a label without one leads to the heading it is below."""
    record = _record(_read(TEXT), 0, [Heading("Impact", "impact"), Heading("Our very own section", "_1")])
    anchors = {part.title: part.anchor for part in record.sections}

    assert anchors["Impact"] == "impact"
    assert anchors["Our very own section"] == "_1"
    assert anchors["Resolution"] == "_1"
    assert anchors["Alerts and errors"] == ""


def test_headings_of_one_name_are_told_apart():
    """By their order."""
    site_model = _read("# T\n\n## Notes\n\none\n\n## Impact\n\ntwo\n\n## Notes\n\nthree\n")
    record = _record(
        site_model, 0, [Heading("Notes", "notes"), Heading("Impact", "impact"), Heading("Notes", "notes_1")]
    )

    assert [(part.anchor, part.texts) for part in record.sections if part.anchor] == [
        ("notes", ("one",)),
        ("impact", ("two",)),
        ("notes_1", ("three",)),
    ]


def test_filters_are_the_facets(incident, site_model_of):
    """And the state of the action items."""
    late = ActionItem(1, "Fix", done=False, due="2024-01-01")
    site_model = site_model_of(incident("a.md", services=("api",), date="2024-03-07", severity="sev1", actions=(late,)))

    assert _record(site_model).filters == {
        "service": ("api",),
        "severity": ("sev1",),
        "year": ("2024",),
        "kind": ("postmortem",),
        "actions": ("overdue", "open"),
    }


def test_nobody_waits_for_the_actions_of_a_withdrawn_document(incident, site_model_of):
    """It is found, and marked."""
    record = _record(site_model_of(incident("a.md", status=Status.WITHDRAWN, actions=(ActionItem(1, "Fix"),))))

    assert record.filters["actions"] == ("none",)
    assert record.flag == "Withdrawn"


def test_what_is_no_incident_is_in_no_facet(incident, site_model_of):
    """As on the pages of facets, so that numbers agree."""
    page = incident("a.md", kind=DocumentKind.PAGE, services=("api",))
    maintenance = incident("b.md", kind=DocumentKind.PAGE, services=("api",), started_at=Moment("2024-03-07"))
    site_model = site_model_of(page, maintenance)
    found = {document.path: _record(site_model, n).filters for n, document in enumerate(site_model.view.documents)}

    assert found == {"a.md": {"kind": ("guide",)}, "b.md": {"kind": ("page",)}}


def test_markup_is_text():
    """Whatever authors write."""
    html = record_html(
        _record(_read("---\ntitle: </h1><script>x\nservices: ['\"><b>']\n---\n\n<script>y</script> & 1 < 2\n")), "0"
    )

    assert "<script" not in html
    assert "<b>" not in html


def test_documents_outside_the_view_change_nothing():
    """Records, filter catalog and terms are a function of what is in it."""
    alone = _read(TEXT)
    again = _read(TEXT)
    other = _read(TEXT, TEXT.replace("checkout-api", "secret-service").replace("down", "withheld"))

    def everything(site_model):
        return _record(site_model), build_filter_catalog(site_model), build_suggestions(site_model)

    assert everything(alone) == everything(again)
    assert "secret-service" not in str(everything(alone))
    assert "secret-service" in str(everything(other))  # Control case.


@given(st.text(alphabet=st.sampled_from("ab #|-`*_[]()<>!\n\t:~=1.é💥"), max_size=300))
def test_no_text_is_too_strange(text):
    """Records are made of anything, and their markup has no element that is not ours."""
    html = record_html(_record(_read(text)), "0")

    assert html.startswith("<html><body data-pagefind-body>")
    assert html.count("<body") == 1
