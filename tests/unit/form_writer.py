"""The statutory tables and the annex, filled with known numbers.

Belongs here: the forms as offices print them. Does not belong here: file formats (form_files), damage (form_damage). The labels are written out
here once more on purpose: a slip in the seeds must not hide itself.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal

Key = tuple[str, ...]

APPLICANTS = (
    ("自然人", "natural_person"),
    ("商业企业", "commercial_enterprise"),
    ("科研机构", "research_institution"),
    ("社会公益组织", "social_welfare_org"),
    ("法律服务机构", "legal_service_org"),
    ("其他", "other_org"),
    ("总计", "all"),
)
DENIED = (
    ("1.属于国家秘密", "state_secret"),
    ("2.其他法律行政法规禁止公开", "prohibited_by_law"),
    ("3.危及“三安全一稳定”", "security_stability"),
    ("4.保护第三方合法权益", "third_party_rights"),
    ("5.属于三类内部事务信息", "internal_affairs"),
    ("6.属于四类过程性信息", "process_information"),
    ("7.属于行政执法案卷", "enforcement_file"),
    ("8.属于行政查询事项", "administrative_query"),
)
UNABLE = (
    ("1.本机关不掌握相关政府信息", "not_held"),
    ("2.没有现成信息需要另行制作", "needs_creation"),
    ("3.补正后申请内容仍不明确", "unclear_after_supplement"),
)
NOT_PROCESSED = (
    ("1.信访举报投诉类申请", "petition_complaint"),
    ("2.重复申请", "duplicate"),
    ("3.要求提供公开出版物", "public_publication"),
    ("4.无正当理由大量反复申请", "excessive"),
    ("5.要求行政机关确认或重新出具已获取信息", "confirm_reissue"),
)
OTHER = (
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "not_corrected_in_time"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "fee_unpaid"),
    ("3.其他", "other"),
)
RESULTS = (
    ("结果维持", "upheld"),
    ("结果纠正", "corrected"),
    ("其他结果", "other"),
    ("尚未审结", "pending"),
    ("总计", "all"),
)
PROCEDURES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

ANNEX: tuple[tuple[str, str, Key | None], ...] = (
    ("一、主动公开情况", "", None),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", ("disclosed", "information", "all")),
    ("其中：主动公开规范性文件数", "条", ("disclosed", "normative_document", "all")),
    ("制发规范性文件总数", "件", ("created", "normative_document", "all")),
    ("1.政府公报公开政府信息数", "条", ("disclosed", "information", "gazette")),
    ("2.政府网站公开政府信息数", "条", ("disclosed", "information", "website")),
    ("3.政务微博公开政府信息数", "条", ("disclosed", "information", "weibo")),
    ("4.政务微信公开政府信息数", "条", ("disclosed", "information", "wechat")),
    ("5.其他方式公开政府信息数", "条", ("disclosed", "information", "other")),
    ("二、回应解读情况", "", None),
    ("3.政策解读稿件发布数", "篇", ()),
    ("三、依申请公开情况", "", None),
    ("（一）收到申请数", "件", ("received", "all", "all", "all")),
    ("1.当面申请数", "件", ("received", "in_person", "all", "all")),
    ("2.传真申请数", "件", ("received", "fax", "all", "all")),
    ("3.网络申请数", "件", ("received", "online", "all", "all")),
    ("4.信函申请数", "件", ("received", "mail", "all", "all")),
    ("（二）申请办结数", "件", ("processed", "all", "all", "all")),
    ("1.按时办结数", "件", ("processed_on_time", "all", "all", "all")),
    ("2.延期办结数", "件", ("processed_extended", "all", "all", "all")),
    ("（三）申请答复数", "件", ()),
    ("1.属于已主动公开范围数", "件", ("outcome", "all", "already_public", "all")),
    ("2.同意公开答复数", "件", ("outcome", "all", "granted", "all")),
    ("3.同意部分公开答复数", "件", ("outcome", "all", "partially_granted", "all")),
    ("4.不同意公开答复数", "件", ("outcome", "all", "denied", "all")),
    ("其中：涉及国家秘密", "件", ("outcome", "all", "denied", "state_secret")),
    ("涉及商业秘密", "件", ("outcome", "all", "denied", "trade_secret")),
    ("涉及个人隐私", "件", ("outcome", "all", "denied", "personal_privacy")),
    ("危及国家安全、公共安全、经济安全和社会稳定", "件", ("outcome", "all", "denied", "security_stability")),
    ("不是《条例》所指政府信息", "件", ("outcome", "all", "denied", "not_government_information")),
    ("法律法规规定的其他情形", "件", ("outcome", "all", "denied", "other_statutory")),
    ("5.不属于本行政机关公开数", "件", ("outcome", "all", "not_this_authority", "all")),
    ("6.申请信息不存在数", "件", ("outcome", "all", "not_exist", "all")),
    ("7.告知作出更改补充数", "件", ("outcome", "all", "supplement_requested", "all")),
    ("8.告知通过其他途径办理数", "件", ("outcome", "all", "other_channel", "all")),
    ("四、行政复议数量", "件", ("reconsideration", "all")),
    ("（一）维持具体行政行为数", "件", ("reconsideration", "upheld")),
    ("（二）被依法纠错数", "件", ("reconsideration", "corrected")),
    ("（三）其他情形数", "件", ("reconsideration", "other")),
    ("五、行政诉讼数量", "件", ("litigation", "all")),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", ("litigation", "upheld")),
    ("（二）被依法纠错数", "件", ("litigation", "corrected")),
    ("（三）其他情形数", "件", ("litigation", "other")),
    ("六、举报投诉数量", "件", ()),
    ("八、机构建设和保障经费情况", "", None),
    ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", ()),
    ("九、政府信息公开会议和培训情况", "", None),
    ("（三）接受培训人员数", "人次", ()),
)


@dataclass(frozen=True)
class Part:
    """One cell as the office wrote it. `key` names the fact that it states, `value` its number (None: blank)."""

    text: str
    rows: int = 1
    columns: int = 1
    key: Key | None = None
    value: Decimal | None = None
    role: str = "label"


@dataclass
class Sheet:
    """One table: rows of cells, spans as in HTML."""

    name: str
    rows: list[list[Part]]
    width: int


@dataclass
class Forms:
    """The tables of one report, and what they state: a number, or None where the cell is blank."""

    form: str
    year: int
    sheets: list[Sheet]
    stated: dict[Key, Decimal | None] = field(default_factory=dict)

    def count(self) -> None:
        """Notes what the cells state, after every damage that changes it."""
        self.stated = {part.key: part.value for sheet in self.sheets for row in sheet.rows for part in row if part.key}


BLANKS = ("", "-", "—", "/", "\u00a0")


def sums(draw: random.Random, form: str) -> dict[Key, int]:
    """Counts of the applications and the cases table that add up as the form says."""
    counts: dict[Key, int] = {}

    def add(*key: str, count: int) -> None:
        counts[key] = counts.get(key, 0) + count

    groups = [("denied", DENIED), ("unable_to_provide", UNABLE), ("not_processed", NOT_PROCESSED)]
    groups += [("other", OTHER)] if form == "statutory_2021" else [("other", (("", "all"),))]
    ends = [("outcome", outcome, reason) for outcome, reasons in groups for _, reason in reasons]
    ends += [("outcome", "granted", "all"), ("outcome", "partially_granted", "all"), ("carried_out", "all", "all")]
    most = draw.choice((1, 4, 30))
    for _, applicant in APPLICANTS[:-1]:
        for measure in ("received", "carried_in", "processed", *(end for end in ends)):
            for who in (applicant, "all"):
                code = (measure, "all", "all") if isinstance(measure, str) else measure
                add("application", code[0], who, *code[1:], count=0)
        for measure in ("received", "carried_in"):
            left = draw.choice((0, 0, draw.randint(0, most)))
            for who in (applicant, "all"):
                add("application", measure, who, "all", "all", count=left)
            while left:
                part = draw.randint(1, left)
                end = draw.choice(ends)
                for who in (applicant, "all"):
                    add("application", end[0], who, *end[1:], count=part)
                    if end[0] == "outcome":
                        add("application", "processed", who, "all", "all", count=part)
                left -= part
    for procedure in PROCEDURES:
        for _, result in RESULTS[:-1]:
            count = draw.choice((0, 0, 0, draw.randint(0, most)))
            add("case", procedure, result, count=count)
            add("case", procedure, "all", count=count)
    return counts


class Writer:
    """Draws numbers; how often a cell is blank and how numbers are printed is drawn once for a report. With `adds_up`
    the applications and cases add up, and only noughts are blank."""

    def __init__(self, seed: int, form: str = "", adds_up: bool = False) -> None:
        self.draw = random.Random(seed)
        self.counts = sums(self.draw, form) if adds_up else {}
        self.blank = self.draw.choice(BLANKS)
        self.blank_share = self.draw.choice((0.0, 0.0, 0.0, 0.15, 0.6))
        self.size = self.draw.choice((1, 9, 40, 12_000))
        self.style = self.draw.choice(("plain", "plain", "plain", "commas", "wide"))

    def number(self) -> int:
        return self.draw.choice((0, 0, 0, self.draw.randint(0, self.size)))

    def printed(self, value: int) -> str:
        if self.style == "commas":
            return f"{value:,}"
        if self.style == "wide":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
        return str(value)

    def cell(self, key: Key, columns: int = 1) -> Part:
        if (count := self.counts.get(key)) is not None:
            if not count and self.draw.random() < self.blank_share:
                return Part(self.blank, columns=columns, key=key, value=None, role="figure")
            return Part(self.printed(count), columns=columns, key=key, value=Decimal(count), role="figure")
        if self.draw.random() < self.blank_share:
            return Part(self.blank, columns=columns, key=key, value=None, role="figure")
        value = self.number()
        return Part(self.printed(value), columns=columns, key=key, value=Decimal(value), role="figure")

    def applications(self, form: str) -> Sheet:
        def row(*labels: Part, measure: str, outcome: str = "all", reason: str = "all") -> list[Part]:
            keys = [("application", measure, applicant, outcome, reason) for _, applicant in APPLICANTS]
            return [*labels, *(self.cell(key) for key in keys)]

        head = [
            [Part(NOTE, 3, 3), Part("申请人情况", 1, 7)],
            [Part("自然人", 2), Part("法人或其他组织", 1, 5), Part("总计", 2)],
            [Part(label) for label, _ in APPLICANTS[1:6]],
        ]
        groups = (
            ("（三）不予公开", "denied", DENIED),
            ("（四）无法提供", "unable_to_provide", UNABLE),
            ("（五）不予处理", "not_processed", NOT_PROCESSED),
        )
        result = [
            row(Part("（一）予以公开", 1, 2), measure="outcome", outcome="granted"),
            row(
                Part("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2),
                measure="outcome",
                outcome="partially_granted",
            ),
        ]
        if form == "statutory_2021":
            groups = (*groups, ("（六）其他处理", "other", OTHER))
        for group, outcome, reasons in groups:
            for at, (label, reason) in enumerate(reasons):
                labels = (Part(group, len(reasons)), Part(label)) if at == 0 else (Part(label),)
                result.append(row(*labels, measure="outcome", outcome=outcome, reason=reason))
        if form == "statutory_2019":
            result.append(row(Part("（六）其他处理", 1, 2), measure="outcome", outcome="other"))
        result.append(row(Part("（七）总计", 1, 2), measure="processed"))
        result[0].insert(0, Part("三、本年度办理结果", len(result)))
        return Sheet(
            "applications",
            [
                *head,
                row(Part("一、本年新收政府信息公开申请数量", 1, 3), measure="received"),
                row(Part("二、上年结转政府信息公开申请数量", 1, 3), measure="carried_in"),
                *result,
                row(Part("四、结转下年度继续办理", 1, 3), measure="carried_out"),
            ],
            10,
        )

    def cases(self) -> Sheet:
        names = [Part(label) for label, _ in RESULTS]
        return Sheet(
            "cases",
            [
                [Part("行政复议", 1, 5), Part("行政诉讼", 1, 10)],
                [*(replace(name, rows=2) for name in names), Part("未经复议直接起诉", 1, 5), Part("复议后起诉", 1, 5)],
                [*names, *names],
                [self.cell(("case", procedure, result)) for procedure in PROCEDURES for _, result in RESULTS],
            ],
            15,
        )

    def disclosures(self, form: str) -> Sheet:
        rows: list[list[Part]] = []

        def group(title: str, columns: list[tuple[str, str]], items: list[tuple[str, str]]) -> None:
            rows.append([Part(title, 1, 4)])
            widths = [1] * (len(columns) - 1) + [4 - len(columns)]
            rows.append([Part("信息内容"), *(Part(c, 1, w) for (c, _), w in zip(columns, widths, strict=True))])
            for label, item in items:
                cells = [self.measure(item, m, w) for (_, m), w in zip(columns, widths, strict=True)]
                rows.append([Part(label), *cells])

        if form == "statutory_2021":
            made = [("本年制发件数", "created"), ("本年废止件数", "repealed"), ("现行有效件数", "in_force")]
            decided = [("本年处理决定数量", "decisions")]
            group("第二十条第（一）项", made, [("规章", "regulation"), ("行政规范性文件", "normative_document")])
            group("第二十条第（五）项", decided, [("行政许可", "licensing")])
            group("第二十条第（六）项", decided, [("行政处罚", "penalty"), ("行政强制", "coercion")])
            group(
                "第二十条第（八）项",
                [("本年收费金额（单位：万元）", "amount")],
                [("行政事业性收费", "administrative_fee")],
            )
        else:
            made = [("本年新制作数量", "created"), ("本年新公开数量", "disclosed"), ("对外公开总数量", "cumulative")]
            decided = [("上一年项目数量", "item_count"), ("本年增/减", "item_change"), ("处理决定数量", "decisions")]
            group("第二十条第（一）项", made, [("规章", "regulation"), ("规范性文件", "normative_document")])
            group("第二十条第（五）项", decided, [("行政许可", "licensing"), ("其他对外管理服务事项", "other_service")])
            group("第二十条第（六）项", decided, [("行政处罚", "penalty"), ("行政强制", "coercion")])
            group("第二十条第（八）项", decided[:2], [("行政事业性收费", "administrative_fee")])
            bought = [("采购项目数量", "item_count"), ("采购总金额", "amount")]
            group("第二十条第（九）项", bought, [("政府集中采购", "procurement")])
        return Sheet("disclosures", rows, 4)

    def measure(self, item: str, measure: str, columns: int) -> Part:
        key = ("disclosure", measure, item, "all")
        if measure == "item_change" and self.draw.random() < 0.7:
            change = self.draw.randint(-500, 500)
            text = self.draw.choice(
                (
                    f"{change:+d}",
                    f"{'增加' if change > 0 else '减少'}{abs(change)}",
                    f"增3减{3 - change}" if change < 3 else f"+{change}",
                )
            )
            return Part(text, 1, columns, key, Decimal(change), "figure")
        if measure == "amount" and self.draw.random() < 0.8:
            cents = self.draw.randint(0, 99_999_999)
            amount = Decimal(cents) / 100
            if item == "procurement":
                unit, factor = self.draw.choice((("元", 1), ("万元", 10_000)))
            else:
                unit, factor = self.draw.choice((("", 10_000), ("万元", 10_000), ("元", 1)))
            text = f"{amount:,}" if self.style == "commas" else str(amount)
            return Part(f"{text}{unit}", 1, columns, key, amount * factor, "figure")
        cell = self.cell(key, columns)
        if measure == "amount" and cell.value:
            return replace(cell, text="0", value=Decimal(0))
        return cell

    def annex(self) -> Sheet:
        rows = [[Part("统计指标"), Part("单位"), Part("统计数")]]
        for label, unit, codes in ANNEX:
            if codes is None:
                rows.append([Part(label), Part(""), Part("——")])
            elif not codes:
                rows.append([Part(label), Part(unit), Part(str(self.number()), role="figure")])
            else:
                cell = self.cell(_annex_key(codes))
                if codes[0] == "processed" and cell.value is None:
                    # Were it blank, the answers of the row below would speak for it.
                    cell = replace(cell, text="0", value=Decimal(0))
                rows.append([Part(label), Part(unit), cell])
        return Sheet("annex", rows, 3)


def _annex_key(codes: Key) -> Key:
    if len(codes) == 2:
        return ("case", *codes)
    if len(codes) == 3:
        return ("disclosure", *codes)
    measure, channel, outcome, reason = codes
    return ("application", measure, "all", outcome, reason, *([channel] if channel != "all" else []))


def statutory(seed: int, form: str, adds_up: bool = False) -> Forms:
    """The three tables of one form."""
    writer = Writer(seed, form, adds_up)
    sheets = [writer.disclosures(form), writer.applications(form), writer.cases()]
    forms = Forms(form, 2020 if form == "statutory_2019" else 2023, sheets)
    forms.count()
    return forms


def annexed(seed: int, more: str = "") -> Forms:
    """The annex of 2014; `more` names columns that offices add to it: code, number (before the names), remark."""
    sheet = Writer(seed).annex()
    for at, row in enumerate(sheet.rows):
        if "code" in more:
            row.insert(2, Part(f"{at:02d}" if at else "代码"))
        if "remark" in more:
            row.append(Part("见附件" if at % 7 == 3 else "") if at else Part("备注"))
        if "number" in more:
            row.insert(0, Part(str(at) if at else "序号"))
    sheet.width = len(sheet.rows[0])
    forms = Forms("annex_2014", 2016, [sheet])
    forms.count()
    return forms
