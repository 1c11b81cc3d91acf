"""Filled forms as files: Word, PDF, flattened text.

Belongs here: formats. Does not belong here: the forms (form_writer), HTML and what happens to it (form_damage).
"""

from __future__ import annotations

import io
import random

from form_writer import Forms, Part, Sheet


def grid(sheet: Sheet) -> list[list[tuple[Part, bool]]]:
    """The sheet with spans counted out: each place's cell, and whether it is the cell's first place."""
    taken: dict[tuple[int, int], Part] = {}
    places: list[list[tuple[Part, bool]]] = []
    for at, row in enumerate(sheet.rows):
        line: list[tuple[Part, bool]] = []
        column = 0
        cells = iter(row)
        while column < sheet.width:
            if (at, column) in taken:
                line.append((taken[at, column], False))
                column += 1
                continue
            part = next(cells, None)
            if part is None:
                break
            for below in range(part.rows):
                for beside in range(part.columns):
                    taken[at + below, column + beside] = part
            line.append((part, True))
            line += [(part, False)] * (part.columns - 1)
            column += part.columns
        places.append(line)
    return places


def docx(forms: Forms) -> bytes:
    """The tables as a Word document, cells merged as on the form."""
    import docx as word

    document = word.Document()
    for sheet in forms.sheets:
        document.add_paragraph(f"{sheet.name} 情况")
        table = document.add_table(len(sheet.rows), sheet.width)
        cells = table._cells  # one look-up: table.cell() counts all cells anew each time
        for at, line in enumerate(grid(sheet)):
            for column, (part, is_first) in enumerate(line):
                if is_first:
                    cell = cells[at * sheet.width + column]
                    if part.rows > 1 or part.columns > 1:
                        last = min(at + part.rows, len(sheet.rows)) - 1, min(column + part.columns, sheet.width) - 1
                        cell = cell.merge(cells[last[0] * sheet.width + last[1]])
                    cell.text = part.text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


PDF_RULES = {"all": ["GRID"], "open": ["INNERGRID"], "none": []}
"""Which rules a PDF draws: all, those between cells alone, none."""


def pdf(forms: Forms, seed: int, rules: str = "all") -> bytes:
    """The tables as a PDF, over page breaks, with page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    draw = random.Random(seed)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    story: list[object] = [
        Paragraph("政府信息公开工作年度报告，本报告由办公室编制。", style),
        Spacer(1, draw.randint(5, 500)),
    ]
    for sheet in forms.sheets:
        places = grid(sheet)
        data = [
            [Paragraph(part.text, style) if first and part.text.strip() else "" for part, first in row]
            for row in places
        ]
        spans = [
            ("SPAN", (column, at), (column + part.columns - 1, min(at + part.rows, len(places)) - 1))
            for at, row in enumerate(places)
            for column, (part, first) in enumerate(row)
            if first and (part.rows > 1 or part.columns > 1)
        ]
        drawn = [(kind, (0, 0), (-1, -1), 0.5, "black") for kind in PDF_RULES[rules]]
        widths = {10: [50, 60, 110, *[40] * 7], 15: [33] * 15, 4: [160, 100, 100, 100], 3: [330, 60, 90]}[sheet.width]
        story.append(Paragraph(f"二、{sheet.name}表", style))
        story.append(Table(data, colWidths=widths, style=[*drawn, *spans], splitInRow=0))
        story.append(Spacer(1, 20))
    target = io.BytesIO()

    def number(canvas: object, template: object) -> None:
        canvas.setFont("STSong-Light", 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 30, f"- {canvas.getPageNumber()} -")  # type: ignore[attr-defined]

    SimpleDocTemplate(target, pagesize=A4, leftMargin=40, rightMargin=40).build(
        story, onFirstPage=number, onLaterPages=number
    )
    return target.getvalue()


FLAT_STYLES = (
    "tabs_places",
    "tabs_repeated",
    "pipes_repeated",
    "pipes_between",
    "tabs",
    "pipes",
    "markdown",
    "cells",
    "cells_spaced",
    "spaces",
    "one_line",
    "one_line_tabs",
    "glued_labels",
    "padded_rows",
    "padded_between_bars",
    "bars_behind",
    "bars_behind_padded",
    "bars_between",
    "bars_between_wrapped",
    "bars_open_rows",
    "headings_split",
    "bars_cut",
    "bars_cut_in_lines",
)


LOSSY_STYLES = ("cells_once", "cells_uniq", "one_line_places", "figures_first", "figures_first_drawn")
"""Copies that keep one of all lines that are alike, or of such as follow each other; rows run together with the blanks of
wide cells at their ends; words taken from a drawn page by their height, a row's figures before its label."""

_BARRED = FLAT_STYLES[FLAT_STYLES.index("padded_rows") :]


def _barred(row: list[str], pads: int, style: str) -> list[str]:
    """One row with bars: in one line or one cell a line; `pads` are the places that its wide cells cover."""
    if style.startswith("bars_cut"):
        kept, pads = [cell for cell in row if cell], pads + sum(not cell for cell in row)
        bars = ["|" * pads] if pads else []
        return (
            [" | ".join([*kept, ""]) + "".join(bars)] if style.endswith("lines") else [*(f"{c} |" for c in kept), *bars]
        )
    if style == "padded_rows":
        return [" | ".join(row) + " | " + "|" * pads]
    if style == "padded_between_bars":
        return ["| " + " | ".join(row) + " | " + "|" * pads]
    if style == "headings_split":
        split = {"商业企业": ("商业", "企业"), "科研机构": ("科研", "机构")}
        below = [split[cell][1] for cell in row if cell in split]
        first = " | ".join(split.get(cell, (cell,))[0] for cell in row) + " |"
        return [first, " | ".join(below) + " |"] if below else [first]
    if style.startswith("bars_between"):
        wrapped = style.endswith("wrapped")
        cells = [cell.replace("企业", "\n企业").replace("本年新", "本年新\n") if wrapped else cell for cell in row]
        return [line for cell in cells for line in ((cell, "|") if cell else ("|",))]
    behind = [f"{cell} |".strip() for cell in row]
    if style == "bars_open_rows":
        return ["|", *behind]
    return [*behind, "|" * pads] if pads and style == "bars_behind_padded" else behind


def _figures_first(row: list[str], parts: list[Part]) -> list[str]:
    """One row with its figures above its label."""
    of_figures = [part.role == "figure" for part in parts]
    figures = [cell for cell, is_figure in zip(row, of_figures, strict=True) if cell and is_figure]
    return [*figures, *(cell for cell, is_figure in zip(row, of_figures, strict=True) if cell and not is_figure)]


def _row_as_lines(row: list[str], parts: list[Part], width: int, style: str) -> list[str]:
    """One row in a style: in one line, or one cell a line."""
    kept = [cell for cell in row if cell]
    if style in ("tabs", "one_line_tabs"):
        return ["\t".join(row)]
    if style == "pipes":
        return [" | ".join(row) + " |"]
    if style == "markdown":
        return ["| " + " | ".join(row) + " |"]
    if style in ("cells", "one_line", "cells_once", "cells_uniq"):
        return kept
    if style == "cells_spaced":
        return [f"{cell}\n" for cell in row]
    if style == "spaces":
        return [" ".join(kept)]
    if style.startswith("figures"):
        return _figures_first(row, parts)
    if style in _BARRED:
        return _barred(row, width - len(row), style)
    return [(" " if parts[0].role == "figure" else "").join((row[0], " ".join(cell for cell in row[1:] if cell)))]


def flattened(forms: Forms, style: str, folio: int = 0) -> str:
    """The tables as text. Styles without marks between cells lose the blank ones. `folio` is the bare number of a page
    on a line somewhere among the rows of the longest table, where a page ended; 0 for none."""
    blocks: list[str] = []
    longest = max(forms.sheets, key=lambda sheet: len(sheet.rows))
    for sheet in forms.sheets:
        rows = [[" ".join(part.text.split()) for part in row] for row in sheet.rows]
        lines = [_row_as_lines(row, parts, sheet.width, style) for row, parts in zip(rows, sheet.rows, strict=True)]
        if style in ("tabs_places", "tabs_repeated", "pipes_repeated", "pipes_between", "one_line_places"):
            # Each place of the sheet in its line, merged cells in their first one or in all.
            kept = [
                [" ".join(part.text.split()) if is_first or "repeated" in style else "" for part, is_first in row]
                for row in grid(sheet)
            ]
            lines = [["\t".join(row) if "tabs" in style else f"| {' | '.join(row)} |"] for row in kept]
            lines = [["|".join(row)] for row in kept] if style == "pipes_between" else lines
        if style == "markdown":
            lines.insert(1, ["|" + " --- |" * len(rows[0])])
        if folio and sheet is longest:
            lines.insert(random.Random(folio).randint(5, len(lines) - 1), [str(folio)])
        if style in ("cells_once", "cells_uniq"):
            kept_lines = [line for row_lines in lines for line in row_lines]
            alike = kept_lines if style == "cells_once" else []
            lines = [
                [
                    line
                    for at, line in enumerate(kept_lines)
                    if line not in (alike[:at] or kept_lines[max(0, at - 1) : at])
                ]
            ]
        together = {"one_line": " ", "one_line_places": " ", "one_line_tabs": "\t"}.get(style, "\n")
        blocks.append(together.join(line for row_lines in lines for line in row_lines))
    return (
        "本报告由办公室编制。\n\n二、情况如下\n"
        + "\n三、情况如下\n".join(blocks)
        + "\n五、存在的问题\n工作仍有不足。\n"
        + ("\f" if style.endswith("drawn") else "")
    )
