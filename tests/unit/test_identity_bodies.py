"""Whose report a page is: departments, townships, zones and others below or beside a government."""

from __future__ import annotations

import pytest
from identity_reading import Case, identity_of, opening, prose, statutory

REPORTS: dict[str, Case] = {
    "a department of a province": (
        "贵州省卫生健康委2022年政府信息公开工作年度报告\n" + statutory(2022, "我委"),
        2022,
        "520000",
        "department",
        "贵州省卫生健康委员会",
    ),
    "a department of a prefecture": (
        "哈尔滨市财政局2019年政府信息公开工作年度报告\n" + statutory(2019, "我局"),
        2019,
        "230100",
        "department",
        "哈尔滨市财政局",
    ),
    "a department of a district, its city above": (
        "遂宁市船山区民政局\n2016年政府信息公开工作年度报告\n" + prose(2016, "我局"),
        2016,
        "510903",
        "department",
        "遂宁市船山区民政局",
    ),
    "a department in short": (
        "吉林市卫健委2022年政府信息公开工作年度报告\n" + statutory(2022, "我委"),
        2022,
        "220200",
        "department",
        "吉林市卫生健康委员会",
    ),
    "a department with a relative name": (
        "市教育局2015年政府信息公开工作总结\n" + opening("宝鸡市教育局", 2015) + prose(2015, "我局"),
        2015,
        "610300",
        "department",
        "宝鸡市教育局",
    ),
    "a community": (
        "旌德县鸿门社区2022年政府信息公开工作年度报告\n" + statutory(2022, "我社区"),
        2022,
        "341825",
        "other",
        "宣城市旌德县鸿门社区",
    ),
    "a township, and what its office does with the work of all the town": (
        "引言\n本年报由崇明县港沿镇编制。\n一、概述\n镇党政办负责推进、指导、协调、监督全镇的政府信息公开工作。\n"
        + prose(2014, "本镇"),
        2014,
        "310230",
        "township",
        "上海市崇明县港沿镇人民政府",
    ),
    "a zone of which only the postcode's province is known": (
        "望虞经开区2023年政府信息公开工作年度报告\n如有疑问,请与望虞经开区党政办公室联系(邮编:215151)。\n"
        + statutory(2023, "开发区"),
        2023,
        "000000",
        "other",
        "望虞经开区",
    ),
    "a zone for business": (
        "本年报由永嘉三江商务区(街道)编制。\n永嘉三江商务区(街道)2014年政府信息公开工作年度报告\n"
        + prose(2014, "本单位"),
        2014,
        "330324",
        "other",
        "永嘉三江商务区",
    ),
    "a zone with the name of another city's district": (
        "2023年绍兴滨海新区政府信息公开工作年度报告\n" + statutory(2023, "滨海新区"),
        2023,
        "330600",
        "other",
        "绍兴滨海新区",
    ),
    "a department named by its signature": (
        "2013年度政府信息公开工作年度报告\n" + prose(2013, "我局") + "\n天长市水利局\n2014年3月6日",
        2013,
        "341181",
        "department",
        "天长市水利局",
    ),
    "a department named by the head's field": (
        "索引号:01234/2015-0001\n发布机构:宜昌市夷陵区审计局\n2014年政府信息公开年度报告\n" + prose(2014, "我局"),
        2014,
        "420506",
        "department",
        "宜昌市夷陵区审计局",
    ),
    "a department named by its contact": (
        "政府信息公开工作年度报告\n本报告所列数据自2016年1月1日至2016年12月31日。如有疑问,请与义乌市环境保护局办公室联系(地址:江东路1号)。\n"
        + prose(2016, "我局"),
        2016,
        "330782",
        "department",
        "义乌市环境保护局",
    ),
    "an office with duties of its own": (
        "黄石市人民政府外事侨务办公室2012年政府信息公开工作年度报告\n" + prose(2012, "我办"),
        2012,
        "420200",
        "department",
        "黄石市外事侨务办公室",
    ),
    "a tax bureau": (
        "国家税务总局绍兴市税务局2020年政府信息公开工作年度报告\n" + statutory(2020, "我局"),
        2020,
        "330600",
        "department",
        "绍兴市税务局",
    ),
    "a national tax bureau of old": (
        "贵港市国家税务局2014年政府信息公开工作年度报告\n" + prose(2014, "我局"),
        2014,
        "450800",
        "department",
        "贵港市国家税务局",
    ),
    "a customs house": (
        "湛江海关2018年政府信息公开工作年度报告\n" + prose(2018, "我关"),
        2018,
        "440800",
        "department",
        "湛江海关",
    ),
    "a ministry": (
        "财政部2013年政府信息公开工作年度报告\n" + prose(2013, "我部"),
        2013,
        "100000",
        "department",
        "财政部",
    ),
    "a ministry in short": (
        "国家卫生健康委2024年政府信息公开工作年度报告\n" + statutory(2024, "我委"),
        2024,
        "100000",
        "department",
        "国家卫生健康委员会",
    ),
    "a town": (
        "铜山县柳新镇2009年政府信息公开工作年度报告\n" + prose(2009, "我镇"),
        2009,
        "320323",
        "township",
        "徐州市铜山县柳新镇人民政府",
    ),
    "a town whose county only the trail names": (
        "当前位置:街镇 > 河包镇 > 政府信息公开年报\n河包镇2020年政府信息公开工作年度报告\n荣昌区政府信息公开网发布\n"
        + statutory(2020, "我镇"),
        2020,
        "500153",
        "township",
        "重庆市荣昌区河包镇人民政府",
    ),
    "a street office": (
        "双塔区前进街道2020年政府信息公开工作年度报告\n" + statutory(2020, "街道"),
        2020,
        "211302",
        "township",
        "朝阳市双塔区前进街道办事处",
    ),
    "a street office named like a city": (
        "广州市越秀区人民政府北京街道办事处2019年政府信息公开工作年度报告\n" + statutory(2019, "我街"),
        2019,
        "440104",
        "township",
        "广州市越秀区北京街道办事处",
    ),
    "a street office of a county-level city": (
        "和平街道办事处2020年政府信息公开工作年度报告\n依托梅河口市政府网站主动公开信息。\n" + statutory(2020, "我街"),
        2020,
        "220581",
        "township",
        "梅河口市和平街道办事处",
    ),
    "a township of a nationality": (
        "马关县古林箐乡人民政府2018年政府信息公开年度报告\n" + prose(2018, "我乡"),
        2018,
        "532625",
        "township",
        "文山壮族苗族自治州马关县古林箐乡人民政府",
    ),
    "a development zone": (
        "芜湖经济技术开发区管委会2017年政府信息公开工作年度报告\n" + prose(2017, "我区"),
        2017,
        "340200",
        "other",
        "芜湖经济技术开发区管理委员会",
    ),
    "a zone within a district": (
        "番禺经济技术开发区管委会2024年政府信息公开工作年度报告\n广州市番禺区\n" + statutory(2024, "管委会"),
        2024,
        "440113",
        "other",
        "番禺经济技术开发区管理委员会",
    ),
    "a park under a county": (
        "郯城县电子产业园2018年度政府信息公开工作年度报告\n" + prose(2018, "园区"),
        2018,
        "371322",
        "other",
        "临沂市郯城县电子产业园",
    ),
    "a university": (
        "河海大学2016年信息公开工作年度报告\n江苏省南京市\n" + prose(2016, "我校"),
        2016,
        "320100",
        "other",
        "河海大学",
    ),
    "a ministry in full": (
        "中华人民共和国司法部2009年政府信息公开工作年度报告\n" + prose(2009, "我部"),
        2009,
        "100000",
        "department",
        "司法部",
    ),
    "a branch of the central bank": (
        "中国人民银行宜昌市中心支行2015年政府信息公开工作年度报告\n" + prose(2015, "我行"),
        2015,
        "420500",
        "department",
        "宜昌市中心支行",
    ),
    "a field office of one ministry": (
        "中国证监会江苏监管局2014年政府信息公开工作年度报告\n" + prose(2014, "我局"),
        2014,
        "320000",
        "department",
        "江苏监管局(中国证券监督管理委员会)",
    ),
    "a field office of another": (
        "中国银监会江苏监管局2014年政府信息公开工作年度报告\n" + prose(2014, "我局"),
        2014,
        "320000",
        "department",
        "江苏监管局(中国银行业监督管理委员会)",
    ),
    "a department of a city of 兵团": (
        "新疆生产建设兵团第一师阿拉尔市教育局2018年政府信息公开工作年度报告\n" + prose(2018, "我局"),
        2018,
        "659002",
        "department",
        "阿拉尔市教育局",
    ),
    "a department named by its letterhead": (
        "鹿邑县发展和改革委员会文件\n鹿发改〔2014〕3号\n关于上报2013年政府信息公开工作报告的报告\n县政府办公室:\n"
        + prose(2013, "我委"),
        2013,
        "411628",
        "department",
        "周口市鹿邑县发展和改革委员会",
    ),
    "a town named by a field beside another": (
        "溧阳市人民政府网站\n2018年政府信息公开工作年度报告\n来源:竹箦镇 发布日期:2019-01-18\n" + prose(2018, "我镇"),
        2018,
        "320481",
        "township",
        "溧阳市竹箦镇人民政府",
    ),
    "two departments together": (
        "益阳市赫山区水利局、赫山区农业局2014年政府信息公开工作年度报告\n" + prose(2014, "我局"),
        2014,
        "430903",
        "department",
        "益阳市赫山区水利局",
    ),
    "a department of two duties": (
        "天长市教育、体育局2018年政府信息公开工作年度报告\n" + prose(2018, "我局"),
        2018,
        "341181",
        "department",
        "天长市教育、体育局",
    ),
}


@pytest.mark.parametrize("case", REPORTS.values(), ids=REPORTS)
def test_the_report_of_any_other_body_is_known_by_authority_and_year(case: Case) -> None:
    text, *expected = case
    assert identity_of(text) == tuple(expected)
