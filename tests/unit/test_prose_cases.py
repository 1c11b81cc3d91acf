"""Cases in prose: reconsideration and litigation, each by its results."""

import pytest
from prose_reading import under


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "因政府信息公开申请行政复议3件,其中维持2件,撤销1件;提起行政诉讼2件,均驳回。",
            "litigation/upheld=2 litigation=2 reconsideration/corrected=1 reconsideration/upheld=2 reconsideration=3",
        ),
        (
            "发生行政诉讼12件,其中驳回诉讼请求7件,裁定驳回起诉1件,确认违法1件,责令重新答复1件,撤诉1件,正在审理1件。",
            "litigation/corrected=2 litigation/other=1 litigation/pending=1 litigation/upheld=8 litigation=12",
        ),
        ("收到行政复议案件1件,维持。行政诉讼0件。", "litigation=0 reconsideration/upheld=1 reconsideration=1"),
        ("共有3件信息公开行政诉讼案件,法院均作出驳回起诉的裁定。", "litigation/upheld=3 litigation=3"),
        ("行政复议1件,申请人提出,此件已经撤销。", "reconsideration/other=1 reconsideration=1"),
        ("发生行政诉讼案件1件,原告撤诉。", "litigation/other=1 litigation=1"),
        ("行政复议和行政诉讼案件分别为3件和2件。", "litigation=2 reconsideration=3"),
        ("行政复议、行政诉讼各1件。", "litigation=1 reconsideration=1"),
        (
            "行政复议1件,行政诉讼1件。行政复议维持,行政诉讼正在审理中。",
            "litigation/pending=1 litigation=1 reconsideration/upheld=1 reconsideration=1",
        ),
        ("行政诉讼6件,已审结5件,均驳回;1件未审结。", "litigation/pending=1 litigation/upheld=5 litigation=6"),
        (
            "申请行政复议6件,受理5件,不予受理1件;审结5件,均为维持。",
            "reconsideration/other=1 reconsideration/upheld=5 reconsideration=6",
        ),
        ("行政诉讼3件,一审均判决驳回,其中1件上诉后二审维持原判。", "litigation/upheld=3 litigation=3"),
        ("行政诉讼3宗,均未审结。", "litigation/pending=3 litigation=3"),
        (
            "行政复议4件、行政诉讼0件,其中维持3件,纠正1件。",
            "litigation=0 reconsideration/corrected=1 reconsideration/upheld=3 reconsideration=4",
        ),
        ("行政复议4件、行政诉讼0件,其中维持5件。", "litigation=0 reconsideration=4"),
        ("行政复议4件、行政诉讼2件,其中维持3件。", "litigation=2 reconsideration=4"),
        ("在审结的451件中,行政复议维持312件,撤销76件。", "reconsideration/corrected=76 reconsideration/upheld=312"),
        ("行政复议2件,因被申请人自行纠正而由申请人撤回1件。", "reconsideration/other=1 reconsideration=2"),
        (
            "行政复议8件,维持7件,确认答复违法1件。",
            "reconsideration/corrected=1 reconsideration/upheld=7 reconsideration=8",
        ),
        (
            "行政复议由2014年的9件减少到4件,结果均为维持;行政诉讼2件,比2014年减少1件,均正在审理。",
            "litigation/pending=2 litigation=2 reconsideration/upheld=4 reconsideration=4",
        ),
        (
            "行政复议案件数较上年下降40%,为6件,其中4件维持、2件撤回。",
            "reconsideration/other=2 reconsideration/upheld=4 reconsideration=6",
        ),
        ("被诉4件,均被法院驳回诉讼请求。", "litigation/upheld=4 litigation=4"),
        (
            "行政复议2件(维持1件、纠错1件),行政诉讼无。",
            "litigation=0 reconsideration/corrected=1 reconsideration/upheld=1 reconsideration=2",
        ),
        (
            "行政复议3件,行政诉讼1件,全部维持。",
            "litigation/upheld=1 litigation=1 reconsideration/upheld=3 reconsideration=3",
        ),
        (
            "行政复议共5件,其中5件维持,0件责令履行。",
            "reconsideration/corrected=0 reconsideration/upheld=5 reconsideration=5",
        ),
        (
            "(一)行政复议\n全年发生5件,维持4件,纠错1件。\n(二)行政诉讼\n全年未发生。",
            "litigation=0 reconsideration/corrected=1 reconsideration/upheld=4 reconsideration=5",
        ),
        (
            "引起行政复议4件,其中州级1件、县市3件。经审理,维持3件,纠错1件。",
            "reconsideration/corrected=1 reconsideration/upheld=3 reconsideration=4",
        ),
    ],
)
def test_totals_and_results(text, stated):
    assert under("cases", text) == " ".join(sorted(stated.split()))


def test_divided_litigation_keeps_its_kinds():
    text = "被申请行政复议4件,结果维持3件,尚未审结1件;未经复议直接起诉2件,结果维持1件,其他结果1件;复议后起诉0件。"
    assert under("cases", text, 2022, "statutory_2021") == (
        "litigation_after_reconsideration=0 litigation_direct/other=1 litigation_direct/upheld=1 litigation_direct=2 "
        "reconsideration/pending=1 reconsideration/upheld=3 reconsideration=4"
    )


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "行政诉讼(未经复议直接起诉)总计2件,维持2件;行政诉讼(复议后起诉)总计1件,维持1件。",
            "litigation_after_reconsideration/upheld=1 litigation_after_reconsideration=1 "
            "litigation_direct/upheld=2 litigation_direct=2",
        ),
        ("行政诉讼未经复议直接起诉3件(尚未审结3件)。", "litigation_direct/pending=3 litigation_direct=3"),
        (
            "行政诉讼2件,均为复议后起诉,结果维持2件。",
            "litigation=2 litigation_after_reconsideration/upheld=2 litigation_after_reconsideration=2",
        ),
        (
            "行政诉讼1件,为未经复议直接起诉,法院裁定驳回起诉。",
            "litigation=1 litigation_direct/upheld=1 litigation_direct=1",
        ),
        (
            "行政诉讼7件,其中未经复议直接起诉5件(结果维持5件),复议后起诉2件(均维持)。",
            "litigation=7 litigation_after_reconsideration/upheld=2 litigation_after_reconsideration=2 "
            "litigation_direct/upheld=5 litigation_direct=5",
        ),
        (
            "行政诉讼3件,其中未经复议直接起诉2件,均为结果维持;复议后起诉1件,尚未审结。",
            "litigation=3 litigation_after_reconsideration/pending=1 litigation_after_reconsideration=1 "
            "litigation_direct/upheld=2 litigation_direct=2",
        ),
    ],
)
def test_litigation_said_to_be_of_one_kind_is_of_that_kind(text, stated):
    assert under("cases", text, 2022, "statutory_2021") == " ".join(sorted(stated.split()))


@pytest.mark.parametrize(
    "text",
    [
        "本年度没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
        "未发生针对本单位有关政府信息公开事务的行政复议案、诉讼案和申诉案。",
        "行政复议、行政诉讼均为零。",
        "行政复议、行政诉讼、举报投诉三项均为零。",
        "被提起行政诉讼和行政复议的件数为0。",
        "无因政府信息公开被申请行政复议案件,也未被提起行政诉讼。",
        "全区无一起因政府信息公开引发的行政复议、行政诉讼案件。",
        "没有发生一宗涉及政府信息公开的行政复议或行政诉讼。",
        "没有单位成为行政复议被申请人或行政诉讼被告。",
        "发生行政复议案件零件,行政诉讼案件零件。",
        "本年度及历年均无。",
        "区政府及所属各部门均未发生此类情况。",
        "无。",
    ],
)
def test_one_none_may_hold_for_both(text):
    assert under("cases", text) == "litigation=0 reconsideration=0"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("全市受理行政复议案件120件,其中涉及政府信息公开的5件,维持5件。", "reconsideration/upheld=5 reconsideration=5"),
        ("因政府信息公开引发行政复议9件。同期全市行政复议案件总数为153件。", "reconsideration=9"),
        ("没有引发行政复议。依法办理其他类行政复议15件。", "reconsideration=0"),
        ("行政复议、诉讼案件共3件。", ""),
        ("全市审理行政复议案件120件,维持80件。其中政府信息公开类12件。", "reconsideration=12"),
        ("2014年行政诉讼3件,2015年降至1件,判决驳回。", "litigation/upheld=1 litigation=1"),
        ("全县行政机关负责人出庭应诉12件。", ""),
        ("办理行政应诉案件12件,与政府信息公开有关的2件,均胜诉。", "litigation/upheld=2 litigation=2"),
        ("无行政复议,无行政诉讼;收到申诉一件,经解释后撤回。", "litigation=0 reconsideration=0"),
        ("行政复议1件,维持。除此之外没有其他行政复议。", "reconsideration/upheld=1 reconsideration=1"),
        ("行政复议3件、行政诉讼2件,均已办结,结果维持5件。", "litigation=2 reconsideration=3"),
        ("行政诉讼案件:一审3件,二审2件。", ""),
        (
            "行政复议8件(去年6件),其中维持7件,撤销1件,撤销率12.5%。",
            "reconsideration/corrected=1 reconsideration/upheld=7 reconsideration=8",
        ),
        ("2014年行政复议2件,2015年行政复议0件、行政诉讼0件。", "litigation=0 reconsideration=0"),
        ("未产生行政复议、行政诉讼费用。", ""),
        ("行政诉讼2件,均驳回。行政申诉:无。", "litigation/upheld=2 litigation=2"),
    ],
)
def test_cases_of_another_matter_year_or_count_are_left_alone(text, stated):
    assert under("cases", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "行政复议4件:省住建厅受理2件,均维持了答复;市政府受理2件,维持1件,另1件被责令重新答复。",
            "reconsideration/corrected=1 reconsideration/upheld=3 reconsideration=4",
        ),
        ("行政复议5件:市政府受理3件,均维持;省厅受理2件,均维持。", "reconsideration/upheld=5 reconsideration=5"),
        ("收到行政复议5件,受理4件,均维持。", "reconsideration/upheld=4 reconsideration=5"),
        ("行政复议10件,其中市国土局被申请复议2件,均维持。", "reconsideration=10"),
    ],
)
def test_all_that_one_deciding_body_took_were_decided_alike(text, stated):
    assert under("cases", text) == stated


def test_only_what_is_taken_back_is_the_applicants_own():
    text = "行政复议1件,申请人自愿撤回后终止;行政诉讼1件,法院判决我局败诉,责令重新作出答复。"
    stated = under("cases", text)
    assert "litigation/corrected=1" in stated.split() and "litigation/other" not in stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "提起行政诉讼3件。一审判决驳回诉讼请求2件;另1件原告不服提起上诉,中级人民法院尚未作出判决。",
            "litigation/pending=1 litigation/upheld=2 litigation=3",
        ),
        (
            "行政诉讼2件,其中1件法院已开庭,尚未宣判;1件判决驳回。",
            "litigation/pending=1 litigation/upheld=1 litigation=2",
        ),
        (
            "行政复议3件,2件维持,另1件复议机关受理后,正在审查。",
            "reconsideration/pending=1 reconsideration/upheld=2 reconsideration=3",
        ),
    ],
)
def test_a_part_that_is_said_to_be_open_further_on(text, stated):
    assert under("cases", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("(三)因政府信息公开申请行政复议、提起行政诉讼情况。本年度未发生。", "litigation=0 reconsideration=0"),
        ("(三)行政复议、行政诉讼情况。2015年未发生。", "litigation=0 reconsideration=0"),
        ("(三)行政复议情况。全年没有发生。", "reconsideration=0"),
        ("(三)行政诉讼情况。无。", "litigation=0"),
        ("(三)行政诉讼情况。信访问题未发生。", ""),
        ("(三)监督保障情况。责任追究情形未发生。", ""),
        ("(三)监督保障情况。本年度未发生。", ""),
        ("(二)行政复议情况。共1件。\n(三)监督保障情况。本年度未发生。", "reconsideration=1"),
    ],
)
def test_a_none_below_a_heading_of_the_overview_is_of_what_the_heading_names(text, stated):
    assert under("overview", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("因交通处罚引起行政诉讼5件,因政府信息公开引起行政诉讼1件。", "litigation=1"),
        (
            "因行政处罚引起的行政复议3件,维持2件;因信息公开引起的行政复议1件,维持。",
            "reconsideration/upheld=1 reconsideration=1",
        ),
        ("对征收决定不服提起行政诉讼2件。", ""),
        ("因征地信息公开引起的行政复议2件。", "reconsideration=2"),
        ("因对答复不服申请行政复议2件。", "reconsideration=2"),
    ],
)
def test_cases_of_another_matter_are_none_of_disclosure(text, stated):
    assert under("cases", text) == stated


@pytest.mark.parametrize("text", ["行政复议无,行政诉讼无。", "行政复议、行政诉讼:无。", "行政复议和行政诉讼均为零。"])
def test_a_none_of_cases_by_name_is_read_in_the_overview(text):
    assert under("overview", text) == "litigation=0 reconsideration=0"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("因政府信息公开申请行政复议、提起行政诉讼的情况为0次。", "litigation=0 reconsideration=0"),
        ("全年行政复议1次,行政诉讼0次。", "litigation=0 reconsideration=1"),
        ("召开行政复议工作会议2次。", ""),
    ],
)
def test_how_often_there_was_a_case_is_how_many_cases(text, stated):
    assert under("cases", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("行政复议:结果维持2,结果纠正0,尚未审结1,总计3件。", "reconsideration=3"),
        ("复议后起诉:尚未审结 0,结果维持 5,共5件。", "litigation_after_reconsideration=5"),
        ("行政复议:结果维持2件,尚未审结1件,总计3件。", "reconsideration/pending=1 reconsideration/upheld=2 reconsideration=3"),
    ],
)
def test_a_result_with_a_number_of_its_own_does_not_take_the_next_count(text, stated):
    assert under("cases", text) == stated
