"""Our own words, in English and in another language."""

import copy
import json
import pickle

from mkdocs_postmortems.core.message import ENGLISH, Day, Language, Message
from mkdocs_postmortems.core.moments import format_date, format_duration, format_long_date

GERMAN = Language(
    code="de",
    messages={
        "after {duration}": "nach {duration}",
        "{hours} h {minutes} min": "{hours} Std. {minutes} Min.",
        "{number} incidents": {"one": "{number} Vorfall", "other": "{number} Vorfälle"},
        "Services": "Dienste",
    },
    months=tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
    short_months=tuple("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.".split()),
    day="{day}. {month} {year}",
    month_of_year="{month} {year}",
    thousands=".",
    lowers_nouns=False,
)


def test_a_message_is_its_english_text():
    """For terminals, data and tests."""
    message = Message("after {duration}", duration=format_duration(108))

    assert message == "after 1 h 48 min"
    assert ENGLISH.say(message) == message
    assert json.loads(json.dumps([message])) == ["after 1 h 48 min"]


def test_a_message_is_translated_with_what_it_is_made_of():
    """Values that are messages, too."""
    assert GERMAN.say(Message("after {duration}", duration=format_duration(108))) == "nach 1 Std. 48 Min."


def test_numbers_choose_the_form_and_are_grouped():
    """In each language by its own rules."""
    assert [ENGLISH.text("{number} incidents", "{number} incident", number=n) for n in (1, 1200)] == [
        "1 incident",
        "1,200 incidents",
    ]
    assert [GERMAN.text("{number} incidents", "{number} incident", number=n) for n in (1, 1200)] == [
        "1 Vorfall",
        "1.200 Vorfälle",
    ]


def test_days_are_written_as_in_the_language():
    """Short and long, and as far as they are known."""
    days = ("2024-03-07", "2024-03", "2024", "someday", None)

    assert [ENGLISH.say(format_date(day)) for day in days] == ["7 Mar 2024", "Mar 2024", "2024", "someday", ""]
    assert [GERMAN.say(format_date(day)) for day in days] == ["7. März 2024", "März 2024", "2024", "someday", ""]
    assert GERMAN.say(format_long_date("2024-09-30")) == "30. September 2024"


def test_words_of_authors_are_not_translated():
    """Even if they are the same as ours."""
    assert GERMAN.say("Services") == "Services"
    assert GERMAN.translated({"a": ["Services", Message("Services")]}) == {"a": ["Services", "Dienste"]}


def test_what_is_not_translated_is_english():
    """A catalogue may lack something; what it is made of is translated."""
    assert GERMAN.text("before {duration}", duration=format_duration(108)) == "before 1 Std. 48 Min."


def test_nouns_keep_their_capital_where_the_language_wants_it():
    """Within a sentence."""
    assert (ENGLISH.inner(Message("Services")), GERMAN.inner(Message("Services"))) == ("services", "Dienste")


def test_messages_survive_other_processes():
    """Documents are parsed in several."""
    for one in (Message("after {duration}", duration=format_duration(108)), format_long_date("2024-03-07")):
        for other in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):  # noqa: S301 - what it has written
            assert (other, type(other), GERMAN.say(other)) == (one, type(one), GERMAN.say(one))
    assert isinstance(format_date(None), Day)
