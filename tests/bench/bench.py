"""How fast the reader is, in ratios within one run: `make bench`.

    python tests/bench/bench.py [--reports FOLDER] [--copies N] [--rounds N] [--refresh]

Without --reports the shipped text samples are multiplied. Where the folder shared/ stands beside the checkout, its
analyst's script is timed on the same files, and its PDF is used; without it those lines say that they are left out.
Every figure is the median over the rounds. Compare the ratios between machines, not the seconds.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from extraction import documents, vocabulary
from extraction.html import read as read_html
from extraction.normalise import normalise
from extraction.pdf import read as read_pdf
from extraction.tables import read_tables
from orchestration.extracting import CHUNK_DOCUMENTS, Task, read_all, read_chunk

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "warehouse" / "samples"
SHARED = ROOT.parent / "shared"
PAGE_BYTES = 200_000


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    work()
    return clock() - started


def medians(
    rounds: int, clock: Callable[[], float] = time.process_time, **works: Callable[[], object]
) -> dict[str, float]:
    """The median time of each, taken in turn, so that a busy moment falls on all of them. By default time of the
    processor: what other programs do counts less."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work, clock))
    return {name: statistics.median(times) for name, times in taken.items()}


def multiply(folder: Path, copies: int) -> Path:
    """The shipped text samples, each with its counts varied so that no two copies are the same bytes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    for i in range(copies):
        (folder / f"{i:06d}.txt").write_text(texts[i % len(texts)] + f"\n（第{i}份）\n", encoding="utf-8")
    return folder


def reading(folder: Path, rounds: int) -> None:
    paths = sorted(folder.rglob("*.txt"))
    tasks = [Task(path.stem, path.name, path) for path in paths]
    known = vocabulary.load()
    gc.collect()
    gc.freeze()  # as the reading processes have it
    size = sum(path.stat().st_size for path in paths) / len(paths)
    start = seconds(lambda: list(read_all(tasks[:1], workers=1)))

    def one_core() -> None:
        for start in range(0, len(tasks), CHUNK_DOCUMENTS):
            read_chunk(tuple(tasks[start : start + CHUNK_DOCUMENTS]), known)

    def pool() -> None:
        for _ in read_all(tasks, workers=2):
            pass

    times = medians(rounds, time.perf_counter, one=one_core, two=pool)
    print(f"{len(paths)} text reports of {size / 1024:.1f} KiB on average, read → Arrow, median of {rounds} rounds")
    print(f"  one core        {len(paths) / times['one']:8.0f} reports/s")
    print(
        f"  two processes   {len(paths) / times['two']:8.0f} reports/s   {times['one'] / times['two']:.2f} × one core"
    )
    print(
        "  Both begin with the vocabulary loaded; the time of two holds the forking of the processes. The process that they"
    )
    print(
        f"  are forked from starts once, in {start:.1f} s: a refresh starts it first of all, while Dagster is imported."
    )
    script = SHARED / "tools" / "analyst_baseline.py"
    if not script.exists():
        print("  analyst's script left out: no shared/ beside the checkout")
        return
    said = [
        subprocess.run([sys.executable, script, folder], check=True, capture_output=True, text=True).stdout
        for _ in range(rounds)
    ]
    analyst = statistics.median(float(re.search(r"(\d+) reports/s", line)[1]) for line in said)
    print(f"  analyst's script{analyst:8.0f} reports/s   one core is {len(paths) / times['one'] / analyst:.2f} × that")


def html(rounds: int) -> None:
    """The tables of a large page against lexbor's bare parse of it: to a Document with its tables (spans counted out,
    the text around them in order), and to their facts. A page of plain paragraphs, and one as Word writes them."""
    page = (SAMPLES / "2022-kunshan.html").read_text(encoding="utf-8")
    words = "为演示而写的一段文字，不含任何数字，只是让网页变得与真实网页一样长。"
    plain = f"<p>{words}</p>\n" * 8
    word = (
        f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span style='font-size:16.0pt;font-family:"
        f"仿宋_GB2312'>{words}</span><span lang=EN-US><o:p></o:p></span></p>\n"
    )
    cell = "<p class=MsoNormal align=center><span lang=EN-US style='font-size:10.5pt'>{}<o:p></o:p></span></p>"
    as_word = re.sub(r"(<t[dh][^>]*>)([^<]*)", lambda found: found[1] + cell.format(found[2]), page)
    for name, source, filler in (("plain paragraphs", page, plain), ("as Word writes it", as_word, word)):
        missing = PAGE_BYTES - len(source.encode())
        end = '<div class="footer">'
        _html(name, source.replace(end, filler * (missing // len(filler.encode())) + end), rounds * 20)


def _html(name: str, source: str, rounds: int) -> None:
    content = source.encode()
    known = vocabulary.load()
    document = known.chrome.marked(documents.read_document("page.html", content))
    normal = normalise(document.text, known.script)
    times = medians(
        rounds,
        parse=lambda: LexborHTMLParser(source),
        tables=lambda: read_html(source, "utf-8"),
        facts=lambda: read_tables(document, normal, known.forms, 2022),
    )
    both = times["tables"] + times["facts"]
    cells = sum(len(grid.cells) for grid in document.grids)
    print(f"HTML page of {len(content) / 1024:.0f} KiB, {name}, {len(document.grids)} tables of {cells} cells")
    print(f"  lexbor's bare parse   {times['parse'] * 1000:7.2f} ms")
    print(f"  its text and tables   {times['tables'] * 1000:7.2f} ms   {times['tables'] / times['parse']:.2f} ×")
    print(f"  and the tables' facts {both * 1000:7.2f} ms   {both / times['parse']:.2f} ×")


def pdf(rounds: int) -> None:
    path = SHARED / "reports" / "hongze-2023.pdf"
    if not path.exists():
        print("PDF left out: no shared/ beside the checkout")
        return
    import pdfplumber

    content = path.read_bytes()
    known = vocabulary.load()

    def bare() -> None:
        with pypdfium2.PdfDocument(content) as file:
            for page in file:
                page.get_textpage().get_text_range()

    def facts(is_checked: bool) -> None:
        document = read_pdf(content, is_checked)
        read_tables(document, normalise(document.text, known.script), known.forms, 2023)

    def plumber() -> None:
        with pdfplumber.open(path) as file:
            for page in file.pages:
                page.extract_tables()

    times = medians(rounds * 4, bare=bare, text=lambda: facts(False), checked=lambda: facts(True))
    times |= medians(rounds, plumber=plumber)
    print(f"PDF of {len(content) / 1024:.0f} KiB, five pages")
    print(f"  pypdfium2's text only {times['bare'] * 1000:7.1f} ms")
    print(f"  facts, from the text  {times['text'] * 1000:7.1f} ms   {times['text'] / times['bare']:.2f} ×")
    print(f"  facts, cross-checked  {times['checked'] * 1000:7.1f} ms   {times['checked'] / times['bare']:.2f} ×")
    print(
        f"  pdfplumber's tables   {times['plumber'] * 1000:7.1f} ms   {times['plumber'] / times['checked']:.1f} × that"
    )


def refresh(folder: Path) -> None:
    """The whole refresh as a user runs it, by stage, then again with nothing new."""
    with tempfile.TemporaryDirectory() as home:
        command = [str(Path(sys.executable).with_name("gongkai")), "refresh", "--home", home, "--landing", str(folder)]
        first = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        again = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        manifest = json.loads((Path(home) / "releases" / "current" / "manifest.json").read_text(encoding="utf-8"))
        print(f"Refresh: {first:.1f} s, again with nothing new: {again:.1f} s")
        for stage, taken in manifest.get("stages", {}).items():
            print(f"  {stage:16}{taken:8.2f} s")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--reports", type=Path, help="a folder of text reports instead of the samples")
    arguments.add_argument("--copies", type=int, default=2000, help="how many copies of the samples")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--refresh", action="store_true", help="time the whole refresh too (a minute or more)")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.reports or multiply(Path(scratch), options.copies)
        reading(folder, options.rounds)
        html(options.rounds)
        pdf(options.rounds)
        if options.refresh:
            refresh(folder)


if __name__ == "__main__":
    main()
