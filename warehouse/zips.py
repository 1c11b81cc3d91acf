"""The members of a zip file dropped into landing: read in memory, within limits, never unpacked to disk.

Belongs here: what makes a member unsafe, and names in old character sets. Does not belong here: where bytes are kept.
"""

from __future__ import annotations

import contextlib
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_MEMBERS = 200_000
MAX_TOTAL_BYTES = 16 * 1024**3
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024


class BadBundle(Exception):
    """The bundle as a whole is turned away. `rejection` is a code of seeds/rejections.csv."""

    def __init__(self, rejection: str, detail: str) -> None:
        super().__init__(detail)
        self.rejection = rejection


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `content` is None where it was not read; then `rejection` (seeds/rejections.csv) says why.

    `byte_count` and `fingerprint` (its check sum) are as the bundle declares them.
    """

    name: str
    content: bytes | None
    byte_count: int
    fingerprint: str
    rejection: str | None = None
    detail: str | None = None


def is_office_document(path: Path) -> bool:
    """Is this, whatever its name, one document in a zip wrapping (DOCX and its kin) rather than a bundle?"""
    try:
        with zipfile.ZipFile(path) as bundle:
            return "[Content_Types].xml" in bundle.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def members(path: Path, max_bytes: int) -> Iterator[Member]:
    """The members of the bundle in the order of their names, folders left out.

    Raises BadBundle for a damaged or immoderate bundle, OSError where the file itself cannot be read.
    """
    try:
        bundle = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadBundle("zip_damaged", str(error)) from None
    with bundle:
        entries = [(_member_name(entry), entry) for entry in bundle.infolist() if not entry.is_dir()]
        if len(entries) > MAX_MEMBERS:
            raise BadBundle("zip_bomb", f"{len(entries):,} members; the limit is {MAX_MEMBERS:,}")
        total = sum(entry.file_size for _, entry in entries)
        if total > MAX_TOTAL_BYTES:
            raise BadBundle("zip_bomb", f"it unpacks to {total:,} bytes; the limit is {MAX_TOTAL_BYTES:,}")
        for name, entry in sorted(entries, key=lambda pair: pair[0]):
            fingerprint = f"{entry.CRC:08x}"
            try:
                content = _read(bundle, entry, name, max_bytes)
            except _Refused as refused:
                yield Member(name, None, entry.file_size, fingerprint, refused.rejection, refused.detail)
            else:
                yield Member(name, content, len(content), fingerprint)


def printable_name(name: str) -> str:
    """The name as Unicode text: names in bytes that are not UTF-8 are read as GB18030 where they can be."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return _decode(os.fsencode(name))
    return name


class _Refused(Exception):
    def __init__(self, rejection: str, detail: str) -> None:
        super().__init__(detail)
        self.rejection = rejection
        self.detail = detail


def _read(bundle: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, max_bytes: int) -> bytes:
    parts = name.split("/")
    if parts[0] == "" or ".." in parts or ":" in parts[0] or "\x00" in name:
        raise _Refused("zip_unsafe_name", "the name leads out of the bundle")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _Refused("zip_unsafe_name", "the member is a link")
    if entry.flag_bits & 0x1:
        raise _Refused("encrypted", "the member is encrypted")
    if name.lower().endswith(".zip"):
        raise _Refused("zip_nested", "a zip within a zip")
    if entry.file_size > max_bytes:
        raise _Refused("too_large", f"{entry.file_size:,} bytes; the limit is {max_bytes:,}")
    if entry.file_size > _RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise _Refused("zip_bomb", f"{entry.compress_size:,} bytes unpack to {entry.file_size:,}")
    try:
        with bundle.open(entry) as stream:
            # The declared size may lie: never read more than the limit.
            content = stream.read(max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, RuntimeError) as error:
        raise _Refused("zip_damaged", str(error) or type(error).__name__) from None
    except OSError as error:
        if error.errno is not None:
            raise
        # bz2 speaks of bad data as an OSError without a number.
        raise _Refused("zip_damaged", str(error)) from None
    if len(content) > max_bytes:
        raise _Refused("too_large", f"more than {max_bytes:,} bytes")
    return content


def _member_name(entry: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag the bytes are what the packer's system used, in China GBK."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError):
            name = _decode(name.encode("cp437"))
    return name.replace("\\", "/")


def _decode(name: bytes) -> str:
    for charset in ("utf-8", "gb18030"):
        try:
            return name.decode(charset)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "backslashreplace")
