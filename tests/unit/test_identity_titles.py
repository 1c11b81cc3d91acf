"""However a page says whose report it is and of which year: titles, years and letters of every kind."""

from __future__ import annotations

import pytest
from identity_reading import Case, identity_of, opening, prose, read, statutory

REPORTS: dict[str, Case] = {
    "the year on a line of its own": (
        "阜阳市人民政府\n政府信息公开工作年度报告\n(2011年)\n" + opening("阜阳市人民政府", 2011) + prose(2011, "我市"),
        2011,
        "341200",
        "government",
        "阜阳市人民政府",
    ),
    "the year in Chinese numerals": (
        "宿迁市二〇一〇年政府信息公开工作年度报告\n" + prose(2010, "我市"),
        2010,
        "321300",
        "government",
        "宿迁市人民政府",
    ),
    "the year in full width": (
        "榆林市２０１４年政府信息公开工作年度报告\n" + prose(2014, "我市"),
        2014,
        "610800",
        "government",
        "榆林市人民政府",
    ),
    "a period that lost 年 and 月": (
        "政府信息公开年度报告\n特向社会公布赣州市政府信息公开年度报告。统计期限为2014 1 1日至2014 12 31日。\n"
        + prose(2014, "我市"),
        2014,
        "360700",
        "government",
        "赣州市人民政府",
    ),
    "a title over three lines": (
        "安丘市人民政府\n2013年政府信息公开\n工作年度报告\n" + prose(2013, "我市"),
        2013,
        "370784",
        "government",
        "安丘市人民政府",
    ),
    "a title with spaces": (
        "亳 州 市 2012 年 政 府 信 息 公 开 工 作 年 度 报 告\n" + opening("亳州市", 2012) + prose(2012, "我市"),
        2012,
        "341600",
        "government",
        "亳州市人民政府",
    ),
    "政务公开 in the title": (
        "乐山市沙湾区2017年政务公开工作年度报告\n" + prose(2017, "我区"),
        2017,
        "511111",
        "government",
        "乐山市沙湾区人民政府",
    ),
    "总结 in the title": (
        "万年县2011年政府信息公开工作总结\n" + prose(2011, "我县"),
        2011,
        "361129",
        "government",
        "上饶市万年县人民政府",
    ),
    "no title at all": (
        opening("三门峡市湖滨区", 2015) + prose(2015, "我区"),
        2015,
        "411202",
        "government",
        "三门峡市湖滨区人民政府",
    ),
    "no title, a statutory form": (
        "根据条例第五十条规定编制本年度报告,数据自2022年1月1日至2022年12月31日。如有疑问请与平顶山市卫东区人民政府办公室联系。\n"
        + statutory(2022, "我区"),
        2022,
        "410403",
        "government",
        "平顶山市卫东区人民政府",
    ),
    "handed over by a notice": (
        "关于印发《平泉县2010年政府信息公开工作年度报告》的通知\n" + opening("平泉县", 2010) + prose(2010, "我县"),
        2010,
        "130823",
        "government",
        "承德市平泉县人民政府",
    ),
    "an evaluator whose name objects": (
        "天长市考核办2015年政府信息公开工作年度报告\n" + prose(2015, "我办"),
        2015,
        "341181",
        "department",
        "天长市考核办",
    ),
    "a summary with next year's plan": (
        "天长市水利局2015年政府信息公开工作总结和2016年工作计划\n" + prose(2015, "我局"),
        2015,
        "341181",
        "department",
        "天长市水利局",
    ),
    "sent in by a letter": (
        "关于报送天长市水利局2015年政府信息公开工作年度报告的报告\n" + prose(2015, "我局"),
        2015,
        "341181",
        "department",
        "天长市水利局",
    ),
    "Traditional": (
        "深圳市羅湖區2017年政府資訊公開工作年度報告\n" + opening("羅湖區", 2017) + prose(2017, "我區"),
        2017,
        "440303",
        "government",
        "深圳市罗湖区人民政府",
    ),
    "the year with the Greek letter": (
        "咸宁市二ΟΟ九年度政府信息公开工作报告\n" + prose(2009, "全市").replace("2009年", "二ΟΟ九年"),
        2009,
        "421200",
        "government",
        "咸宁市人民政府",
    ),
}


@pytest.mark.parametrize("case", REPORTS.values(), ids=REPORTS)
def test_a_report_is_known_however_its_title_is_worded(case: Case) -> None:
    text, *expected = case
    assert identity_of(text) == tuple(expected)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("石狮市\n人民政府\n政府信息公开工作\n年度报告\n(2013年度)\n", "石狮市 人民政府 政府信息公开工作 年度报告"),
        ("中山市环境保护局\n2013年度\n政府信息公开工作报告\n", "中山市环境保护局 2013年度 政府信息公开工作报告"),
        ("某某网\n2013年度\n政府信息公开工作报告\n", "2013年度 政府信息公开工作报告"),
    ],
)
def test_a_title_is_told_with_the_lines_that_name_its_body(lines: str, title: str) -> None:
    assert read(lines + prose(2013, "我局")).title == title


def test_an_opening_that_hands_the_report_over_stands_for_a_title() -> None:
    parts = "全年主动公开信息24件。\n没有接到要求公开信息的申请。\n没有因公开工作被申请行政复议或提起行政诉讼。\n"
    openings = {
        "现对我街2009年度政府信息公开工作报告如下,请审阅。一、2009年前进街道概述\n": 2009,
        "按照《条例》和临邑县政府的要求,现将我局2010年度政府信息公开工作年度报告如下:\n2010年,县卫生局落实《条例》。\n": 2010,
        "按照《条例》和区里的要求,现对我局2020年度信息公开工作予以报告。\n一、总体情况\n2020年,我局重视公开。\n": 2020,
        "现将岳阳经济开发区2020年政府信息公开工作年度报告向社会公布。2020年,全区落实公开。\n一、主动公开\n": 2020,
        "依据有关规定,我镇编制了《田王镇2021年政府信息公开工作年度报告》。数据自2021年1月1日起至12月31日止。\n": 2021,
        "本报告由沂水县财政局按照《中华人民共和国政府信息公开条例》及有关法律法规的要求编制。数据自2024年1月1日起至"
        "2024年12月31日止。\n一、总体情况\n2024年,工作有序。\n": 2024,
        "本年度报告根据《条例》要求,由吉林省人防办编制,现予以公布。数据自2014年1月1日起至2014年12月31日止。\n": 2014,
        "青田县2015年政府信息公开工作年度报告(以下简称年报)根据《中华人民共和国政府信息公开条例》进行编制。"
        "2015年,全县抓好公开工作。\n": 2015,
        "按照《中华人民共和国政府信息公开条例》的要求,编制本报告。本报告中所列数据的统计期限为2013年1月1日至2013年12月31日。\n"
        "一、总体情况\n2013年,各项工作取得成效。\n": 2013,
    }
    for handed_over, year in openings.items():
        found = read(handed_over + parts)
        assert found.report is not None, found.rejection_detail
        assert found.report.report_year == year


def test_a_short_report_that_quotes_the_notice_it_follows_is_no_list_of_reports() -> None:
    text = (
        "标题: | 临淄区物价局2010年政府信息公开工作年度报告 | ||\n临淄区物价局2010年政府信息公开工作年度报告\n"
        "根据《淄博市人民政府办公厅关于做好2010年政府信息公开工作年度报告编制工作的通知》,现公布本局2010年度政府信息公开"
        "工作年度报告。\n全年主动公开政府信息48条,未受理行政复议。\n"
    )
    found = read(text)
    assert found.report is not None, found.rejection_detail
