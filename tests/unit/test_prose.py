"""What holds for prose whatever it speaks of: places, reasons, the overview, and its agreement with itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_reading import HEADINGS, LEXICON, reading, stated, under

from extraction import prose, sections
from extraction.normalise import Normalised, normalise
from extraction.vocabulary import load

REPORT = """青山区2015年政府信息公开工作报告
一、概述
2015年,全区有序推进政府信息公开,举办培训3次,受理热线来电350件,网站访问量12万次。
二、主动公开政府信息情况
主动公开政府信息1942条,其中规范性文件8条,占0.4%。比上年增加120条。
三、依申请公开政府信息情况
收到申请4件,其中当面申请1件,占25%;信函申请3件。全部办结。
四、行政复议、行政诉讼情况
没有发生行政复议;行政诉讼1件,驳回起诉。
五、存在的问题
2016年力争公开2000条。
"""


def explained(text):
    outline = sections.outline(text, (), LEXICON.headings)
    return prose.read_prose(
        Normalised(text, None, "hans"), text, outline, (), LEXICON, 2015, "narrative_2008", "清河市青山区人民政府", True
    )


def test_an_observation_quotes_the_sentence_it_was_read_from():
    for observation in reading(REPORT).observations:
        assert REPORT[observation.char_start : observation.char_end] == observation.quote
        assert observation.quote.strip() == observation.quote
        assert observation.value_printed in observation.quote or observation.value_state == "stated_none"


def test_a_share_stays_with_its_count():
    shares = {o.item or o.channel: o.share_printed for o in reading(REPORT).observations if o.share_printed is not None}
    assert {key: str(share) for key, share in shares.items()} == {"normative_document": "0.4", "in_person": "25"}


def test_every_number_is_read_or_turned_away_by_a_named_rule():
    rules = {REPORT[r.char_start : r.char_end]: (r.rule, r.is_read) for r in explained(REPORT).remarks}
    assert rules["1942"] == ("prose.disclosures.total", True)
    assert rules["120"] == ("refuse.change", False)
    assert rules["350"] == ("refuse.hotline", False)
    assert rules["25%"] == ("refuse.percentage", False)
    assert rules["2000"] == ("refuse.part_not_read", False)
    assert reading(REPORT).issues == ()


def test_explaining_changes_nothing_that_is_read():
    assert explained(REPORT).observations == reading(REPORT).observations


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(REPORT.splitlines()[1:]), max_size=14))
def test_any_order_of_sentences_is_read_the_same_with_and_without_explaining(lines):
    text = "\n".join(lines)
    assert stated(explained(text)) == stated(reading(text))


@pytest.mark.parametrize("first", ["发生行政复议2件", "收到政府信息公开申请2件", "主动公开信息2条"])
@pytest.mark.parametrize("way", ["公示栏", "网站", "微博", "报刊", "政府公报", "显示屏"])
def test_what_stands_first_in_a_sentence_breaks_no_count_of_another_matter(first, way):
    text = f"{HEADINGS['disclosures']}\n{first},其中主动公开信息94条,{way}公开信息5条。\n"
    assert reading(text).observations


def test_a_counted_number_that_no_rule_knows_is_reported():
    read = reading(f"{HEADINGS['applications']}\n全年转交其他单位3件。\n")
    (issue,) = read.issues
    assert (issue.kind, issue.quote) == ("prose.unread_number", "全年转交其他单位3件。")


def test_answers_give_way_to_what_was_concluded_and_stay_on_record():
    read = reading(f"{HEADINGS['applications']}\n答复19件,办结18件。\n")
    assert [(str(o.value), o.is_selected) for o in read.observations if o.measure == "processed"] == [
        ("19", False),
        ("18", True),
    ]


def test_a_clause_on_applications_leaves_the_count_of_cases_before_it_alone():
    text = "其中通过信函提出两件,裁判驳回5件,引发行政诉讼2件,通过网站发布信息3240条。已按要求公开。结果为驳回起诉。"
    assert "granted" not in under("cases", text)


def test_masked_text_is_not_read():
    text = f"{HEADINGS['applications']}\n收到申请4件。\n"
    start = text.index("收到")
    outline = sections.outline(text, (), LEXICON.headings)
    read = prose.read_prose(
        Normalised(text, None, "hans"), text, outline, ((start, start + 7),), LEXICON, 2015, "narrative_2008", "", False
    )
    assert read.observations == ()


def test_rows_of_tables_are_no_sentences():
    assert under("applications", "收到申请数\t件\t4") == ""


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "2022年,市政府网站发布政府信息共17076条。微信公众号共发布信息1193条。",
            "information@website=17076 information@wechat=1193",
        ),
        (
            "全年共收到政府信息公开申请58件,因政府信息公开引起行政复议22件、行政诉讼1件。",
            "litigation=1 received=58 reconsideration=22",
        ),
        ("主动公开286件,办结依申请公开38件,收到建议提案143件,市长热线702条。", "information=286 processed=38"),
        (
            "(一)主动公开。门户网站公开信息1,024条。(二)依申请公开。收到申请5件,均按时答复。(三)管理。清理规范性文件30件。",
            "information@website=1024 processed=5 received=5",
        ),
        (
            "制发行政规范性文件12件,废止3件,现行有效45件。",
            "created.normative_document=12 in_force.normative_document=45 repealed.normative_document=3",
        ),
        (
            "共收到政府信息公开申请 12 件,其中自然人 10 件。已办结 12 件,其中予以公开 5 件。结转下年度 0 件。",
            "carried_out=0 granted=5 processed=12 received:natural_person=10 received=12",
        ),
        ("受理办件3000件,办结2998件,受理群众来信35件,培训120人次。", ""),
        ("行政复议机构受理各类行政复议案件96件,维持58件,均与政府信息公开无关。", ""),
    ],
)
def test_the_overview_is_read_where_it_says_all_by_itself(text, statements):
    read = under("overview", text, 2022, "statutory_2021", "清河市人民政府")
    assert read == " ".join(sorted(statements.split()))


def test_a_report_without_any_heading_is_read_as_an_overview():
    text = "2015年,我局主动公开政府信息96条。没有收到政府信息公开申请,没有因政府信息公开引起的行政复议和行政诉讼。"
    assert stated(reading(text)) == "information=96 litigation=0 received=0 reconsideration=0"


def test_a_sentence_without_end_is_reported_and_not_read():
    text = f"{HEADINGS['disclosures']}\n{'公开各类文件、' * 20000}共3条"
    read = reading(text)
    assert read.observations == ()
    assert [issue.kind for issue in read.issues] == ["prose.unread_number"]


def test_a_row_of_figures_without_units_is_no_sentence():
    assert under("applications", "一、本年新收政府信息公开申请数量 58 7 0 0 1 0 66") == ""


def test_a_share_in_brackets_does_not_part_a_count_from_what_is_said_of_it():
    text = "三、依申请公开情况\n全年收到申请5件（占50%）,均已按期答复。接待查阅30人次（占12.5%）。"
    normal = normalise(text, load().script)
    outline = sections.outline(normal.text, (), LEXICON.headings)
    found = prose.read_prose(normal, text, outline, (), LEXICON, 2015, "narrative_2008", "清河市青山区人民政府", True)
    facts = {o.measure: (o.value, o.share_printed) for o in found.observations}
    assert facts["received"] == (5, 50) and facts["processed"][0] == 5
    turned_away = [text[r.char_start : r.char_end] for r in found.remarks if r.rule == "refuse.percentage"]
    assert turned_away == ["50", "12.5"]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("applications", "受理政府信息公开申请-3件。"),
        ("applications", "受理政府信息公开申请 −3件。"),
        ("disclosures", "主动公开政府信息2,3456条。"),
        ("disclosures", "主动公开政府信息1200.5条。"),
    ],
)
def test_a_number_that_no_count_can_be_is_reported_and_not_read(section, text):
    read = reading(f"{HEADINGS[section]}\n{text}\n")
    assert not read.observations
    assert [issue.kind for issue in read.issues] == ["prose.unread_number"]


def test_a_second_figure_of_one_fact_in_a_sentence_is_kept_beside_the_first():
    read = reading(f"{HEADINGS['disclosures']}\n主动公开信息500条,主动公开信息600条。\n")
    assert [int(o.value or 0) for o in read.observations] == [500, 600]
