"""The dbt project as files: what one installation parsed is never read by another."""

from pathlib import Path

from orchestration.project import PROJECT, own_target


def test_what_another_installation_parsed_is_parsed_anew(tmp_path: Path) -> None:
    target = tmp_path / "dbt_target"
    target.mkdir()
    (target / "project.txt").write_text(str(PROJECT / "elsewhere"), encoding="utf-8")
    (target / "partial_parse.msgpack").write_bytes(b"of another")
    assert own_target(target) == target
    assert not (target / "partial_parse.msgpack").exists()


def test_what_this_installation_parsed_is_kept(tmp_path: Path) -> None:
    target = own_target(tmp_path / "dbt_target")
    (target / "partial_parse.msgpack").write_bytes(b"ours")
    assert (own_target(target) / "partial_parse.msgpack").read_bytes() == b"ours"
