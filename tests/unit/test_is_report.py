"""What is no annual report yields none, and says what it is instead."""

from __future__ import annotations

import pytest
from identity_reading import prose, read

from extraction.vocabulary import seed_rows

NO_REPORTS = {
    "a notice to all": (
        "武威市人民政府办公室关于做好2025年政府信息公开工作年度报告编制和发布工作的通知\n各县区人民政府,市政府各部门:\n"
        "现就有关事项通知如下。\n一、规范年报内容。要认真撰写总体情况,包括主动公开、依申请公开情况。\n二、确保数据准确。\n",
        "notice",
    ),
    "a notice over three lines": (
        "阿坝州人民政府办公室\n关于做好2017年政府信息公开工作年度报告\n编制和公布工作的通知\n各县(市)人民政府:\n"
        "各部门要认真总结2017年主动公开、依申请公开、行政复议等情况,请于3月20日前报送。\n",
        "notice",
    ),
    "a notice with the empty form": (
        "关于政府信息公开工作年度报告有关事项的通知\n各省人民政府办公厅:\n现就有关事项通知如下。\n附件\n一、总体情况\n二、主动公开政府信息情况\n"
        "第二十条第(一)项\n规章\n三、收到和处理政府信息公开申请情况\n本年新收政府信息公开申请数量\n四、行政复议、行政诉讼情况\n五、存在的主要问题\n",
        "notice",
    ),
    "a circular on the reports of others": (
        "广东省人民政府办公厅关于2009年政府信息公开工作年度报告编制公布情况的通报\n各市人民政府:\n检查了各单位公布年度报告的情况。截至4月9日,有10个部门未公布。\n",
        "notice",
    ),
    "an evaluation": ("关于2019年度政府信息公开工作考核评估结果的通报\n优秀单位12个,良好单位30个。\n", "notice"),
    "news of a meeting": (
        "固镇县召开2023年度政府信息公开工作年度报告编制和发布部署会\n会议强调,年度报告是法定监督保障制度。11家乡镇、37家部门参加会议。\n",
        "news",
    ),
    "news of a publication": (
        "我区2018年政府信息公开工作年度报告发布\n本报讯(记者 李明)近日,区政府公布了年度报告。报告显示,去年主动公开政府信息8000条,收到申请60件。\n",
        "news",
    ),
    "news under the name of the report": (
        "某山省发布2016年政府信息公开工作年度报告\n来源:某山日报\n27日,省政府正式向社会发布年度报告。报告显示,2016年各级政府公开政府信息61.5万条,"
        "收到申请5319件。\n年报提出了2017年的打算。\n",
        "news",
    ),
    "news without the title's words": (
        "我市晒出政务公开成绩单\n记者昨日获悉,市政府公布了《2016年政府信息公开工作年度报告》。年报显示,去年主动公开信息1.3万条,收到申请94件。\n",
        "news",
    ),
    "a training": (
        "区政务公开办举办政府信息公开工作年度报告培训\n来自各部门的60名工作人员参加培训,培训围绕依申请公开展开。\n",
        "news",
    ),
    "a list of reports": (
        "政府信息公开年报\n淮南市2014年政府信息公开工作年度报告 2015-03-20\n淮南市2013年政府信息公开工作年度报告 2014-03-20\n"
        "淮南市2012年政府信息公开工作年度报告 2013-03-20\n淮南市2011年政府信息公开工作年度报告 2012-03-20\n共4条 首页 上一页 下一页 尾页\n",
        "index_page",
    ),
    "a list of departments' reports": (
        "区财政局2015年政府信息公开年度报告\n区教育局2015年政府信息公开年度报告\n区民政局2015年政府信息公开年度报告\n"
        "区水务局2015年政府信息公开年度报告\n",
        "index_page",
    ),
    "a catalogue": ("大足区政府信息公开目录\n机构职能\n政策文件\n财政预决算\n行政许可\n", "index_page"),
    "an application form": (
        "黄山市政府信息公开申请表\n申请人信息\n姓名\n证件号码\n所需信息内容描述\n获取信息的方式\n",
        "form",
    ),
    "a plan": (
        "三亚市2014年政府信息公开工作要点\n一、推进行政审批信息公开。\n二、做好依申请公开工作。\n三、加强考核。\n",
        "plan",
    ),
    "a programme": ("城关镇政务公开实施方案\n为做好主动公开工作,制定本方案。\n一、总体要求\n二、工作任务\n", "plan"),
    "a guide": (
        "民政局政府信息公开指南\n一、主动公开范围\n二、依申请公开\n申请人可以当面、邮寄方式提出申请。本机关自收到申请之日起20个工作日内答复。\n"
        "对答复不服的,可以申请行政复议或者提起行政诉讼。收费标准按规定执行。\n",
        "guide",
    ),
    "a rule of statistics": (
        "政府信息公开情况统计制度\n第一条 为规范统计报送工作,制定本制度。\n第二条 各部门应当于每年1月报送统计表。\n",
        "statistics_rule",
    ),
    "a regulation on reports": (
        "海南省政府信息公开工作年度报告制度(试行)\n第一条 为总结政府信息公开工作,制定本制度。\n第二条 各部门应当于每年3月31日前公布年度报告。\n",
        "statistics_rule",
    ),
    "the form itself": (
        "政府信息公开工作年度报告格式\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n",
        "statistics_rule",
    ),
    "a reading aid": (
        "一图读懂天长市2015年政府信息公开工作年度报告\n主动公开信息300条,收到申请12件,没有行政复议。\n",
        "news",
    ),
    "a model to copy": (
        "政府信息公开工作年度报告范文\n一、概述\n全年主动公开信息300条,收到申请12件。\n二、存在的主要问题\n",
        "statistics_rule",
    ),
    "a half-year's summary": (
        "建湖县2013年上半年政府信息公开工作总结\n上半年我县主动公开政府信息320条,收到申请2件,没有发生行政复议。\n",
        "not_annual",
    ),
    "a summary of other work": (
        "2015年工作总结\n一年来,我局抓好道路养护,完成投资2.3亿元。\n一、工程建设\n二、安全生产\n三、党风廉政\n",
        "no_evidence",
    ),
    "a report on the rule of law": (
        "2019年法治政府建设年度报告\n一、依法履职\n全年办理行政复议案件12件,行政诉讼5件。\n二、规范决策\n三、推进政务公开,主动公开信息300条。\n",
        "other_document",
    ),
    "a report on half a year by its period": (
        "包河区政府信息公开工作报告\n本报告所列数据的统计期限为2013年1月1日至6月30日。\n一、主动公开\n公开政府信息500条。\n"
        "二、依申请公开\n收到申请3件,已答复3件。\n三、行政复议0件,行政诉讼0件。\n",
        "not_annual",
    ),
    "a title and nothing else": ("射阳县2016年政府信息公开工作年度报告\n附件下载\n", "no_evidence"),
    "a budget": ("2020年部门预算公开\n收入预算1200万元,支出预算1200万元。\n", "other_document"),
}


@pytest.mark.parametrize("case", NO_REPORTS.values(), ids=NO_REPORTS)
def test_what_is_no_report_is_rejected_with_its_reason(case: tuple[str, str]) -> None:
    text, reason = case
    found = read(text)
    assert found.report is None
    assert found.rejection == f"not_a_report.{reason}"
    assert found.rejection in {row["code"] for row in seed_rows("rejections")}
    assert found.rejection_detail


@pytest.mark.parametrize("told", ["主动公开政府信息三百余条。", "收到申请两件,答复两件。", "全年公开信息1.5亿条。"])
def test_a_short_report_need_not_count_in_digits(told: str) -> None:
    text = f"铁岭市教育局2013年政府信息公开工作年度报告\n统计期限为2013年1月1日至12月31日。\n二、主动公开情况\n{told}\n"
    assert read(text).report is not None


def test_a_report_without_a_title_may_say_that_it_was_drawn_up_before_what_it_counts() -> None:
    text = (
        "葫芦岛市水务局根据《中华人民共和国政府信息公开条例》编制葫芦岛市水务局2021年政府信息公开工作年度报告,"
        "报告所列数据统计期限自2021年1月1日至2021年12月31日。\n一、总体情况\n(一)主动公开情况\n及时更新各栏目。\n"
        "(二)依申请公开情况\n2021年,无政府信息公开申请事项。\n"
    )
    assert read(text).report is not None


def test_a_report_is_not_titled_by_the_program_that_wrote_it() -> None:
    body = "本报告由射阳县人民政府编制,统计期限为2016年1月1日至12月31日。\n" + prose(2016, "我县")
    found = read(body, title="(anonymous)").report
    assert found is not None
    assert found.title == ""
