"""Documents that speak of disclosure, with figures and headings like a report's, and are none."""

from __future__ import annotations

import pytest
from identity_reading import prose, read
from test_odd_reports import REPORTS

from extraction.vocabulary import seed_rows

OTHERS = {
    "a circular on the results of an assessment": (
        "关于2017年度全市政府信息公开工作考核结果的通报\n各县区人民政府,市政府各工作部门:\n现将有关情况通报如下:\n一、考核基本情况\n"
        "考核满分100分,县区平均得分86.4分。\n二、主要成效\n(一)主动公开力度加大。2017年全市主动公开政府信息92317条。\n"
        "(二)依申请公开逐步规范。全市收到申请213件,办结208件。行政复议9件、行政诉讼4件。\n三、存在问题\n部分单位年报内容空洞。\n"
        "四、下步要求\n3月31日前报送市政务公开办备案。\n",
        "notice",
    ),
    "a circular on a third party's evaluation": (
        "关于2019年全区政务公开第三方评估情况的通报\n一、总体情况\n2019年1月1日至12月31日,全区主动公开信息6012条。\n二、主动公开情况\n"
        "网站公开5120条。\n三、依申请公开情况\n收到申请31件,均按期答复。\n四、行政复议和诉讼\n没有发生。\n五、存在问题\n更新不及时。\n",
        "notice",
    ),
    "a circular on a spot check": (
        "某市人民政府办公室\n关于2021年第三季度政府网站与政务公开检查情况的通报\n一、总体情况\n共检查网站56个,合格55个。\n二、存在的问题\n"
        "主动公开信息不及时;依申请公开渠道不畅,收到申请12件有2件逾期。\n三、下一步工作\n各部门要认真整改。\n",
        "notice",
    ),
    "a notice to hand in the year's summary": (
        "关于报送2015年政务公开工作总结的通知\n各科室、直属单位:\n请于12月20日前报送总结。内容:一、主动公开政府信息的数量;二、依申请公开办理数量;"
        "三、行政复议、行政诉讼情况;四、收费及减免情况;五、存在的主要问题和改进措施。联系电话2812345。\n",
        "notice",
    ),
    "a reminder by letter": (
        "关于催报2018年政府信息公开工作年度报告的函\n各镇(街道):\n截至2019年1月20日,尚有6个镇未报送。各单位要抓紧编制,"
        "按主动公开、依申请公开、行政复议、收费、存在的问题五部分撰写,务必于1月25日前报送我办。\n",
        "notice",
    ),
    "a notice of a correction": (
        "关于开展政府信息公开年报整改工作的通知\n各部门:\n经查,12个单位2020年度报告数据有误。一、总体情况。请各单位核对主动公开、依申请公开、"
        "行政复议、行政诉讼数据,务必于2月5日前重新发布。\n",
        "notice",
    ),
    "a notice of public holidays": (
        "临高县政府信息公开申请受理窗口国庆放假通知\n10月1日至7日停止受理当面申请,网上申请照常。逾期不计入20个工作日。收费标准不变。\n",
        "notice",
    ),
    "news of a ministry's report": (
        "安监总局发布2010年政府信息公开年度报告\n发布时间:2011年02月21日 来源:中新网\n中新网2月21日电 国家安监总局今日在其官方网站发布2010年"
        "政府信息公开年度报告。\n2010年,总局通过政府网站共发布安全生产信息26625条。共收到申请15人18次。没有出现行政复议和诉讼事件。\n",
        "news",
    ),
    "a sample whose names are left out": (
        "2022环保局年度信息公开工作报告\n一、概述\n今年,xx 市环境保护局认真贯彻条例。\n二、主动公开信息情况\nxx 市环境保护公众网站发布政府信息"
        "9556条。今年,xx 市环境保护局召开新闻发布会1场。\n三、依申请公开政府信息情况\n受理2个申请公开信息事项。\n四、行政复议和诉讼\n办理1宗。\n",
        "statistics_rule",
    ),
    "a guide with all of a report's topics": (
        "临高县水务局政府信息公开指南\n为方便公民、法人和其他组织获得信息,根据《中华人民共和国政府信息公开条例》,编制本指南。本指南每年更新一次。\n"
        "一、主动公开\n(一)公开范围\n我局主动公开机构职能;行政审批事项(共9项)的依据、条件、程序。\n(二)公开时限\n自形成之日起20个工作日内。\n"
        "二、依申请公开\n我局收到申请后15个工作日内答复。对信息不存在的,予以告知。\n(四)收费\n按成本收费:复印每页0.3元。\n"
        "三、监督方式及救济\n可以申请行政复议或者提起行政诉讼。\n附:1.申请表1份 2.流程图\n",
        "guide",
    ),
    "a guide whose title is only the page's": (
        "首页 机构 公开\n一、主动公开\n本机关主动公开下列9条信息。\n二、依申请公开\n收到申请15个工作日内答复。\n三、收费\n不收费用。\n"
        "四、救济\n可以申请行政复议、提起行政诉讼。根据《中华人民共和国政府信息公开条例》编制。\n",
        "guide",
        "武夷山市林业局信息公开指南",
    ),
    "a guide of the old kind": (
        "深圳市盐田区教育局\n政府信息公开指南(2012年版)\n根据《条例》,本局编制了《政府信息公开指南》。\n一、信息分类\n概况信息、计划总结10条。\n"
        "二、主动公开\n三、依申请公开\n四、费用\n五、监督\n不服的,可申请行政复议或行政诉讼。\n",
        "guide",
    ),
    "questions and answers": (
        "政府信息公开知识问答\n一、什么是主动公开?\n答:行政机关主动向社会公开。\n二、依申请公开如何收费?\n答:一般不收取费用。\n"
        "三、不服答复怎么办?\n答:可以申请行政复议、提起行政诉讼。2019年全县共收到申请8件。\n",
        "guide",
    ),
    "common questions about applications": (
        "依申请公开常见问题解答\n问:多久答复?\n答:20个工作日。\n问:是否收费?\n答:不收费用。\n问:如何救济?\n答:行政复议、行政诉讼。主动公开的请查网站。\n",
        "guide",
    ),
    "the steps of an application": (
        "市公安局依申请公开政府信息办理流程\n一、申请\n当面、邮寄均可。\n二、受理\n三、答复\n20个工作日内办结。\n四、费用\n不收费。\n五、救济\n行政复议。\n",
        "guide",
    ),
    "a catalogue with counts": (
        "绥化市北林区政府信息公开目录\n机构概况(12条)\n主动公开(860条)\n依申请公开(4条)\n收费项目(3条)\n行政复议(2条)\n年度报告(9条)\n",
        "index_page",
    ),
    "a catalogue of basic matters": (
        "2020年基层政务公开标准化规范化试点领域标准目录\n序号 一级事项 公开内容 公开时限\n1 户籍管理 主动公开 20个工作日\n2 社会救助 主动公开 依申请公开\n",
        "index_page",
    ),
    "a column of yearly reports": (
        "政府信息公开年度报告\n2021年政府信息公开工作年度报告\n2020年政府信息公开工作年度报告\n2019年政府信息公开工作年度报告\n"
        "2018年政府信息公开工作年度报告\n依申请公开 主动公开 行政复议 收费\n",
        "index_page",
    ),
    "a rule on assessment": (
        "牡丹江市政府信息公开工作考核办法\n第一条 为推进主动公开,制定本办法。\n第二条 考核总分100分,主动公开40分,依申请公开30分,年度报告10分。\n"
        "第三条 因公开引起行政复议、行政诉讼败诉的,每件扣2分。\n第四条 收费违规的,扣5分。\n",
        "statistics_rule",
    ),
    "a rule on release": (
        "县审计局信息发布审核制度\n第一条 规范政府信息公开。\n第二条 主动公开的信息,应当经办公室审核。\n第三条 依申请公开,20个工作日内答复。\n"
        "第四条 公开1条审核1条。行政复议由法规科办理,收费依规定。\n",
        "statistics_rule",
    ),
    "the regulation itself": (
        "中华人民共和国政府信息公开条例\n(2007年4月5日公布 自2008年5月1日起施行)\n第一章 总则\n第一条 为了保障公民获取政府信息,制定本条例。\n"
        "第三十一条 各级行政机关应当在每年3月31日前公布本行政机关的政府信息公开工作年度报告。\n第三十二条 年度报告应当包括:(一)主动公开政府信息的情况;"
        "(二)依申请公开和不予公开的情况;(三)收费及减免情况;(四)申请行政复议、提起行政诉讼的情况;(五)存在的主要问题及改进情况。\n",
        "statistics_rule",
    ),
    "a province's regulation": (
        "海南省政府信息公开条例\n第一条 制定本条例。\n第二十条 主动公开。\n第三十条 依申请公开,收取费用。\n第四十条 行政复议、行政诉讼。\n"
        "第四十一条 于每年3月31日前公布年度报告。1件申请1份答复。\n",
        "statistics_rule",
    ),
    "measures for a department": (
        "交通运输政府信息公开实施办法\n第一条 根据《条例》制定。\n第五条 主动公开12条内容。\n第九条 依申请公开。\n第十二条 收取费用。\n第十五条 行政复议。\n",
        "statistics_rule",
    ),
    "opinions on carrying out": (
        "关于进一步推进政务公开的实施意见\n一、主动公开\n到2017年主动公开率达到95%。\n二、依申请公开\n三、行政复议\n四、存在的问题\n信息公开申请收到1件办结1件。\n",
        "plan",
    ),
    "a year's points of work": (
        "2018年全县政务公开工作要点\n2018年,全县主动公开信息力争达到10000条。\n一、主动公开\n二、依申请公开\n三、行政复议案件2件整改\n四、存在的问题\n下一步推进。\n",
        "plan",
    ),
    "a schedule of tasks": (
        "2016年政务公开重点工作任务分解表\n序号 任务 责任单位\n1 主动公开规范性文件 法制办\n2 依申请公开 各部门\n3 行政复议信息公开 法制办\n4 收费目录 财政局\n",
        "plan",
    ),
    "an inspection of oneself": (
        "市商务局政务公开自查报告\n一、基本情况\n2016年,我局主动公开信息120条。\n二、主动公开\n三、依申请公开情况\n收到申请1件,已答复。\n四、存在的问题\n"
        "更新不及时。没有发生行政复议、行政诉讼。\n五、下一步打算\n",
        "other_document",
    ),
    "a report on putting things right": (
        "关于政务公开第三方评估反馈问题的整改报告\n一、主动公开方面\n补发信息36条。\n二、依申请公开方面\n重新答复申请2件。\n三、存在的问题和下一步\n"
        "行政复议1件。\n",
        "other_document",
    ),
    "a report on the rule of law with a report's figures": (
        "阳新县2021年法治政府建设年度报告\n一、总体情况\n2021年1月1日至2021年12月31日,我县全面推进政务公开,主动公开政府信息5210条。\n"
        "二、主动公开\n三、依申请公开\n收到政府信息公开申请41件,均已答复。\n四、行政复议和行政诉讼\n办理行政复议案件33件,行政诉讼21件。\n五、存在的主要问题\n下一步改进。\n",
        "other_document",
    ),
    "the year's forms of a website": (
        "政府网站工作年度报表(2021年度)\n填报单位:阳新县人民政府\n网站名称\t阳新县人民政府网\n首页网址\twww.yx.gov.cn\n信息发布总数\t12034条\n概况类信息更新量\t156条\n"
        "政务动态信息更新量\t8021条\n信息公开目录信息更新量\t3857条\n专栏专题\t12个\n依申请公开\t收到申请41件\n解读回应\t113条\n",
        "other_document",
    ),
    "a government's report of work": (
        "政府工作报告\n——2016年1月12日在县第十六届人民代表大会第五次会议上\n县长 王某\n一、2015年工作回顾\n一年来,主动公开政府信息8000条,收到依申请公开41件。"
        "办理行政复议12件、行政诉讼3件。\n二、存在的问题\n三、2016年工作\n收费减免1200万元。\n",
        "other_document",
    ),
    "a bulletin of statistics": (
        "淮北市2014年国民经济和社会发展统计公报\n一、综合\n全年生产总值747.5亿元。\n十、政务公开\n主动公开信息30000条,依申请公开120件,行政复议30件。收费收入2亿元。\n",
        "other_document",
    ),
    "a department's accounts": (
        "县信息中心2019年度部门决算公开\n第一部分 概况\n主要职能:政府信息公开、依申请公开。\n第二部分 决算表\n行政事业性收费0万元。\n第三部分 情况说明\n"
        "公务接待12批次,主动公开预算1份。机关运行经费不足。\n",
        "other_document",
    ),
    "a report on carrying out the budget": (
        "关于2018年预算执行情况和2019年预算草案的报告\n一、2018年预算执行情况\n行政事业性收费收入1.2亿元。主动公开部门预算86份。\n二、存在的问题\n"
        "三、2019年预算\n依申请公开3件,行政复议1件。\n",
        "other_document",
    ),
    "a report on fees": (
        "2017年行政事业性收费情况报告\n一、总体情况\n2017年征收收费项目12项,金额3400万元。\n二、存在的问题\n收费信息主动公开不足,依申请公开1件,行政复议0件。\n",
        "other_document",
    ),
    "a reply to an applicant": (
        "政府信息公开申请答复书\n肥西依复〔2019〕第12号\n张某:\n本机关于2019年3月2日收到您提交的政府信息公开申请1件。根据《中华人民共和国政府信息公开条例》第三十六条,"
        "该信息已主动公开。不收取费用。如不服,可自收到之日起60日内申请行政复议,或六个月内提起行政诉讼。\n",
        "other_document",
    ),
    "a refusal": (
        "不予公开政府信息告知书\n李某:\n您申请公开的信息共2条涉及商业秘密,不予公开。不服可申请行政复议或提起行政诉讼。本机关依申请公开不收费用,主动公开见网站。\n",
        "other_document",
    ),
    "an advertisement of posts": (
        "市政务公开办公室2018年公开招聘工作人员公告\n招聘2人,负责主动公开和依申请公开工作。一、基本条件\n二、报名费用\n免收费用。收到申请材料1份。\n",
        "other_document",
    ),
    "a form to apply": (
        "射阳县民政局依申请公开申请表\n姓名 证件号码 联系电话\n所需信息内容描述 1份\n是否申请减免费用\n获取方式 邮寄 当面\n不服可行政复议 主动公开信息见网站\n",
        "form",
    ),
    "minutes of a meeting": (
        "全市政务公开工作会议纪要\n会议听取了2016年政务公开工作情况汇报。2016年全市主动公开信息3.2万条,收到依申请公开210件,行政复议12件。会议指出,"
        "存在问题不少。会议要求,下一步抓好收费公开。\n",
        "news",
    ),
    "news of a report, its figures quoted": (
        "我市去年主动公开政府信息逾六万条\n《2013年政府信息公开工作年度报告》近日发布。年报显示,2013年全市主动公开政府信息61203条,收到依申请公开312件,"
        "均已答复。行政复议8件,行政诉讼2件。依申请公开未收取费用。记者了解到,存在的主要问题是更新不及时。\n",
        "news",
    ),
    "news of an office": (
        "县政府办三举措做好政府信息公开年报工作\n一是规范主动公开,全年公开信息3200条。二是依申请公开,收到12件。三是做好行政复议应诉,存在问题逐一整改。"
        "截至目前,62家单位已全部发布2022年政府信息公开工作年度报告。(通讯员 王芳)\n",
        "news",
    ),
    "an explanation in pictures": (
        "【图解】一图看懂2021年仙桃市政府信息公开工作年度报告\n主动公开 1.2万条\n依申请公开 93件\n行政复议 5件\n行政诉讼 2件\n存在问题 下一步\n",
        "news",
    ),
    "a quarter's summary": (
        "开发区2012年第一季度信息公开工作总结\n2012年1月1日至3月31日,主动公开信息88条,收到申请0件,没有发生行政复议,未收取费用。存在问题:栏目少。\n",
        "not_annual",
    ),
    "nine months' summary": (
        "市规划局2014年1-9月政务公开工作总结\n一、主动公开\n公开信息188条。\n二、依申请公开\n收到申请3件。\n三、行政复议\n没有发生。\n四、存在的问题\n",
        "not_annual",
    ),
    "one month's figures": (
        "2016年11月份政府信息公开工作情况统计\n一、主动公开\n公开信息90条。\n二、依申请公开\n收到申请1件。\n三、行政复议0件\n四、收费0元\n",
        "not_annual",
    ),
    "a summary of a party's work": (
        "2015年党风廉政建设工作总结\n一、总体情况\n全年主动公开党务信息60条,政务信息80条。\n二、依申请公开\n收到申请1件。\n三、行政复议\n没有发生行政诉讼。\n"
        "四、存在的主要问题\n公开不足,下一步改进。\n",
        "other_document",
    ),
}


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS)
def test_another_document_is_rejected_with_its_reason(case: tuple[str, ...]) -> None:
    text, reason, *title = case
    found = read(text, **({"title": title[0]} if title else {}))
    assert found.report is None, found.title
    assert found.rejection == f"not_a_report.{reason}", found.rejection_detail
    assert found.rejection in {row["code"] for row in seed_rows("rejections")}


MENUS = (
    "首页\n机构职能\n政府信息公开指南\n政府信息公开制度\n政府信息公开目录\n政府信息公开年报\n依申请公开\n",
    "信息公开指南 信息公开目录 信息公开制度 信息公开年报 依申请公开申请表 意见箱\n",
    "当前位置:首页 > 政务公开 > 信息公开指南\n政府工作报告\n统计公报\n财政预算决算\n法治政府建设\n通知公告\n",
)


@pytest.mark.parametrize("menu", MENUS)
def test_a_menu_that_names_other_documents_hides_no_report(menu: str) -> None:
    assert read(menu + "某市财政局2016年政府信息公开工作年度报告\n" + prose(2016, "我局")).report is not None


ABOVE = (
    "首页 > 政务公开 > 政府信息公开年报\n",
    "政府信息公开指南\n政府信息公开制度\n政府信息公开年报\n依申请公开\n",
    "首页\n机构设置\n政策法规\n办事指南\n政府信息公开年报\n",
    "安康市人民政府门户网站\n",
)
BELOW = (
    "\n2015年政府信息公开工作年度报告\n2014年政府信息公开工作年度报告\n",
    "\n关于做好2015年政务公开工作的通知\n政府工作报告\n政府信息公开指南\n",
    "\n主办单位:某县人民政府 版权所有\n",
)
AROUND = [(above, "") for above in ABOVE] + [("", below) for below in BELOW]


@pytest.mark.parametrize(("above", "below"), AROUND)
def test_a_menu_or_links_make_no_report_of_another_document(above: str, below: str) -> None:
    assert [name for name, (text, *_) in OTHERS.items() if read(above + text + below).report is not None] == []


@pytest.mark.parametrize(("above", "below"), AROUND)
def test_a_menu_or_links_hide_neither_a_report_nor_its_year(above: str, below: str) -> None:
    years = {name: read(above + case[0] + below).report for name, case in REPORTS.items()}
    assert {name: report and report.report_year for name, report in years.items()} == {
        name: case[1] for name, case in REPORTS.items()
    }
