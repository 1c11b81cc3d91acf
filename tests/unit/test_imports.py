"""Who may know whom: the rules of CONTRIBUTING, held over every import of the project."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("extraction", "warehouse", "expectations", "orchestration")
MAY_IMPORT = {
    "extraction": {"extraction"},
    "warehouse": {"warehouse", "extraction.facts"},
    "expectations": {"expectations"},
    "orchestration": set(OURS),
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: say where you import from in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(one + ".") for one in allowed)


@pytest.mark.parametrize("folder", OURS)
def test_a_folder_imports_of_ours_only_what_it_may(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        ours = {name for name in imports(path) if name.split(".")[0] in OURS}
        assert not {name for name in ours if not is_within(name, MAY_IMPORT[folder])}, path


@pytest.mark.parametrize("path", sorted((ROOT / "extraction").rglob("*.py")), ids=lambda path: path.stem)
def test_extraction_knows_no_orchestrator_database_clock_or_network(path: Path) -> None:
    foreign = {
        "dagster",
        "dagster_dbt",
        "duckdb",
        "dbt",
        "great_expectations",
        "pandas",
        "socket",
        "urllib",
        "requests",
    }
    assert not {name for name in imports(path) if name.split(".")[0] in foreign}
    assert "time" not in {name.split(".")[0] for name in imports(path)}


def test_only_one_room_opens_duckdb() -> None:
    opens = [
        path.relative_to(ROOT).as_posix()
        for folder in OURS
        for path in (ROOT / folder).rglob("*.py")
        if "duckdb.connect" in path.read_text(encoding="utf-8")
    ]
    assert opens in ([], ["warehouse/connect.py"])
