"""Characters: what is printed, what is read, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from extraction.normalise import Script, normalise, simplify
from extraction.vocabulary import seed_rows

SCRIPT = Script.from_seeds(seed_rows)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("２０１３年，共１０，３６１条（含附件）", "2013年,共10,361条(含附件)"),
        ("數(shù)據(jù)公開(kāi)", "数据公开"),
        ("聯係方麵的製度、公開專欄裏、谘詢行政複議", "联系方面的制度、公开专栏里、咨询行政复议"),
        ("佔總數，答復，資訊", "占总数,答复,信息"),
        ("規範性檔案經由入口網站及網路、網際網路釋出", "规范性文件经由门户网站及网络、互联网发布"),
        ("⽇期⼀月", "日期一月"),
        ("二○一三年二OO八年", "二〇一三年二〇〇八年"),
        ("收\u200b到\u3000申\u00a0请\ufeff", "收到 申 请"),
        ("三百餘條", "三百余条"),
    ],
)
def test_what_is_printed_is_read_as_plain_simplified_text(printed: str, read: str) -> None:
    assert normalise(printed, SCRIPT).text == read
    assert simplify(printed, SCRIPT) == read


def test_every_character_read_leads_back_to_the_printed_one() -> None:
    printed = "公開(kāi)規範性檔案１２件，網際網路\u200b申請(qǐng)3件"
    normal = normalise(printed, SCRIPT)
    for word, source in (
        ("规范性文件", "規範性檔案"),
        ("12", "１２"),
        ("互联网", "網際網"),
        ("申请", "申請"),
        ("3", "3"),
    ):
        start = normal.text.index(word)
        first, last = normal.span(start, start + len(word))
        assert printed[first:last] == source
        assert normal.from_printed(first) == start


def test_a_few_traditional_characters_do_not_make_a_document_traditional() -> None:
    assert (
        normalise("本年度公开政府信息共三百件,其中涉及著作與後勤的信息由各单位自行公开发布于网站", SCRIPT).script
        == "hans"
    )
    assert normalise("本年度公開政府信息", SCRIPT).script == "hant"


def test_a_round_bullet_is_not_a_zero() -> None:
    assert normalise("○主动公开", SCRIPT).text == "○主动公开"


def test_brackets_that_hold_no_pinyin_stay() -> None:
    text = "数据(data)公开(kāi)的微博(app)"
    assert normalise(text, SCRIPT).text == "数据(data)公开的微博(app)"


def test_pinyin_without_tones_goes_where_it_stands_throughout() -> None:
    printed = "主動公(gong)(gong)開(kai)政(zheng)府(fu)信(xin)息(xi)3條(tiao)"
    assert normalise(printed, SCRIPT).text == "主动公开政府信息3条"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_any_text_is_read_and_every_offset_leads_back_in_order(printed: str) -> None:
    normal = normalise(printed, SCRIPT)
    places = [normal.span(i, i + 1) for i in range(len(normal.text))]
    assert all(0 <= start < end <= len(printed) for start, end in places)
    assert places == sorted(places)
    assert normal.span(len(normal.text), len(normal.text))[0] == len(printed) or normal.printed is not None


@pytest.mark.parametrize("conversion", ["s2t", "s2tw", "s2twp"])
def test_a_converted_sentence_reads_as_the_one_it_was_made_from(conversion: str) -> None:
    sentence = (
        "全年通过门户网站主动公开政府信息1234条,收到信息公开申请12件,其中网络申请3件,制发规范性文件5件,行政复议0件"
    )
    assert normalise(OpenCC(conversion).convert(sentence), SCRIPT).text == sentence


def test_blanks_go_out_of_the_words_of_prose_only_where_numbers_are_torn() -> None:
    assert normalise("收到传 真申请1 2 件。", SCRIPT).text == "收到传真申请1 2 件。"
    assert normalise("收到传 真申请12件。", SCRIPT).text == "收到传 真申请12件。"
    assert normalise("公开1 2 件。\n结果 维持 | 总 计", SCRIPT).text == "公开1 2 件。\n结果 维持 | 总 计"
    row = "本年新收,件 2 0 1 0 0 0 3件 上年结转 0 0 0 0 0 0 0"
    assert normalise(row, SCRIPT).text == row


def test_blanks_around_counts_and_dates_go_out_of_lines_of_prose_and_stay_in_rows() -> None:
    assert normalise("截至 2013 年底，公开信息 1,830 条。", SCRIPT).text == "截至2013年底,公开信息1,830条。"
    row = "（一）予以公开 3 0 1\n信息数 条 156 其中"
    assert normalise(row, SCRIPT).text == row.replace("（", "(").replace("）", ")")


def test_a_share_in_brackets_is_kept_aside_at_the_count_that_it_stands_behind() -> None:
    printed = "收到申请 8 件（占８０％），均已答复（占比）。"
    found = normalise(printed, SCRIPT)
    assert found.text == "收到申请8件,均已答复(占比)。"
    ((behind, share),) = found.shares.items()
    assert found.text[:behind].endswith("8件")
    assert (share.value, printed[share.start : share.end]) == (80, "８０")
    assert found.span(behind - 2, behind) == (5, 8)


def test_the_other_unit_of_a_count_and_the_colon_before_it_go_out() -> None:
    found = normalise("公开412条（件），不予公开：2件；时间：12点，共计：3条。", SCRIPT)
    assert found.text == "公开412条,不予公开2件;时间:12点,共计:3条。"
    assert found.span(0, 6) == (0, 6)
