"""What surrounds a report, and how its characters are printed, does not change whose it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import test_identity
import test_identity_bodies
import test_identity_titles
from identity_reading import identity_of, read
from opencc import OpenCC
from test_is_report import NO_REPORTS

ABOVE = "首页 走进我们 政务公开 互动交流\n政府信息公开指南\n政府信息公开目录\n依申请公开\n政府信息公开申请表\n"
BELOW = (
    "\n相关链接\n关于做好政府信息公开工作年度报告编制工作的通知\n2007年政府信息公开工作年度报告 2008-03-01\n"
    "版权所有 技术支持:大汉网络 京ICP备00000000号\n打印 关闭\n"
)
FULL_WIDTH = str.maketrans("0123456789(),:", "０１２３４５６７８９（），：")
REPORTS = {**test_identity.REPORTS, **test_identity_bodies.REPORTS, **test_identity_titles.REPORTS}
DAMAGES: dict[str, Callable[[str], str]] = {
    "a menu above": lambda text: ABOVE + text,
    "links below": lambda text: text + BELOW,
    "Traditional": OpenCC("s2t").convert,
    "Traditional of Taiwan": OpenCC("s2tw").convert,
    "full width": lambda text: text.translate(FULL_WIDTH),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented lines": lambda text: text.replace("\n", "\n　　"),
    "lines of 35 characters": lambda text: "\n".join(
        line[at : at + 35] for line in text.split("\n") for at in range(0, max(len(line), 1), 35)
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_report_stays_its_authority_s_and_its_year_s(damage: Callable[[str], str]) -> None:
    found = {what: identity_of(damage(text)) for what, (text, *_) in REPORTS.items()}
    changed = {what: got for what, got in found.items() if got != REPORTS[what][1:]}
    assert changed == {}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_no_report_stays_none(damage: Callable[[str], str]) -> None:
    assert [what for what, (text, _) in NO_REPORTS.items() if read(damage(text)).report is not None] == []
