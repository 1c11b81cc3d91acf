"""Which sentences of a report may state anything, and where they begin and end.

Belongs here: bounds of sentences and the cheap look that spares the others a reading. Does not belong here: what a
sentence states.
"""

from __future__ import annotations

import re

from extraction.sections import Section

LONGEST = 4000
"""No sentence of a report is longer: what is, is no prose, and reading it could take for ever."""

_NONE_GATES = frozenset("未没无零为数")
_A_COUNT = re.compile(r"[\d余多万百千十一二两三四五六七八九]\s?[条件份篇宗例则部封]")
_MATTERS_OF_NONE = ("申请", "复议", "诉讼", "新增", "规范性文件")
_MATTERS = (
    "公开",
    "发布",
    "申请",
    "复议",
    "诉讼",
    "规范性文件",
    "推送",
    "刊",
    "公报",
    "规章",
    "许可",
    "处罚",
    "强制",
    "公布",
    "信息",
    "登载",
    "张贴",
    "播",
    "条",
    "结转",
    "办结",
    "答复",
)


def may_state(sentence: str, gate: str) -> bool:
    """Whether a sentence with a counted number, or one with a none, speaks of a matter of the report at all."""
    if gate in _NONE_GATES and not _A_COUNT.search(sentence):
        return any(word in sentence for word in _MATTERS_OF_NONE)
    return any(word in sentence for word in _MATTERS)


def bounds(text: str, where: int, section: Section) -> tuple[int, int]:
    """The sentence around an offset, without the blanks around it."""
    start = text.rfind("\n", section.start, where) + 1 or section.start
    start = text.rfind("。", start, where) + 1 or start
    end = text.find("\n", where, section.end)
    if end < 0:
        end = section.end
    stop = text.find("。", where, end)
    if stop >= 0:
        end = stop + 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
