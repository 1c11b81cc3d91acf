"""Faults and their clean twins, continued: the parts of a report and their words, collected pages, what lies below."""

from __future__ import annotations

from planted import Planted
from planted_faults import Twin, fault

PARTS = (
    ("overview", "总体情况"),
    ("disclosures", "主动公开政府信息情况"),
    ("applications", "收到和处理政府信息公开申请情况"),
    ("cases", "政府信息公开行政复议、行政诉讼情况"),
    ("problems", "存在的主要问题及改进情况"),
    ("other", "其他需要报告的事项"),
)
SUBJECTS = "主动公开政府信息三条;收到申请两件;完善信息管理制度;升级网站平台;加强监督考核。"
PROBLEMS = "公开的深度不足。下一步将加强培训。"


def outlined(report: Planted, order: tuple[int, ...] = (0, 1, 2, 3, 4, 5), **words: str) -> None:
    told = {"overview": SUBJECTS, "problems": PROBLEMS} | words
    for code, heading in (PARTS[place] for place in order):
        report.part(code, heading, told.get(code, "无。"))


@fault("TX-04")
def a_part_is_missing(twin: Twin) -> None:
    outlined(twin.report(), twin.either((0, 1, 2, 4, 5), (0, 1, 2, 3, 4, 5)))


@fault("TX-05")
def the_first_part_leaves_out_subjects(twin: Twin) -> None:
    outlined(twin.report(), overview=twin.either("主动公开政府信息三条;升级网站平台。", SUBJECTS))


@fault("TX-06")
def the_fifth_part_says_there_is_nothing(twin: Twin) -> None:
    outlined(twin.report(), problems=twin.either("无。", PROBLEMS))


@fault("TX-08")
def the_words_are_last_years(twin: Twin) -> None:
    def told(year: int, words: str) -> str:
        return f"{year}年," + "".join(
            f"{words}的第{place}项公开工作,均由{words}牵头落实。" for place in "甲乙丙丁戊己庚"
        )

    outlined(twin.report(2021), overview=told(2021, "办公室"))
    outlined(twin.report(2022), overview=told(2022, twin.either("办公室", "政务服务中心")))


@fault("PB-03")
def a_page_is_taken_down(twin: Twin) -> None:
    address = f"http://{twin.authority}.example/report"
    report = twin.report(source_url=address)
    twin.raw.capture(address, report.document_id)
    twin.raw.capture(address, twin.either(None, report.document_id), twin.either("vanished", "not_modified"), day=9)


@fault("H-01")
def the_aggregate_is_not_the_sum_of_what_the_roster_names(twin: Twin) -> None:
    total = twin.either(901, 900) + twin.number
    twin.table(cells={("received", "natural_person"): total, ("granted", "natural_person"): total})
    for kind, count in (("department", 400), ("township", 500 + twin.number)):
        child = twin.report(
            authority_id=f"{twin.authority}-{kind}",
            authority_kind=kind,
            parent_authority_id=twin.authority,
            scope="own",
        )
        child.applications_table({("received", "natural_person"): count, ("granted", "natural_person"): count})
        twin.raw.rows["roster"].append({"authority_id": child.report_id.removesuffix("-2022"), "first_year": 2022})


def a_city_is_not_the_sum_of_its_districts(twin: Twin) -> None:
    """H-01 above the county: Sansha, its two districts and an office, all of them named by the roster."""
    city = twin.report(region_code="460300", authority_level="prefecture", parent_authority_id="460000-government")
    total = twin.either(91, 90)
    city.applications_table({("received", "natural_person"): total, ("granted", "natural_person"): total})
    below = (("460302", "government", 30), ("460303", "government", 40), ("460300", "department", 20))
    for region, kind, count in below:
        child = twin.report(
            authority_id=f"{twin.authority}-{region}",
            authority_kind=kind,
            region_code=region,
            parent_authority_id=twin.authority,
            scope="own" if kind == "department" else "aggregate",
        )
        child.applications_table({("received", "natural_person"): count, ("granted", "natural_person"): count})
        twin.raw.rows["roster"].append({"authority_id": child.report_id.removesuffix("-2022"), "first_year": 2021})
