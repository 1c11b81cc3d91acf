"""A build becomes a release: DuckDB, Parquet and manifest in a folder of its own, then one swap of a symlink.

Belongs here: digests of what a build contains, verdicts on builds, writing, swapping. Does not belong here: what the
tables mean (dbt), what must hold of them (expectations), which releases are kept (retention.py).

A release is written as `<release>.tmp`, flushed, renamed, and only then does `current` point to it. A kill at any
moment leaves `current` on a whole release; what is left over is swept by the next publication.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from extraction.facts import EXTRACTOR_VERSION
from warehouse.built import remember_published
from warehouse.connect import storage_errors_named
from warehouse.digests import PUBLISHED_SCHEMAS, NotPublishable, build_digest, content_digests, published_tables
from warehouse.faults import reach
from warehouse.home import Home, package_version, sync_folder
from warehouse.inputs import SCHEMA_VERSION, built_digest
from warehouse.release_tables import write_tables
from warehouse.retention import (
    GRACE,
    KEEP_RELEASES,
    Release,
    current_release,
    next_release_id,
    point_current_to,
    retire,
    sweep,
)
from warehouse.taking_over import DATABASE, Copy, base_release, copy_of, sha256_of

ExtraFiles = Callable[[duckdb.DuckDBPyConnection, Path, "Verdict"], None]
"""Called with a connection to the warehouse, the release's unfinished folder, to write further files there, and the
verdict that lets the build pass; in a thread of its own, while the tables are written."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the expectations said of one build; `results` is theirs, as JSON has it."""

    build_digest: str
    recorded_at: datetime
    is_passed: bool
    results: Any


@dataclass(frozen=True, slots=True)
class _Build:
    """A build that may be published: the schema of each table, the digest of each, and what was said of it all."""

    tables: Mapping[str, str]
    digests: Mapping[str, str]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a release: `written_ns` is the time of its last change, in nanoseconds since 1970."""

    byte_count: int
    sha256: str
    written_ns: int


def record_verdict(con: duckdb.DuckDBPyConnection, digest: str, is_passed: bool, results: Any) -> None:
    """Keep what the expectations said of the build with this digest. `results` must be fit for JSON."""
    con.execute(
        "insert into raw.verdicts values (?, ?, ?, ?)",
        [digest, datetime.now(UTC).replace(tzinfo=None), is_passed, json.dumps(results, ensure_ascii=False)],
    )
    reach("publish.verdict_recorded")


def verdict_for(con: duckdb.DuckDBPyConnection, digest: str) -> Verdict | None:
    """The newest verdict on the build with this digest."""
    row = con.execute(
        "select build_digest, recorded_at, is_passed, results from raw.verdicts where build_digest = ? "
        "order by rowid desc limit 1",
        [digest],
    ).fetchone()
    return Verdict(row[0], row[1], row[2], json.loads(row[3])) if row else None


def publish(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    *,
    digests: Mapping[str, str] | None = None,
    extra_files: ExtraFiles | None = None,
    begun: Copy | None = None,
    keep: int = KEEP_RELEASES,
    grace: timedelta = GRACE,
    extractor_version: str = EXTRACTOR_VERSION,
) -> Release:
    """Publish the build in the warehouse, if its newest verdict is a pass; then `current` is the new release.

    Call it with the home locked; with `digests` only where they are known to be those of the build (measured.py), with
    `begun` where a copy of the current release's database was begun for it.
    Readers of older releases are not disturbed. Raises NotPublishable without a passing verdict on exactly this build,
    HomeError where the release cannot be written; `current` then stays.
    """
    build = _demand_publishable(con, digests)
    created_at = datetime.now(UTC)
    with storage_errors_named(str(home.releases)):
        sweep(home, sparing=begun.path if begun else None)
        folder = home.releases / f"{next_release_id(home, created_at)}.tmp"
        try:
            (folder / "parquet").mkdir(parents=True)
            reach("publish.folder_made")
            base = base_release(con, home)
            with copy_of(base, begun) as copy:
                row_counts, files = _write_files(con, folder, build, copy, extra_files)
            manifest = {
                "release_id": folder.stem,
                "created_at": created_at.isoformat(timespec="seconds"),
                "package_version": package_version(),
                "extractor_version": extractor_version,
                "schema_version": SCHEMA_VERSION,
                "input_digest": built_digest(con),
                **_contents(build, row_counts, files),
                "whole_byte_count": base.manifest["whole_byte_count"] if base else files[DATABASE].byte_count,
                "expectations": {
                    "is_passed": True,
                    "recorded_at": f"{build.verdict.recorded_at}Z",
                    "results": build.verdict.results,
                },
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=2)
            (folder / "manifest.json").write_text(text, encoding="utf-8")
            reach("publish.manifest_written")
            _make_durable(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        release = _put_in_place(home, folder)
        remember_published(con, release.name)
        retire(home, keep, grace)
    published = current_release(home)
    assert published is not None
    return published


def _demand_publishable(con: duckdb.DuckDBPyConnection, digests: Mapping[str, str] | None) -> _Build:
    """What stands in the warehouse, with the verdict that lets it pass. Raises NotPublishable."""
    tables = published_tables(con)
    if not tables:
        raise NotPublishable(f"There is nothing in the schemas {' and '.join(PUBLISHED_SCHEMAS)}: build first.")
    digests = content_digests(con) if digests is None else digests
    verdict = verdict_for(con, build_digest(con, digests))
    if verdict is None:
        raise NotPublishable("No expectations were run on exactly this build: run `gongkai refresh`.")
    if not verdict.is_passed:
        raise NotPublishable("This build failed its critical expectations and is held back.")
    return _Build(tables, digests, verdict)


def _write_files(
    con: duckdb.DuckDBPyConnection, folder: Path, build: _Build, copy: Copy | None, extra_files: ExtraFiles | None
) -> tuple[dict[str, int], dict[str, _Entry]]:
    """Write all but the manifest; returns rows by table, and the files by their path in the release."""
    with ThreadPoolExecutor(2, "gongkai-publish") as beside:
        # The digest of by far the longest file, and the page, while DuckDB writes.
        begun: dict[Path, Future[_Entry]] = {}
        further = beside.submit(_write_further, extra_files, con.cursor(), folder, build.verdict)
        row_counts = write_tables(
            con, folder, build.tables, build.digests, copy,
            once_written=lambda database: begun.update({database: beside.submit(_entry, database)}),
        )  # fmt: skip
        further.result()
    known = {path: one.result() for path, one in begun.items()}
    files = {
        path.relative_to(folder).as_posix(): _entry(path, known.get(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return row_counts, files


def _contents(build: _Build, row_counts: Mapping[str, int], files: Mapping[str, _Entry]) -> dict[str, Any]:
    """What the manifest says of the build's tables and the release's files."""
    tables = {
        table: {
            "row_count": row_counts[table],
            "sha256": files[f"parquet/{table}.parquet"].sha256,
            "content_digest": build.digests[table],
        }
        for table in build.tables
    }
    listed = {name: {"byte_count": entry.byte_count, "sha256": entry.sha256} for name, entry in files.items()}
    return {"build_digest": build.verdict.build_digest, "tables": tables, "files": listed}


def _put_in_place(home: Home, folder: Path) -> Path:
    """Rename the finished folder to its release's name, then let `current` point to it."""
    reach("publish.before_rename")
    release = home.releases / folder.stem
    folder.rename(release)
    sync_folder(home.releases)
    reach("publish.renamed")
    point_current_to(home, release)
    return release


def _write_further(
    extra_files: ExtraFiles | None, con: duckdb.DuckDBPyConnection, folder: Path, verdict: Verdict
) -> None:
    with con:
        if extra_files is not None:
            extra_files(con, folder, verdict)


def _make_durable(folder: Path) -> None:
    """Flush every file and folder of the release, and take the right to write from its files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.chmod(path.stat().st_mode & 0o444)  # who may read it is the umask's to say
        else:
            sync_folder(path)
    sync_folder(folder)


def _entry(path: Path, known: _Entry | None = None) -> _Entry:
    """The size and the digest of the file, and when it was written. Where that is as is `known`, it is not read."""
    written = path.stat()
    if known is not None and (known.byte_count, known.written_ns) == (written.st_size, written.st_mtime_ns):
        return known
    return _Entry(written.st_size, sha256_of(path), written.st_mtime_ns)
