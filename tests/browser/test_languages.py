"""Searching in the languages of the theme, and for words and strings that Pagefind does not know as words."""

import functools
import json
from unicodedata import category

import pytest
from mkdocs_postmortems.core.index_text import index_text
from searching import asked

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DOCUMENT = """\
---
id: INC-2024-{number:03}
title: {title}
severity: sev2
timezone: UTC
started_at: 2024-03-{number:02} 10:00
resolved_at: 2024-03-{number:02} 11:00
---
## Summary
{summary}
"""
SUMMARIES = {
    "Japanese": "決済サービスのキャッシュが溢れ、注文処理が三十分停止した。",
    "Chinese": "消息队列积压导致通知延迟，值班人员扩容后恢复。",
    "Korean": "결제서버의 메모리가부족해서 주문이 실패했다.",
    "Thai": "เซิร์ฟเวอร์ฐานข้อมูลหยุดทำงานเพราะดิสก์เต็ม",
    "Arabic": "توقفت خدمة الدفع بسبب امتلاء القرص.",
    "Hindi": "डिस्क भर जाने से भुगतान सेवा रुक गई।",
    "Address": "Calls of https://pay.example.com/api/v3/refunds?id=77 were refused with HTTP/1.1 429.",
    "Release": "Release r2025.4.17-hotfix.2 of max_wal_size was taken back.",
    "Amount": "Customers were charged €1,299.95 twice.",
    "Languages": "The F# and C++ workers run with -Xss512k on 10.4.0.11:9092.",
    "Control": "One API of 2 was tried 95 times with 429 others, and 17 hotfixes; F and C are letters.",
}
FOUND = {
    "キャッシュ": "Japanese",
    "注文処理": "Japanese",
    "停止": "Japanese",
    "サービス 停止": "Japanese",
    "キャッシュが溢れた理由": "Japanese",
    "队列": "Chinese",
    "通知延迟": "Chinese",
    "메모리": "Korean",
    "서버": "Korean",
    "부족": "Korean",
    "ฐานข้อมูล": "Thai",
    "ดิสก์": "Thai",
    "القرص": "Arabic",
    "भुगतान": "Hindi",
    "/v3/refunds": "Address",
    "/api/v3/ref": "Address",
    "pay.example.com": "Address",
    "HTTP/1.1 429": "Address",
    "2025.4.17": "Release",
    "wal_size": "Release",
    "€1,299.95": "Amount",
    "1,299.95": "Amount",
    "F#": "Languages",
    "-Xss512k": "Languages",
    "10.4.0.11": "Languages",
    "10.4.0.11:9092 workers": "Languages",
}


def _files(language):
    """Return the files of a site in a language of the theme: a document for each summary."""
    config = {
        "site_name": "Test",
        "site_url": "BASE/",
        "theme": {"name": "material", "font": False, "language": language},
        "plugins": ["search", "postmortems"],
    }
    documents = {
        f"docs/{title.lower()}.md": DOCUMENT.format(number=number, title=f"{title} words", summary=summary)
        for number, (title, summary) in enumerate(SUMMARIES.items(), 1)
    }
    return {"mkdocs.yml": json.dumps(config), **documents}


@pytest.fixture(scope="module")
def at(publish):
    """Publish the site in a language once; return its address."""
    return functools.cache(lambda language: publish(_files(language)))


@pytest.mark.parametrize("language", ["en", "ja", "zh-Hant"])
def test_words_are_found_wherever_they_stand(at, visit, language):
    """Inside of a sentence without spaces, and with the signs around them, whatever the language of the theme is."""
    seen = visit(at=at(language))
    page = seen.open("search/")
    wrong = {}
    for q, title in FOUND.items():
        asked(page, q)
        titles = page.locator(".pm-hit__title").all_inner_texts()
        if titles[:1] != [f"{title} words"]:
            wrong[q] = titles
    assert wrong == {}
    asked(page, "qzx積滞")
    assert page.locator(".pm-hit").count() == 0
    assert seen.errors == []


def test_results_are_shown_as_written(at, visit):
    """The marks of tokens are not seen, and what was asked for is marked, without the characters beside it."""
    page = visit(at=at("ja")).open("search/")
    for q, title, marked in (("処理が", "Japanese", "処理が"), ("/v3/refunds", "Address", "v3/refunds")):
        asked(page, q)
        hit = page.locator(".pm-hit").first
        excerpt = "".join(hit.locator(".pm-hit__excerpt").inner_text().removeprefix("Summary").split("…"))
        assert excerpt.strip().removesuffix(".") in SUMMARIES[title]
        assert marked in hit.locator("mark").all_inner_texts()


def test_counts_are_those_of_what_is_found(at, visit):
    """Documents that have the parts of a word elsewhere are not counted."""
    page = visit(at=at("en")).open("search/")
    asked(page, "/v3/refunds")
    counts = page.locator(".pm-facet", has_text="SEV2").locator(".pm-facet__count")
    assert counts.all_inner_texts() == ["1"]


def test_browsers_cut_text_as_the_build_does(at, visit):
    """The tokens of a query are those of the index, whatever character is in a word."""
    page = visit(at=at("en")).open("search/")
    page.locator(".pm-find__sentence").wait_for()
    characters = [chr(n) for n in range(0x21, 0x10000) if not category(chr(n)).startswith(("C", "Z"))]
    texts = [*SUMMARIES.values(), *FOUND]
    texts += [text for one in characters for text in (f"한{one}b", f"a{one}7 7{one}")]
    cut = page.evaluate("texts => texts.map(postmortemsSearch.indexText)", texts)
    assert [text for text, own in zip(texts, cut, strict=True) if own != index_text(text)] == []


@pytest.mark.parametrize("width", [1300, 390])
def test_right_to_left_pages_are_mirrored(at, visit, width):
    """Facts are at the left of the text, the line of a table's state at its right, and nothing is cut off."""
    page = visit(at=at("ar"), width=width).open("arabic/")
    assert page.evaluate("getComputedStyle(document.querySelector('.pm-article')).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    main, aside = (page.locator(one).bounding_box() for one in (".pm-main", ".pm-aside"))
    heading = page.locator("h1").evaluate("(one) => getComputedStyle(one).textAlign")
    assert heading == "right"
    if width > 1000:
        assert aside["x"] < main["x"]


def test_time_runs_from_left_to_right_in_every_drawing(at, visit):
    """The labels of an axis stand below the dots that they measure, on mirrored pages, too."""
    page = visit(at=at("ar")).open("insights/")
    axes = page.locator(".pm-axis").evaluate_all(
        "all => all.map((axis) => [...axis.children].map((label) => label.getBoundingClientRect().x))"
    )
    assert any(len(axis) > 1 for axis in axes)
    assert axes == [sorted(axis) for axis in axes]


def test_scripts_speak_the_language_of_the_theme(at, visit):
    """Counts, days and names of filters; a language without a catalogue has English words."""
    page = visit(at=at("ja")).open("search/")
    page.locator(".pm-find__sentence", has_text="件").wait_for()
    assert page.locator(".pm-find__sort option").first.inner_text() == "関連度順"
    assert "2024年3月" in page.locator(".pm-hit time").first.inner_text()
    page = visit(at=at("zh-Hant")).open("search/")
    page.locator(".pm-find__sentence", has_text="documents").wait_for()
