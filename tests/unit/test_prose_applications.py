"""Applications in prose: every wording under the section on applications states just what a reader would take from it."""

import pytest
from prose_reading import HEADINGS, reading, under


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
        ("收到19件。19件申请均在15个工作日内办结。", "processed=19 received=19"),
        ("收到4件,全部在15个工作日内答复。", "processed=4 received=4"),
        ("按期答复18件,经同意延长答复期限的2件。", "processed_extended=2 processed_on_time=18"),
        ("按期办结92件,经批准延期后办结4件。", "processed_extended=4 processed_on_time=92"),
        ("至年末答复68件,3件尚在法定答复期限以内。", "carried_out=3 processed=68"),
        ("办结497宗;余下19宗仍在法定期限内办理。", "carried_out=19 processed=497"),
        ("答复32件,另外3件正在按程序办理。", "carried_out=3 processed=32"),
        ("办结30件,待办5件。", "carried_out=5 processed=30"),
        ("受理的35件申请全部办结。", "processed=35 received=35"),
        ("收到1件,已办结。", "processed=1 received=1"),
        ("收到35件,除3件尚在办理期限内,其余均已答复。", "carried_out=3 received=35"),
        ("1.受理申请数:13件。2.答复数:13件。", "processed=13 received=13"),
        ("答复12宗,另1宗因需征求第三方意见,延至2016年1月答复。", "carried_out=1 processed=12"),
        ("收到12件,其中1件为2014年结转,办结11件。", "carried_in=1 processed=11 received=12"),
        ("受理126件(新收120件,上年结转6件),答复124件。", "carried_in=6 processed=124 received=120"),
        ("收到22件,较2014年(31件)减少9件,答复22件。", "processed=22 received=22"),
        ("申请数量由上年的37件上升到2015年的62件。", "received=62"),
        ("申请数较上年下降40%,为6件。", "received=6"),
        ("办理申请21件,同意公开12件,部分公开9件。", "granted=12 partially_granted=9 processed=21"),
        ("(一)收件\n收到申请45件。\n(二)办理\n全部办结。", "processed=45 received=45"),
    ],
)
def test_what_came_in_and_what_was_done_with_it(text, stated):
    assert under("applications", text) == stated


@pytest.mark.parametrize("answered", [18, 19])
def test_answers_beside_what_was_closed_are_a_number_of_their_own_though_no_fact(answered: int) -> None:
    read = reading(f"{HEADINGS['applications']}\n收到申请20件,申请办结数18件,申请答复数{answered}件。\n")
    told = [(o.value, o.is_selected) for o in read.observations if o.measure == "processed"]
    assert told == [(18, True), (answered, False)]


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
        ("收到9件:来函5件,网上3件,来人1件。", "received=9 received@in_person=1 received@mail=5 received@online=3"),
        ("收到43件,邮局寄来36件,直接到我局提交7件。", "received=43 received@in_person=7 received@mail=36"),
        (
            "收到网上申请2宗、当面申请1宗,共3宗,均已办结。",
            "processed=3 received=3 received@in_person=1 received@online=2",
        ),
        (
            "受理7件,均系当面提交;未收到网络、传真申请。",
            "received=7 received@fax=0 received@in_person=7 received@online=0",
        ),
        ("收到网上申请3件、书面申请2件,均按时答复。", "received@online=3"),
        (
            "收到80件,市民申请61件,企业申请15件,律师事务所4件。",
            "received:commercial_enterprise=15 received:legal_service_org=4 received:natural_person=61 received=80",
        ),
        ("收到97件,自然人94名提交94件,其他组织3件。", "received:natural_person=94 received:other_org=3 received=97"),
        ("收到26件,企业改制5件,征地21件。", "received=26"),
        ("群众申请公开信息3件。", "received=3"),
        ("收到35件,包括网上申请(20件)、信函申请(15件)。", "received=35 received@mail=15 received@online=20"),
        (
            "收到20件,其中网络15件(邮件5件,网站10件),当面5件。",
            "received=20 received@in_person=5 received@online=15",
        ),
        (
            "收到8件。申请人均为自然人。申请方式均为网上申请。",
            "received:natural_person=8 received=8 received@online=8",
        ),
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
        ("收到13件。受理的12件全部同意公开。", "granted=12 received=13"),
        ("24件中同意公开18件,信息不存在6件。", "granted=18 not_exist=6"),
        ("答复14件,其中公开5件,部分公开9件。", "granted=5 partially_granted=9 processed=14"),
        ("提供全部信息的12件;提供部分信息的2件;查无此信息的1件。", "granted=12 not_exist=1 partially_granted=2"),
        ("经查不存在的一件;不属我局职权范围而告知向人社局申请的两件。", "not_exist=1 not_this_authority=2"),
        ("所申请信息非我关制作,告知向海关总署申请:2宗。", "not_this_authority=2"),
        ("不属于高新区管委会公开职责权限的5件,一件属县国土局职责。", "not_this_authority=6"),
        ("涉及他人隐私,不予公开1件。", "denied/personal_privacy=1 denied=1"),
        (
            "收到1件(信函),因涉及个人隐私,答复不予公开。",
            "denied/personal_privacy=1 denied=1 received=1 received@mail=1",
        ),
        ("作出公开决定15件,不予公开决定1件,补正告知3件。", "denied=1 granted=15 supplement_requested=3"),
        ("有15件予以公开,有2件因信息不存在无法提供。", "granted=15 not_exist=2"),
        ("答复12件,其中主动公开6件、同意公开6件。", "already_public=6 granted=6 processed=12"),
        ("收到12件,涉及征地6件,均为主动公开信息。", "received=12"),
        ("一件因报告含企业商业秘密而未予公开。", "denied/trade_secret=1 denied=1"),
        (
            "不予公开3宗,其中2宗事涉商业秘密,1宗属内部信息,公开后可能危及国家安全。",
            "denied/security_stability=1 denied/trade_secret=2 denied=3",
        ),
        (
            "不予公开的16件,均系执法信息,不属于《条例》所指政府信息。",
            "denied/not_government_information=16 denied=16",
        ),
        (
            "不予公开2件,原因一为国家秘密,一为个人隐私。",
            "denied/personal_privacy=1 denied/state_secret=1 denied=2",
        ),
        (
            "2件均办结:1件同意公开,提供了2013年8月的资料;1件因内容属于共享服务,告知通过其他途径办理。",
            "granted=1 other_channel=1 processed=2",
        ),
        (
            "收到2份:一份为当面递交,因不属本机关掌握,告知其向村委会了解;另一份为信函,已按要求公开。",
            "granted=1 not_this_authority=1 received=2 received@in_person=1 received@mail=1",
        ),
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
        "没有收到通过网络、信函、当面等方式提出的政府信息公开申请。",
        "正式的信息公开申请尚无一例。",
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
        ("县长信箱收到来信326封,办结326封;收到申请3件,均已办结。", "processed=3 received=3"),
        ("交易中心全年受理交易项目申请620件。", ""),
        ("档案馆接待查阅申请320件次,制作申请表200份。", ""),
        ("依申请公开政府信息目录45条,受理申请2件。", "received=2"),
        ("申请内容主要集中在征地拆迁(12件)、企业环评(5件)等方面。", ""),
        ("制定《依申请公开办法》1件,明确不予公开的情形。", ""),
        ("印发告知书模板8件,包括信息不存在告知书。", ""),
        ("某申请人一人提出申请18件。会商疑难申请8件。", ""),
        ("累计收到申请103件,其中2015年收到12件。", "received=12"),
        ("告知补正2件,告知向其他机关申请4件。", "supplement_requested=2"),
        ("准予公开的12件,已全部公开;不准予公开的3件。", "denied=3 granted=12"),
        ("属于主动公开范围的12件,依申请公开的20件,不予公开的2件。", "already_public=12 denied=2"),
        ("没有收到投诉,收取检索费0元。", ""),
    ],
)
def test_what_is_no_fact_of_the_year_is_left_alone(text, stated):
    assert under("applications", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("收到申请23件。23件申请中,1件因申请人补正材料后刚刚受理,转入下年办理。", "carried_out=1 received=23"),
        ("收到申请3件,其中1件经申请人补正后同意公开。", "granted=1 received=3"),
        ("收到申请9件,因申请事项含糊告知申请人补充更改的1件。", "received=9 supplement_requested=1"),
        ("收到申请9件,告知申请人补充、修改2件。", "received=9 supplement_requested=2"),
    ],
)
def test_what_was_put_right_is_no_request_to_do_so(text, stated):
    assert under("applications", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("收到申请27000件。申请人以公民为主,共提出申请24735件。", "received:natural_person=24735 received=27000"),
        ("受理申请9件。申请人以自然人为主,有8件。", "received:natural_person=8 received=9"),
        ("受理申请9件,申请人主要是企业,共6件。", "received:commercial_enterprise=6 received=9"),
        ("收到申请2件,另一件申请公开某企业的环评材料。", "received=2"),
        ("收到申请2件,其中1件要求查阅公司的登记档案。", "received=2"),
    ],
)
def test_who_most_applicants_were_and_who_was_only_asked_about(text, stated):
    assert under("applications", text) == stated


def test_the_first_era_has_no_ground_for_what_is_internal():
    text = "不予公开6件,其中涉及商业秘密4件,属于内部管理信息、不是《条例》所指政府信息2件。"
    assert under("applications", text) == "denied/not_government_information=2 denied/trade_secret=4 denied=6"


@pytest.mark.parametrize("since", ["《条例》施行以来", "《政府信息公开条例》实施以来", "自《条例》正式施行以来"])
def test_since_the_regulations_took_effect_is_the_year_itself_in_2008_alone(since):
    assert under("applications", f"{since},全县共收到政府信息公开申请14件。", year=2008) == "received=14"
    assert under("applications", f"{since},全县共收到政府信息公开申请14件。", year=2012) == ""


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "收到公民申请18件、企业申请2件,共计20件。",
            "received:commercial_enterprise=2 received:natural_person=18 received=20",
        ),
        ("全年受理自然人申请18件,企业申请2件。", "received:commercial_enterprise=2 received:natural_person=18"),
        ("收到自然人申请18件,法人申请2件,合计20件。", "received:natural_person=18"),
        ("收到公民申请18件,均已答复。", "processed=18 received=18"),
    ],
)
def test_applicants_in_a_list_are_no_totals_but_their_sum_is(text, stated):
    assert under("applications", text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("办公室受理申请8件;各部门自行受理申请60件。全市合计68件,均已答复。", "processed=68 received=68"),
        ("市本级收到申请12件,县区收到申请50件。全市共收到申请62件,均已答复。", "processed=62 received=62"),
        ("市政府收到申请12件,部门收到申请50件,全市共收到申请62件,办结60件。", "processed=60 received=62"),
        ("收到申请12件,加上上年结转3件,全市共计15件。", "carried_in=3 received=12"),
        ("收到申请12件。全市共有受理点15个,接待申请人62人次。", "received=12"),
        ("2014年遗留的2件申请已办结。", "carried_in=2"),
    ],
)
def test_the_whole_place_is_told_behind_its_bodies(text, stated):
    assert under("applications", text) == stated


@pytest.mark.parametrize("row", ["0、0、2、0、0、1、3", "4、—、—、0、0、0、4", "2/0/0/0/0/0/2"])
def test_the_figures_of_a_table_s_row_one_behind_the_other_are_no_count(row):
    assert under("applications", f"二、上年结转政府信息公开申请数量:{row}") == ""
