"""Pages for the tests of identity: read as the pipeline reads them, and bodies of reports in two forms."""

from __future__ import annotations

from extraction.documents import Document
from extraction.facts import Report
from extraction.identity import Identified, Places, identify
from extraction.normalise import Script, normalise
from extraction.vocabulary import seed_rows

Case = tuple[str, int, str, str, str]
"""A page's text; year, region code, kind and full name of whose report it is."""
PLACES = Places.from_seeds(seed_rows)
SCRIPT = Script.from_seeds(seed_rows)
BODY = (
    "一、概述\n{year}年,工作有序推进。\n二、主动公开情况\n全年主动公开信息40条。\n三、依申请公开情况\n收到申请2件,均已答复。\n"
    "四、复议和诉讼\n没有发生行政复议。\n五、存在的主要问题\n公开内容尚有不足。\n"
)


def read(text: str, name: str = "page.txt", chrome: tuple[tuple[int, int], ...] = (), **metadata: str) -> Identified:
    document = Document(text=text, media_type="text/plain", metadata=metadata, chrome=chrome)
    return identify(name, document, normalise(text, SCRIPT), PLACES)


def report(text: str, name: str = "page.txt", **metadata: str) -> Report:
    """The report that a page is."""
    found = read(text, name, **metadata)
    assert found.report is not None, found.rejection_detail
    return found.report


def body(year: int) -> str:
    """What a page without names holds below its title."""
    return BODY.format(year=year)


def identity_of(text: str) -> tuple[int, str, str, str] | str:
    """Year, region code, kind and full name of whose report a text is, or why it is none."""
    found = read(text)
    if found.report is None:
        return found.rejection_detail
    report = found.report
    return report.report_year, report.region_code, report.authority_kind, report.authority_name


def prose(year: int, us: str) -> str:
    """A short report in the form of 2008-2018, which speaks of itself as `us`."""
    return (
        f"一、概述\n{year}年,{us}依法做好公开工作,制度逐步健全。\n"
        f"二、主动公开政府信息情况\n{us}全年主动公开政府信息86条,其中网站公开70条。\n"
        f"三、依申请公开情况\n{us}全年收到申请4件,均已答复。\n"
        f"四、行政复议和行政诉讼情况\n全年没有发生。\n"
        f"五、存在的主要问题和改进措施\n{us}公开的及时性尚有不足,下一步将继续完善。\n"
    )


def statutory(year: int, us: str) -> str:
    """A report in the form of 2021, its tables flattened to text."""
    return (
        f"一、总体情况\n{year}年,{us}落实条例要求,主动公开信息52条。\n"
        "二、主动公开政府信息情况\n第二十条第(一)项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t3\n"
        "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2\n"
        "四、政府信息公开行政复议、行政诉讼情况\n0\t0\t0\t0\t0\n"
        f"五、存在的主要问题及改进情况\n{us}将加强培训。\n六、其他需要报告的事项\n无。\n"
    )


OPENING = (
    "根据《中华人民共和国政府信息公开条例》,特向社会公布{body}{year}年政府信息公开工作年度报告。"
    "数据统计期限自{year}年1月1日起至{year}年12月31日止。\n"
)


def opening(body: str, year: int) -> str:
    return OPENING.format(body=body, year=year)
