"""The card "This worked last time"."""

from dataclasses import replace

import pytest
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, DocumentKind, Moment, Section, SectionName, Status
from mkdocs_postmortems.core.pages.recovery_card import build_recovery_card, recovery_data

BODY = "## Resolution\n\nWe restarted the `cart` pods with `kubectl rollout restart deploy/cart`."
SECTION = (Section(SectionName.RESOLUTION, "Resolution", 1, 3, 2),)
ACTIONS = (
    ActionItem(1, "done", status=ActionStatus.VERIFIED),
    ActionItem(2, "late", status=ActionStatus.OPEN, due="2021-03-01"),
    ActionItem(3, "never", status=ActionStatus.WONT_DO),
    ActionItem(4, "who knows"),
)
TODAY = "2024-06-01"


@pytest.fixture
def card_of(site_model_of, incident):
    """The card of an incident with these fields."""

    def build(**fields):
        document = incident("a.md", **fields)
        return build_recovery_card(replace(site_model_of(document), today=TODAY), document)

    return build


def test_it_says_what_ended_it_and_who_was_needed(card_of):
    """With the command, the minutes from detection, and the role in small letters."""
    card = card_of(
        body=BODY,
        sections=SECTION,
        detected_at=Moment("2024-03-07T10:00", "UTC"),
        mitigated_at=Moment("2024-03-07T10:42", "UTC"),
        roles={"incident_commander": "platform on-call", "scribe": "search on-call"},
    )

    assert card.sentences == ("We restarted the `cart` pods with `kubectl rollout restart deploy/cart`.",)
    assert card.commands == ("kubectl rollout restart deploy/cart",)
    assert card.took == "Recovered 42 min after detection"
    assert [(role.name, role.note) for role in card.roles] == [("platform on-call", "incident commander")]


def test_promises_are_counted_by_their_true_state_the_pressing_first(card_of):
    """An overdue one is not only open; a state that nobody wrote is neither open nor done."""
    card = card_of(actions=ACTIONS)

    assert card.promised == ("1 overdue", "1 done", "1 will not be done", "1 with no state written")
    assert [row.text for row in card.promises] == ["late", "done", "never", "who knows"]
    assert [row.late for row in card.overdue] == ["3 years late"]
    assert card.pending == card.overdue


def test_where_nothing_is_written_there_is_no_sentence(card_of):
    """And the card is there to say so; but a withdrawn document and maintenance have none."""
    assert card_of().sentences == ()
    assert card_of(status=Status.WITHDRAWN, body=BODY, sections=SECTION) is None
    assert card_of(kind=DocumentKind.PAGE) is None


def test_scripts_get_plain_text_and_nothing_empty(card_of):
    """Three promises at most, each with the word for its state."""
    data = recovery_data(card_of(body=BODY, sections=SECTION, actions=ACTIONS))

    assert data["text"] == ["We restarted the cart pods with kubectl rollout restart deploy/cart."]
    assert data["promises"] == [
        ["overdue", "3 years late", "late"],
        ["done", "Verified", "done"],
        ["wont-do", "Won’t do", "never"],
    ]
    assert data.keys() == {"text", "commands", "promised", "promises"}
    assert recovery_data(card_of()) == {}
