"""The next free id."""

import pytest
from mkdocs_postmortems.core.drafting.next_id import next_id


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], ""),
        ([("INC-0001", "2025")], "INC-0002"),
        ([("INC-2025-009", "2025"), ("INC-2026-002", "2026"), ("INC-2026-001", "2026")], "INC-2026-003"),
        ([("INC-2025-009", "2025")], "INC-2026-001"),
        ([("PM2025-99", "2025"), ("PM2026-99", "2026")], "PM2026-100"),
        ([("OPS-7", None), ("OPS-11", "2024")], "OPS-12"),
        ([("INC-1", "2026"), ("inc2", "2026"), ("INC-3", "2026")], "INC-4"),
        ([("a", "2026"), ("b", "2026")], ""),
        ([("INC-1", "2026"), ("a", "2026"), ("b", "2026")], ""),
        ([("INC-0001", "2026"), ("INC-0003", "2026"), ("inc_0004", "2026")], "INC-0005"),
        ([("20260102", "2026")], "20260103"),
    ],
)
def test_next_id_has_the_form_of_most(known, expected):
    """With the year where they have it, as wide as they are, and free in any spelling."""
    assert next_id(known, "2026") == expected
