"""Reads the tables of a page or a text for the tests of tables: what was read, by code.

Belongs here: pieces of pages that several tests share. Does not belong here: whole forms (form_writer).
"""

from __future__ import annotations

from decimal import Decimal

from extraction.chrome import Chrome
from extraction.documents import read_document
from extraction.facts import Observation
from extraction.normalise import Script, normalise
from extraction.tables import Forms, TableReading, read_tables
from extraction.vocabulary import seed_rows

SCRIPT = Script.from_seeds(seed_rows)
CHROME = Chrome.from_seeds(seed_rows)
FORMS = Forms.from_seeds(seed_rows)

MADE = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
APPLICANTS = (
    "<tr><td colspan=2 rowspan=2></td><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
FLAT_APPLICANTS = "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
RESULTS = "".join(f"<td>{label}</td>" for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))


def read(content: str, year: int = 2023, name: str = "a.html") -> TableReading:
    document = CHROME.marked(read_document(name, content.encode()))
    reading = read_tables(document, normalise(document.text, SCRIPT), FORMS, year)
    for observation in reading.observations:
        printed = document.text[observation.char_start : observation.char_end]
        assert printed == observation.value_printed
    return reading


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def wide(label: str, *cells: str) -> str:
    return f"<tr><td colspan=2>{label}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def code(observation: Observation) -> str:
    o = observation
    parts = (o.measure, o.item, o.channel, o.applicant, o.outcome, o.reason, o.procedure, o.result)
    return " ".join(part for part in parts if part and part != "all")


def values(reading: TableReading) -> dict[str, Decimal | None]:
    return {code(o): o.value for o in reading.observations if o.is_selected}


def kinds(reading: TableReading) -> list[str]:
    return [issue.kind for issue in reading.issues if issue.kind != "table.missing_row"]
