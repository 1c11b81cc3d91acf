"""Every query of docs/questions.md and of the README runs on a release as it stands, and finds something."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "questions.md").read_text(encoding="utf-8"), re.DOTALL)
IN_README = re.findall(r'db\.sql\("""(.*?)"""\)', (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_a_query_of_the_documentation_answers(query: Callable[[str], list[tuple[object, ...]]], number: int) -> None:
    assert query(QUERIES[number])


def test_the_query_of_the_readme_answers(query: Callable[[str], list[tuple[object, ...]]]) -> None:
    assert len(IN_README) == 1
    assert query(IN_README[0])
