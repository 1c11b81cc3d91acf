"""The spots of a page that may name its issuer: title, preamble, head fields, signature, first sentence, contact,
trail, site, footer and file name.

Belongs here: where such words stand, where they begin and end, and which spot is the more trustworthy. Does not belong
here: which body is believed (issuer.py), or how a name is taken apart (bodies.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extraction.bodies import TRIM, Body, Words
from extraction.headlines import Headline
from extraction.places import Places

TAIL = 400
"""Code points at a text's end that may hold a signature or a footer."""
_OPENING, _PREAMBLE = 1500, 900
_YEARS = re.compile(r"(?:20[0-3]\d\s*[-—~～至]\s*)?(?:20[0-3]\d|二[〇○零O].{2})\s*年?\s*度?|[(（]\s*[)）]")
_ABOUT = re.compile(
    r"^关于(?:印发|公布|发布|报送)?|关于(?:印发|公布|发布|报送)?[《〈]?$|^.{0,10}[》〉】\]:：]"
    r"|的$|^[《〈【\[]"
)
_WITH_ALL = re.compile("(?<=政府)(?:以及|[和及与、])(?:其|所属|下属|直属)?各.{1,12}$")
"""Whose reports a government's own draws on (某区人民政府和各街道)."""
_TOGETHER = re.compile(r"(?:政府信息|信息|[政党村校院]务)公开[和与及暨、]$")
"""What else a title sums up (政务公开和信息公开工作总结)."""
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,4})\s*\1\s*$")
"""A kind of body said again as what its information is of (广州海关2015年海关政府信息公开)."""
_NO_SIGNATURE = frozenset("。:《")
_OF_PAGES = re.compile("(?:文章|新闻|资讯|下载|会员|帮助|图片|视频|互动|专题|文档|资料)中心$")
"""A column of a site that is called a centre."""
_ANY = r"[^,，。;；:：\n《》]"
_ANNOUNCED = re.compile(
    r"公开(?:工作)?(?:20[0-3]\d年?度?)?(?:情况)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报|年度)|公开工作|公开情况(?=[。,，])"
)
_ANNOUNCES = re.compile(
    r".*(?:公布|发布|公开|编制|撰写|形成|制定|现将|现就|做好|推进|加强|开展|报告)[了的]?(?:本|此)?"
    r"(?:内容)?(?:主要)?(?:为|反映)?(?:20[0-3]\d\s*年?\s*度?)?(.{2,40}?)(?:20[0-3]\d\s*年?\s*度?)?的?(?:政府信息|信息|政务)$"
)
_BY = re.compile(
    rf"由(?P<body>{_ANY}{{2,45}}?)(?:根据|依据|依照|按照|结合|编制|负责编制|组织编制|汇总"
    r"|综合(?!行政|执法|管理|保税|开发|治理|服务|改革|试验|事务|交通))"
)
_QUOTED = re.compile(
    r"(?:公布|发布|公开|(?:编制|编写)(?:形成|完成)?)了?《(?P<body>[^》\n]{3,40}?)(?:20[0-3]\d\s*年?\s*度?)?(?:政府信息|信息|政务)公开[^》\n]*(?:报告|年报)》"
)
_NAMES_ITSELF = re.compile(
    rf"^\s*(?P<body>{_ANY}{{4,40}}?)20[0-3]\d\s*年?\s*度?(?:政府信息|信息|政务)公开"
    r"(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)\s*(?:[(（]以下(?:简)?称|是?(?:根据|依据|按照))",
    re.MULTILINE,
)
"""The report's own name as the subject of a sentence (某局2018年政府信息公开工作年度报告(以下简称年报)是根据…)."""
_FOLLOWING = re.compile(r"结合|根据|按照|依据|依照")
_OF_OWN = re.compile(
    rf"结合(?:20[0-3]\d\s*年?\s*度?)?(?P<body>{_ANY}{{3,40}}?)的?(?:20[0-3]\d\s*年?\s*度?)?(?:政府信息|信息|政务)公开"
    r"(?:工作)?(?:的)?(?:实际|情况|开展情况|有关(?:统计)?数据|相关(?:统计)?数据|统计数据|有关统计)"
)
"""Whose own work the report follows (结合某局政府信息公开工作实际,编制…)."""
_DRAWN_UP = re.compile(r"编制了?(?:本|此|《|20)")
_BREAK = re.compile(r"[,，。;；:：\n《》]")
_FIELD = re.compile(
    r"(?:机构|单位|部门|机关|主体|来源|作者)\s*[:：][\s|]*([^\s:：]{2,40}(?: [^\s:：]{2,40}+(?!\s*[:：]))?)"
)
_LETTERHEAD = re.compile(r"^\s*(\S{4,30})文件\s*$", re.MULTILINE)
_CONTACT = re.compile(
    r"(?:请与|请联系|可与|直接与|联系单位[:：]|请致电|请向|可联系|致电)(?P<body>[^,，。;；\n()（]{3,45}?)"
    r"(?:联系|咨询|反映|反馈|[(（,，。;；]|地址)"
)
_ADDRESSED = re.compile(
    rf"地址[:：]\s*(?P<body>{_ANY}{{3,25}}?(?:[镇乡]人民政府|街道办事处))(?!对面|旁|隔壁|斜对面|[东西南北]侧|附近)"
)
"""A township that gives its own address (地址:某县某镇人民政府党政办)."""
_DID_DISCLOSE = re.compile(
    r"(?:^|[,，。;；:：\n])\s*(?P<body>[^,，。;；:：\n\d《》“”]{3,30})20[0-3]\d\s*年度?(?:全年|共|累计|主动)*公开",
    re.MULTILINE,
)
"""Who disclosed so much in the year (某局2021年度全年共主动公开…)."""
_BEGINS = re.compile(
    rf"(?:总体情况|概述|基本情况)[:：]?\s*\n\s*(?P<body>{_ANY}{{4,30}}?)"
    r"(?:认真|严格|高度|坚持|深入|按照|根据|围绕|积极|始终|持续|紧紧|全面|切实|以)"
)
"""Whose name the first part begins with (一、总体情况 某区某局高度重视…)."""
_PARAGRAPH_OF = re.compile(
    r"^\s*(?P<body>[\u4e00-\u9fff]{2,12}[市县区州旗盟])(?=认真|坚持|严格|深入|紧紧|高度重视|全面|积极|切实|始终|持续|扎实)",
    re.MULTILINE,
)
"""A place that a paragraph begins with as who did what it tells (某市认真贯彻落实…)."""
_OF_WHOM = re.compile("(?:政府信息|信息|政务)公开(?!(?:网|平台|专栏|专网|门户|栏目|子站))")
_LONGEST_WHOM = 25
_ISSUED = ("关于", "关于印发", "关于做好", "关于转发")
_WELCOME = re.compile("^.*(?:进入|访问|光临|来到|登录)")
_OFFICES = ("管委会", "管理委员会", "局", "厅", "委员会")
_RULES = re.compile(
    r"[^》\n]{0,10}(?:规定|办法|条例|细则|意见|通知|要点|方案|规范)[^》\n]{0,6}》|领导小组[^,，。\n]{0,8}(?:部署|要求|安排|印发)"
)
"""Behind the name of who made a rule or asks for something, not of who reports."""
_IMPROVING = re.compile(
    "^.*(?:(?:直接|请|可|或)(?:与|向)|(?:健全|完善|加强|推进|规范|做好|开展|提升|提高|深化|强化|落实|促进|推动|拓宽)了?)"
)
"""What leads up to a body whose work is improved (进一步健全完善某镇信息公开工作机制)."""
_BIDS = re.compile("按照|依照|依据|根据|遵照")
"""Before a body that bids another report."""
_NO_SUBJECT = ("在", "以", "由", "对", "收到", "受理", "接到", "经")
"""How a phrase begins that is no subject (收到以市政府为被告的案件)."""
_NO_BODY = ("情况", "概述", "报告", "公开", "年度")
"""How a phrase ends that names no body."""
_ADDRESS = re.compile(r"^(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,6}(?=[\u4e00-\u9fff])")
"""The address of a site that stands where a name stood (example.com某某镇)."""
_TRAIL_SPLIT = re.compile(r"[>»›/＞\n|·]+")
_SITE = re.compile(r"(?P<body>[^\s>»,，。:：\"“”]{2,20}?)(?:人民政府|政府)(?:门户)?(?:网站|网|[(（](?=https?:|www\.))")
_OF_LEVELS = re.compile("[、和与及][国省市县区]$")
"""How sites of several levels, which are nobody's own, are called (国、省政府网站)."""
_ZONE_SITE = re.compile(
    r"(?<=[和与及在、,“《])(?P<body>[\u4e00-\u9fff]{2,4}(?:经济技术开发区|高新技术产业开发区|经济开发区|高新技术开发区|工业园区))(?:门户|官方|政务)?网站"
)
"""The site of a zone, which a zone's committee names as its own."""
_FOOTER = re.compile(r"(?:主办(?:单位)?|版权所有)\s*[:：]?\s*(?P<body>[^\s,，。;；:：]{3,30})")
_OFFICES_OF_A_FIELD = re.compile(r"(.{4,20}(?<![各直级本属能关府]))(部门|系统)")
_CUT = re.compile(r".*(?:20[0-3]\d\s*年?\s*度?|[,，。;；:：、\n])\s*(?=\S{2,})")


class Page(NamedTuple):
    """What of a document the search for its issuer reads, normalised."""

    text: str
    headline: Headline | None
    title: str
    source: str
    site: str
    name: str
    cues: Counter[str]


def named(page: Page, words: Words, places: Places) -> Iterator[tuple[str, Body]]:
    """The bodies that the page names, the most trustworthy first, each with the kind of spot that names it; read only
    as far as it is asked."""
    for spot, phrase in _phrases(page, words):
        body = _parse(phrase, words, places)
        if body is None and spot == "title":
            body = _field_of_work(phrase, words, places)
        if body is not None and (spot != "mention" or body.chain):
            yield spot, body


def _phrases(page: Page, words: Words) -> Iterator[tuple[str, str]]:
    if page.headline is not None:
        yield "title", _TWICE.sub(r"\1", _TOGETHER.sub("", _YEARS.sub("", page.headline.before)))
        inside = re.search(r"[(（—-]+([^()（）]{2,30})[)）]?$", page.headline.after)
        if inside:
            yield "title", inside.group(1)
    if page.title:
        yield "title", _before_key(page.title)
    start = page.headline.end if page.headline else 0
    head = page.text[start : start + _OPENING]
    yield from (("preamble", phrase) for phrase in _preamble(head[:_PREAMBLE]))
    if page.source:
        yield "field", page.source
    if (letterhead := _LETTERHEAD.search(page.text, 0, start)) is not None:
        yield "field", letterhead.group(1)
    yield from (("field", match.group(1)) for match in _FIELD.finditer(page.text[:_OPENING]))
    for line in page.text[-TAIL:].rstrip().split("\n")[-8:]:
        line = "".join(line.split())
        if 4 <= len(line) <= 40 and _NO_SIGNATURE.isdisjoint(line):
            yield "signature", re.sub(r"20\d\d年.*$|二[〇○零].*$", "", line)
    for pattern in words.subjects:
        found = ((match.group("body"), head[: match.start()][-1:]) for match in pattern.finditer(head))
        subjects = (body for body, before in found if before != "《")
        yield from (("subject", body) for body in subjects if not body.startswith(_NO_SUBJECT))
    for contact in (_CONTACT, _ADDRESSED):
        yield from (("contact", match.group("body")) for match in contact.finditer(head))
    yield from (("subject", match.group("body")) for match in _DID_DISCLOSE.finditer(head))
    if "结合" in head:
        yield from (("subject", match.group("body")) for match in _OF_OWN.finditer(head))
    yield from (("mention", match.group("body")) for match in _BEGINS.finditer(head))
    yield from (("mention", phrase) for phrase in _of_whom(page.text))
    yield from (("site", part) for part in re.split(r"[-_—|–]", page.title)[1:])
    yield from (("site", match.group("body")) for match in _FOOTER.finditer(page.text[-TAIL:]))
    for match in _SITE.finditer(page.site + "\n" + page.text[:300]):
        body = _WELCOME.sub("", match.group("body"))
        if _OF_LEVELS.search(body) is None:
            yield "site", body if body.endswith(_OFFICES) else body + "人民政府"
    for match in _SITE.finditer(page.text[300:_OPENING]):
        if _OF_LEVELS.search(match.group("body")) is None:
            yield "site", match.group("body").removeprefix("在") + "人民政府"
    if "管委会" in head:
        yield from (("site", match.group("body")) for match in _ZONE_SITE.finditer(head))
    for part in _TRAIL_SPLIT.split(page.text[:300]):
        part = "".join(part.split())
        if 2 <= len(part) <= 20 and "。" not in part and _OF_PAGES.search(part) is None:
            yield "trail", re.sub(r"(?:政府)?(?:信息|政务)公开.*$", "", part)
    yield from (("mention", match.group("body")) for match in _PARAGRAPH_OF.finditer(head))
    yield "file", _before_key(re.sub(r"\.[A-Za-z0-9]+$", "", page.name.rsplit("/", 1)[-1]))


def _before_key(title: str) -> str:
    return _YEARS.sub("", re.split(r"(?:政府信息|政务信息|信息|政务)公开", "".join(title.split()))[0])


def _preamble(head: str) -> Iterator[str]:
    """Whom the opening says that it reports on: 特向社会公布…政府信息公开年度报告, 由…编制, …编制了本报告."""
    yield from (match.group("body") for match in _NAMES_ITSELF.finditer(head))
    for match in _ANNOUNCED.finditer(head):
        at = match.start()
        if not head[max(0, at - 4) : at].rstrip().endswith(("信息", "政务")):
            continue
        announces = _ANNOUNCES.match(_clause(head, at))
        if announces is not None and not announces.group(1).endswith(_ISSUED):
            yield announces.group(1)
    for match in _BY.finditer(head):
        yield match.group("body")
    if "报告》" in head or "年报》" in head:
        yield from (match.group("body") for match in _QUOTED.finditer(head))
    yield from _following(head)
    for match in _DRAWN_UP.finditer(head):
        yield _clause(head, match.start()).removesuffix("组织")


def _following(head: str) -> Iterator[str]:
    """Who, following a demand or a need, draws the report up (某局结合实际,编制…)."""
    at = head.find("编制")
    while at >= 0:
        clauses = _BREAK.split(head[max(0, at - 60) : at])[-2:]
        for clause in clauses:
            follows = _FOLLOWING.search(clause)
            if follows is not None and follows.start() >= 4:
                yield clause[: follows.start()].removeprefix("由")
        at = head.find("编制", at + 2)


def _of_whom(text: str) -> Iterator[str]:
    """What stands before each 政府信息公开, at most as far as the last comma or full stop."""
    done = 0
    for match in _OF_WHOM.finditer(text):
        if _RULES.match(text, match.end()):
            continue
        end = match.start() - (text[match.start() - 1 : match.start()] == "的")
        before = _IMPROVING.sub("", _BREAK.split(text[max(done, end - _LONGEST_WHOM) : end])[-1])
        if len(before) >= 3 and not before.endswith(("有关", "相关")) and not _BIDS.search(before):
            yield before
            done = match.end()


def _clause(head: str, end: int) -> str:
    """What stands before an offset since the last comma or full stop."""
    return _BREAK.split(head[max(0, end - 70) : end])[-1].strip()


def _field_of_work(phrase: str, words: Words, places: Places) -> Body | None:
    """大同市气象部门, 重庆市市场监管系统: the offices of one field, which report together and not as one of them."""
    all_of = _OFFICES_OF_A_FIELD.fullmatch("".join(phrase.split()))
    body = _parse(all_of[1] + "局", words, places) if all_of is not None else None
    if all_of is None or body is None or body.kind != "department":
        return None
    return body._replace(unit=body.unit.removesuffix("局") + all_of[2])


def _parse(text: str, words: Words, places: Places) -> Body | None:
    """The body that a phrase names, after what leads up to it has been cut away."""
    text = _WITH_ALL.sub("", _ADDRESS.sub("", _ABOUT.sub("", "".join(text.split()))))
    if text.strip(TRIM).endswith(_NO_BODY):
        return None
    text = text.removesuffix("关区") if text.endswith("海关关区") else text
    if text.endswith("人民"):
        text += "政府"
    body = words.parse(text, places)
    if body is not None and body.kind == "township" and not body.chain and (led := _led_to(text, words, places)):
        return led
    if body is not None or not text:
        return body
    cut = _CUT.sub("", text)
    if cut != text and (body := words.parse(cut, places)) is not None:
        return body
    return _from_its_place(text, words, places)


def _from_its_place(text: str, words: Words, places: Places) -> Body | None:
    """The body from the first place on that is named in full within a phrase."""
    start = next((one.start for one in places.find(text) if not one.is_short), 0)
    return words.parse(text[start:], places) if start else None


def _led_to(text: str, words: Words, places: Places) -> Body | None:
    """The township of a county behind other words (全文包括某区某镇), which would pass for the first of its name."""
    body = _from_its_place(text, words, places)
    return body if body is not None and body.kind == "township" and body.chain else None
