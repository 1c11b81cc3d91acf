"""Rows of text that lost blank cells: what the sums of the form prove is read, everything else is refused."""

from __future__ import annotations

import pytest
from table_reading import FLAT_APPLICANTS, kinds, read, values

HEAD = "申请人情况\n" + FLAT_APPLICANTS.replace(" ", "\n")
RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
GRANTED, SECRET, TOTAL = "(一)予以公开", "1.属于国家秘密", "(七)总计"
LEFT = "四、结转下年度继续办理"
WHOLE = {
    RECEIVED: "6 2 8",
    CARRIED: "1 1",
    GRANTED: "5 1 6",
    SECRET: "1 1",
    TOTAL: "6 1 7",
    LEFT: "1 1 2",
}


def cells(rows: dict[str, str], head: str = HEAD) -> str:
    """One cell a line, blank cells lost."""
    return head + "".join(f"{label}\n{figures}\n".replace(" ", "\n") for label, figures in rows.items())


def lines(rows: dict[str, str]) -> str:
    """One row a line, blank cells lost."""
    return FLAT_APPLICANTS + "".join(f"{label} {figures}\n" for label, figures in rows.items())


TOTALS = {"received": 8, "carried_in": 1, "outcome granted": 6, "outcome denied state_secret": 1, "processed": 7,
          "carried_out": 2}  # fmt: skip


@pytest.mark.parametrize("write", [cells, lines])
def test_totals_that_make_the_sums_of_the_form_are_read_and_whose_the_parts_are_stays_open(write: object) -> None:
    reading = read(write(WHOLE), name="a.txt")  # type: ignore[operator]
    assert values(reading) == TOTALS
    assert set(kinds(reading)) == {"table.doubtful_cell"}


@pytest.mark.parametrize("label", list(WHOLE))
def test_one_wrong_figure_and_no_row_is_read(label: str) -> None:
    parts = WHOLE[label].split()
    wrong = " ".join([*parts[:-1], str(int(parts[-1]) + 1)])
    assert values(read(cells(WHOLE | {label: wrong}), name="a.txt")) == {}


@pytest.mark.parametrize("label", list(WHOLE))
def test_a_row_whose_figures_changed_places_is_not_read_and_none_beside_it(label: str) -> None:
    changed = " ".join(reversed(WHOLE[label].split()))
    if changed != WHOLE[label]:
        assert values(read(cells(WHOLE | {label: changed}), name="a.txt")) == {}


def test_a_row_that_is_missing_leaves_nothing_proved() -> None:
    for label in (RECEIVED, CARRIED, GRANTED, SECRET, TOTAL, LEFT):
        rest = {name: figures for name, figures in WHOLE.items() if name != label}
        assert values(read(cells(rest), name="a.txt")) == {}


def test_a_whole_row_shows_whose_the_figures_of_the_others_are() -> None:
    rows = {
        RECEIVED: "6 0 0 0 0 2 8",
        CARRIED: "1 1",
        GRANTED: "5 1 6",
        SECRET: "1 1",
        TOTAL: "6 0 0 0 0 1 7",
        LEFT: "1 0 0 0 0 1 2",
    }
    found = values(read(cells(rows), name="a.txt"))
    assert found["outcome natural_person granted"] == 5
    assert found["outcome other_org granted"] == 1
    assert found["outcome natural_person denied state_secret"] == 1
    assert found["carried_in natural_person"] == 1
    assert found["outcome granted"] == 6
    assert "outcome research_institution granted" not in found


def test_noughts_alone_prove_nothing() -> None:
    assert values(read(cells({RECEIVED: "0 0", CARRIED: "0 0", TOTAL: "0 0", LEFT: "0 0"}), name="a.txt")) == {}


def test_a_row_of_seven_that_does_not_add_up_is_refused_beside_rows_that_lost_cells() -> None:
    alone = values(read(cells({RECEIVED: "5 1 0 0 0 0 7"}), name="a.txt"))
    assert alone["received"] == 7
    beside = read(cells({RECEIVED: "5 1 0 0 0 0 7", CARRIED: "0 0"}), name="a.txt")
    assert values(beside) == {}
    assert set(kinds(beside)) == {"table.doubtful_cell"}


@pytest.mark.parametrize("folio", ["3", "12"])
def test_the_number_of_a_page_among_the_cells_is_none_of_the_row(folio: str) -> None:
    found = values(read(cells({RECEIVED: f"5 1 0 0 0 0 6 {folio}", CARRIED: "0 0 0 0 0 0 0"}), name="a.txt"))
    assert (found["received natural_person"], found["received"], found["carried_in"]) == (5, 6, 0)
    line = FLAT_APPLICANTS + f"{RECEIVED} 5 1 0 0 0 0 6\n{folio}\n{CARRIED} 0 0 0 0 0 0 0\n"
    assert values(read(line, name="a.txt")) == found


def test_the_number_of_a_page_in_the_place_of_a_lost_cell_is_no_figure() -> None:
    reading = read(cells({RECEIVED: "5 1 0 0 0 6 12", CARRIED: "0 0"}), name="a.txt")
    assert values(reading) == {}
    assert set(kinds(reading)) == {"table.doubtful_cell"}
    assert values(read(cells(WHOLE | {CARRIED: "1 1 9"}), name="a.txt")) == TOTALS


def test_blanks_that_bars_at_the_end_swallowed_are_lost() -> None:
    head = "申请人情况 |\n||||||||\n自然人 |\n法人或其他组织 |\n总计 |\n|||||||\n商业企业 |\n科研机构 |\n"
    head += "社会公益组织 |\n法律服务机构 |\n其他 |\n|||||\n"
    rows = "".join(
        f"{label} |\n"
        + "".join(f"{figure} |\n" for figure in figures.split())
        + "|" * (9 - len(figures.split()))
        + "\n"
        for label, figures in WHOLE.items()
    )
    assert values(read(head + rows, name="a.txt")) == TOTALS


def test_a_row_of_cases_that_lost_a_blank_is_refused() -> None:
    head = "行政复议 |\n行政诉讼 |\n" + "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n"
    head += "未经复议直接起诉 |\n复议后起诉 |\n" + "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n" * 2
    figures = ["2", "1", "0", "3", *["0"] * 10]
    reading = read(head + "".join(f"{figure} |\n" for figure in figures) + "|\n", name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_a_column_s_name_right_before_figures_names_no_row() -> None:
    text = FLAT_APPLICANTS + "（六）其他处理\n续表\n" + FLAT_APPLICANTS.strip().removesuffix("总计")
    found = values(read(text + "\n0\n0\n0\n0\n0\n0\n0\n", name="a.txt"))
    assert found == {}


@pytest.mark.parametrize("lost", FLAT_APPLICANTS.replace("法人或其他组织 ", "").split())
def test_a_column_whose_label_is_lost_is_the_form_s_where_rows_have_its_figure_and_add_up(lost: str) -> None:
    head = HEAD.replace(f"\n{lost}\n", "\n", 1)
    rows = {RECEIVED: "4 1 0 2 0 3 10", CARRIED: "0 0 0 0 0 0 0", LEFT: "1 0 0 0 0 0 2"}
    reading = read(cells(rows, head), name="a.txt")
    whole = values(read(cells({RECEIVED: rows[RECEIVED], CARRIED: rows[CARRIED]}), name="a.txt"))
    assert values(reading) == whole
    assert {"table.missing_column", "table.doubtful_cell"} <= set(kinds(reading))


def test_two_lost_labels_are_too_many() -> None:
    head = HEAD.replace("自然人\n", "").replace("商业企业\n", "")
    assert values(read(cells({RECEIVED: "4 1 0 2 0 3 10"}, head), name="a.txt")) == {}


def test_columns_without_one_label_and_without_its_figures_are_refused() -> None:
    head = HEAD.replace("自然人\n", "")
    assert values(read(cells({RECEIVED: "1 0 2 0 3 6"}, head), name="a.txt")) == {}


@pytest.mark.parametrize(
    "again", ["(续表)", "三、收到和处理政府信息公开申请情况(续表)", "某县政府信息公开工作年度报告\n- 4 -"]
)
@pytest.mark.parametrize("write", [cells, lines])
def test_a_table_goes_on_below_what_a_page_prints_again(again: str, write: object) -> None:
    zeros = "0 0 0 0 0 0 0"
    rows = {RECEIVED: "4 1 0 2 0 3 10", CARRIED: zeros, GRANTED: "3 1 0 2 0 3 9", SECRET: "1 0 0 0 0 0 1"}
    text: str = write(rows)  # type: ignore[operator]
    found = values(read(text.replace(GRANTED, f"{again}\n{GRANTED}"), name="a.txt"))
    assert found == values(read(text, name="a.txt"))
    assert len(found) == 28


def test_another_section_s_heading_ends_a_table() -> None:
    text = cells({RECEIVED: "4 1 0 2 0 3 10"}) + "四、其他需要报告的事项\n" + cells({CARRIED: "0 0 0 0 0 0 0"}, "")
    assert len(values(read(text, name="a.txt"))) == 7


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_the_number_of_a_page_below_a_row_of_marked_cells_is_none_of_its_total(mark: str) -> None:
    rows = [f"{RECEIVED} 4 1 0 2 0 3 10", f"{CARRIED} 0 0 0 0 0 0 0"]
    text = "\n".join([*FLAT_APPLICANTS.strip().split("\n"), rows[0], "7", rows[1]]).replace(" ", mark)
    found = values(read(text, name="a.txt"))
    assert (found["received"], found["carried_in"]) == (10, 0)
    wrong = values(read(text.replace("10\n7", "1\n0"), name="a.txt"))
    assert "received" not in wrong


NAMES = ["主动公开政府信息数", "制发规范性文件总数", "政府网站公开政府信息数", "收到申请数", "行政复议数量"]
STATED = {"disclosed information": 31, "created normative_document": 4, "disclosed information website": 30,
          "received": 3, "reconsideration": 0}  # fmt: skip


def annex(head: str, rows: list[str]) -> str:
    """One cell a line."""
    return "\n".join([*head.split(), *(cell for row in rows for cell in row.split())])


@pytest.mark.parametrize("remark", ["", " 备注"])
def test_the_code_of_a_row_is_no_figure(remark: str) -> None:
    rows = [
        f"{name} 件 {at + 8:02d} {figure}" for at, (name, figure) in enumerate(zip(NAMES, STATED.values(), strict=True))
    ]
    assert values(read(annex(f"统计指标 单位 代码 统计数{remark}", rows), 2016, "a.txt")) == STATED
    rows[3] = rows[3].removesuffix(" 3")
    reading = read(annex(f"统计指标 单位 代码 统计数{remark}", rows), 2016, "a.txt")
    assert values(reading) == {code: value for code, value in STATED.items() if code != "received"}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_codes_beside_figures_that_are_all_blank_are_no_figures() -> None:
    rows = [f"{name} 件 {at + 11}" for at, name in enumerate(NAMES)]
    assert values(read(annex("统计指标 单位 代码 统计数", rows), 2016, "a.txt")) == {}


def test_the_number_of_the_next_row_is_no_figure_of_this_one() -> None:
    rows = [f"{at} {name} 件 {figure}" for at, (name, figure) in enumerate(zip(NAMES, STATED.values(), strict=True), 1)]
    found = values(read(annex("序号 统计指标 单位 统计数", [*rows, "6 三、机构建设情况"]), 2016, "a.txt"))
    assert found == STATED
    rows[3] = rows[3].removesuffix(" 3")
    found = values(read(annex("序号 统计指标 单位 统计数", [*rows, "6 三、机构建设情况"]), 2016, "a.txt"))
    assert found == {code: value for code, value in STATED.items() if code != "received"}


REPEATED = (
    "信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量\n行政处罚 | 5 | 5 | 5\n行政强制 | 0 | 0 | 0\n"
)


def test_merged_cells_that_a_copy_repeats_are_each_one() -> None:
    assert values(read(REPEATED, name="a.txt")) == {"decisions penalty": 5, "decisions coercion": 0}
    note = "(本列数据的勾稽关系为:第一项加第二项之和)"
    rows = [
        [note, note, "自然人", *["法人或其他组织"] * 5, "总计"],
        [note, note, "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        [RECEIVED, RECEIVED, "4", "1", "0", "2", "0", "3", "10"],
        ["(三)不予公开", SECRET, "1", "0", "0", "0", "0", "0", "1"],
    ]
    found = values(read("\n".join("\t".join(row) for row in rows), name="a.txt"))
    assert (found["received natural_person"], found["received other_org"], found["received"]) == (4, 3, 10)
    assert found["outcome denied state_secret"] == 1
    assert len(found) == 14


def test_a_figure_that_differs_below_a_repeated_heading_is_refused() -> None:
    reading = read(REPEATED.replace("5 | 5 | 5", "5 | 5 | 6"), name="a.txt")
    assert values(reading) == {"decisions coercion": 0}
    assert kinds(reading) == ["table.doubtful_cell"]
