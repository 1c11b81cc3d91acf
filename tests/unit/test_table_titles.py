"""Tables that lack a part of their heading, and labels that hold more than one: read where it is certain."""

from __future__ import annotations

import pytest
from table_reading import APPLICANTS, MADE, RESULTS, kinds, read, row, values, wide

RESULT_NAMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
TITLES = (
    ("行政复议", "未经复议直接起诉", "复议后起诉"),
    ("（一）行政复议", "（二）行政诉讼（未经复议直接起诉）", "（三）行政诉讼（复议后起诉）"),
    ("1.行政复议", "2.行政诉讼-未经复议直接起诉", "3.行政诉讼：经复议后起诉"),
)
FIGURES = (("3", "1", "0", "2", "6"), ("4", "0", "0", "0", "4"), ("0", "0", "5", "0", "5"))
READ = {
    f"{procedure}{result}": int(figure)
    for procedure, figures in zip(
        ("reconsideration", "litigation_direct", "litigation_after_reconsideration"), FIGURES, strict=True
    )
    for result, figure in zip((" upheld", " corrected", " other", " pending", ""), figures, strict=True)
}
ANNEX = (
    ("一、主动公开政府信息数", "条", "412"),
    ("其中：主动公开规范性文件数", "条", "7"),
    ("1.政府网站公开政府信息数", "条", "398"),
    ("2.政务微信公开政府信息数", "条", "0"),
    ("二、收到申请数", "件", "5"),
    ("1.当面申请数", "件", "1"),
    ("2.网络申请数", "件", "4"),
    ("3.申请办结数", "件", "5"),
)


def marked(*rows: tuple[str, ...]) -> str:
    head, *rest = (f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest])


@pytest.mark.parametrize("titles", TITLES)
def test_tables_of_one_procedure_each_are_named_in_the_line_above(titles: tuple[str, ...]) -> None:
    text = "\n\n".join(f"### {t}\n{marked(RESULT_NAMES, f)}" for t, f in zip(titles, FIGURES, strict=True))
    assert values(read(text, name="a.txt")) == READ
    page = "".join(
        f"<h3>{t}</h3><table><tr>{RESULTS}</tr>{row(*f)}</table>" for t, f in zip(titles, FIGURES, strict=True)
    )
    assert values(read(page)) == READ


@pytest.mark.parametrize("titles", TITLES)
def test_or_in_their_first_row(titles: tuple[str, ...]) -> None:
    page = "".join(
        f"<table><tr><td colspan=5>{t}</td></tr><tr>{RESULTS}</tr>{row(*f)}</table>"
        for t, f in zip(titles, FIGURES, strict=True)
    )
    assert values(read(page)) == READ


def test_results_below_the_results_of_a_procedure_are_not_its_own() -> None:
    text = f"### 行政复议\n{marked(RESULT_NAMES, FIGURES[0])}\n\n### 另一种程序\n{marked(RESULT_NAMES, FIGURES[1])}"
    reading = read(text, name="a.txt")
    assert values(reading) == {key: value for key, value in READ.items() if key.startswith("reconsideration")}


def test_a_procedure_above_a_table_that_names_its_own_is_no_part_of_it() -> None:
    table = (
        f"<table><tr><td colspan=5>行政复议</td><td colspan=5>复议后起诉</td></tr><tr>{RESULTS}{RESULTS}</tr>"
        f"{row(*FIGURES[0], *FIGURES[2])}</table>"
    )
    assert values(read(f"<p>未经复议直接起诉</p>{table}")) == {
        key: value for key, value in READ.items() if not key.startswith("litigation_direct")
    }


def test_an_annex_without_any_heading_is_read_where_each_row_has_one_figure() -> None:
    reading = read("<table>" + "".join(row(*cells) for cells in ANNEX) + "</table>", 2016)
    assert values(reading) == {
        "disclosed information": 412,
        "disclosed normative_document": 7,
        "disclosed information website": 398,
        "disclosed information wechat": 0,
        "received": 5,
        "received in_person": 1,
        "received online": 4,
        "processed": 5,
    }
    assert values(read("<table>" + "".join(row(c[0], c[2]) for c in ANNEX) + "</table>", 2016)) == values(reading)


@pytest.mark.parametrize(
    "rows",
    [
        [(label, unit, str(at)) for at, (label, unit, _) in enumerate(ANNEX, 1)],
        [(*cells, "9") for cells in ANNEX],
        [(*cells[:2], "", cells[2]) if at == 3 else cells for at, cells in enumerate(ANNEX)],
        list(ANNEX[:5]),
        [*ANNEX, ("接待群众", "人", "30", "12")],
    ],
)
def test_an_annex_without_any_heading_is_left_where_it_is_not_certain(rows: list[tuple[str, ...]]) -> None:
    assert values(read("<table>" + "".join(row(*cells) for cells in rows) + "</table>", 2016)) == {}


@pytest.mark.parametrize("mark", ["-", " ", "：", "/", ""])
def test_a_row_s_label_may_hold_those_of_the_groups_around_it(mark: str) -> None:
    steps = [
        (("三、本年度办理结果", "（一）予以公开"), "granted"),
        (("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"), "denied state_secret"),
        (("三、本年度办理结果", "（六）其他处理", "3.其他"), "other other"),
        (("三、本年度办理结果", "（七）总计"), ""),
    ]
    rows = "".join(wide(mark.join(labels), *str(at) * 7) for at, (labels, _) in enumerate(steps))
    found = values(read(f"<table>{APPLICANTS}{rows}</table>"))
    names = [("outcome " + code) if code else "processed" for _, code in steps]
    assert {name: found[name] for name in names} == {name: at for at, name in enumerate(names)}


@pytest.mark.parametrize("label", ["不予公开-重复申请", "部门-属于国家秘密", "予以公开-属于国家秘密"])
def test_a_label_behind_another_group_s_is_unknown(label: str) -> None:
    reading = read(f"<table>{APPLICANTS}{wide(label, *'1000001')}</table>")
    assert values(reading) == {}
    assert "table.unknown_row_label" in kinds(reading)


def test_what_is_counted_may_stand_below_each_other_and_the_items_side_by_side() -> None:
    rows = row("信息内容", "规章", "行政规范性文件") + row("本年制发件数", "1", "12") + row("本年废止件数", "0", "3")
    assert values(read(f"<table>{rows}{row('现行有效件数', '2', '40')}</table>")) == {
        "created regulation": 1,
        "created normative_document": 12,
        "repealed regulation": 0,
        "repealed normative_document": 3,
        "in_force regulation": 2,
        "in_force normative_document": 40,
    }


def test_a_column_of_remarks_is_no_figure_and_hinders_none() -> None:
    head = MADE.replace("</tr>", "<td>备注</td></tr>")
    reading = read(
        f"<table>{head}{row('规章', '0', '1', '2', '含2019年1件')}{row('行政规范性文件', '3', '4', '5', '')}</table>"
    )
    assert list(values(reading).values()) == [0, 1, 2, 3, 4, 5]
    assert kinds(reading) == []


def test_a_blank_in_a_column_that_a_row_has_not_is_as_it_should_be() -> None:
    head = MADE.replace("</tr>", "<td>本年处理决定数量</td></tr>")
    reading = read(f"<table>{head}{row('规章', '0', '1', '2', '')}{row('行政许可', '', '/', '', '8')}</table>")
    assert {key: value for key, value in values(reading).items() if value is not None} == {
        "created regulation": 0,
        "repealed regulation": 1,
        "in_force regulation": 2,
        "decisions licensing": 8,
    }
    assert kinds(reading) == []


def test_a_bar_at_the_start_of_some_rows_and_not_of_others_stands_behind_a_blank_cell() -> None:
    text = "\n".join(
        (
            "项目||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
            "一、本年新收政府信息公开申请数量||2|0|0|0|0|0|2",
            "三、本年度办理结果|（一）予以公开|1|0|0|0|0|0|1",
            "|（二）部分公开|0||0||||0",
            "|（七）总计|2|0|0|0|0|0|2",
        )
    )
    found = values(read(text, name="a.txt"))
    assert found["outcome natural_person partially_granted"] == 0
    assert found["outcome commercial_enterprise partially_granted"] is None
    assert found["outcome research_institution partially_granted"] == 0
    assert found["outcome partially_granted"] == 0


def test_rows_that_a_page_names_and_nothing_reads_are_reported() -> None:
    labels = (
        "属于国家秘密",
        "属于四类过程性信息",
        "本机关不掌握相关政府信息",
        "补正后申请内容仍不明确",
        "要求提供公开出版物",
    )
    text = "本年新收政府信息公开申请数量;自然人;总计\n" + "\n".join(f"{label};0;0" for label in labels)
    assert kinds(read(text, name="a.txt")) == ["table.unread_table"]
    assert kinds(read(text, 2016, "a.txt")) == []


def test_a_grid_of_the_form_s_rows_without_its_columns_is_reported_once_and_its_second_half_is_not() -> None:
    cells = "".join(row(item, "本年处理决定数量：4") for item in ("规章", "行政许可", "行政处罚", "行政强制"))
    assert kinds(read(f"<table>{cells}</table>")) == ["table.unread_table"]
    rest = "".join(
        wide(label, *"1000001") for label in ("1.属于国家秘密", "重复申请", "要求提供公开出版物", "（七）总计")
    )
    halves = f"<table>{APPLICANTS}{wide('二、上年结转政府信息公开申请数量', *'1000001')}</table><table>{rest}</table>"
    assert kinds(read(halves)) == []
