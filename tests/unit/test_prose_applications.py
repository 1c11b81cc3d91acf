"""Applications in prose: every wording under the section on applications states just what a reader would take from it."""

import pytest
from prose_reading import under


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2015年,本区受理政府信息公开申请61件,办结61件,均在法定期限内答复。", "processed=61 received=61"),
        ("受理申请总数为35件,办结率100%。", "received=35"),
        ("本年度受理2个申请公开信息事项,均依照条例处理。", "received=2"),
        ("今年收到的申请共3件,均为信函提出,已全部办结。", "processed=3 received=3 received@mail=3"),
        ("共收到申请十二件,办结11件,1件结转下年度办理。", "carried_out=1 processed=11 received=12"),
        ("新收32件,上年结转2件,办结33件,结转下年度1件。", "carried_in=2 carried_out=1 processed=33 received=32"),
        ("收到23件,结转2014年申请1件。办结22件,结转2016年2件。", "carried_in=1 carried_out=2 processed=22 received=23"),
        ("共受理45件。其中,书面形式申请20件,网上申请25件。", "received=45 received@online=25"),
        ("共收到申请40件(含上年结转2件)。", "carried_in=2 received=40"),
        ("办结78件,其中按时办结75件,延期办结3件。", "processed=78 processed_extended=3 processed_on_time=75"),
        ("收到申请4份,全部按时办结。", "processed=4 processed_on_time=4 received=4"),
        ("受理申请20件,答复19件,办结18件。", "processed=18 received=20"),
        ("共收到并答复政府信息公开申请45件。", "processed=45 received=45"),
        ("已答复190件,其余4件将于2016年1月答复。", "carried_out=4 processed=190"),
        ("27份申请已办结26份,1份转入2016年办理。", "carried_out=1 processed=26"),
        ("全年收到政府信息公开申请三百余件。", "received=300~"),
        ("共受理1,204件,正在办理14件。", "carried_out=14 received=1204"),
        ("收到政府信息公开申请:6件。同意公开:5件;信息不存在:1件。", "granted=5 not_exist=1 received=6"),
    ],
)
def test_what_came_in_and_what_was_done_with_it(text, stated):
    assert under("applications", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "共受理10宗,其中当面申请1宗,占10%;网上申请9宗;信函申请0宗。",
            "received=10 received@in_person=1 received@mail=0 received@online=9",
        ),
        ("从渠道看,通过传真方式申请2件,到现场递交7件,邮寄5件。", "received@fax=2 received@in_person=7 received@mail=5"),
        ("收到20件,其中电子邮件3件,网上提交5件,信函12件。", "received=20 received@mail=12 received@online=8"),
        ("当面申请、信函申请均为0件,网络申请6件。", "received@in_person=0 received@mail=0 received@online=6"),
        ("网络申请、信函申请分别为6件和3件。", "received@mail=3 received@online=6"),
        ("收到申请15件,其中自然人申请12件,法人或其他组织申请3件。", "received:natural_person=12 received=15"),
        ("共收到市民、企业递交的申请66宗,至年底已答复64宗。", "processed=64 received=66"),
    ],
)
def test_by_what_way_and_from_whom(text, stated):
    assert under("applications", text) == " ".join(sorted(stated.split()))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "已答复的9件中,“同意公开”的5件,占56%,主要涉及规划信息。\n“部分公开”1件。\n“不予公开”的1件。\n"
            "“信息不存在”的1件。\n“非本机关政府信息”的1件。",
            "denied=1 granted=5 not_exist=1 not_this_authority=1 partially_granted=1 processed=9",
        ),
        (
            "不同意公开5件,其中涉及国家秘密1件、商业秘密1件、个人隐私1件,法律法规规定的其他情形2件。",
            "denied/other_statutory=2 denied/personal_privacy=1 denied/state_secret=1 denied/trade_secret=1 denied=5",
        ),
        (
            "否决公开11件,其中危及国家安全、公共安全、经济安全和社会稳定3件,不是《条例》所指政府信息8件。",
            "denied/not_government_information=8 denied/security_stability=3 denied=11",
        ),
        (
            "有3件属于已主动公开范围,2件告知通过其他途径办理,1件要求补正。",
            "already_public=3 other_channel=2 supplement_requested=1",
        ),
        ("不予公开2件,理由均为涉及商业秘密。", "denied/trade_secret=2 denied=2"),
        (
            "受理2件,不予公开一件(涉及个人隐私),同意公开一件。",
            "denied/personal_privacy=1 denied=1 granted=1 received=2",
        ),
        (
            "因涉及个人隐私不予公开2件,因涉及商业秘密不予公开1件。",
            "denied/personal_privacy=2 denied/trade_secret=1 denied=3",
        ),
        ("本年度受理申请1件,同意公开。", "granted=1 received=1"),
        (
            "收到申请1件,以邮寄方式提出。经审查不属于本机关职责范围,已告知申请人。",
            "not_this_authority=1 received=1 received@mail=1",
        ),
        ("收到申请3件,经审查均同意公开。", "granted=3 received=3"),
        ("对2件申请作出不予公开决定,对3件申请告知信息不存在。", "denied=2 not_exist=3"),
        ("同意公开和部分同意公开的共12件。", ""),
        ("非政府信息、信息不存在、非本机关信息共3件。", ""),
    ],
)
def test_outcomes_and_their_grounds(text, stated):
    assert under("applications", text) == " ".join(sorted(stated.split()))


def test_the_statutory_form_has_its_own_names_for_what_a_body_does_not_hold():
    text = "信息不存在的3件,不属于本行政机关公开的2件,要求补正1件,不予处理4件。"
    assert under("applications", text, 2022, "statutory_2021") == "not_processed=4 unable_to_provide/not_held=5"
    assert (
        under("applications", text, 2015) == "not_exist=3 not_processed=4 not_this_authority=2 supplement_requested=1"
    )


@pytest.mark.parametrize(
    "text",
    [
        "本年度没有收到群众的政府信息公开申请。",
        "2015年,本镇没有依申请公开政府信息办理事项。",
        "没有公民、法人或其他组织向我局提出政府信息公开申请。",
        "全年未接到要求提供政府信息的申请。",
        "无人申请公开政府信息。",
        "依申请公开政府信息为零。",
        "收到政府信息公开申请0件。",
        "2015年度,我局未收到任何形式的申请公开信息要求。",
        "对政府信息公开的申请,我镇没有接到。",
        "本年度无。",
        "无",
    ],
)
def test_a_none_is_a_nought(text):
    assert under("applications", text) == "received=0"


def test_one_sentence_may_deny_several_things():
    text = "未收到政府信息公开申请,也没有发生行政复议和行政诉讼。"
    assert under("applications", text) == "litigation=0 received=0 reconsideration=0"
    assert under("applications", "没有申请公开政府信息和不予公开政府信息的情况。") == "denied=0 received=0"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("共收到申请56件,比上年增加12件,同比增长27%。去年收到44件。", "received=56"),
        ("2014年收到申请20件,2015年收到申请31件。", "received=31"),
        ("收到申请38件(2014年为51件,同比下降25%),通过网络提交30件。", "received=38 received@online=30"),
        ("全年接待咨询2070人次,其中电话咨询2000人次,受理热线来电350件。", ""),
        ("申请内容主要涉及征地拆迁12件、社会保障3件,城乡建设8件。", ""),
        ("全区共受理120件,其中区政府办公室受理20件,区国土分局60件。", "received=120"),
        ("申请较多的单位为:市国土局120件,市规划局80件。", ""),
        ("全年共办理政府信息公开申请35件。", ""),
        ("全年收到政府信息公开申请近300件。", ""),
        ("年内收到33件,其中3件因申请人未补正材料视为放弃。", "received=33"),
        ("受理申请25件,历年累计63件。", "received=25"),
        ("没有收到投诉,收取检索费0元。", ""),
    ],
)
def test_what_is_no_fact_of_the_year_is_left_alone(text, stated):
    assert under("applications", text) == stated
