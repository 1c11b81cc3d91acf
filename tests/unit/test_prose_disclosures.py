"""Disclosures in prose: the general count, its channels, items and classes."""

import pytest
from prose_reading import reading, stated, under


def stated_in(text, **options):
    return under("disclosures", text, **options)


def words(text):
    return " ".join(sorted(text.split()))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2015年,全区主动公开政府信息7,301条。", "information=7301"),
        ("2015年,青山区主动公开政府信息共计1942条。", "information=1942"),
        ("主动公开政府信息:1200条。", "information=1200"),
        ("新增信息640条。", "information=640"),
        ("本镇政府信息公开的数量有24件。", "information=24"),
        ("公开信息条数520条,规范性文件20件,公文35件。", "information=520 normative_document=20"),
        ("全年累计公开信息38.9万条。", "information=389000"),
        ("全年发布信息总量突破1万条。", "information=10000~"),
        ("通过政府网站、政务微博、报刊等多种渠道主动公开政府信息2300条。", "information=2300"),
        ("发布公告51条,公开政务信息23条。全年合计发布各类信息126条。", "information=126"),
    ],
)
def test_the_general_count(text, stated):
    assert stated_in(text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "主动公开政府信息900条,其中政府网站公开700条,政务微博公开80条,政务微信发布60条,其他方式公开60条。",
            "information=900 information@other=60 information@website=700 information@wechat=60 information@weibo=80",
        ),
        (
            "微博微信公开信息210条,政府公报公开信息0条,新闻媒体公开12条。",
            "information@gazette=0 information@press=12 information@social_media=210",
        ),
        ("通过微博、微信公开政府信息530条。", "information@social_media=530"),
        ("以网站、公告栏、明白纸等其他方式公开信息50条。", "information@other=50"),
        (
            "(一)政府网站\n全年公开信息500条。\n(二)政务微信\n全年推送信息120条。",
            "information@website=500 information@wechat=120",
        ),
        ("设置电子大屏幕1台,触摸屏1台,公开信息245条。", "information@screen=245"),
        (
            "《青山区人民政府公报》出刊6期,刊载文件58件,《青山日报》刊登12条。",
            "information@gazette=58 information@press=12",
        ),
        (
            "区政府网、政务微博、《青山日报》分别公开2517条、388条、181条。",
            "information@press=181 information@website=2517 information@weibo=388",
        ),
        ("主动公开政府信息102条,均通过区政府门户网站公布。", "information=102 information@website=102"),
        ("县电视台播发114条,村务公开栏张贴231条。", "information@broadcast=114 information@bulletin_board=231"),
        ("“青山发布”微信推送689期1890条。", "information@wechat=1890"),
        ("微信公众号推送图文365篇,政务微博发博120条。", "information@wechat=365 information@weibo=120"),
        ("通过政府网站公开规划、预算、采购、解读等信息358条。", "information@website=358"),
    ],
)
def test_channels(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "主动公开信息160条,其中,综合政务类公开信息59条,占36.9%;\n领导信息及机构职能7条;\n财政信息85条;\n其他类9条。",
            "information#其他=9 information#综合政务=59 information#财政信息=85 information#领导信息及机构职能=7 information=160",
        ),
        (
            "主动公开信息90条。按类别分,机构职能类12条,惠农资金类78条。",
            "information#惠农资金=78 information#机构职能=12 information=90",
        ),
        (
            "主动公开信息90条,其中:机构职能类:12条;政策法规类:30条。",
            "information#政策法规=30 information#机构职能=12 information=90",
        ),
        (
            "(一)公开数量。主动公开62条。\n(二)公开类别。机构职能12条、政策法规50条。",
            "information#政策法规=50 information#机构职能=12 information=62",
        ),
        ("公开政府信息500条,其中部门文件类(包括规章、规范性文件等)信息4条。", "information#部门文件=4 information=500"),
        ("公开信息90条,其中规范性文件类30条。", "information#规范性文件=30 information=90 normative_document=30"),
    ],
)
def test_classes_under_a_total_are_topics(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("主动公开政府信息1942条,其中规范性文件8条。", "information=1942 normative_document=8"),
        (
            "制发规范性文件12件,公开规范性文件11件,废止3件。",
            "created.normative_document=12 normative_document=11 repealed.normative_document=3",
        ),
        (
            "制定政府规章2件、制发规范性文件17件,全部向社会公布。",
            "created.normative_document=17 created.regulation=2 normative_document=17 regulation=2",
        ),
        ("制定规范性文件十二件,其中九件已公开。", "created.normative_document=12 normative_document=9"),
        ("规范性文件21件,通过门户网站全部公开。", "normative_document=21"),
        ("全区共制作政府信息3,480条,其中主动公开信息1,534条。", "created.information=3480 information=1534"),
    ],
)
def test_items_by_what_was_done_with_them(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("公开信息较去年增加300条,访问量达12万次,粉丝3万人。", ""),
        ("梳理权责清单1948项,其中行政许可268项,开设专栏12个,举办培训3次。", ""),
        ("办理人大代表建议30件、政协提案45件,其中31件在网上公开了结果。", ""),
        ("不予公开1535条,依申请公开信息459条。", ""),
        ("2014年公开信息800条,2015年公开政府信息900条,计划2016年公开1000条。", "information=900"),
        ("区教育局公开信息300条,区卫生局公开200条。", ""),
        ("区教育局公开信息300条,其中网站公开200条。", ""),
        ("全区共公开政府信息3000条,其中区直部门1800条,乡镇1200条。", "information=3000"),
        ("市政府及其部门主动公开政府信息756条。", ""),
        ("新增政策解读12篇,征集意见208条,采纳61条。", ""),
        ("向档案馆移送政府信息320份,报送信息45条,被采用12条。", ""),
        ("公开扶贫资金12,028万元,涉及项目11项。", ""),
        ("公开信息近3000条。", ""),
        ("上半年公开信息500条,每月公开信息不少于40条。", ""),
        ("对28件规范性文件进行了解读,清理规范性文件30件。", ""),
        ("通过审计专栏公开信息16条。", ""),
        ("以本局名义印发文件35件,主动公开12件。", ""),
    ],
)
def test_what_is_no_count_of_the_years_own_disclosures_is_left_alone(text, stated):
    assert stated_in(text) == stated


def test_a_street_office_reporting_on_itself_is_no_sub_office():
    name = "清河市青山区桂花街道办事处"
    assert stated_in("2015年桂花街道主动公开政府信息352条。", name=name) == "information=352"


def test_a_department_may_call_itself_by_a_short_name():
    name = "清河市住房和城乡建设局"
    assert stated_in("市住建局主动公开政府信息352条。", name=name) == "information=352"
    assert stated_in("市住建局主动公开政府信息352条。", name="清河市人民政府") == ""


def test_decisions_are_counted_in_the_statutory_reports_alone():
    text = "作出行政许可决定1200件,行政处罚350件。"
    assert stated_in(text, year=2022, era="statutory_2021") == "decisions.licensing=1200 decisions.penalty=350"
    assert stated_in(text) == ""


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "在《青山日报》《清河晚报》登载公告、答疑121条;在区电视台《今日教育》播出信息152条。",
            "information@broadcast=152 information@press=121",
        ),
        (
            "《青山社区报》12期登载资讯214条,广场大型电子屏滚动播放防骗提示168条。",
            "information@press=214 information@screen=168",
        ),
        ("在《青山》报开辟专版18个,登载公告、办事须知等信息221条。", "information@press=221"),
        ("设立公示栏4块,张贴各类公告46条。", "information@bulletin_board=46"),
        ("《青山日报》刊发政府公告及政策解读信息893条。", "information@press=893"),
        ("编印《青山区人民政府公报》4期,刊载规范性文件和重要政策42件。", "information@gazette=42"),
        ("全年推送图文消息278期,共计864条。", "information=864"),
        ("(一)政务微信。全年推送图文消息278期,共计864条。", "information@wechat=864"),
        (
            "一是政府网站。全年更新信息300条。二是政务微博。发布微博120条。",
            "information@website=300 information@weibo=120",
        ),
        ("税务微博(腾讯、新浪各一个)8月上线,当年发布168条。", "information@weibo=168"),
        ("其中网站公开75条,其余21条以公告栏、宣传册等其他方式公开。", "information@other=21 information@website=75"),
        (
            "主动公开77条,其中网站公开75条;另有2条在区电视台公告。",
            "information=77 information@broadcast=2 information@website=75",
        ),
        (
            "主动公开310条。其中政府网站占80%,计248条;微信占20%,计62条。",
            "information=310 information@website=248 information@wechat=62",
        ),
        ("微信公众号“清河12360”推送信息206条。", "information@wechat=206"),
        ("“清河农业”微博发布信息640条、转发380条,共1020条。", "information@weibo=1020"),
        (
            "网站发布信息308条,微信发布421条,微博发布96条,共计825条。",
            "information=825 information@website=308 information@wechat=421 information@weibo=96",
        ),
        ("主动公开300条,5237条信息全部登载。", "information=300"),
    ],
)
def test_a_way_holds_for_the_counts_that_follow_it(text, stated):
    assert stated_in(text) == words(stated)


def test_two_sites_do_not_add_up():
    name = "清河市民政局"
    assert stated_in("市政府网站公开352条,局网站公开1049条。", name=name) == "information@website=1049"
    assert stated_in("通过市民政局网站公开560条,市政府网站公开352条。", name=name) == "information@website=560"
    assert stated_in("其中局网站8241条(批前公示1392条),市政府门户网站379条。", name=name) == (
        "information#批前公示=1392 information@website=8241"
    )


def test_an_office_may_call_its_information_by_its_field():
    text = "主动公开环境信息共计415条。"
    assert stated_in(text, name="清河市环境保护局") == "information=415"
    assert stated_in(text) == ""


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("公开政府信息388条,累计公开1402条。", "cumulative.information=1402 information=388"),
        ("全年公开政府信息388条,累计1402条。", "cumulative.information=1402 information=388"),
        ("到2015年底累计主动公开政府信息78条。", "cumulative.information=78"),
        ("自《条例》施行到2015年底,累计公开政府信息634510条。", "cumulative.information=634510"),
        ("截至2015年底,《条例》施行以来全省累计公开政府信息561.3万条。", "cumulative.information=5613000"),
        (
            "自2008年5月1日《条例》实施以来,累计公开317条,其中2015年公开92条。",
            "cumulative.information=317 information=92",
        ),
        ("共制作政府信息58条,纳入主动公开36条。", "created.information=58 information=36"),
        ("共制作政府信息118条,属于主动公开的62条、依申请公开的12条。", "created.information=118 information=62"),
        ("共制作政府信息176条,全部予以公开。", "created.information=176 information=176"),
        ("我镇未新增主动公开政府信息。", "information=0"),
        ("本年没有新增主动公开的政府信息。", "information=0"),
        ("主动公开政府信息(含转载)2360条,其中规范性文件12件。", "information=2360 normative_document=12"),
        ("主动公开政府信息423条,全文电子化420条。", "information=423"),
        ("(二)规范性文件\n全年制发5件,主动公开5件。", "created.normative_document=5 normative_document=5"),
        (
            "对规范性文件进行清理,制发0件,废止0件,现行有效2件。",
            "created.normative_document=0 in_force.normative_document=2 repealed.normative_document=0",
        ),
    ],
)
def test_what_was_made_and_what_was_published_stand_side_by_side(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    "text",
    [
        "公开部分条款失效的规范性文件3件。",
        "代拟并由市政府颁布规范性文件3件。",
        "保障性住房方面,公开信息56条。",
        "行政处罚决定书网上公示1372份,受理行政许可申请10236件。",
        "双公示信息1203条,其中行政许可1100条,行政处罚103条。",
        "公开政务信息500条,村务信息500条。",
        "共公示行政许可和行政处罚信息1203条。",
    ],
)
def test_one_field_or_another_matter_is_no_general_count(text):
    assert stated_in(text) == ""


def test_papers_issued_are_not_papers_published():
    assert stated_in("全年发文120件,主动公开80件。") == ""


def test_an_office_of_a_government_may_be_called_by_its_kind():
    assert stated_in("市政府办公室共发布各类主动公开信息96件。", name="清河市人民政府办公室") == "information=96"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("在门前设立公示牌,公开服务承诺26条。", ""),
        ("在公示栏公布便民措施12条、服务承诺8项。", ""),
        ("组织采访活动,中央和省级媒体刊播报道537篇。", ""),
        ("各级新闻媒体累计报道45条。", ""),
        ("在网站“通知公告”、“预决算及经费”栏目发布信息5条。", "information@website=5"),
        ("梳理并主动公开政府信息70条。", "information=70"),
        ("主动公开规范性文件、“六稳”“六保”、营商环境等信息320条。", ""),
        ("公开规章2件,以及11件以市政府名义印发的规范性文件。", "normative_document=11 regulation=2"),
        ("上报市政府网站信息187条,在公众号推送信息20条。", "information@wechat=20"),
        ("在网站重点领域栏目发布预算、决算等信息2条;公示公告栏目发布信息7条。", ""),
        ("通过网站公开职能、预算等信息31条,社会救助信息71条。", ""),
        ("通过新闻媒体刊发报道120篇。", "information@press=120"),
        ("门户网站发布1095条(其中蒙文版发布238条)。", "information@website=1095"),
        ("主动公开信息900条,其中英文版50条,手机版30条。", "information=900"),
    ],
)
def test_pledges_the_news_of_others_and_editions_are_no_information_disclosed(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("在《盘锦日报·大洼版》刊登263条。", "information@press=263"),
        ("在《青山日报(海外版)》刊登12条。", "information@press=12"),
        ("编发《青山区人民政府公报》4期,收录文件59件,发放2000余份。", "information@gazette=59"),
        ("出版政府公报12期,共收录各类文件159件。", "information@gazette=159"),
        ("档案馆收录文件320件。", ""),
        ("信息公开平台收录各单位信息1630条。", ""),
    ],
)
def test_what_a_paper_or_the_gazette_holds(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("公开的重点:一是区人民政府规范性文件,共38件,全部上网并登载于公报。", "normative_document=38"),
        ("制发规范性文件,共12件。", "created.normative_document=12"),
        ("梳理规范性文件,共12件。", ""),
        ("全年没有制发规范性文件。", "created.normative_document=0"),
        ("本年度未新制定行政规范性文件。", "created.normative_document=0"),
        ("我镇未制定、发布规范性文件,未废止规范性文件。", "created.normative_document=0 repealed.normative_document=0"),
        ("没有违规制发规范性文件的情况。", ""),
    ],
)
def test_papers_counted_behind_their_name_and_papers_that_there_were_none_of(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    "total", ["共计主动公开800条", "以上合计公开政府信息800条", "总计800条", "一共主动公开政府信息800条"]
)
def test_a_total_told_behind_its_ways_is_no_number_of_the_last_way(total):
    stated = "information=800 information@bulletin_board=100 information@website=700"
    assert stated_in(f"政府网站公开700条,公开栏公布100条,{total}。") == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("保留规范性文件86件,宣布失效12件,废止22件。", "repealed.normative_document=34"),
        ("废止规范性文件6件、宣布失效规范性文件3件。", "repealed.normative_document=9"),
        ("废止和宣布失效规范性文件9件,其中废止6件,失效3件。", "repealed.normative_document=9"),
        (
            "制定规章2部、规范性文件15件,废止规章1部、规范性文件6件。",
            "created.normative_document=15 created.regulation=2 repealed.normative_document=6 repealed.regulation=1",
        ),
        ("公开规章2部、规范性文件15件。", "normative_document=15 regulation=2"),
    ],
)
def test_papers_of_one_verb_and_verbs_of_one_meaning(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("在微信公众号、今日头条、抖音发布信息520条。", ""),
        ("在微信公众号“青山发布”和抖音发布信息520条。", ""),
        ("在本乡办公平台公开信息520条。", ""),
        ("拟发布信息520条,经审查后公开480条。", "information=480"),
        ("通过网站公开信息43条,通过报刊、电视、微信等形式公开信息285条。", "information@website=43"),
        ("在政府网站信息公开专栏发布信息520条。", "information@website=520"),
        ("主动公开文件86件,其中以政府名义发文30件、政府办名义56件。", "information=86"),
    ],
)
def test_one_number_for_a_way_and_for_others_without_a_code_is_neither(text, stated):
    assert stated_in(text) == stated


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“青山发布”头条号粉丝3万人,共发布信息125条。", ""),
        ("“青山发布”微信公众号粉丝3万人,共发布信息125条。", "information@wechat=125"),
        ("围绕群众关注的10个问题,共公开政府信息125条。", "information=125"),
        ("“青山发布”头条号粉丝3万人;全年共公开信息125条。", "information=125"),
    ],
)  # fmt: skip
def test_what_an_account_without_a_code_posts_to_its_followers_is_not_all_that_is_made_public(text, found):
    assert under("disclosures", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("制定规范性文件1件,并在网站公布。", "created.normative_document=1 normative_document=1"),
        ("制定规范性文件3件,并在网站公布。", "created.normative_document=3"),
        ("制定规范性文件1件,及时公开政策解读。", "created.normative_document=1"),
    ],
)  # fmt: skip
def test_the_one_paper_that_was_made_is_what_was_made_public_behind_it(text, found):
    assert under("disclosures", text, year=2022, era="statutory_2021") == found


@pytest.mark.parametrize("manner", ["依法依规", "积极、主动", "持续规范", "第一时间", "全方位", "高质量", "分批陆续"])
def test_how_information_was_made_public_names_no_class_of_it(manner):
    assert under("disclosures", f"本年度我区{manner}公开政府信息79条。") == "information=79"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("报告。 一、总体情况 2015年主动公开政府信息477条。收到政府信息公开申请33件。 二、主动公开政府信息情况 如下。", "information=477 received=33"),
        ("报告。 一、总体情况 2014年主动公开政府信息477条。 二、主动公开政府信息情况 如下。", ""),
        ("报告。 一、总体情况 2015年,门户网站公开信息47条。 二、主动公开政府信息情况 如下。", "information@website=47"),
    ],
)  # fmt: skip
def test_a_heading_in_the_line_of_its_text_is_no_part_of_the_sentence(text, found):
    assert stated(reading(text)) == found


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("全年主动公开政府信息(不同渠道和方式公开相同信息计1条)共218条。", "information=218"),
        ("主动公开政府信息数218条(不同渠道公开的同一信息按1条计)。", "information=218"),
        ("主动公开政府信息数(不同渠道和方式公开相同信息计1条):无统计。", ""),
    ],
)
def test_how_the_same_in_several_places_is_counted_is_no_count(text, stated):
    assert stated_in(text) == stated
