"""Documents about one incident, recurrences that nobody declared, and actions that were open when it came again."""

import pytest
from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.check.rule import CheckedDocument, CorpusContext, RuleContext
from mkdocs_postmortems.core.check.rules.duplicates import recurrence_signals
from mkdocs_postmortems.core.model import (
    ActionItem,
    ActionStatus,
    DocumentKind,
    Factor,
    IncidentType,
    Relation,
    RelationKind,
    Status,
)
from mkdocs_postmortems.core.similar.related import RelatedDocument
from mkdocs_postmortems.core.source import Source


@pytest.fixture(name="find")
def _find(incident):
    """Return a function that runs a rule on a document beside other ones, each with its similarity."""

    def find(code, fields, *others, size=0, counts=None, declared=False):
        document = incident("x.md", **fields)
        beside = [incident(path, **more) for path, _, more in others]
        filler = [incident(f"filler{n}.md") for n in range(size - len(beside) - 1)]
        everything = [document, *beside, *filler]
        counted = counts or {signal: 1 for one in everything for signal in recurrence_signals(one)}
        corpus = CorpusContext(
            by_path={one.path: one for one in everything},
            related={
                "x.md": tuple(
                    RelatedDocument(one, "", similarity, declared=declared)
                    for one, (_, similarity, _) in zip(beside, others, strict=True)
                )
            },
            signal_counts=counted,
        )
        checked = CheckedDocument(Source("x.md", document.body), document)
        context = RuleContext(checked, "2026-11-20", corpus).for_rule(BY_CODE[code])
        return list(BY_CODE[code].find(context))

    return find


DOWN = {"title": "Checkout down", "date": "2026-03-07"}


@pytest.mark.parametrize(
    ("title", "date", "similarity", "expected"),
    [
        ("Checkout: down", "2026-03-10", 0.3, True),
        ("Checkout down", "2026-03-10", 0.29, False),
        ("Checkout down", "2026-03-04", 0.3, True),
        ("Checkout down", "2026-03-11", 1.0, False),
        ("Checkout down", "2026-03-03", 1.0, False),
        ("Search is slow", "2026-03-07", 0.5, True),
        ("Search is slow", "2026-03-07", 0.49, False),
        ("Search is slow", "2026-03-08", 1.0, False),
        ("Checkout was down on Saturday", "2026-03-10", 0.5, True),
        ("Checkout was down on Saturday", "2026-03-10", 0.49, False),
        ("Checkout slow", "2026-03-08", 1.0, False),
        ("Down", "2026-03-08", 1.0, False),
        ("Checkout down", None, 1.0, False),
        ("Checkout down", "2026-03", 1.0, False),
    ],
)
def test_documents_about_one_incident(find, title, date, similarity, expected):
    """Of the same days, in similar words; of other days with most words of the title as well."""
    found = find("PC154", DOWN, ("y.md", similarity, {"title": title, "date": date}))

    assert bool(found) is expected


def test_numbers_in_titles_tell_nothing(find):
    """Neither numbers that both have, nor those of one."""
    numbers = {"title": "INC 42 17 queue", "date": "2026-03-08"}

    assert find("PC154", DOWN | {"title": "INC 42 17 disk"}, ("y.md", 1.0, numbers)) == []
    assert find("PC154", DOWN | {"title": "Disk 7 full 8 9"}, ("y.md", 1.0, numbers | {"title": "Disk is full again"}))


@pytest.mark.parametrize(
    ("body", "more", "declared"),
    [
        ("See INC-2.", {"id": "INC-2"}, False),
        ("See y.md.", {}, False),
        ("", {"kind": DocumentKind.NOTICE}, False),
        ("", {}, True),
    ],
)
def test_what_is_known_to_be_another_is_none(find, body, more, declared):
    """A document that is mentioned, declared, or a notice."""
    one = DOWN | {"body": body}

    assert find("PC154", one, ("a/y.md", 1.0, DOWN | more), declared=declared) == []
    assert find("PC154", one | {"body": ""}, ("a/y.md", 1.0, DOWN))  # Control case.


def test_a_document_without_an_id_is_not_mentioned_everywhere(find):
    """Though every text has a text without letters."""
    [found] = find("PC154", DOWN | {"body": "Text."}, ("y.md", 1.0, DOWN | {"id": ""}))

    assert found.related_paths == ("y.md",)


SIGNALS = {"alerts": ("PoolFull", "QueueLong"), "services": ("api",), "date": "2026-03-07"}
BEFORE = SIGNALS | {"date": "2026-03-03"}


@pytest.mark.parametrize(
    ("fields", "other", "similarity"),
    [
        ({}, {}, 0.3),
        ({}, {"services": ()}, 0.3),
        ({"services": ()}, {}, 0.3),
        ({"services": ("web", "api")}, {"services": ("api", "db")}, 0.3),
        ({}, {"date": "2025-03"}, 0.3),
        ({"factors": (Factor(1, "limit"),), "alerts": ("PoolFull",)}, {"factors": (Factor(1, "limit"),)}, 0.3),
        ({"alerts": ("PoolFull",), "error_signatures": ("E1",)}, {"error_signatures": ("E1",)}, 0.3),
        ({"relations": (Relation(RelationKind.SEE_ALSO, "z.md", 1),)}, {}, 0.3),
    ],
)
def test_recurrences_that_are_not_declared(find, fields, other, similarity):
    """An earlier document in similar words that has two rare signals in common with this one."""
    [found] = find("PC155", SIGNALS | fields, ("y.md", similarity, BEFORE | other))

    assert found.related_paths == ("y.md",)


@pytest.mark.parametrize(
    ("fields", "other", "similarity"),
    [
        ({}, {}, 0.29),
        ({}, {"date": "2026-03-04"}, 1.0),
        ({}, {"date": "2026-03-12"}, 1.0),
        ({}, {"date": "2026-03-07"}, 1.0),
        ({}, {"alerts": ("PoolFull", "Other")}, 1.0),
        ({}, {"services": ("db",)}, 1.0),
        ({"type": IncidentType.EXERCISE}, {}, 1.0),
        ({"status": Status.SUPERSEDED}, {}, 1.0),
        ({"status": Status.WITHDRAWN}, {}, 1.0),
        ({"relations": (Relation(RelationKind.RECURRENCE_OF, "z.md", 1),)}, {}, 1.0),
        ({"relations": (Relation(RelationKind.DUPLICATE_OF, "z.md", 1),)}, {}, 1.0),
    ],
)
def test_what_is_no_recurrence(find, fields, other, similarity):
    """Of the same days, later, elsewhere, rehearsed, replaced, or declared."""
    assert find("PC155", SIGNALS | fields, ("y.md", similarity, BEFORE | other)) == []


@pytest.mark.parametrize(("size", "count", "expected"), [(3, 2, 1), (14, 3, 0), (14, 2, 1), (15, 3, 1), (15, 4, 0)])
def test_signals_that_many_have_do_not_count(find, size, count, expected):
    """More than a fifth of all documents, and more than two."""
    found = find("PC155", SIGNALS, ("y.md", 1.0, BEFORE), size=size, counts={"PoolFull": count, "QueueLong": 1})

    assert len(found) == expected


def test_the_first_recurrence_is_enough(find):
    """The most similar one that may be it."""
    others = (("other.md", 0.9, BEFORE | {"alerts": ()}), ("y.md", 0.8, BEFORE), ("z.md", 0.7, BEFORE))

    assert [one.related_paths for one in find("PC155", SIGNALS, *others)] == [("y.md",)]


AGAIN = {"date": "2026-03-07", "relations": (Relation(RelationKind.RECURRENCE_OF, "y.md", 4),)}
ITEM = ActionItem(
    1, "Give batch jobs their own pool", id="A3", tracker="https://example.com/browse/DATA-190", done=False
)


@pytest.mark.parametrize(
    ("done", "completed", "date", "expected"),
    [
        (False, None, "2026-03-07", True),
        (None, None, "2026-03-07", False),
        (True, None, "2026-03-07", False),
        (True, "2026-03-07", "2026-03-07", False),
        (True, "2026-03-08", "2026-03-07", True),
        (True, "2026-03-08T10:00", "2026-03-08", False),
        (True, "soon", "2026-03-07", False),
        (True, "2026-03-08", "2026-03", False),
        (True, "2026-03-08", None, False),
        (False, None, "2026-03", True),
        (None, None, "2026-03", False),
    ],
)
def test_actions_that_were_open(find, done, completed, date, expected):
    """On the day when it happened again; without that day the state of now counts, and no state is not open."""
    item = ActionItem(1, "Give batch jobs their own pool", done=done, completed_at=completed)
    found = find("PC156", AGAIN | {"date": date}, ("y.md", 0.0, {"actions": (item,)}))

    assert bool(found) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", True),
        ("DATA-190 waited.", False),
        ("DATA-19 waited.", True),
        ("A3 of INC-1 waited.", False),
        ("A3 waited.\nSee INC-1.", True),
        ("A3 of y.md waited.", False),
        ("A33 of INC-1 waited.", True),
        ("https://example.com/browse/DATA-190", False),
    ],
)
def test_open_actions_that_are_mentioned(find, body, expected):
    """By the ticket, or by the number beside the incident."""
    found = find("PC156", AGAIN | {"body": body}, ("y.md", 0.0, {"actions": (ITEM,), "id": "INC-1"}))

    assert bool(found) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Batch jobs get a pool", False),
        ("Batch jobs get a limit", False),
        ("Batch writes get a limit", True),
        ("A limit", True),
    ],
)
def test_open_actions_that_are_planned_again(find, text, expected):
    """With half of the words that say something."""
    fields = AGAIN | {"actions": (ActionItem(9, text),)}

    assert bool(find("PC156", fields, ("y.md", 0.0, {"actions": (ITEM,)}))) is expected


def test_an_action_of_one_word_is_planned_by_no_other(find):
    """It says too little; neither does a number of a single sign mention it."""
    item = ActionItem(1, "Alert", tracker="#1", done=False)
    fields = AGAIN | {"actions": (ActionItem(9, "Alert on it"),), "body": "#1"}

    assert find("PC156", fields, ("y.md", 0.0, {"actions": (item,)}))


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ((ITEM,), ": Give batch jobs their own pool; it"),
        ((ITEM, ActionItem(2, "b c", done=False)), ": Give batch jobs their own pool and 1 more; it"),
        (
            (ITEM, ActionItem(2, "b c", done=False), ActionItem(3, "d e", done=False)),
            ": Give batch jobs their own pool and 2 more; it",
        ),
        ((ActionItem(1, "x" * 60, done=False),), f": {'x' * 60}; it"),
        ((ActionItem(1, "x" * 61, done=False),), f": {'x' * 57}…; it"),
        ((ActionItem(1, "done", status=ActionStatus.DONE), ITEM), ": Give batch jobs their own pool; it"),
    ],
)
def test_the_message_names_the_first_open_action(find, actions, words):
    """In short, with the number of the others."""
    [found] = find("PC156", AGAIN, ("y.md", 0.0, {"actions": actions}))

    assert words in found.message
    assert (found.line, found.related_paths) == (1, ("y.md",))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.SUPERSEDED},
        {"relations": (Relation(RelationKind.CAUSED_BY, "y.md", 4),)},
        {"relations": (Relation(RelationKind.RECURRENCE_OF, "gone.md", 4),)},
    ],
)
def test_open_actions_of_others_are_theirs(find, fields):
    """Of documents that this one does not recur, or that are not there."""
    assert find("PC156", AGAIN | fields, ("y.md", 0.0, {"actions": (ITEM,)})) == []
