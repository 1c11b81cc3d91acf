"""Whose report a page is, of which year, and whether it is one at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.documents import Document
from extraction.identity import Identified, Places, identify
from extraction.normalise import Script, normalise
from extraction.vocabulary import seed_rows

SHARED = Path(__file__).parents[2].parent / "shared" / "reports"
PLACES = Places.from_seeds(seed_rows)
SCRIPT = Script.from_seeds(seed_rows)


def read(text: str, name: str = "page.txt", chrome: tuple[tuple[int, int], ...] = (), **metadata: str) -> Identified:
    document = Document(text=text, media_type="text/plain", metadata=metadata, chrome=chrome)
    return identify(name, document, normalise(text, SCRIPT), PLACES)


def prose(year: int, us: str) -> str:
    """A short report in the form of 2008-2018, which speaks of itself as `us`."""
    return (
        f"一、概述\n{year}年,{us}依法做好公开工作,制度逐步健全。\n"
        f"二、主动公开政府信息情况\n{us}全年主动公开政府信息86条,其中网站公开70条。\n"
        f"三、依申请公开情况\n{us}全年收到申请4件,均已答复。\n"
        f"四、行政复议和行政诉讼情况\n全年没有发生。\n"
        f"五、存在的主要问题和改进措施\n{us}公开的及时性尚有不足,下一步将继续完善。\n"
    )


def statutory(year: int, us: str) -> str:
    """A report in the form of 2021, its tables flattened to text."""
    return (
        f"一、总体情况\n{year}年,{us}落实条例要求,主动公开信息52条。\n"
        "二、主动公开政府信息情况\n第二十条第(一)项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t3\n"
        "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2\n"
        "四、政府信息公开行政复议、行政诉讼情况\n0\t0\t0\t0\t0\n"
        f"五、存在的主要问题及改进情况\n{us}将加强培训。\n六、其他需要报告的事项\n无。\n"
    )


OPENING = (
    "根据《中华人民共和国政府信息公开条例》,特向社会公布{body}{year}年政府信息公开工作年度报告。"
    "数据统计期限自{year}年1月1日起至{year}年12月31日止。\n"
)


def opening(body: str, year: int) -> str:
    return OPENING.format(body=body, year=year)


# text, year, region code, kind, full name
REPORTS = {
    "a province": (
        "浙江省人民政府2012年政府信息公开工作年度报告\n" + prose(2012, "我省"),
        2012,
        "330000",
        "government",
        "浙江省人民政府",
    ),
    "a municipality": (
        "上海市2006年政府信息公开年度报告\n" + prose(2006, "本市"),
        2006,
        "310000",
        "government",
        "上海市人民政府",
    ),
    "an autonomous region": (
        "2015年广西壮族自治区政府信息公开工作年度报告\n" + prose(2015, "全区"),
        2015,
        "450000",
        "government",
        "广西壮族自治区人民政府",
    ),
    "a prefecture": (
        "曲靖市人民政府办公室\n2016年政府信息公开工作年度报告\n" + prose(2016, "我市"),
        2016,
        "530300",
        "government",
        "曲靖市人民政府",
    ),
    "a prefecture before its new name": (
        "襄樊市2009年政府信息公开工作年度报告\n" + prose(2009, "我市"),
        2009,
        "420600",
        "government",
        "襄樊市人民政府",
    ),
    "an autonomous prefecture in short": (
        "恩施州2017年度政府信息公开工作报告\n" + prose(2017, "全州"),
        2017,
        "422800",
        "government",
        "恩施土家族苗族自治州人民政府",
    ),
    "a league": (
        "锡林郭勒盟行政公署2013年政府信息公开工作年度报告\n" + prose(2013, "全盟"),
        2013,
        "152500",
        "government",
        "锡林郭勒盟行政公署",
    ),
    "a district": (
        "武汉市江岸区人民政府2018年政府信息公开工作年度报告\n" + prose(2018, "我区"),
        2018,
        "420102",
        "government",
        "武汉市江岸区人民政府",
    ),
    "a district whose office writes": (
        "2019年政府信息公开工作年度报告\n本报告由成都市武侯区人民政府办公室根据条例要求编制。\n"
        + statutory(2019, "我区"),
        2019,
        "510107",
        "government",
        "成都市武侯区人民政府",
    ),
    "a county that is now a district": (
        "洪泽县2015年政府信息公开工作年度报告\n" + prose(2015, "我县"),
        2015,
        "320829",
        "government",
        "淮安市洪泽县人民政府",
    ),
    "a district after the recoding": (
        "淮安市洪泽区2016年政府信息公开工作年度报告\n" + prose(2016, "我区"),
        2016,
        "320813",
        "government",
        "淮安市洪泽区人民政府",
    ),
    "a district before it was merged": (
        "杭州市下城区2019年政府信息公开工作年度报告\n" + statutory(2019, "我区"),
        2019,
        "330103",
        "government",
        "杭州市下城区人民政府",
    ),
    "a city that became a district": (
        "即墨市2016年政府信息公开年度报告\n" + prose(2016, "全市"),
        2016,
        "370282",
        "government",
        "即墨市人民政府",
    ),
    "莱芜 in its last year as a city": (
        "莱芜市人民政府2018年政府信息公开工作年度报告\n" + prose(2018, "我市"),
        2018,
        "371200",
        "government",
        "莱芜市人民政府",
    ),
    "塘沽 before 滨海新区": (
        "塘沽区2008年政府信息公开工作年度报告\n" + prose(2008, "我区"),
        2008,
        "120107",
        "government",
        "天津市塘沽区人民政府",
    ),
    "浦东新区": (
        "上海市浦东新区人民政府2014年政府信息公开工作年度报告\n" + prose(2014, "新区"),
        2014,
        "310115",
        "government",
        "上海市浦东新区人民政府",
    ),
    "a county-level city of 兵团": (
        "新疆生产建设兵团第八师石河子市2021年政府信息公开工作年度报告\n" + statutory(2021, "师市"),
        2021,
        "659001",
        "government",
        "石河子市人民政府",
    ),
    "an autonomous county in short": (
        "玉屏县2018年政府信息公开工作年度报告\n" + prose(2018, "我县"),
        2018,
        "520622",
        "government",
        "铜仁市玉屏侗族自治县人民政府",
    ),
    "朝阳区 told apart by its city": (
        "朝阳区2014年政府信息公开工作年度报告\n按照长春市人民政府的要求编制。\n" + prose(2014, "我区"),
        2014,
        "220104",
        "government",
        "长春市朝阳区人民政府",
    ),
    "鼓楼区 told apart by the site's trail": (
        "首页 > 徐州市鼓楼区人民政府 > 政府信息公开\n鼓楼区2017年政府信息公开工作年度报告\n" + prose(2017, "我区"),
        2017,
        "320302",
        "government",
        "徐州市鼓楼区人民政府",
    ),
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
    "a university": (
        "河海大学2016年信息公开工作年度报告\n江苏省南京市\n" + prose(2016, "我校"),
        2016,
        "320100",
        "other",
        "河海大学",
    ),
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
    "Traditional": (
        "深圳市羅湖區2017年政府資訊公開工作年度報告\n" + opening("羅湖區", 2017) + prose(2017, "我區"),
        2017,
        "440303",
        "government",
        "深圳市罗湖区人民政府",
    ),
}

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
        "no_evidence",
    ),
    "a title and nothing else": ("射阳县2016年政府信息公开工作年度报告\n附件下载\n", "no_evidence"),
    "a budget": ("2020年部门预算公开\n收入预算1200万元,支出预算1200万元。\n", "no_evidence"),
}


@pytest.mark.parametrize("case", REPORTS.values(), ids=REPORTS)
def test_a_report_is_known_by_authority_and_year(case: tuple[str, int, str, str, str]) -> None:
    text, year, region, kind, name = case
    found = read(text)
    assert found.report is not None, found.rejection_detail
    report = found.report
    assert (report.report_year, report.region_code, report.authority_kind, report.authority_name) == (
        year,
        region,
        kind,
        name,
    )


@pytest.mark.parametrize("case", NO_REPORTS.values(), ids=NO_REPORTS)
def test_what_is_no_report_is_rejected_with_its_reason(case: tuple[str, str]) -> None:
    text, reason = case
    found = read(text)
    assert found.report is None
    assert found.rejection == f"not_a_report.{reason}"
    assert found.rejection in {row["code"] for row in seed_rows("rejections")}
    assert found.rejection_detail
