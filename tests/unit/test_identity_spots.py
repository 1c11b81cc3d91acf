"""Where a page names its body, and how places and bodies are told apart that a name alone leaves open."""

from __future__ import annotations

import pytest
from identity_reading import prose, read, statutory

from extraction.facts import Report

PERIOD = "统计期限自{year}年1月1日起至{year}年12月31日止。\n"


def report(text: str) -> Report:
    found = read(text)
    assert found.report is not None, found.rejection_detail
    return found.report


def opened(opening: str, year: int = 2016, us: str = "本单位") -> Report:
    return report(opening + PERIOD.format(year=year) + prose(year, us))


@pytest.mark.parametrize(
    ("opening", "authority_id"),
    [
        ("现公布《武汉市江岸区财政局2016年政府信息公开工作年度报告》(以下简称《报告》)。", "420102-财政局"),
        ("现向社会公布《江岸区2016年政府信息公开工作年度报告》。", "420102-government"),
        (
            "根据江岸区人民政府办公室《通知》要求,江岸区财政局结合实际,编制本单位2016年度政务公开工作年度报告。",
            "420102-财政局",
        ),
        ("公报标题江岸区财政局2016年政府信息公开工作年度报告\n", "420102-财政局"),
        (
            "根据《条例》的要求,结合江岸区财政局政府信息公开工作实际,现编制2016年政府信息公开工作年度报告。",
            "420102-财政局",
        ),
        ("标题江岸区财政局2016年政府信息公开工作年度报告\n", "420102-财政局"),
        ("现公布江岸区财政局2016年度政府信息公开情况。", "420102-财政局"),
        ("标      题 江岸区财政局2016年政府信息公开工作年度报告\n", "420102-财政局"),
        ("| 标 题 | 江岸区财政局2016年政府信息公开工作年度报告 | ||\n", "420102-财政局"),
    ],
)
def test_a_body_is_known_wherever_the_opening_names_it(opening: str, authority_id: str) -> None:
    assert opened(opening).authority_id == authority_id


def test_the_page_s_source_yields_to_the_title_that_the_opening_quotes() -> None:
    found = opened("来源:江岸区人民政府\n现公布《江岸区财政局2016年度政府信息公开工作年度报告》。")
    assert found.authority_id == "420102-财政局"


def test_a_body_that_bids_the_reporting_one_is_not_it() -> None:
    found = opened("我委按照江岸区政务服务局关于政府信息公开工作的要求编写本报告。", us="我委")
    assert found.authority_name == "未能确定"
    assert found.authority_kind == "department"


def test_a_township_tells_its_county_from_others_of_one_name() -> None:
    assert opened("现公布长安区砲里街道2016年政府信息公开工作年度报告。").region_code == "610116"


def test_two_short_names_side_by_side_are_two_places() -> None:
    found = opened("本报告由安徽宣城高新技术产业开发区管委会编制。")
    assert found.authority_id == "341800-高新技术产业开发区管理委员会"


def test_a_department_may_leave_out_what_kind_of_place_it_is_in() -> None:
    found = opened("现公布瓯海发展和改革局2016年度政府信息公开工作报告。", us="我局")
    assert (found.authority_id, found.region_code) == ("330304-发展和改革局", "330304")


def test_a_township_under_a_zone_stays_in_its_county() -> None:
    assert opened("现公布西咸新区建章路街道2016年政府信息公开工作年度报告。").region_code == "610112"


def test_an_office_that_only_the_city_s_notice_places_is_the_city_s() -> None:
    found = opened("根据乐山市人民政府办公室《关于编制报告的要求》,现将我办2016年情况报告如下。", us="我办")
    assert (found.region_code, found.authority_name) == ("511100", "未能确定")


def test_the_year_of_a_document_s_number_is_no_year_announced() -> None:
    found = read(
        "根据国办公开办函〔2013〕30号相关要求,现公布江岸区财政局2016年度政府信息公开工作报告。"
        + PERIOD.format(year=2016)
        + prose(2016, "我局")
    )
    assert found.report is not None
    assert (found.report.report_year, found.issues) == (2016, ())


SHORT = "一、总体情况\n通过公示栏公开信息1860条。\n"


def test_an_opening_that_publishes_the_report_needs_no_title_and_few_headings() -> None:
    assert report("现公布江岸区财政局2016年政府信息公开工作年度报告。" + PERIOD.format(year=2016) + SHORT)
    tells = "记者获悉,江岸区财政局现公布2016年政府信息公开工作年度报告,年报显示成绩可喜,负责人表示满意。"
    assert read(tells + PERIOD.format(year=2016) + SHORT).report is None


def test_a_title_broken_within_its_key_words_is_one() -> None:
    found = report("六盘水市公安局2020年度政府信息\n公开工作年度报告\n" + prose(2020, "我局"))
    assert found.title == "六盘水市公安局2020年度政府信息 公开工作年度报告"


def test_a_township_named_with_its_province_alone_stands_in_its_county() -> None:
    found = report("重庆市万盛经开区东林街道办事处2021年政府信息公开工作年度报告\n" + prose(2021, "我街道"))
    assert (found.region_code, found.authority_level) == ("500110", "township")


def test_a_zone_s_name_is_no_county_s_because_it_begins_like_one() -> None:
    found = report("南湖新区退役军人事务局2022年政府信息公开工作年度报告\n" + prose(2022, "我局"))
    assert (found.region_code, found.authority_name) == ("000000", "南湖新区退役军人事务局")


def test_a_city_that_asks_for_the_report_beside_the_province_is_not_its_own() -> None:
    asked = "根据省、白城市政府的工作安排,办公室编制了2015年政府信息公开工作年度报告。"
    found = report("市政府办公室2015年度政府信息公开工作年度报告\n" + asked + prose(2015, "市政府办公室"))
    assert (found.region_code, found.authority_kind) == ("000000", "government")


def test_whose_demands_are_met_is_no_name() -> None:
    found = opened("根据县政府的工作要求和部署,自然资源局在开江县人民政府网站公开信息。", us="我局")
    assert (found.region_code, found.authority_kind) == ("511723", "department")


def test_a_school_year_s_report_is_none_of_a_calendar_year() -> None:
    by_title = "某大学2019-2020学年信息公开工作年度报告\n" + prose(2020, "我校")
    by_period = "学校2020年信息公开报告\n统计期限为2019年9月1日至2020年8月31日。\n" + prose(2020, "我校")
    assert {read(text).rejection for text in (by_title, by_period)} == {"not_a_report.other_document"}
    speaks = "某区教育局2020年政府信息公开工作年度报告\n公布2019-2020学年校历等信息。\n" + prose(2020, "我局")
    assert read(speaks).report is not None


def test_a_title_in_a_wide_cell_is_one() -> None:
    text = "洪雅县止戈镇2022年政府信息公开工作年度报告 | " + "|" * 300 + "\n2023年01月19日 | " + "|" * 300 + "\n"
    found = report(text + prose(2022, "止戈镇"))
    assert (found.title, found.region_code) == ("洪雅县止戈镇2022年政府信息公开工作年度报告", "511423")


def test_a_bureau_without_its_place_is_not_the_province_s_that_the_text_mentions() -> None:
    calls = "2720件热线,其中青海省热线98件。\n"
    found = report("政务服务中心2020年政府信息公开工作年度报告\n" + calls + prose(2020, "政务服务中心"))
    assert (found.region_code, found.authority_name) == ("000000", "政务服务中心")
    found = report("民政厅2020年政府信息公开工作年度报告\n按照青海省人民政府要求编制。\n" + prose(2020, "我厅"))
    assert found.region_code == "630000"


def test_who_made_a_rule_on_disclosure_does_not_report_by_it() -> None:
    by = "本报告根据《贵州省政府信息公开暂行规定》编制。"
    assert opened(by).authority_name == "未能确定"


def test_a_site_may_be_a_committee_s() -> None:
    found = opened("欢迎进入铜仁市高新区管委会政府网站\n本报告根据条例编制。")
    assert (found.authority_id, found.authority_kind) == ("520600-高新区管理委员会", "other")


@pytest.mark.parametrize(
    ("opening", "authority_id"),
    [
        ("按照《2017年浙江省政务公开工作要点》编制。可直接与丽水市人民政府办公室政府信息公开中心联系。", "331100-government"),
        ("按照《内蒙古自治区政务公开领导小组关于印发2021年政务公开工作要点的通知》以及巴彦淖尔市政务公开领导小组有关部署要求编制。"
         "乌拉特前旗政府网站登载本报告。", "150823-government"),
    ],
)  # fmt: skip
def test_who_issues_plans_of_work_is_not_the_territory_that_reports(opening: str, authority_id: str) -> None:
    assert opened(opening, us="我市").authority_id == authority_id


def test_a_sub_district_office_that_gives_no_name_is_known_by_whom_to_ask() -> None:
    found = opened("请与常州市钟楼区南大街街道综合办公室联系。2016年,街道办事处深入贯彻条例。", us="本街道")
    assert found.authority_id == "320404-南大街街道"


def test_a_title_below_links_to_earlier_reports_is_the_page_s() -> None:
    links = "坭陂镇2019年政府信息公开工作年度报告\n坭陂镇2018年政府信息公开工作年度报告\n"
    found = read(links + "兴宁市坭陂镇人民政府2020年政府信息公开工作年度报告\n" + prose(2020, "坭陂镇"))
    assert found.report is not None
    assert (found.report.report_year, found.report.title) == (
        2020,
        "兴宁市坭陂镇人民政府2020年政府信息公开工作年度报告",
    )


def test_the_page_s_head_tells_its_title_from_links_around_it() -> None:
    lines = "坭陂镇2020年政府信息公开工作年度报告\n坭陂镇2019年政府信息公开工作年度报告\n"
    found = read(lines + prose(2020, "坭陂镇"), title="坭陂镇2020年政府信息公开工作年度报告-兴宁市人民政府门户网站")
    assert found.report is not None
    assert found.report.report_year == 2020


@pytest.mark.parametrize(
    "opening",
    [
        "本报告依据条例要求,由桐浦街道办事处结合有关统计数据编制。所列数据自2023年1月1日起至2023年12月31日止。",
        "按照上级要求,由桐浦街道办事处综合各科室情况编制本报告。统计期限自2023年1月1日起至2023年12月31日止。",
    ],
)
def test_by_whom_a_report_is_drawn_up_is_no_part_of_the_name(opening: str) -> None:
    found = report(opening + "\n" + prose(2023, "我街道"))
    assert found.authority_name == "桐浦街道"


def test_one_bureau_has_one_id_whichever_way_it_is_called() -> None:
    titles = ("江岸区市场监管局", "江岸区市监局", "江岸区市场监督管理局")
    found = {report(f"{name}2023年政府信息公开工作年度报告\n" + prose(2023, "我局")).authority_id for name in titles}
    assert found == {"420102-市场监督管理局"}


def test_an_office_whose_name_begins_with_general_is_named_in_full() -> None:
    assert opened("本报告由江岸区综合行政服务中心编制。").authority_name == "武汉市江岸区综合行政服务中心"


def test_the_address_of_a_site_before_a_name_is_no_part_of_it() -> None:
    found = opened(
        "example.com河包镇\n2016年政府信息公开工作年度报告\n并在县政府门户网站的专栏进行了公开。", us="本单位"
    )
    assert found.authority_id == "500153-河包镇"


def test_words_before_a_county_s_government_are_not_the_name_of_a_county() -> None:
    found = opened("2016年政府信息公开工作年度报告\n全年信息已作梳理,并在县政府门户网站公开。")
    assert (found.authority_name, found.region_code) == ("未能确定", "000000")


def test_a_zone_is_where_its_name_begins_though_it_ends_in_the_name_of_another_place() -> None:
    found = report("奉化经济开发区滨海新区管委会\n政府信息公开工作2013年度报告\n" + prose(2013, "管委会"))
    assert found.region_code == "330283"


def test_the_office_of_a_ministry_that_acts_for_the_whole_country_belongs_to_the_nation() -> None:
    found = report("交通运输部海事局2015年政府信息公开工作年度报告\n" + prose(2015, "我局"))
    assert (found.authority_id, found.authority_level) == ("100000-交通运输部海事局", "national")


def test_the_offices_of_one_field_are_not_one_of_them() -> None:
    titles = ("大同市气象部门", "大同市气象局", "大同市各部门")
    ids = [report(f"{name}2023年政府信息公开工作年度报告\n" + prose(2023, "本部门")).authority_id for name in titles]
    assert ids[:2] == ["140200-气象部门", "140200-气象局"]
    assert ids[2].startswith("000000") or ids[2] == "140200-government"


def test_a_banner_has_its_code_by_the_name_that_people_use() -> None:
    found = report("西乌旗2021年政府信息公开工作年度报告\n" + prose(2021, "我旗"))
    assert (found.region_code, found.authority_name) == ("152526", "锡林郭勒盟西乌珠穆沁旗人民政府")


def test_a_report_that_was_agreed_upon_and_is_made_public_is_one() -> None:
    opening = "根据条例规定,《2020年度江岸区水务局信息公开工作年度报告》已经研究同意,现予公开发布。"
    found = report(opening + PERIOD.format(year=2020) + prose(2020, "我局"))
    assert (found.authority_id, found.report_year) == ("420102-水务局", 2020)
    asked = "《2020年度江岸区水务局信息公开工作年度报告》已经收悉,请予公开发布,并做好解读。"
    assert read(asked + "一、总体情况\n通过公示栏公开信息60条。\n").report is None


def test_what_a_report_is_about_is_named_without_the_verb_that_says_so() -> None:
    found = opened("本报告内容主要为伊犁哈萨克自治州人民政府2016年度的政府信息公开工作情况。")
    assert (found.authority_id, found.authority_level) == ("654000-government", "prefecture")


def test_a_kind_said_again_as_what_its_information_is_of_is_no_part_of_the_name() -> None:
    found = report("广州海关2015年海关政府信息公开年度报告\n" + prose(2015, "我关"))
    assert found.authority_name == "广州海关"


def test_a_column_of_a_site_that_is_called_a_centre_is_no_body() -> None:
    page = "首页 > 文章中心 > 正文\n城建规划局工作年度报告\n特向社会公布2016年度本级政府(机关)信息公开工作年度报告。\n"
    found = report(page + prose(2016, "我局"))
    assert found.authority_name == "未能确定"


def test_a_heading_that_quotes_a_paper_is_no_signature() -> None:
    text = (
        "2016年政府信息公开工作年度报告\n局主要领导亲自抓。\n"
        + prose(2016, "本单位")
        + "(三)《东城区2016年工作要点》落实情况\n"
    )
    assert report(text + PERIOD.format(year=2016)).authority_name == "未能确定"


def test_a_zone_that_names_none_but_its_own_site_is_known_by_it() -> None:
    text = "2016年政府信息公开工作年度报告\n开发区公开工作由管委会领导。主要依靠全市统一平台和南京经济技术开发区网站开展。\n"
    found = report(text + prose(2016, "我区").replace("全区", "开发区"))
    assert (found.authority_name, found.region_code) == ("南京经济技术开发区", "320100")


@pytest.mark.parametrize(
    ("opening", "authority_id"),
    [
        ("名称 江岸区财政局2016年政府信息公开工作年度报告\n", "420102-财政局"),
        ("现编制形成了《江岸区财政局2016年政府信息公开工作年度报告》。", "420102-财政局"),
        ("一、总体情况\n江岸区财政局2016年度全年共主动公开各类政府信息143条。\n", "420102-财政局"),
        ("武汉市江岸区人民政府机关2016年政府信息公开工作年度报告\n", "420102-government"),
    ],
)
def test_a_body_is_known_by_its_label_its_own_paper_and_what_it_did(opening: str, authority_id: str) -> None:
    assert opened(opening).authority_id == authority_id


def test_the_city_s_bureau_of_civil_affairs_is_not_one_of_citizens() -> None:
    found = opened("市民政局2016年政府信息公开工作年度报告\n来源:武汉市民政局\n", us="我局")
    assert (found.authority_id, found.authority_name) == ("420100-民政局", "武汉市民政局")


def test_a_township_is_known_by_the_address_that_it_gives() -> None:
    text = "请与本单位受理机构联系,地址:浙江省永嘉县溪下乡人民政府党政综合办公室。2016年在永嘉县政府信息公开网站公开。"
    assert opened(text, us="我乡").authority_name == "温州市永嘉县溪下乡人民政府"


def test_an_office_that_answers_for_its_government_is_not_the_one_that_reports() -> None:
    text = "可在随县人民政府门户网站下载。如有疑问,请与随县政务服务和大数据管理局联系。督促全县各行政机关公开。"
    found = report(text + PERIOD.format(year=2016) + prose(2016, "本单位"))
    assert found.authority_id == "421321-government"


def test_a_zone_called_by_its_kind_is_known_by_the_name_given_in_full() -> None:
    text = "现公布经开区2016年政府信息公开工作年度报告。请与经开区办公室联系(地址:安顺经济技术开发区迎宾路34号)。"
    found = opened(text)
    assert (found.authority_name, found.region_code) == ("安顺经济技术开发区", "520400")


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("河北雄安新区管理委员会", "130000", "other"),
        ("西咸新区沣东新城管理委员会", "610000", "other"),
        ("陕西省西咸新区开发建设管理委员会", "610000", "other"),
        ("郑东新区管理委员会", "410100", "other"),
        ("雄安新区容城县人民政府", "130629", "government"),
        ("黄河水利委员会", "100000", "department"),
    ],
)
def test_a_zone_that_bears_no_place_s_name_is_where_the_seeds_say(name: str, code: str, kind: str) -> None:
    found = report(f"{name}2021年政府信息公开工作年度报告\n" + statutory(2021, "本单位"))
    assert (found.region_code, found.authority_kind) == (code, kind)
    assert "新区" not in name or kind == "government" or "新区" in found.authority_name


def test_a_zone_called_by_its_kind_alone_is_not_the_province_s() -> None:
    assert opened("现公布经开区2016年政府信息公开工作年度报告。按照贵州省要求编制。").region_code == "000000"


def test_a_city_whose_demands_a_report_follows_is_not_the_one_that_reports() -> None:
    text = "根据江苏省、常州市有关政府信息公开工作要求编制。市政府办公室坚持公开。"
    found = report(text + PERIOD.format(year=2016) + prose(2016, "本单位"))
    assert found.region_code == "000000"


def test_a_sentence_of_a_short_page_is_no_trail() -> None:
    found = report("2016年政府信息公开工作年度报告\n进一步健全完善横山镇信息公开工作机制。\n" + prose(2016, "我镇"))
    assert "健全" not in found.authority_name


def test_the_city_s_office_of_government_services_is_not_one_of_works() -> None:
    found = opened(
        "市政务服务和大数据管理局2016年政府信息公开工作年度报告\n来源:咸宁市政务服务和大数据管理局\n", us="我局"
    )
    assert found.authority_name == "咸宁市政务服务和大数据管理局"


def test_what_was_received_is_no_subject() -> None:
    text = "现就江岸区司法局2016年政务公开年度工作情况报告如下:2016年,收到以市政府为被告的案件。"
    assert opened(text).authority_id == "420102-司法局"


def test_words_that_lead_up_to_a_township_of_a_county_are_no_part_of_its_name() -> None:
    found = opened("全文包括临河区狼山镇政府信息公开总体情况和存在的问题。")
    assert (found.authority_name, found.region_code) == ("巴彦淖尔市临河区狼山镇人民政府", "150802")


def test_the_office_of_a_township_s_government_is_the_township() -> None:
    found = opened("如有疑问,请与临河区狼山镇人民政府办公室联系。")
    assert (found.authority_kind, found.authority_name) == ("township", "巴彦淖尔市临河区狼山镇人民政府")


def test_the_name_that_the_first_part_begins_with_is_who_reports() -> None:
    text = "根据《中华人民共和国政府信息公开条例》要求编制本年度报告。\n一、总体情况\n江岸区住房和城市更新局按照要求开展工作。"
    assert opened(text).authority_name == "武汉市江岸区住房和城市更新局"


def test_the_office_of_a_commission_is_the_commission() -> None:
    text = "如对本年度报告有疑问,请与海南省卫生健康委员会办公室联系(地址:海府路38号)。"
    assert opened(text).authority_name == "海南省卫生健康委员会"


def test_whom_to_ask_ends_at_a_semicolon_too() -> None:
    text = "结合2016年某街道各科室信息公开情况编制。如有疑问,请联系:武汉市江岸区人民政府车站街道办事处;电话:82811111。"
    assert opened(text).authority_name == "武汉市江岸区车站街道办事处"


def test_a_zone_that_calls_itself_by_its_kind_is_not_named_by_the_words_that_bid_one_ask_it() -> None:
    text = "现公布经济开发区2016年政府信息公开工作年度报告。如有疑问,请与经济开发区管委会办公室联系。"
    assert "请与" not in opened(text).authority_name


def test_a_government_whose_report_draws_on_its_offices_is_named_without_them() -> None:
    found = opened("本报告以东城区人民政府和各街道、委办局的政府信息公开工作年度报告为基础。", us="本区")
    assert (found.authority_kind, found.region_code) == ("government", "110101")


def test_a_place_that_is_said_twice_is_one() -> None:
    found = opened("如有疑问,请与突泉县突泉县人民政府办公室联系。", us="我县")
    assert (found.authority_kind, found.region_code) == ("government", "152224")
