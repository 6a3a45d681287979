"""What authors tell each other in comments is not published."""

SITE = """
>> a.md
# Outage

Date: 2024-02-03

## Impact

Nobody <!-- SECRET1 --> noticed.

<!-- SECRET2

over lines -->

- item

    <!-- SECRET3

    in a list -->

1. item

      <!-- SECRET4 -->

## Timeline

- 10:00 it broke <!-- SECRET5 -->
- 10:20 it was back

```html
<!-- code -->
```
>> guide.md
# How we write

<!-- guidance: SECRET6 -->
<!-- for another plugin -->

Text.
"""


def test_comments_are_on_no_page_and_in_no_index(site):
    """Those in code are code; those of ordinary pages may be meant for a plugin, but guidance is not."""
    built = site(SITE)
    files = [path for path in (built.root / "site").rglob("*") if path.is_file()]

    assert not [path for path in files if b"SECRET" in path.read_bytes()]
    assert "&lt;!-- code --&gt;" in built.main("a").replace('<span class="c">', "").replace("</span>", "")
    assert "<!-- for another plugin -->" in built.html("guide")
