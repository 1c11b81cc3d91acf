"""What an office may as well have written: a passage in other words, of the same meaning, states the same facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from test_passages import PASSAGES

from extraction import prose, report, sections
from extraction.normalise import normalise
from extraction.vocabulary import Vocabulary

OTHER_WORDS = {
    "summed up": (r"共(?=(?:主动)?公开|收到|受理|发布)", "共计"),
    "this year": ("本年度", "全年"),
    "information": (r"政府信息(?=\d)", "信息"),
    "taken": (r"(?<!不予)(?<!未)(?<!予以)受理", "收到"),
    "applications": ("政府信息公开申请", "信息公开申请"),
    "pieces": (r"(?<=\d)件(?!次)", "份"),
    "full-width comma": (",", "，"),
    "by way of": (r"通过(?=.{0,10}(?:网站|平台|公报))", "利用"),
    "cases": (r"行政复议(?=\d)", "行政复议案件"),
    "brought": ("提起", "引发"),
    "did not happen": ("未发生", "没有发生"),
    "none": ("未发生", "无"),
    "did not receive": ("未收到", "没有收到"),
    "did not get": ("未收到", "未接到"),
    "online": ("网络申请", "互联网申请"),
    "sent in online": (r"网络申请(?=\d)", "网站提交申请"),
    "by letter": ("信函申请", "邮寄申请"),
    "in person": ("当面申请", "现场申请"),
    "at a window": ("当面申请", "窗口申请"),
    "not granted": (r"不予公开(?=的?\d)", "不同意公开"),
    "held nowhere": ("(?<!政府)信息不存在", "政府信息不存在"),
    "those of": (r"(?<=公开|存在)(?=\d+件)", "的"),
    "upheld": (r"维持(?=\d)", "维持原行政行为"),
    "answered in time": (r"均已(?:办结|答复)", "均已在法定期限内答复"),
    "dealt with": (r"均已(?:办结|答复)", "已全部办理完毕"),
    "next year": (r"结转下年度?(?:继续)?(?:办理)?", "转入下一年度办理"),
    "number of cases": (r"(?<=行政复议|行政诉讼)(?=\d+件)", "案件数量为"),
    "year under report": (r"(20\d\d)年(?!度|底)", r"\1年度"),
    "as the years go": (r"(?<=[。\n])(?=(?:全年|共|主动))", "一年来，"),
    "blanks before": (r"(?<=[\u4e00-\u9fff])(?=\d[\d,]*[条件份年月])", " "),
    "blanks behind": (r"(?<=\d)(?=[条件])", " "),
    "shares": (r"(?<=\d[条件])(?=[，,；;。、])", "（占12.5%）"),
    "either unit": (r"(?<=\d)条(?!次)", "条（件）"),
    "after a colon": (r"(?<=公开|存在|申请)的?(?=\d+件)", "："),
    "growth": (r"(?<=\d[条件])(?=。)", "，同比增长12.5%"),
    "see the annex": (r"。(?=\n|$)", "（详见附表）。"),
}


def facts(passage: dict[str, Any], text: str, vocabulary: Vocabulary) -> dict[tuple[str | None, ...], Decimal]:
    normal = normalise(text, vocabulary.script)
    outline = sections.outline(normal.text, (), vocabulary.lexicon.headings)
    year = passage["year"]
    era = vocabulary.places.eras.of(year)
    reading = prose.read_prose(normal, text, outline, (), vocabulary.lexicon, year, era, passage["authority"])
    return {
        (
            o.fact,
            o.item,
            o.measure,
            o.channel,
            o.topic,
            o.applicant,
            o.outcome,
            o.reason,
            o.procedure,
            o.result,
        ): o.value
        for o in report.select((), reading.observations)[0]
        if o.is_selected and o.value is not None
    }


@pytest.mark.parametrize("name", OTHER_WORDS)
def test_other_words_of_the_same_meaning_state_the_same_facts(name: str, vocabulary: Vocabulary) -> None:
    pattern, words = OTHER_WORDS[name]
    told_otherwise = {}
    for passage in PASSAGES:
        text = re.sub(pattern, words, passage["text"])
        if text != passage["text"] and facts(passage, text, vocabulary) != facts(passage, passage["text"], vocabulary):
            told_otherwise[passage["id"]] = text
    assert not told_otherwise
