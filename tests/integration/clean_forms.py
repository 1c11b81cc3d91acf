"""Whole reports whose tables satisfy every identity, and the identities themselves, written down once more.

Belongs here: numbers that add up, the page around the tables, and what must fail once a cell is changed. Does not belong
here: how a table is drawn (form_writer), what the warehouse says (test_mutations). The identities stand here a second
time on purpose: a slip in the seeds must not hide itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import form_damage
from form_writer import ANNEX, APPLICANTS, DENIED, NOT_PROCESSED, OTHER, PROCEDURES, UNABLE, Forms, Key, Part, Writer

PEOPLE = tuple(applicant for _, applicant in APPLICANTS if applicant != "all")
COLUMNS = (*PEOPLE, "all")
ANSWERED: Key = ("application", "answered")
CHANNELS = ("gazette", "website", "weibo", "wechat", "other")
YEARS = {"statutory_2019": 2020, "statutory_2021": 2023, "annex_2014": 2016}
EXACT = {
    "T3-01", "T3-02B", "T3-02C", "T3-03", "T3-05", "T4-01", "T2C-04", "T2C-05", "T2B-01", "T2B-04",
    "A-01", "A-02", "A-03", "A-04", "A-05", "A-07", "A-08", "A-09",
}  # fmt: skip
"""The rules that `identities` speaks of: they must fail exactly where it says so."""

Values = Mapping[Key, Decimal | None]


@dataclass(frozen=True)
class Identity:
    """Both sides are sums over cells, but for `is_max`. A blank in `strict` cannot be taken for a zero."""

    rule: str
    left: tuple[Key, ...]
    right: tuple[tuple[int, Key], ...]
    relation: str = "="
    strict: frozenset[Key] = frozenset()
    is_max: bool = False

    @property
    def cells(self) -> frozenset[Key]:
        return frozenset(self.left) | {key for _, key in self.right}

    def fails(self, values: Values) -> bool:
        if any(values[key] is None for key in self.strict):
            return False
        numbers = [values[key] or Decimal(0) for key in self.left]
        left = max(numbers) if self.is_max else sum(numbers, Decimal(0))
        right = sum((sign * (values[key] or Decimal(0)) for sign, key in self.right), Decimal(0))
        return not {"=": left == right, "<=": left <= right, ">=": left >= right}[self.relation]


def outcomes(form: str) -> list[tuple[str, str]]:
    listed = [("granted", "all"), ("partially_granted", "all")]
    for outcome, reasons in (("denied", DENIED), ("unable_to_provide", UNABLE), ("not_processed", NOT_PROCESSED)):
        listed += [(outcome, reason) for _, reason in reasons]
    return listed + ([("other", "all")] if form == "statutory_2019" else [("other", reason) for _, reason in OTHER])


def cell(measure: str, applicant: str, outcome: str = "all", reason: str = "all") -> Key:
    return ("application", measure, applicant, outcome, reason)


def identities(form: str) -> Iterator[Identity]:
    """Every identity that the cells of one report must keep."""
    yield from _annex_identities() if form == "annex_2014" else _statutory_identities(form)


def _statutory_identities(form: str) -> Iterator[Identity]:
    for who in COLUMNS:
        new, carried, done, left = (cell(m, who) for m in ("received", "carried_in", "processed", "carried_out"))
        results = tuple(cell("outcome", who, *one) for one in outcomes(form))

        def strict(*keys: Key, is_total: bool = who == "all") -> frozenset[Key]:
            return frozenset(keys) if is_total else frozenset()

        yield Identity("T3-01", (new, carried), ((1, done), (1, left)), "=", strict(new, carried, done, left))
        yield Identity(
            "T3-02B" if form == "statutory_2019" else "T3-02C", results, ((1, done),), "=", strict(*results, done)
        )
        yield Identity("T3-05", results, ((1, done),), "<=", strict(*results, done), is_max=True)
        yield Identity("T3-05", (left,), ((1, new), (1, carried)), "<=", strict(left, new, carried))
        yield Identity("T3-05", (done,), ((1, new), (1, carried)), "<=", strict(done, new, carried))
    rows = [(measure, "all", "all") for measure in ("received", "carried_in", "processed", "carried_out")]
    for measure, outcome, reason in [*rows, *(("outcome", *one) for one in outcomes(form))]:
        total = cell(measure, "all", outcome, reason)
        parts = tuple(cell(measure, who, outcome, reason) for who in PEOPLE)
        yield Identity("T3-03", parts, ((1, total),), "=", frozenset({total}))
    for procedure in PROCEDURES:
        total = ("case", procedure, "all")
        parts = tuple(("case", procedure, result) for result in ("upheld", "corrected", "other", "pending"))
        yield Identity("T4-01", parts, ((1, total),), "=", frozenset({total}))
    for item in ("regulation", "normative_document"):
        made, gone, valid, fresh, public = (
            ("disclosure", measure, item, "all")
            for measure in ("created", "repealed", "in_force", "disclosed", "cumulative")
        )
        if form == "statutory_2021":
            yield Identity("T2C-04", (valid,), ((1, made), (-1, gone)), ">=")
        else:
            yield Identity("T2B-01", (public,), ((1, fresh),), ">=")
    if form == "statutory_2021":
        none = tuple(("disclosure", measure, "regulation", "all") for measure in ("created", "repealed", "in_force"))
        yield Identity("T2C-05", none, (), "<=")
    else:
        for item in ("licensing", "other_service", "penalty", "coercion", "administrative_fee"):
            yield Identity(
                "T2B-04",
                (("disclosure", "item_count", item, "all"), ("disclosure", "item_change", item, "all")),
                (),
                ">=",
            )


def _annex_identities() -> Iterator[Identity]:
    def sums(rule: str, total: Key, *parts: Key) -> Identity:
        return Identity(rule, parts, ((1, total),), "=", frozenset({total}))

    received, done = cell("received", "all"), cell("processed", "all")
    yield sums("A-01", received, *((*received, channel) for channel in ("in_person", "fax", "online", "mail")))
    yield sums("A-02", done, cell("processed_on_time", "all"), cell("processed_extended", "all"))
    answers = [key for key in _annex_keys() if key[:2] == ("application", "outcome")]
    yield sums("A-03", ANSWERED, *(key for key in answers if key[4] == "all"))
    yield sums("A-04", cell("outcome", "all", "denied"), *(key for key in answers if key[4] != "all"))
    yield Identity("A-05", (done,), ((1, ANSWERED),), "=", frozenset({done, ANSWERED}))
    for procedure in ("reconsideration", "litigation"):
        yield sums(
            "A-07", ("case", procedure, "all"), *(("case", procedure, r) for r in ("upheld", "corrected", "other"))
        )
    total, documents = (
        ("disclosure", "disclosed", "information", "all"),
        ("disclosure", "disclosed", "normative_document", "all"),
    )
    made = ("disclosure", "created", "normative_document", "all")
    channels = tuple(("disclosure", "disclosed", "information", channel) for channel in CHANNELS)
    yield Identity("A-08", (documents,), ((1, total),), "<=", frozenset({total}))
    yield Identity("A-08", (documents,), ((1, made),), "<=", frozenset({made}))
    yield Identity("A-09", channels, ((1, total),), "<=", frozenset({total}), is_max=True)
    yield Identity("A-09", channels, ((1, total),), ">=", frozenset({total}))


def _annex_keys() -> Iterator[Key]:
    for _, _, codes in ANNEX:
        if not codes:
            continue
        if len(codes) == 2:
            yield ("case", *codes)
        elif len(codes) == 3:
            yield ("disclosure", *codes)
        else:
            measure, channel, outcome, reason = codes
            yield ("application", measure, "all", outcome, reason, *([channel] if channel != "all" else []))


def clean(seed: int, form: str) -> Forms:
    """The tables of one report, with numbers that keep every identity."""
    draw = random.Random(seed)
    writer = Writer(seed)
    writer.blank_share, writer.style = 0.0, draw.choice(("plain", "plain", "commas"))
    sheets = (
        [writer.annex()]
        if form == "annex_2014"
        else [writer.disclosures(form), writer.applications(form), writer.cases()]
    )
    forms = Forms(form, YEARS[form], sheets)
    if form == "annex_2014":
        _give_a_key(forms, "（三）申请答复数", ANSWERED)
    numbers = _annex_numbers(draw) if form == "annex_2014" else _statutory_numbers(draw, form)
    for key, value in numbers.items():
        write(forms, key, Decimal(value), writer)
    forms.count()
    return forms


def write(forms: Forms, key: Key, value: Decimal | None, writer: Writer) -> None:
    """Puts another number, or a blank, into one cell."""
    for sheet in forms.sheets:
        for row in sheet.rows:
            for at, part in enumerate(row):
                if part.key != key:
                    continue
                if value is None:
                    text = writer.blank
                elif key[1] == "item_change":
                    text = f"{int(value):+d}"
                elif key[1] == "amount":
                    text = f"{value}元"
                else:
                    text = writer.printed(int(value))
                row[at] = replace(part, text=text, value=value)


def page(forms: Forms, name: str) -> bytes:
    """A whole report of an authority around the tables; its prose counts nothing."""
    year = forms.year
    title = f"{name}{year}年政府信息公开工作年度报告"
    html = form_damage.html(forms, set(), 0)
    body = html[html.index("<body>") + 6 : html.index("</body>")]
    for between, heading in (
        ("一", "三、收到和处理政府信息公开申请情况"),
        ("二", "四、政府信息公开行政复议、行政诉讼情况"),
    ):
        body = body.replace(f"三、第{between}部分情况如下。", heading)
    body = body.replace("<p>三、第三部分情况如下。</p>", "")
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title><meta name='PubDate' content='{year + 1}-01-20'></head>"
        f"<body><h1>{title}</h1><p>发布日期：{year + 1}-01-20</p><h2>一、总体情况</h2>"
        f"<p>本报告由{name}编制，数据统计期限为{year}年1月1日至{year}年12月31日，统计范围为本级机关。"
        f"做好主动公开和依申请公开，健全信息管理制度，办好门户网站，加强监督保障。</p>{body}"
        "<h2>五、存在的主要问题及改进情况</h2><p>解读形式还不够丰富，将加强培训。</p>"
        "<h2>六、其他需要报告的事项</h2><p>本年度未收取信息处理费。</p></body></html>"
    ).encode()


def _give_a_key(forms: Forms, label: str, key: Key) -> None:
    for row in forms.sheets[0].rows:
        if row[0].text == label:
            row[2] = replace(row[2], key=key)


def _statutory_numbers(draw: random.Random, form: str) -> dict[Key, int]:
    numbers: dict[Key, int] = {}
    rows = outcomes(form)
    for who in PEOPLE:
        for outcome, reason in rows:
            is_rare = (outcome, reason) == ("other", "other")
            numbers[cell("outcome", who, outcome, reason)] = 0 if is_rare else draw.choice((0, 0, draw.randint(0, 60)))
        done = sum(numbers[cell("outcome", who, *one)] for one in rows)
        left = draw.choice((0, draw.randint(0, 20)))
        carried = draw.randint(0, min(20, done + left))
        numbers |= {cell("processed", who): done, cell("carried_out", who): left}
        numbers |= {cell("carried_in", who): carried, cell("received", who): done + left - carried}
    for key in list(numbers):
        total = cell(key[1], "all", *key[3:])
        numbers[total] = sum(numbers[cell(key[1], who, *key[3:])] for who in PEOPLE)
    for procedure in PROCEDURES:
        parts = {
            ("case", procedure, result): draw.choice((0, draw.randint(0, 12)))
            for result in ("upheld", "corrected", "other", "pending")
        }
        numbers |= parts | {("case", procedure, "all"): sum(parts.values())}
    for item in ("regulation", "normative_document"):
        size = 0 if item == "regulation" else 30
        made, gone, more = (draw.randint(0, size) for _ in range(3))
        stated = (
            {"created": made, "repealed": gone, "in_force": max(0, made - gone) + more}
            if form == "statutory_2021"
            else {"created": made, "disclosed": made, "cumulative": made + more}
        )
        numbers |= {("disclosure", measure, item, "all"): value for measure, value in stated.items()}
    for item in ("licensing", "other_service", "penalty", "coercion", "administrative_fee"):
        count = draw.randint(0, 300)
        numbers |= {
            ("disclosure", "item_count", item, "all"): count,
            ("disclosure", "item_change", item, "all"): draw.randint(-count, 20),
        }
        numbers[("disclosure", "decisions", item, "all")] = draw.randint(0, 5000)
    numbers |= {("disclosure", "item_count", "procurement", "all"): draw.randint(1, 9)}
    numbers |= {
        ("disclosure", "amount", item, "all"): draw.randint(1, 90_000) for item in ("procurement", "administrative_fee")
    }
    return numbers


def _annex_numbers(draw: random.Random) -> dict[Key, int]:
    numbers: dict[Key, int] = {key: draw.choice((0, draw.randint(0, 25))) for key in _annex_keys()}
    numbers[cell("outcome", "all", "denied")] = sum(
        value for key, value in numbers.items() if key[:2] == ("application", "outcome") and key[4] != "all"
    )
    answers = sum(value for key, value in numbers.items() if key[:2] == ("application", "outcome") and key[4] == "all")
    late = draw.randint(0, answers)
    numbers |= {ANSWERED: answers, cell("processed", "all"): answers}
    numbers |= {cell("processed_extended", "all"): late, cell("processed_on_time", "all"): answers - late}
    received = cell("received", "all")
    rest = answers + draw.randint(0, 5)
    for channel in ("in_person", "fax", "online"):
        numbers[(*received, channel)] = draw.randint(0, rest)
        rest -= numbers[(*received, channel)]
    numbers[(*received, "mail")] = rest
    numbers[received] = sum(numbers[(*received, channel)] for channel in ("in_person", "fax", "online", "mail"))
    for procedure in ("reconsideration", "litigation"):
        numbers[("case", procedure, "all")] = sum(
            numbers[("case", procedure, r)] for r in ("upheld", "corrected", "other")
        )
    channels = [draw.randint(0, 4000) for _ in CHANNELS]
    numbers |= {("disclosure", "disclosed", "information", c): n for c, n in zip(CHANNELS, channels, strict=True)}
    total = draw.randint(max(channels), sum(channels))
    documents = draw.randint(0, min(total, 50))
    numbers[("disclosure", "disclosed", "information", "all")] = total
    numbers[("disclosure", "disclosed", "normative_document", "all")] = documents
    numbers[("disclosure", "created", "normative_document", "all")] = documents + draw.randint(0, 9)
    return numbers


def figures(forms: Forms) -> list[tuple[int, int, list[int]]]:
    """The rows that can be shifted: sheet, row and the places of their keyed cells, at least three of them."""
    found = []
    for number, sheet in enumerate(forms.sheets):
        for at, row in enumerate(sheet.rows):
            places = [place for place, part in enumerate(row) if part.key]
            if len(places) > 2:
                found.append((number, at, places))
    return found


def shift(forms: Forms, sheet: int, row: int, places: list[int], blank: str) -> None:
    """The figures of a row move one cell to the right: the first is left blank, the last falls off."""
    parts: list[Part] = forms.sheets[sheet].rows[row]
    old = [parts[place] for place in places]
    for at, place in enumerate(places):
        text, value = (blank, None) if at == 0 else (old[at - 1].text, old[at - 1].value)
        parts[place] = replace(old[at], text=text, value=value)
