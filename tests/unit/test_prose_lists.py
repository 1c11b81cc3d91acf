"""Lists of classes in prose: in any punctuation, over lines, in brackets, in turn, summed up; and what is no such list."""

import pytest
from prose_reading import under

from extraction.prose.lists import is_of_class
from extraction.prose.names import ClassNames, topic
from extraction.vocabulary import seed_rows


def stated_in(text, **options):
    return under("disclosures", text, **options)


def words(text):
    return " ".join(sorted(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "主动公开信息300条,其中机构职责15条、政策法规20条、工作动态265条。",
        "主动公开信息300条。其中:机构职责15条;政策法规20条;工作动态265条。",
        "主动公开信息300条,机构职责15条,政策法规20条,工作动态265条。",
        "主动公开信息300条,具体为:机构职责15条、政策法规20条、工作动态265条。",
        "主动公开信息300条,公开率100%,主要内容有:机构职责15条,政策法规20条,工作动态265条。",
        "主动公开信息300条。从内容看,机构职责15条、政策法规20条、工作动态265条。",
        "主动公开信息300条。从信息类别看,主要包括:机构职责类15条,占5%;政策法规类20条,占6.7%;工作动态类265条。",
        "主动公开信息300条。按类别分:机构职责占5%,15条;政策法规占6.7%,20条;工作动态占88.3%,265条。",
        "主动公开信息300条。其中:1.机构职责15条;2.政策法规20条;3.工作动态265条。",
        "主动公开信息300条,具体分类为:(1)机构职责:15条;(2)政策法规:20条;(3)工作动态:265条。",
        "主动公开信息300条,包括机构职责(15条)、政策法规(20条)、工作动态(265条)。",
        "主动公开信息300条。公开内容:机构职责、政策法规、工作动态分别为15条、20条和265条。",
        "主动公开信息300条,其中机构职责15条,政策法规20条,其余265条为工作动态。",
        "主动公开信息300条。公开的信息按条例分类如下:\n机构职责15条\n政策法规20条\n工作动态265条",
        "主动公开信息300条。\n1、机构职责 15条;\n2、政策法规 20条;\n3、工作动态 265条。",
        "主动公开信息300条。\n1.机构职责:15条;\n2.政策法规:20条;\n3.工作动态:265条。",
        "主动公开信息300条。从类别看,工作动态类最多,共265条;其次是政策法规类,为20条;机构职责类15条。",
        "机构职责15条、政策法规20条、工作动态265条,共计300条。",
        "主动公开信息300条。其中,机构职责类15条,政策法规类20,工作动态类265条。",
        "主动公开信息3大类、12小类,共300条。其中,机构职责类15条,政策法规相关为20条,工作动态类265条。",
        "主动公开信息300条。在主动公开的信息中,涉及机构职责的信息15条,涉及各类政策法规的信息20条,工作动态类265条。",
        "(一)公开数量。主动公开信息300条。\n(二)公开的内容\n机构职责15条,政策法规20条,工作动态265条。",
    ],
)
def test_a_list_of_classes_is_read_in_every_punctuation(text):
    assert stated_in(text) == words(
        "information=300 information#机构职责=15 information#政策法规=20 information#工作动态=265"
    )


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "主动公开信息90条,其中教育收费20条、行政许可信息30条、财政资金信息25条、监督评估15条。",
            "information=90 information#教育收费=20 information#行政许可信息=30 information#财政资金信息=25 information#监督评估=15",
        ),
        (
            "主动公开信息90条。其中,“三公”经费类20条,政策解读类30条,科技、教育类40条。",
            "information=90 information#“三公”经费=20 information#政策解读=30 information#科技、教育=40",
        ),
        (
            "主动公开信息90条,其中规范性文件20条、工作动态30条、其他信息40条。",
            "information=90 information#规范性文件=20 information#工作动态=30 information#其他信息=40 normative_document=20",
        ),
        (
            "公开土地出让公告类信息29条、矿业权公告类信息4条。",
            "information#土地出让公告=29 information#矿业权公告=4",
        ),
        (
            "公开的主要类别有:政策法规类30条,规划计划类20条。",
            "information#政策法规=30 information#规划计划=20",
        ),
        (
            "门户网站发布信息90条,其中要闻动态30条、通知公告20条、办事指南40条。",
            "information@website=90 information#要闻动态=30 information#通知公告=20 information#办事指南=40",
        ),
    ],
)
def test_a_class_may_bear_the_name_of_anything(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "主动公开信息90条。按公开方式分:政府网站50条、政务微博30条、其他10条。",
            "information=90 information@website=50 information@weibo=30 information@other=10",
        ),
        (
            "主动公开信息90条。\n(二)公开渠道。政府网站50条、政务微信30条、其他10条。",
            "information=90 information@website=50 information@wechat=30 information@other=10",
        ),
        ("主动公开信息90条,其中区级部门50条、镇街30条、区政府办公室10条。", "information=90"),
        ("主动公开信息90条,其中1月20条、2月30条、3月40条。", "information=90"),
        ("主动公开信息90条。发布解读稿19篇,其中文字解读12篇、图片解读5篇、视频解读2篇。", "information=90"),
        ("主动公开信息90条。保密审查信息320条,其中涉密2条、敏感3条、普通315条。", "information=90"),
        ("主动公开信息90条。制定制度5项、方案3项、细则1项。", "information=90"),
        ("主动公开信息90条。办理人大建议12件、政协提案15件、来信20件。", "information=90"),
        ("主动公开信息90条。受理设备审核62件、竣工验收57件、气球升放8件。", "information=90"),
        (
            "主动公开信息90条,其中工作信息80条(政务动态70条、其他10条)、公告类10条。",
            "information=90 information#公告=10 information#工作信息=80 information#政务动态=70",
        ),
        ("机构职能类信息:全年公开58条。", ""),
        ("主动公开信息90条,其中公告类90条;民生服务58件。", "information=90 information#公告=90"),
        ("主动公开信息90条,其中政策法规、政府采购、人事信息等信息48条。", "information=90"),
    ],
)
def test_ways_bodies_months_and_doings_are_no_classes(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("其中综合政务类公开信息", "综合政务"),
        ("3.决策信息:", "决策信息"),
        ("“三公”经费类", "“三公”经费"),
        ("业务类占91.8%,", "业务"),
        ("涉及各类规划的信息", "规划"),
        ("法规文件相关为", "法规文件"),
        ("村务公开信息", "村务公开"),
        ("主要包括机构职能(", "机构职能"),
    ],
)
def test_the_name_of_a_class_is_freed_from_what_stands_around_it(text, name):
    assert topic(text) == name


@pytest.mark.parametrize(
    "words",
    ["通过市政府信息公开目录系统", "全文电子化的主动", "区级部门", "重点领域的", "信息", "其余", "3月", "解读稿"],
)
def test_doings_bodies_and_bare_words_name_no_class(words):
    assert not ClassNames.from_seeds(seed_rows).is_name(words)


def test_a_heading_may_speak_of_one_field_alone():
    assert is_of_class("财政预决算信息公开情况") and is_of_class("重点领域信息公开")
    assert not is_of_class("主动公开政府信息情况") and not is_of_class("政府信息公开情况")
    assert stated_in("(一)财政信息公开情况\n全年公开信息120条。") == ""


@pytest.mark.parametrize(
    "text",
    [
        "主动公开信息90条。新增的90条信息中,属于机构职能的12条,属于惠农资金的50条,属于应急管理的28条。",
        "主动公开信息90条,其中涉及机构职能方面的12条,关于惠农资金的50条,属于应急管理类的28条。",
        "公开信息90条,其中,有关机构职能的有12条,有关惠农资金的有50条,有关应急管理的有28条。",
    ],
)
def test_classes_that_a_count_belongs_to(text):
    stated = "information#应急管理=28 information#惠农资金=50 information#机构职能=12 information=90"
    assert under("disclosures", text) == stated


def test_the_mark_of_a_list_does_not_cut_its_name():
    text = "主动公开信息90条,其中:\n1.机构职能12条;\n2.财政预决算、涉农补贴、政府采购信息50条;\n3.应急管理28条。"
    assert "information#财政预决算、涉农补贴、政府采购信息=50" in under("disclosures", text).split()


@pytest.mark.parametrize(
    "text",
    [
        "主动公开信息40条,其中机构职能12条,惠农资金、应急管理各14条。",
        "主动公开信息40条,其中机构职能类12条,惠农资金和应急管理类各14条。",
        "主动公开信息40条。其中:机构职能12条;惠农资金类、应急管理类信息各14条。",
    ],
)
def test_classes_with_one_count_for_each_of_them(text):
    assert (
        under("disclosures", text)
        == "information#应急管理=14 information#惠农资金=14 information#机构职能=12 information=40"
    )


def test_a_class_that_says_where_its_name_ends_leaves_the_next_one_whole():
    text = "主动公开信息40条,其中机构职能类12条,惠农资金类、应急和人防类信息各14条。"
    assert "information#应急和人防=14" in under("disclosures", text).split()
