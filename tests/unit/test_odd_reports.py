"""Reports under odd titles, or none, are reports all the same."""

from __future__ import annotations

import pytest
from identity_reading import PLACES, SCRIPT, opening, prose, read, statutory

from extraction.chrome import Chrome
from extraction.documents import read_document
from extraction.identity import Identified, identify
from extraction.normalise import normalise
from extraction.vocabulary import seed_rows

CHROME = Chrome.from_seeds(seed_rows)
TOLD = (
    "一年来,{us}认真做好公开工作,现总结如下:\n主动公开方面,{year}年{us}公开信息243条。至于依申请公开,全年只接到一件书面申请。\n"
    "没有发生因信息公开引起的行政复议、行政诉讼,也未收取费用。\n回头看,不足还不少。\n"
)
"""A report without headings."""


def told(year: int, us: str) -> str:
    return TOLD.format(year=year, us=us)


# text, year, region code, kind
REPORTS = {
    "a summary of openness": ("江岸区2012年政务公开工作总结\n" + prose(2012, "我区"), 2012, "420102", "government"),
    "a summary of two kinds of openness": (
        "江湾镇二〇一一年政务公开和信息公开工作总结\n一年来,按照《条例》和县里的要求,现总结如下:\n我镇位于婺源东北部。\n"
        + told(2011, "我镇"),
        2011,
        "361130",
        "township",
    ),
    "a yearly report in short": (
        "江岸区财政局2013年信息公开年报\n" + prose(2013, "我局"),
        2013,
        "420102",
        "department",
    ),
    "a report of circumstances": (
        "江岸区人民政府关于2014年政府信息公开情况的报告\n" + prose(2014, "我区"),
        2014,
        "420102",
        "government",
    ),
    "a report of how the regulation was carried out": (
        "武汉市水务局关于2010年度政府信息公开条例执行情况的报告\n" + prose(2010, "我局"),
        2010,
        "420100",
        "department",
    ),
    "a report on work": ("武汉市江岸区2009年信息公开工作报告\n" + told(2009, "我区"), 2009, "420102", "government"),
    "a summary of the year's openness": (
        "江岸区民政局2011年度政务公开总结\n" + told(2011, "我局"),
        2011,
        "420102",
        "department",
    ),
    "circumstances summed up": (
        "江岸区卫生局2012年政府信息公开工作情况总结\n" + prose(2012, "我局"),
        2012,
        "420102",
        "department",
    ),
    "an account given": (
        "武汉市江岸区教育局2015年政务公开工作汇报\n" + prose(2015, "我局"),
        2015,
        "420102",
        "department",
    ),
    "the year in brackets": (
        "江岸区政府信息公开年度报告(2018年)\n" + prose(2018, "我区"),
        2018,
        "420102",
        "government",
    ),
    "the year below": (
        "江岸区政府信息公开工作年度报告\n(2017年度)\n" + prose(2017, "我区"),
        2017,
        "420102",
        "government",
    ),
    "the year in characters": (
        "江岸区二○一六年政府信息公开工作年度报告\n" + prose(2016, "我区"),
        2016,
        "420102",
        "government",
    ),
    "the body named below": (
        "2019年政府信息公开工作年度报告\n武汉市江岸区人民政府\n" + statutory(2019, "我区"),
        2019,
        "420102",
        "government",
    ),
    "a title over three lines": (
        "武汉市江岸区人民政府\n2020年政府信息公开\n工作年度报告\n" + statutory(2020, "我区"),
        2020,
        "420102",
        "government",
    ),
    "a title broken within a word": (
        "武汉市江岸区城市管理委员会2018年政府信息公开工作年度报\n告\n" + prose(2018, "我委"),
        2018,
        "420102",
        "department",
    ),
    "a title in spaced characters": (
        "江 岸 区 2 0 1 5 年 政 府 信 息 公 开 年 度 报 告\n武汉市江岸区人民政府\n" + prose(2015, "我区"),
        2015,
        "420102",
        "government",
    ),
    "no title at all": (opening("武汉市江岸区", 2014) + prose(2014, "我区"), 2014, "420102", "government"),
    "no title, the statutory body": (
        opening("武汉市江岸区", 2022) + statutory(2022, "我区"),
        2022,
        "420102",
        "government",
    ),
    "handed over by a notice": (
        "关于印发江岸区2012年政府信息公开工作年度报告的通知\n" + opening("武汉市江岸区", 2012) + prose(2012, "我区"),
        2012,
        "420102",
        "government",
    ),
    "announced to the public": (
        "关于发布《武汉市江岸区2013年政府信息公开工作年度报告》的公告\n"
        + opening("武汉市江岸区", 2013)
        + prose(2013, "我区"),
        2013,
        "420102",
        "government",
    ),
    "with next year's plan": (
        "江岸区2010年政府信息公开工作总结及2011年工作打算\n" + prose(2010, "我区"),
        2010,
        "420102",
        "government",
    ),
    "sent up to the city": (
        "江岸区审计局关于报送2014年政府信息公开工作年度报告的报告\n"
        + opening("江岸区审计局", 2014)
        + prose(2014, "我局"),
        2014,
        "420102",
        "department",
    ),
    "assessments praised within": (
        "江岸区2016年政府信息公开工作年度报告\n"
        + prose(2016, "我区")
        + "全区政务公开考核结果的通报中我区名列第二。根据考核办法,各部门要整改。\n",
        2016,
        "420102",
        "government",
    ),
    "a street office of a known county": (
        "东关街道办事处2012年度政府信息公开工作年度报告\n\n东关街道位于扬州市广陵区。现将本街道工作报告如下。\n"
        + prose(2012, "本街道"),
        2012,
        "321002",
        "township",
    ),
    "a street office whose district stands below": (
        "六合路街道2019年政府信息公开工作年度报告\n"
        + prose(2019, "街道")
        + "六合路街道办事处隶属于武汉市江岸区人民政府。\n",
        2019,
        "420102",
        "township",
    ),
    "a town whose county stands in the sentence": (
        "河包镇2018年政务公开工作总结\n河包镇地处重庆市荣昌区西部。\n" + told(2018, "我镇"),
        2018,
        "500153",
        "township",
    ),
    "a town known by its county's scenery": (
        "江湾镇2013年信息公开工作总结\n江湾镇是婺源县的旅游大镇。\n" + told(2013, "我镇"),
        2013,
        "361130",
        "township",
    ),
    "a township of a people": (
        "达斡尔族满族乡2012年政府信息公开工作总结\n" + told(2012, "我乡"),
        2012,
        "000000",
        "township",
    ),
    "a development zone": (
        "武汉经济技术开发区管理委员会2017年政府信息公开工作年度报告\n" + prose(2017, "我区"),
        2017,
        "420100",
        "other",
    ),
    "a scenic area": (
        "黄山风景区管委会2016年政府信息公开工作年度报告\n" + prose(2016, "管委会"),
        2016,
        "341000",
        "other",
    ),
    "a customs house": ("天津海关2014年政府信息公开工作年度报告\n" + prose(2014, "我关"), 2014, "120000", "department"),
    "a state tax office": (
        "盐城市国家税务局2013年政府信息公开工作年度报告\n" + prose(2013, "我局"),
        2013,
        "320900",
        "department",
    ),
    "a weather office": (
        "七台河市气象局2016年政府信息公开年度报告\n" + prose(2016, "我局"),
        2016,
        "230900",
        "department",
    ),
    "a survey brigade": (
        "国家统计局江岸调查队2018年政府信息公开工作年度报告\n武汉市江岸区\n" + prose(2018, "我队"),
        2018,
        "420102",
        "department",
    ),
    "a hospital": ("武汉市中心医院2019年信息公开年度报告\n" + told(2019, "我院"), 2019, "420100", "other"),
    "a school": ("武汉市第一中学2015年校务公开工作总结\n" + told(2015, "我校"), 2015, "420100", "other"),
    "a university": ("武汉大学2016年信息公开工作年度报告\n" + told(2016, "学校"), 2016, "420100", "other"),
    "a menu before it": (
        "首页\n机构\n政府信息公开指南\n政府信息公开制度\n政府信息公开年报\n2014年江岸区政府信息公开工作年度报告\n"
        + prose(2014, "我区"),
        2014,
        "420102",
        "government",
    ),
    "with a rule among its headings": (
        "江岸区2015年政府信息公开工作年度报告\n一、制度建设\n制定《政府信息公开考核办法》1件。\n" + prose(2015, "我区"),
        2015,
        "420102",
        "government",
    ),
    "a rule-of-law report among its links": (
        "江岸区2021年政府信息公开工作年度报告\n"
        + statutory(2021, "我区")
        + "相关链接\n2021年法治政府建设年度报告\n政府工作报告\n",
        2021,
        "420102",
        "government",
    ),
}


@pytest.mark.parametrize("case", REPORTS.values(), ids=REPORTS)
def test_a_report_under_an_odd_title_is_one(case: tuple[str, int, str, str]) -> None:
    text, year, region, kind = case
    found = read(text)
    assert found.report is not None, (found.rejection, found.rejection_detail)
    report = found.report
    assert (report.report_year, report.region_code, report.authority_kind) == (year, region, kind), (
        report.authority_name
    )


def from_page(name: str, markup: str) -> Identified:
    document = CHROME.marked(read_document(name, markup.encode()))
    return identify(name, document, normalise(document.text, SCRIPT), PLACES)


def paragraphs(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


PAGES = {
    "a title in spans, one a word": "<h2><span>江岸区</span><span>2016年</span><span>政府信息公开</span><b>年报</b></h2>",
    "a title over line breaks": "<div>武汉市江岸区人民政府<br>2016年政府信息公开<br>工作年度报告</div>",
    "a page exported from Word": '<p class="MsoTitle"><o:p>江岸区2016年度政府信息公开工作总结</o:p></p>',
    "a title among links to others": "<ul><li><a>政府信息公开指南</a></li><li><a>政府信息公开制度</a></li></ul>"
    "<h1>江岸区2016年政府信息公开工作年度报告</h1>",
}


@pytest.mark.parametrize("head", PAGES.values(), ids=PAGES)
def test_a_report_s_markup_does_not_hide_it(head: str) -> None:
    page = f"<html><head><title>公开</title></head><body>{head}{paragraphs(prose(2016, '我区'))}</body></html>"
    found = from_page("page.html", page)
    assert found.report is not None, (found.rejection, found.rejection_detail)
    assert found.report.report_year == 2016


def test_a_page_that_is_named_a_guide_by_its_site_is_read_by_its_own_title() -> None:
    found = read("江岸区2016年政府信息公开工作年度报告\n" + prose(2016, "我区"), title="江岸区政府信息公开目录")
    assert found.report is not None
