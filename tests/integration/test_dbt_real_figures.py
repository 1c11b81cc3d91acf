"""The figures of six published reports, planted as extraction reads them: which findings they must and must not raise.

Figures alone are planted here; the reports themselves are read end to end elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from planted import Planted, Raw, dbt_build, rows_of

SHARES = {
    "综合政务": (4754, "45.88"),
    "领导信息及机构职能": (57, "0.55"),
    "法规文件": (485, "4.68"),
    "决策信息": (108, "1.61"),
    "公共资源": (157, "1.52"),
    "社会服务": (170, "1.64"),
    "人事信息": (202, "1.95"),
    "工作动态": (4184, "40.4"),
    "财政信息": (244, "2"),
}


def daowai(raw: Raw) -> None:
    report = raw.report("230104", 2014)
    report.disclosed("information", "disclosed", 10361, "共公开信息10361条,其中:")
    for topic, (count, share) in SHARES.items():
        report.disclosed(
            "information",
            "disclosed",
            count,
            f"{topic}{count}条,占{share}%;",
            topic=topic,
            share_printed=Decimal(share),
        )
    report.disclosed("information", "disclosed", 10361, "目录公开信息10361条。", channel="website")
    report.disclosed("information", "disclosed", 24325, "屏幕公开信息24325条。", channel="screen")
    report.disclosed("information", "disclosed", 2311, "发布微博2311条。", channel="weibo")
    report.applied("received", 0, "没有收到申请。", state="stated_none", printed="没有")
    report.case("reconsideration", "all", 0, "没有复议及诉讼。", state="stated_none", printed="没有")
    report.case("litigation", "all", 0, "没有复议及诉讼。", state="stated_none", printed="没有")


def gongshu(raw: Raw) -> None:
    report = raw.report("330105", 2018)
    channels = {"website": 20515, "weibo": 4039, "wechat": 1460, "other": 1206}
    words = "公开27490条,其中,网站20515条,微博4039条,微信1460条,其他1206条。"
    report.disclosed("information", "disclosed", 27490, words)
    for channel, count in channels.items():
        report.disclosed("information", "disclosed", count, words, channel=channel)
    report.applied("received", 78, "收到78件,办结78件。")
    report.applied("processed", 78, "收到78件,办结78件。")
    report.applied("processed_on_time", 78, "收到78件,办结78件。")
    words = "其中不予公开25件,其中,秘密0件;商业秘密0件;隐私0件;三安全一稳定0件;不是23件;其他情形2件。"
    report.applied("outcome", 25, words, outcome="denied")
    grounds = {"state_secret": 0, "trade_secret": 0, "personal_privacy": 0, "security_stability": 0}
    for reason, count in (grounds | {"not_government_information": 23, "other_statutory": 2}).items():
        report.applied("outcome", count, words, outcome="denied", reason=reason)
    words = "复议5件,其中5件维持,0件责令履行;诉讼1件,维持0件,违法0件,其他1件。"
    for procedure, result, count in (
        ("reconsideration", "all", 5),
        ("reconsideration", "upheld", 5),
        ("reconsideration", "corrected", 0),
        ("litigation", "all", 1),
        ("litigation", "upheld", 0),
        ("litigation", "corrected", 0),
        ("litigation", "other", 1),
    ):
        report.case(procedure, result, count, words)


def gaizhou(raw: Raw, processed: bool) -> None:
    region = "210881" if processed else "210882"
    report = raw.report(region, 2015)
    words = "公开1942条,其中规范性文件8条,通过网站等渠道公开1942条。"
    report.disclosed("information", "disclosed", 1942, words)
    report.disclosed("normative_document", "disclosed", 8, words)
    report.disclosed("information", "disclosed", 1942, words, channel="website")
    report.disclosed("information", "disclosed", 510, "预决算510条。", topic="财政预决算")
    report.disclosed("information", "disclosed", 6, "招投标6条。", topic="招投标")
    words = "申请4份,当面1份,信函3份。"
    report.applied("received", 4, words)
    report.applied("received", 1, words, channel="in_person")
    report.applied("received", 3, words, channel="mail")
    words = "已主动公开1件,不属于1件,更改补充1件,4件按时办结。"
    for outcome in ("already_public", "not_this_authority", "supplement_requested"):
        report.applied("outcome", 1, words, outcome=outcome)
    if processed:
        report.applied("processed", 4, words)
        report.applied("processed_on_time", 4, words)
    report.case("reconsideration", "all", 1, "复议1件,已撤销。")
    report.case("reconsideration", "other", 1, "复议1件,已撤销。")


def luyuan(raw: Raw) -> None:
    report = raw.report("220106", 2018)
    report.disclosed("information", "disclosed", 5303, "公开5303条。")
    words = "网站2050条,其他406条,微信微博2847条。"
    for channel, count in {"website": 2050, "other": 406, "social_media": 2847}.items():
        report.disclosed("information", "disclosed", count, words, channel=channel)
    report.disclosed("information", "disclosed", 15, "建议提案15条。", topic="建议提案")
    words = "收到24件,其中当面11件,占45.8%;网络5件,占20.8%;信函8件,占33.4%。"
    report.applied("received", 24, words)
    for channel, (count, share) in {"in_person": (11, "45.8"), "online": (5, "20.8"), "mail": (8, "33.4")}.items():
        report.applied("received", count, words, channel=channel, share_printed=Decimal(share))
    words = "同意公开23件,占96%;不属于1件,占4%;不存在3件,占12.5%。"
    outcomes = {"granted": (23, "96"), "not_this_authority": (1, "4"), "not_exist": (3, "12.5")}
    for outcome, (count, share) in outcomes.items():
        report.applied("outcome", count, words, outcome=outcome, share_printed=Decimal(share))
    report.case("reconsideration", "all", 0, "诉讼和复议为0。")
    report.case("litigation", "all", 0, "诉讼和复议为0。")


def kundulun(raw: Raw) -> None:
    report = raw.report("150203", 2013)
    report.disclosed("information", "disclosed", 429, "公开429条。")
    report.disclosed("information", "cumulative", 1007, "累计1007条。")
    words = "其中网络18条;报纸1条;信息栏17条;专栏393条。"
    for channel, count in {"website": 18, "press": 1, "bulletin_board": 17}.items():
        report.disclosed("information", "disclosed", count, words, channel=channel)
    report.disclosed("information", "disclosed", 393, words, topic="工程建设领域")
    report.applied("received", 0, "未收到申请。", state="stated_none", printed="未")
    report.case("reconsideration", "all", 0, "未发生。", state="stated_none", printed="未")
    report.case("litigation", "all", 0, "未发生。", state="stated_none", printed="未")


HONGZE = {
    "partially_granted": 4,
    "state_secret": 1,
    "process_information": 1,
    "enforcement_file": 1,
    "not_held": 10,
    "needs_creation": 3,
    "petition_complaint": 1,
}


def hongze(raw: Raw) -> None:
    report: Planted = raw.report("320813", 2023)
    report.disclosed("information", "disclosed", 1136, "网站公开1136条。", channel="website")
    report.disclosures_table(
        {
            ("normative_document", "repealed"): 5,
            ("normative_document", "in_force"): 5,
            ("licensing", "decisions"): 550,
            ("penalty", "decisions"): 4119,
            ("coercion", "decisions"): 195,
            ("administrative_fee", "amount"): 77302800,
        }
    )
    cells: dict[tuple[str, str], Any] = {(name, "natural_person"): count for name, count in HONGZE.items()}
    report.applications_table(cells | {("received", "natural_person"): 21}, others=(("other", "all"),))
    report.applied("received", 21, "受理申请21件。", is_selected=False)
    report.cases_table(
        {
            ("reconsideration", "upheld"): 10,
            ("reconsideration", "corrected"): 1,
            ("reconsideration", "all"): 0,
            ("litigation_after_reconsideration", "upheld"): 5,
            ("litigation_after_reconsideration", "all"): 0,
        }
    )
    report.say("收取信息处理费0元。")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    raw = Raw()
    daowai(raw)
    gongshu(raw)
    gaizhou(raw, processed=True)
    gaizhou(raw, processed=False)
    luyuan(raw)
    kundulun(raw)
    hongze(raw)
    raw.write(folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder)
    return folder / "warehouse.duckdb"


def findings(warehouse: Path, region: str) -> list[tuple[Any, ...]]:
    return rows_of(
        warehouse,
        "select rule_id, left_value::double, right_value::double, message_zh from quality.findings "
        "where report_id like ? || '-%' order by rule_id, left_value",
        region,
    )


def figures(warehouse: Path, region: str) -> list[tuple[Any, ...]]:
    return [row[:3] for row in findings(warehouse, region)]


def test_two_shares_that_do_not_fit_their_counts_are_found(warehouse: Path) -> None:
    assert figures(warehouse, "230104") == [
        ("A-13", 1.61, 1.0424),
        ("A-13", 2.0, 2.355),
        ("A-13", 100.23, 100.0),
    ]


def test_channels_that_fall_short_of_the_total_are_found(warehouse: Path) -> None:
    (found,) = findings(warehouse, "330105")
    assert found[:3] == ("A-13", 27220.0, 27490.0)
    assert "政府网站20515 + 政务微博4039 + 政务微信1460 + 其他方式1206 = 27220，而总数为27490，差270" in found[3]


@pytest.mark.parametrize("region", ["210881", "210882"])
def test_three_outcomes_of_four_applications_are_found(warehouse: Path, region: str) -> None:
    assert figures(warehouse, region) == [("A-14", 3.0, 4.0)]


def test_more_outcomes_than_applications_are_found_with_their_shares(warehouse: Path) -> None:
    assert [(rule, left, round(right, 2)) for rule, left, right in figures(warehouse, "220106")] == [
        ("A-13", 4.0, 4.17),
        ("A-13", 33.4, 33.33),
        ("A-13", 96.0, 95.83),
        ("A-14", 27.0, 24.0),
    ]


def test_a_list_that_mixes_channels_and_classes_is_not_held_against_the_total(warehouse: Path) -> None:
    assert figures(warehouse, "150203") == []


def test_totals_of_zero_beside_eleven_and_five_cases_are_found_and_left_as_they_stand(warehouse: Path) -> None:
    assert figures(warehouse, "320813") == [("T4-01", 5.0, 0.0), ("T4-01", 11.0, 0.0)]
    assert rows_of(
        warehouse,
        "select value::int from marts.fct_cases where procedure = 'reconsideration' and result = 'all' "
        "and report_id = '320813-government-2023'",
    ) == [(0,)]


def test_every_finding_is_the_offices_own_error(warehouse: Path) -> None:
    assert rows_of(warehouse, "select distinct status, verdict from quality.findings") == [("fail", "source_error")]


def test_a_table_that_adds_up_passes_its_identities(warehouse: Path) -> None:
    passed = rows_of(
        warehouse,
        "select rule_id from quality.rule_results where status = 'pass' and report_id = '320813-government-2023'",
    )
    assert {"T3-01", "T3-02C", "T3-03", "T3-05", "T3-06", "T3-07", "TX-01", "TX-07", "PB-01"} <= {
        rule for (rule,) in passed
    }


def test_the_numbers_of_a_finding_are_flagged(warehouse: Path) -> None:
    flagged = rows_of(
        warehouse,
        "select procedure, result from marts.fct_cases where has_finding order by all",
    )
    assert {procedure for procedure, _ in flagged} == {"reconsideration", "litigation_after_reconsideration"}
    assert len(flagged) == 10


def test_an_estimate_in_a_list_proves_nothing_and_a_refusals_parts_are_nested(tmp_path: Path) -> None:
    raw = Raw()
    estimate = raw.report("620521", 2018)
    words = "公开6940条,其中网站4015条,微信1322条,报刊610余条,其他993条。"
    estimate.disclosed("information", "disclosed", 6940, words)
    for channel, count in {"website": 4015, "wechat": 1322, "other": 993}.items():
        estimate.disclosed("information", "disclosed", count, words, channel=channel)
    estimate.disclosed("information", "disclosed", 610, words, channel="press", is_approximate=True)
    refusing = raw.report("310000", 2011)
    refusing.applied("processed", 130, "答复130件。")
    refusing.applied("outcome", 72, "同意公开72件。", outcome="granted")
    refusing.applied("outcome", 5, "部分公开5件。", outcome="partially_granted")
    refusing.applied("outcome", 53, "否决公开53件。", outcome="denied")
    words = "其中,不存在21件,非本机关14件,不明确6件,非政府信息9件,秘密1件,隐私2件。"
    for outcome, count in {"not_exist": 21, "not_this_authority": 14, "supplement_requested": 6}.items():
        refusing.applied("outcome", count, words, outcome=outcome)
    for reason, count in {"not_government_information": 9, "state_secret": 1, "personal_privacy": 2}.items():
        refusing.applied("outcome", count, words, outcome="denied", reason=reason)
    raw.write(tmp_path / "warehouse.duckdb")
    dbt_build(tmp_path / "warehouse.duckdb", tmp_path)
    assert rows_of(tmp_path / "warehouse.duckdb", "select rule_id, message_en from quality.findings") == []
    query = "select sum(value)::int from marts.fct_applications where breakdown = 'outcome' and not is_nested"
    assert rows_of(tmp_path / "warehouse.duckdb", query) == [(130,)]
