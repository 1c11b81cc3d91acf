"""Bytes become characters: a mark at the start, UTF-8, then whichever character set reads as Chinese.

Belongs here: the choice between UTF-8, GB18030, Big5 and UTF-16. Does not belong here: what the text means, scripts.
A declaration is a hint only: pages declare gb2312 and hold GB18030, or declare UTF-8 and hold Big5; and GB18030
accepts almost any Big5 text without an error, as other characters. So the candidates are weighed by how many of
their characters are common ones.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

import numpy as np

from extraction.documents import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_FAMILIES = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_SAMPLE = 200_000
_LEAST_SCORE = 0.15
"""Chinese prose scores 0.5 and more, bytes at random less than nothing."""
_SURE_SCORE, _SURE_LENGTH = 0.4, 1000
"""So many bytes that score so high in one character set do not read better in another: no other is tried."""
_COMMON = frozenset(
    "，。、；：（）《》“”的一是在不了有和人中大为上个国我以要他时来用们生到作地于出分对成会可主发年动同工也能下过"
    "子说产种面方后多定行学法所民得经三之进部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "合因由其些然前外天政四日那社事平形相全表间样与关各重新线内数正心你明看原又么利比或但质气第向道命此变条只没结解问意"
    "建月公无系军很情最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知"
    "较将组见计别她手角期根论运农指几九区强放决西被干做必先回则任取据处府信息开政年报县市乡镇村务局办申请"
    "為個國來時們發動過說產種後學經進電裡體當點從業應開會對關間與數線這無還將見計別運農處據務報縣鄉鎮請網書員長門"
    "資訊題實現種類級總結統設備機構條質變內"
)


def decode(content: bytes, is_html: bool = False) -> tuple[str, str]:
    """The text and the name of its character set.

    Raises Unreadable("binary") where no candidate gives text. Bytes that the best candidate cannot decode become
    U+FFFD; more than one in fifty of them is no text.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), name
    if b"\x00" not in content:
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    candidates = ["gb18030", "big5hkscs", "utf-8", "utf-16-le", "utf-16-be"]
    declared = _declared(content) if is_html else None
    if declared:
        candidates = [declared, *(name for name in candidates if name != declared)]
    sample = content[:_SAMPLE]
    readings: dict[str, tuple[float, str]] = {}
    for name in candidates:
        if b"\x00" in sample or not name.startswith("utf-16"):
            readings[name] = reading = _reading(sample, name)
            if reading[0] >= _SURE_SCORE and len(sample) >= _SURE_LENGTH:
                break
    best = max(readings, key=lambda name: readings[name][0])
    score, text = readings[best]
    if score < _LEAST_SCORE:
        raise Unreadable("binary", "no character set gives readable text")
    if len(content) > len(sample):
        text = content.decode(best, "replace")
    if text.count("\ufffd") * 50 > len(text):
        raise Unreadable("binary", f"the bytes are damaged: {text.count(chr(0xFFFD)):,} of them decode as nothing")
    return text, best


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:8192])
    if found is None:
        return None
    name = found.group(1).decode("ascii", "replace").lower()
    if name in _FAMILIES:
        return _FAMILIES[name]
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _reading(sample: bytes, name: str) -> tuple[float, str]:
    """The sample in this character set, and how much it reads as text: common characters and ASCII letters count for
    it, undecodable bytes, controls and private characters heavily against it."""
    try:
        text = sample.decode(name, "replace")
    except (LookupError, UnicodeDecodeError):
        return -1.0, ""
    return (_score(text), text) if text else (-1.0, "")


def _score(text: str) -> float:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = np.bincount(_KINDS.take(codes, mode="clip"), minlength=5)
    wide = len(text) - int(kinds[_PLAIN]) - int(kinds[_CONTROL])
    good, bad = int(kinds[_GOOD]), int(kinds[_BAD]) + int(kinds[_CONTROL])
    if not wide:
        return 0.5 - bad / len(text)
    return (good - 4 * bad + 1) / wide


def _kinds() -> Any:
    """Code point → what it says of a reading: ASCII, a common character, any other, one that no text has."""
    kinds = np.full(0x30000, _OTHER, dtype=np.uint8)
    kinds[:0x80] = _PLAIN
    kinds[[code for code in range(0x20) if chr(code) not in "\t\n\r\x0b\x0c"]] = _CONTROL
    kinds[0x80:0xA0] = _BAD
    kinds[0xE000:0xF900] = _BAD
    kinds[0xFFFD] = _BAD
    kinds[[ord(character) for character in _COMMON]] = _GOOD
    return kinds


_PLAIN, _CONTROL, _GOOD, _OTHER, _BAD = range(5)
_KINDS = _kinds()
