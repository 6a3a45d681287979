"""The timeline and the table of action items are inserted into the text, and no word of it is lost."""

import re

HEAD = "---\ntitle: X\ndate: 2024-03-07\n---\n"


def _page(site, body, head=HEAD):
    return site(f">> x.md\n{head}{body}").main("x")


def _as_written(page):
    return re.findall(r'<details class="pm-written[^"]*"( open="open")?>(.*?)</details>', page, re.DOTALL)


def test_a_table_is_folded_behind_its_insertion(site):
    """The original is its accessible twin, closed, because the insertion shows all of it."""
    page = _page(
        site,
        "## Timeline\n\n| Time | Event |\n|---|---|\n| 14:32 | Pool exhausted |\n"
        "| 14:50 | Pool drained |\n\n## Lessons\n\nNone.\n",
    )
    [(is_open, original)] = _as_written(page)

    assert not is_open
    assert "<table>" in original
    assert page.index("</h2>") < page.index('class="pm-events"') < page.index("As written") < page.index("Lessons")


def test_text_beside_the_table_stays_in_place(site):
    """An introduction is not hidden, nor is what follows."""
    page = _page(
        site,
        "## Timeline\n\nReconstructed from chat logs by the scribe afterwards.\n\n- 14:32 Pool exhausted\n"
        "- 14:50 Pool drained\n\nThe graph tells the rest of this story.\n",
    )
    [(_, original)] = _as_written(page)

    assert (
        page.index("Reconstructed from")
        < page.index("pm-events")
        < page.index("As written")
        < page.index("The graph tells")
    )
    assert "graph" not in original


def test_the_original_is_open_where_the_insertion_misses_something(site):
    """Nobody has to look for what was not understood."""
    page = _page(
        site,
        "## Timeline\n\n- 14:32 Connection pool exhausted on primary\n\n"
        "Unrelated paragraph about penguins living quietly in Antarctica.\n\n"
        "- 14:50 Connection pool drained on primary\n",
    )
    [(is_open, original)] = _as_written(page)

    assert is_open
    assert "penguins" in original


def test_without_a_section_the_insertion_comes_first(site):
    """Between summary and text, which stays as it is."""
    page = _page(
        site,
        "At 14:32 UTC the pool was exhausted.\n\nAt 14:50 UTC the pool was drained.\n\n## Root cause\n\nA full pool.\n",
        head=HEAD.replace("---\ntitle", "---\nsummary: In short.\ntitle"),
    )

    if "pm-events" in page:
        assert page.index("In short.") < page.index("pm-events") < page.index("A full pool.")
    assert "pm-written" not in page


def test_a_heading_may_say_more(site):
    """An emoji or a number beside the name does not hide the section."""
    page = _page(site, "## :alarm_clock: Timeline\n\n- 14:32 Pool exhausted\n- 14:50 Pool drained\n")

    assert len(_as_written(page)) == 1


def test_a_list_label_holds_its_insertion(site):
    """A nested list below a bold item."""
    page = _page(
        site,
        "- **Key events**\n    - 14:32 Pool exhausted\n    - 14:50 Pool drained\n- **Resolution**: drained the pool\n",
    )

    assert page.index("Key events") < page.index("pm-events") < page.index("As written") < page.index("Resolution")


def test_every_word_is_still_there(site):
    """Each word of the source is in the page."""
    body = (
        "# X\n\nIntro *with* markup.\n\n## Timeline ##\n\n* **14:32** – `pool` exhausted ([graph](https://g.example))\n"
        "* 14:50 – drained, <b>finally</b>\n\n## Action items\n\n"
        "1. Fix the [pool](https://h.example)\n2. Tell everyone\n"
    )
    page = re.sub(r"<[^>]+>", " ", _page(site, body))

    for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"https?://\S+|</?b>", "", body)):
        assert word in page


def test_html_in_an_event_is_text_in_the_insertion(site):
    """The insertion never makes markup of it."""
    page = _page(site, "## Timeline\n\n- 14:32 Pool <img src=x onerror=alert(1)> exhausted\n- 14:50 Drained\n")
    inserted = page[page.index('<ol class="pm-events">') : page.index("As written") if "As written" in page else None]
    inserted = inserted[: inserted.index("</ol>")]

    assert "<img" not in inserted
    assert "&lt;img" in inserted


def test_links_in_the_insertion_lead_where_the_text_leads(site):
    """Relative links are resolved by the name of the source."""
    built = site(
        f">> 2024/x.md\n{HEAD}## Timeline\n\n- 14:32 Again, see [before](../2023/y.md#impact)\n- 14:50 Done\n"
        ">> 2023/y.md\n---\ntitle: Y\ndate: 2023-01-01\n---\n## Impact\n\nBad.\n\n## Root cause\n\nA thing.\n"
    )

    assert built.main("2024/x").count('href="../../2023/y/#impact"') == 2
    assert built.warnings == []


def test_evidence_has_icon_and_name(site):
    """Known by its host."""
    page = _page(
        site,
        "## Timeline\n\n| Time | Event | Source |\n|---|---|---|\n"
        "| 14:32 | Down | [graph](https://grafana.example/d) |\n| 14:50 | Up | |\n",
    )

    assert re.search(r'<a class="pm-source" href="https://grafana.example/d"><svg class="pm-icon"', page)


def test_action_items_are_a_table_with_states(site):
    """Overdue by word, done by word, before what the author wrote about them."""
    page = _page(
        site,
        "## Action items\n\n- Add a timeout\n- Write it up\n",
        head=(
            "---\ntitle: X\ndate: 2024-03-07\naction_items:\n"
            "  - {title: Add a timeout, owner: payments, due: 2024-04-01, status: open}\n"
            "  - {title: Write it up, status: done, tracker: 'https://github.com/a/b/issues/7'}\n"
            "---\n## Timeline\n\n- 10:00 a\n- 11:00 b\n\n"
        ),
    )

    assert re.search(r'<strong class="pm-overdue">\d+ (year|month|day)s? late</strong>', page)
    assert "1 of 2 open" in page
    assert "#7</a>" in page
    assert page.index('class="pm pm-items"') < page.rindex("As written") < page.index("<li>Add a timeout</li>")


def test_action_items_without_a_section_come_last(site):
    """Those that only the front matter has."""
    page = _page(
        site,
        "## Timeline\n\n- 10:00 a\n- 11:00 b\n\n## Lessons\n\nMany.\n",
        head="---\ntitle: X\ndate: 2024-03-07\naction_items: [{title: Add a timeout}]\n---\n",
    )

    assert page.index("Many.") < page.index('class="pm pm-items"')


def test_a_label_is_a_place_too(site):
    """A bold line works like a heading."""
    page = _page(site, "**Timeline**\n\n- 14:32 Pool exhausted\n- 14:50 Pool drained\n\n**Lessons**\n\nMore pools.\n")

    assert page.index("Timeline") < page.index("pm-events") < page.index("As written") < page.index("Lessons")


def test_a_list_that_lost_its_indentation(site):
    """Two spaces do not nest in Python-Markdown; the items still belong to their label."""
    page = _page(
        site,
        "- **Key events**\n  - First detected: 2024-03-07 14:32\n  - Repaired: 2024-03-07 14:50\n\n"
        "- **Resolution**: drained the pool\n",
    )
    [(is_open, original)] = _as_written(page)

    assert not is_open
    assert "First detected" in original
    assert "Resolution" not in original


def test_a_plain_list_of_actions_stays_a_list(site):
    """A table of it would say nothing more."""
    page = _page(site, "## Timeline\n\n- 10:00 a\n- 11:00 b\n\n## Action items\n\n- Add a timeout\n- Tell people\n")

    assert "pm-items" not in page


def test_a_title_of_another_name_stays_in_the_text(site):
    """Front matter names the page, the author's heading is still read."""
    page = _page(site, "# Incident report 7\n\n## Timeline\n\n- 10:00 a thing\n- 11:00 b thing\n")

    assert "<h1>X</h1>" in page
    assert "Incident report 7</h1>" in page


def test_a_section_of_another_name_is_found_by_its_events(site):
    """The insertion stands where the author described what happened, and not twice on the page."""
    page = _page(
        site,
        "Text.\n\n## Leadup\n\nHow it came about, as far as anybody remembers.\n\n- 14:32 UTC Pool exhausted\n"
        "- 14:50 UTC Pool drained\n- 14:55 UTC Customers could order\n\n## Impact\n\nNone.\n",
    )
    [(is_open, original)] = _as_written(page)

    assert not is_open
    assert "Pool drained" in original
    impact = page.index('<h2 id="impact">')
    assert page.index("Leadup") < page.index("anybody remembers") < page.index("pm-events") < impact


def test_all_below_the_last_heading_of_a_time_is_part_of_it(site):
    """Half of an event does not stay behind."""
    page = _page(
        site,
        "## Timeline\n\n### 14:32 UTC\n\nPool exhausted\n\n### 14:50 UTC\n\nPool drained by hand\n\n"
        "`delete from sessions;`\n\n## Lessons\n\nNone.\n",
    )
    [(is_open, original)] = _as_written(page)

    assert is_open
    assert "delete from sessions" in original


def test_the_zone_is_shown_once(site):
    """The insertion shows it, so that the author's line goes with the author's list."""
    page = _page(
        site,
        "## Timeline\n\nAll times are in UTC.\n\n- 14:32 Pool exhausted\n- 14:50 Pool drained\n",
    )
    [(is_open, original)] = _as_written(page)

    assert not is_open
    assert "All times are in UTC." in original


def test_a_name_of_an_emoji_is_no_part_of_a_heading(site):
    """Whether the emoji is rendered or not."""
    page = _page(site, "## :clock: Timeline\n\n- 14:32 UTC Pool exhausted\n- 14:50 UTC Pool drained\n")

    assert len(_as_written(page)) == 1


def test_nothing_is_called_open_without_a_state(site):
    """Seven of seven would be a guess."""
    page = _page(site, "## Action items\n\n- Watch the pool #12\n- Raise the limit #13\n")

    assert "No state written" in page
    assert "of 2 open" not in page


def test_lists_of_two_spaces_are_nested(site):
    """As they are where most authors look at them."""
    page = _page(
        site, "## Impact\n\nNone.\n\n## Notes\n\n- **Context**:\n  - first\n  - second\n- **Later**:\n  - third\n"
    )

    assert re.search(r"Context</strong>:\s*<ul>", page)


def test_days_with_ordinals_are_no_words_that_are_missing(site):
    """`30th` is a day, and the insertion shows it."""
    page = _page(
        site,
        "## Timeline\n\n12:45 PM UTC Thursday Mar 7th: Pool exhausted\n\n1:15 PM UTC Thursday Mar 7th: Pool drained\n",
    )
    [(is_open, _)] = _as_written(page)

    assert not is_open


def test_words_that_the_table_has_as_heads_are_not_missing(site):
    """The author's `owner` and `due` are columns there."""
    page = _page(
        site, "## Action items\n\n- [ ] Complete this document (owner: storefront, due 2026-11-27, SHOP-940)\n"
    )
    [(is_open, _)] = _as_written(page)

    assert "<th" in page
    assert not is_open


def test_a_zone_that_the_insertion_names_is_not_missing(site):
    """Nor is a sign that HTML writes as a word."""
    page = _page(
        site,
        "## Timeline\n\nAll times are in America/New_York.\n\n- 14:32 `a && b` exhausted\n- 14:50 Drained\n",
    )
    [(is_open, original), *_] = _as_written(page)

    assert "amp;" in original
    assert not is_open
