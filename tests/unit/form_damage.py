"""What pages do to tables: each damage changes the sheets, or how they are written as HTML.

Belongs here: damage to HTML. Does not belong here: the forms and their numbers (form_writer).
A damage that makes a figure unreadable keeps it among the stated ones: reading must then refuse it, never guess.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from form_pages import DAMAGES, LOST, Page, damage, html, sheet_of
from form_writer import APPLICANTS, Part, Sheet

__all__ = ["DAMAGES", "html"]


@damage
def paragraphs_in_cells(page: Page) -> None:
    page.wraps = ("<p style='text-align:center'><span lang=EN-US>", "</span></p>")


@damage
def broken_labels(page: Page) -> None:
    """A <br> within every label of four characters and more."""
    for sheet in page.forms.sheets:
        for row in sheet.rows:
            for at, part in enumerate(row):
                if part.role == "label" and len(part.text) > 3:
                    cut = page.draw.randint(1, len(part.text) - 1)
                    row[at] = replace(part, text=f"{part.text[:cut]}\x01{part.text[cut:]}")


@damage
def merged_zeros(page: Page) -> None:
    """Neighbouring zeros in one cell over their columns."""
    sheet = sheet_of(page, "applications")
    if sheet is None:
        return
    for row in sheet.rows:
        at = 0
        while at + 1 < len(row):
            a, b = row[at], row[at + 1]
            is_zero = a.role == b.role == "figure" and a.value == b.value == 0
            if is_zero and page.draw.random() < 0.5:
                row[at] = replace(a, columns=a.columns + b.columns)
                del row[at + 1]
            else:
                at += 1


@damage
def merged_figures(page: Page) -> None:
    """One number over two columns: which of them it belongs to, nobody knows."""
    sheet = sheet_of(page, "applications")
    if sheet is not None:
        row = page.draw.choice([row for row in sheet.rows if len(row) > 3 and row[-3].role == "figure"])
        row[-3] = replace(row[-3], columns=2, text="7")
        del row[-2]


@damage
def split_table(page: Page) -> None:
    """The applications table goes on in a second one, below a heading, without its header."""
    sheet = sheet_of(page, "applications")
    if sheet is None:
        return
    cut = page.draw.randint(4, len(sheet.rows) - 2)
    at = page.forms.sheets.index(sheet)
    rest = [list(row) for row in sheet.rows[cut:]]
    sheet.rows = sheet.rows[:cut]
    page.forms.sheets.insert(at + 1, Sheet("applications", rest, sheet.width))
    if page.draw.random() < 0.5:
        page.drops_spans = True


@damage
def joined_tables(page: Page) -> None:
    """All tables in one."""
    page.joins = True


@damage
def hidden_cells(page: Page) -> None:
    page.hides = True


@damage
def unknown_reasons(page: Page) -> None:
    """Rows that later pages bring; their figures are nobody's."""
    sheet = sheet_of(page, "applications")
    if sheet is None:
        return
    for label in ("9.属于工作秘密", "10.属于内部管理信息"):
        at = next(
            (
                i
                for i, row in enumerate(sheet.rows)
                if row[0].text.startswith("8.") or (len(row) > 1 and row[1].text.startswith("8."))
            ),
            None,
        )
        if at is None:
            return
        figures = [Part(str(page.draw.randint(0, 9)), role="figure") for _ in range(7)]
        sheet.rows.insert(at + 1, [Part(label), *figures])
        for row in sheet.rows[: at + 1]:
            for index, part in enumerate(row):
                if part.text.startswith(("（三）", "三、")):
                    row[index] = replace(part, rows=part.rows + 1)


@damage
def damaged_labels(page: Page) -> None:
    """A few characters of one long label are lost."""
    sheet = sheet_of(page, "applications")
    if sheet is not None:
        row = page.draw.choice([row for row in sheet.rows if row[-1].role == "figure"])
        at = max(i for i, part in enumerate(row) if part.role == "label")
        text = row[at].text
        cut = page.draw.randint(3, max(3, len(text) - 2))
        row[at] = replace(row[at], text=text[:cut] + text[cut + page.draw.randint(1, 3) :])


@damage
def lost_cells(page: Page) -> None:
    """A row that lost one cell: everything behind it has moved."""
    sheet = sheet_of(page, page.draw.choice(("applications", "cases")))
    if sheet is not None:
        row = page.draw.choice([row for row in sheet.rows if row[-1].role == "figure"])
        figures = [i for i, part in enumerate(row) if part.role == "figure"]
        lost = row.pop(page.draw.choice(figures))
        if lost.key:
            row.append(replace(lost, text=LOST, columns=0))


@damage
def extra_cells(page: Page) -> None:
    """A row with one cell too many."""
    sheet = sheet_of(page, "applications")
    if sheet is not None:
        row = page.draw.choice([row for row in sheet.rows if row[-1].role == "figure"])
        first = next(i for i, part in enumerate(row) if part.role == "figure")
        row.insert(page.draw.randint(first, len(row)), Part(str(page.draw.randint(1, 9)), role="figure"))


@damage
def lost_spans(page: Page) -> None:
    """colspan and rowspan are gone from the page."""
    page.drops_spans = True


@damage
def stretched_spans(page: Page) -> None:
    """rowspans that reach further than their group."""
    page.stretches = True


@damage
def shuffled_rows(page: Page) -> None:
    """Reasons in another order within their group."""
    sheet = sheet_of(page, "applications")
    if sheet is None:
        return
    plain = [i for i, row in enumerate(sheet.rows) if len(row) == 8 and row[0].text[:2] in ("2.", "3.", "4.")]
    for a, b in pairwise(plain):
        if b == a + 1 and page.draw.random() < 0.5:
            sheet.rows[a], sheet.rows[b] = sheet.rows[b], sheet.rows[a]


@damage
def groups_on_rows(page: Page) -> None:
    """A group's name on a row of its own instead of beside its rows."""
    sheet = sheet_of(page, "applications")
    if sheet is None:
        return
    rows: list[list[Part]] = []
    for row in sheet.rows:
        if len(row) == 9 and row[0].text.startswith("（"):
            rows.append([replace(row[0], rows=1, columns=2), *(Part("") for _ in range(7))])
            rows.append([replace(row[1], columns=2), *row[2:]])
        elif len(row) == 8 and row[0].columns == 1:
            rows.append([replace(row[0], columns=2), *row[1:]])
        else:
            rows.append(row)
    added = len(rows) - len(sheet.rows)
    sheet.rows = [[replace(p, rows=p.rows + added) if p.text.startswith("三、") else p for p in row] for row in rows]


@damage
def nested_in_layout(page: Page) -> None:
    page.layout = page.draw.randint(1, 4)


@damage
def chrome_around(page: Page) -> None:
    page.chrome = True


@damage
def unclosed_tags(page: Page) -> None:
    page.is_loose = True


@damage
def heads_and_bodies(page: Page) -> None:
    page.is_head = True


@damage
def comments_and_scripts(page: Page) -> None:
    page.noise = True


@damage
def figures_in_nested_tables(page: Page) -> None:
    page.nests_figures = True


@damage
def split_digits(page: Page) -> None:
    """The digits of one number on two lines of its cell."""
    for sheet in page.forms.sheets:
        for row in sheet.rows:
            for at, part in enumerate(row):
                if part.role == "figure" and part.text.isdigit() and len(part.text) == 2 and page.draw.random() < 0.3:
                    row[at] = replace(part, text=f"{part.text[0]}\x01{part.text[1]}")


@damage
def words_for_figures(page: Page) -> None:
    """A cell that holds no number where one belongs; changes may be negative and amounts broken, they stay."""
    for sheet in page.forms.sheets:
        row = page.draw.choice(sheet.rows)
        for at, part in enumerate(row):
            is_signed = part.key is not None and part.key[1] in ("item_change", "amount")
            is_there = part.role == "figure" and part.text != LOST
            if is_there and not is_signed and page.draw.random() < 0.3:
                row[at] = replace(part, text=page.draw.choice(("约3", "见附件", "3.5", "-2", "30%", "5（含上年2）")))


@damage
def struck_figures(page: Page) -> None:
    """A wrong figure struck out before the right one."""
    page.marks.append(
        lambda draw, text: f"<{(tag := draw.choice(('s', 'del', 'strike')))}>{draw.randint(0, 99)}</{tag}>{text}"
    )


@damage
def notes_on_figures(page: Page) -> None:
    """The number of a footnote behind a figure."""
    page.marks.append(lambda draw, text: f"{text}<sup>{draw.randint(1, 9)}</sup>")


@damage
def second_figures(page: Page) -> None:
    """Another figure, of the year before, on a line of its own."""
    page.marks.append(lambda draw, text: f"<p>{text}</p><p>{draw.randint(0, 999)}</p>")


@damage
def repeated_heads(page: Page) -> None:
    """The columns are named once more within the applications table."""
    sheet = sheet_of(page, "applications")
    if sheet is not None:
        at = next((i for i, row in enumerate(sheet.rows) if row[0].text.startswith("（四）")), None)
        if at is not None:
            sheet.rows[at:at] = [list(row) for row in sheet.rows[:3]]


@damage
def narrow_groups(page: Page) -> None:
    """A heading over fewer columns than it has."""
    sheet = sheet_of(page, "applications")
    if sheet is not None:
        for row in sheet.rows:
            for at, part in enumerate(row):
                if part.text == "法人或其他组织":
                    row[at] = replace(part, columns=4)


@damage
def sums_below(page: Page) -> None:
    """A sum of all rows below the last one."""
    sheets = [sheet for sheet in page.forms.sheets if sheet.name == "applications"]
    if sheets:
        figures = [Part(str(page.draw.randint(0, 99)), role="figure") for _ in range(7)]
        sheets[-1].rows.append([Part("合计", 1, 3), *figures])


@damage
def paths_for_labels(page: Page) -> None:
    """Each row's label in one cell with those of the groups around it: 三、本年度办理结果-（三）不予公开-1.属于国家秘密."""
    sheet = sheet_of(page, "applications")
    if sheet is None:
        return
    mark = page.draw.choice(("-", " ", "：", ""))
    above: dict[int, str] = {}
    for row in sheet.rows[3:]:
        labels = [part for part in row if part.role == "label" and part.text != LOST]
        if not labels or (labels[0].rows > 1 and len(labels) == 1):
            return
        if labels[0].text[:1] in "三四一二":
            above.clear()
        for part in labels:
            if part.rows > 1:
                above[0 if part.text.startswith("三") else 1] = part.text
        is_free = labels[-1].text.startswith(("（", "一", "二", "四"))
        steps = [text for level, text in sorted(above.items()) if level == 0 or not is_free]
        row[: len(labels)] = [replace(labels[-1], text=mark.join([*steps, labels[-1].text]), columns=3)]


@damage
def remark_columns(page: Page) -> None:
    """A last column that holds words."""
    sheet = sheet_of(page, "applications")
    if sheet is not None:
        sheet.rows[0].append(Part("备注", rows=3))
        for row in sheet.rows[3:]:
            row.append(Part("含上年2件" if page.draw.random() < 0.1 else ""))


@damage
def uneven_spans(page: Page) -> None:
    """Columns of two places each, and rows whose cells begin a place before or behind their columns."""
    sheet = sheet_of(page, "applications")
    if sheet is None or any(part.text == LOST or (part.role == "figure" and part.columns > 1) for row in sheet.rows
                            for part in row):  # fmt: skip
        return
    names = {*(label for label, _ in APPLICANTS), "法人或其他组织", "申请人情况"}
    for row in sheet.rows:
        figures = [at for at, part in enumerate(row) if part.role == "figure"]
        shifts = [0, *(page.draw.choice((0, 0, 1)) for _ in figures[1:]), 0]
        for n, at in enumerate(figures):
            row[at] = replace(row[at], columns=2 + shifts[n + 1] - shifts[n] if len(figures) == 7 else 2)
        for at, part in enumerate(row):
            if part.role == "label" and part.text in names and part.columns in (1, 5, 7) and part.rows < 3:
                row[at] = replace(part, columns=2 * part.columns)
    sheet.width += 7


@damage
def cases_apart(page: Page) -> None:
    """One table of cases for each procedure, named above it or in its first row."""
    sheet = sheet_of(page, "cases")
    if sheet is None or len(sheet.rows[-1]) != 15 or any(part.text == LOST for part in sheet.rows[-1]):
        return
    at = page.forms.sheets.index(sheet)
    titles = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    results = list(sheet.rows[-2][:5])
    apart = [
        Sheet("cases", [[Part(title, 1, 5)], list(results), sheet.rows[-1][5 * n : 5 * n + 5]], 5)
        for n, title in enumerate(titles)
    ]
    page.forms.sheets[at : at + 1] = apart
