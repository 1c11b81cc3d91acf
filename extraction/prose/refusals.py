"""The named rules that turn a number away: what it is, when it is no fact of the report.

Belongs here: rules that hold whatever the section speaks of, and their order. Does not belong here: refusals that
need to know what the count would have been (those stand beside the rule that would have read it).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import (
    ABOUT,
    CHANGE,
    CHANNEL,
    DISCLOSE,
    ITEM,
    LAST_YEAR,
    NEW,
    PROCEDURE,
    REFUSAL,
    SAME_PERIOD,
    SINCE,
    TARGET,
    THIS_YEAR,
    YEARS,
    Clause,
    Count,
    Hit,
)
from extraction.prose.state import Scope, State
from extraction.prose.suboffices import suboffice
from extraction.remembering import remembered

_NEXT = 8
# 通知公告3条以及检查公示1条: the words behind are those of the next count.
_AND_NEXT = ("以及", "和", "及", "与")
_ASIDE = re.compile(r"[(][^()]*[)]")
_ACCOUNTS = frozenset(("", "平台", "公众平台", "账号", "号"))
_ONWARD = re.compile(r"未办结|遗留|结转|转结|转入|顺延|延至|转到|转至")
_ENUMERATING = frozenset(("项", "个", "者", "类"))
# 对10个直管镇街开展测评.
_OF_BODIES = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:镇街|街镇|乡镇|[镇街乡]\(|街道|部门|单位|区县|县区|科室|处室|社区|村居)"
)
# 建立查阅中心共42个.
_PLACES = re.compile(r"(?:中心|场所|网点|[阅理询]点|窗口|机构)(?:共计?|合计|总计|累计|达|有|为)*\s*$")
_WAYS_BEHIND = ("途径", "渠道", "路径", "主线")
_OF_EACH = frozenset(("均", "都", "皆", "合", "总"))
_DIVIDED = re.compile(r"[,;。:]?(?:其中|包括|具体[为是]|分别[为是])")
_BEFORE_BARE = ("数", "为", "量", "计", "是", "均", "共", "开", "讼", "议", "公开申请")
_BEHIND_BARE = frozenset(["", ",", ";", "。", "、", ")", " ", "\n", "!"])
SINCE_THEN = re.compile(
    r"(?:自|从|由)?\s?\d{4}年[^,;。]{0,14}?(?:以来|起|至今|开始)|(?:自|从)[^,;。]{2,16}(?:以来|之日起|至今|[施实]行[到至])"
    r"|[^,;。\d]{2,12}(?<!今年)(?<!年内)(?:开通|开办|上线|建立|成立|启用|创刊)(?:以来|至今)"
    r"|《[^》]{2,24}》(?:正式)?(?:[施实]行|实施|颁布|公布|发布|出台)+以来"
)
NAMED_CLASS = re.compile(
    r"(?<![各种分大小])(?<!主动公开)类(?:的)?(?:政府|政务)?(?:公开)?(?:信息|文件)?(?:公开)?(?:数量|新增|共计|共|有|为|计|达)?[:\s]*$"
)
LISTED = re.compile(
    r"(?:发布|公开|推送|刊发)(?!.*(?:回应|回复|办理|受理|解答|答复|接待|咨询|投诉))[^,;。\d]*、[^,;。\d]{2,12}等\s*$"
    r"|、.*等[^,;。、\d]{0,12}(?:信息|稿件|内容|文章|图文)|、.*信息等|.(?:[及和与、]|以及).{2,10}信息$"
)
# 由上年的37件上升到62件: what is reached is the year's own figure.
_LEVEL = re.compile(r"(?:到|至|达|为)(?:了)?(?:今年|本年|当年|\d{4}年)?(?:度)?的?$")
_OF_OTHER_YEARS = frozenset(("refuse.earlier_year", "refuse.last_year", "refuse.change", "refuse.same_period"))
_SENT_ON = re.compile(r"(?:建议|告知|引导)[^,;。、]{0,6}向[^,;。、]{2,10}咨询$")
# 1至6月, 1月1日至6月30日.
_MONTHS = re.compile(r"(?<!\d)\d{1,2}月?(?:\d{1,2}日)?(?:[至到]|[—~-]{1,2})(?:\d{4}年)?(\d{1,2})月")
_OF_YEAR_AGAIN = re.compile(r"全年|年度|本年|年内|截至|总计|合计|共计|;")
# 年发帖1.3万条,不在本报告统计之列.
_LEFT_OUT = re.compile(
    r"[,(]?[^。;\d]{0,16}"
    r"(?:不在[^,。;\d]{0,8}统计(?:之列|之内|范围)|(?:未|不|没有)(?:予以)?(?:纳|列|计)入[^,。;\d]{0,8}统计)"
)

# 因行政处罚引起行政诉讼5件, but not 因征地信息公开引起的.
_OF_ANOTHER_MATTER = re.compile(
    r"(?:因|由于|对|不服)[^,;。]{0,8}"
    r"(?:处罚|征地|征收|拆迁|违建|确权|劳动|工伤|社保|社会保险|治安|行政许可|行政强制|行政裁决|行政不作为)"
    r"(?![^,;。]*(?:公开|信息|答复|告知))"
)
# …引发的行政复议3件,行政诉讼2件: the second of the same matter.
_NEXT_OF_SUCH = re.compile(
    r"[\s,、]*(?:和|及|以及|被)*(?:提起|引发|引起)?的?(?:行政)?(?:应诉|诉讼)(?:案件?|申请|数量?|总数|共|有|为|[计达:])*\s*"
)
# 邮件9件(电子邮件4件、邮政快递5件): of both kinds of post.
_OF_BOTH_POSTS = re.compile(
    r"(?:申请)?[(（](?:其中)?[:：,]?(?=[^()（）]{0,40}电子邮)[^()（）]{0,40}(?:信函|信件|邮政|邮寄|快递|挂号)"
)
UNREADABLE = frozenset(("refuse.negative", "refuse.broken"))
"""Refusals of what would have been a fact, had it been written right: the reader says so in an issue."""
_MINUS = frozenset("-−")
_COMMAS = frozenset(",，")
_THINGS = frozenset("件条份篇宗例封项")


def is_negative(text: str, start: int) -> bool:
    """收到申请-3件: whether a number has the sign of a negative one, which no count has. A dash between two numbers or
    behind another dash is none."""
    return start > 1 and text[start - 1] in _MINUS and not (text[start - 2].isascii() and text[start - 2] not in " :(")


def is_broken(text: str, count: Count) -> bool:
    """2,3456条, 1200.5条: whether a number lost a digit or has one too many: its first digits stand before the comma
    that is none of thousands, or it counts a part of a thing."""
    before = text[max(0, count.start - 2) : count.start]
    is_cut = len(before) > 1 and before[0].isdigit() and before[1] in _COMMAS
    return is_cut or (count.unit in _THINGS and count.value % 1 != 0)


def is_class(text: str) -> bool:
    """Whether words name a class of information (财政类信息)."""
    return "类" in text and NAMED_CLASS.search(_ASIDE.sub("", text)) is not None


@remembered
def _is_list_of_kinds(text: str) -> bool:
    return LISTED.search(text) is not None


def refusal(scope: Scope, state: State) -> str:
    """The name of the rule that turns a count away, "" where none does."""
    count = scope.count
    if count.is_percent:
        return "refuse.percentage"
    if count.unit in _ENUMERATING and state.text[count.end : count.end + 1] in _OF_EACH:
        return "refuse.enumeration"
    if count.unit == "部" and state.text.startswith("分", count.end):
        # 本报告由总体情况、收到和处理政府信息公开申请情况等六部分组成.
        return "refuse.enumeration"
    if count.unit == "条" and state.text.startswith(_WAYS_BEHIND, count.end):
        # 主要通过四条途径公开.
        return "refuse.enumeration"
    if count.unit == "个" and (_OF_BODIES.match(state.text, count.end) or _PLACES.search(state.text, 0, count.start)):
        return "refuse.bodies"
    if count.is_near:
        return "refuse.near"
    if is_negative(state.text, count.start):
        return "refuse.negative"
    is_post = state.text.endswith("邮件", 0, count.start) and not state.text.endswith("电子邮件", 0, count.start)
    if is_post and _OF_BOTH_POSTS.match(state.text, count.end):
        return "refuse.joint"
    is_of_cases = state.domain == "cases" and scope.flags & PROCEDURE and not scope.flags & ABOUT
    is_next = is_of_cases and state.refused == "refuse.other_cases" and "诉" in state.text[scope.begin : count.start]
    if is_next and _NEXT_OF_SUCH.fullmatch(state.text, scope.begin, count.start):
        return "refuse.other_cases"
    if is_of_cases and _OF_ANOTHER_MATTER.search(state.text, scope.begin, count.start):
        return "refuse.other_cases"
    if "统计" in state.text and _LEFT_OUT.match(state.text, count.end):
        return "refuse.left_out"
    is_in_turn = (bool(state.queue) and not scope.left) or count.start in state.members
    if not is_in_turn and is_broken(state.text, count):
        return "refuse.broken"
    if count.rule is None and not is_in_turn and not _stands_alone(scope, state):
        return "refuse.no_unit"
    if state.series and state.series.get(count.start, state.report_year) != state.report_year:
        return "refuse.earlier_year"
    time = _time(scope, state)
    if time:
        return time
    if is_of_months(state.text, count.start):
        return "refuse.part_of_year"
    return _subject(scope, state)


def is_of_months(text: str, end: int) -> bool:
    """1至6月公开120条: whether the months that are named last before an offset end before the year does."""
    if "月" not in text:
        return False
    named = list(_MONTHS.finditer(text, 0, end))
    return bool(named) and named[-1][1] != "12" and _OF_YEAR_AGAIN.search(text, named[-1].end(), end) is None


def _stands_alone(scope: Scope, state: State) -> bool:
    """A number without a unit counts where the clause ends behind it and a 数, 为 or the like stands before."""
    text, count = state.text, scope.count
    before = text[scope.begin : count.start].rstrip(" :")
    behind = text[count.end : count.end + 1]
    is_in_row = text[count.end : count.end + _NEXT].lstrip()[:1].isdigit()
    if is_bare_whole(count, text):
        return True
    return before.endswith(_BEFORE_BARE) and behind in _BEHIND_BARE and not is_in_row


def is_bare_whole(count: Count, text: str) -> bool:
    """Whether a number without a unit is one of information that is divided right behind it (公开政府信息64,其中…)."""
    is_information = count.rule is None and text.endswith("信息", 0, count.start)
    return is_information and _DIVIDED.match(text, count.end) is not None


def _time(scope: Scope, state: State) -> str:
    flags = scope.flags
    if flags & CHANGE and _LEVEL.search(state.text, scope.begin, scope.count.start):
        return ""
    if flags & CHANGE and (flags & LAST_YEAR or not flags & NEW):
        return "refuse.change"
    if flags & LAST_YEAR:
        is_carried_in = state.domain == "applications" and _ONWARD.search(state.text, scope.begin, scope.until)
        return "" if is_carried_in else "refuse.last_year"
    if flags & SAME_PERIOD:
        return "refuse.same_period"
    if state.domain != "disclosures" and scope.clause.years and scope.count.start not in state.series:
        several = _SEVERAL_YEARS.search(state.text, scope.clause.start, scope.count.start)
        if several is not None and several[1] != several[2]:
            return "refuse.cumulative"
    time = year_state(scope.clause, state, scope.count.start)
    is_carried = state.domain == "applications" and time in ("earlier", "later")
    if is_carried and _ONWARD.search(state.text, scope.begin, scope.count.start):
        return ""
    if time == "earlier":
        return "refuse.earlier_year"
    if time == "later" or flags & TARGET:
        return "refuse.target"
    if state.domain != "disclosures" and (time == "since" or flags & YEARS):
        return "refuse.cumulative"
    return ""


def goes_on_to_level(rule: str, scope: Scope, state: State) -> bool:
    """Whether a figure of another year is the first half of a comparison whose words hold for the second, too."""
    if rule not in _OF_OTHER_YEARS:
        return False
    return scope.count.start in state.series or _LEVEL.search(state.text, scope.count.end, scope.until) is not None


def _subject(scope: Scope, state: State) -> str:
    text = state.text[scope.begin : scope.count.start]
    is_disclosure = state.domain == "disclosures"
    if is_disclosure and scope.count.start in state.members and not state.is_of_body:
        return ""
    is_topic = state.in_topics and not scope.flags & CHANNEL
    if scope.flags & REFUSAL and not (is_disclosure and (is_topic or _is_list_of_kinds(text) or is_class(text))):
        for hit in reversed(scope.left):
            if is_disclosure and hit.word.flags & CHANNEL:
                if _is_sent_to(hit, scope, state):
                    return "refuse.adopted"
                break
            if state.domain == "applications" and _is_outcome(hit):
                # 属于投诉举报、重复申请等情形不予处理24件: what became of them decides.
                break
            if state.domain == "applications" and (
                hit.word.text.endswith(("递交", "提交")) or _SENT_ON.search(state.text, scope.begin, hit.end)
            ):
                # 到市民服务中心当面递交12件; 不属于我局掌握、建议向其他机关咨询的6件.
                break
            if _refuses(hit, scope, state) and not _is_in_name(hit, scope, state):
                return hit.word.refusal
    behind = scope.count.end
    for hit in scope.right:
        if hit.word.flags & ITEM and hit.start - behind <= _NEXT:
            # 对制发的13件规范性文件进行全面清理.
            behind = hit.end
        if hit.start - behind > _NEXT or state.text.startswith(_AND_NEXT, scope.count.end):
            break
        if _refuses(hit, scope, state):
            return hit.word.refusal
    return suboffice(text, scope, state)


# 上报市政府网站信息187条, but not 报送并在网站发布.
_SENT_TO = re.compile(r"(?:上报|报送)(?:至|到|给)?(?!.*[在并通利])[^,;。、\d]{0,12}$")


def _is_sent_to(way: Hit, scope: Scope, state: State) -> bool:
    """Whether a way is where information was sent to, for others to publish it."""
    if any(hit.word.flags & DISCLOSE and hit.start >= way.end for hit in scope.left):
        return False
    return _SENT_TO.search(state.text, scope.begin, way.start) is not None


# 收到依申请公开方面的诉求3件.
_OF_TYPE = re.compile(r"依申请公开(?:方面|类|的|性质)*$")


_IN_FORCE = frozenset(("继续有效", "现行有效"))
_REPEALED = frozenset(("废止", "失效", "宣布失效", "宣告失效"))
_AND_PUBLISHED = re.compile(r"并(?:依法|及时|按时|主动|面?向社会|对外)*(?:公开|公布|发布)")
_AFTER_REVIEW = re.compile(r"经(?:过|保密|严格|认真|领导|逐级|依法)*$")


def _is_before_publishing(hit: Hit, scope: Scope, state: State) -> bool:
    """梳理出继续有效规范性文件25件, 经审核主动公开信息568条, 梳理并公开70条, 清理后宣布失效13件: what is counted is
    what came of it."""
    if any(said.word.text in _IN_FORCE for said in scope.left):
        return True
    if state.text.startswith("后", hit.end) and any(said.word.text in _REPEALED for said in scope.left):
        return True
    if _AND_PUBLISHED.match(state.text, hit.end):
        return True
    is_published = any(said.word.flags & DISCLOSE and said.start >= hit.end for said in scope.left)
    return is_published and _AFTER_REVIEW.search(state.text, scope.begin, hit.start) is not None


def _is_outcome(hit: Hit) -> bool:
    meaning = hit.word.application_statutory or hit.word.application
    return meaning is not None and meaning[0] == "outcome" and not hit.word.refusal


def _refuses(hit: Hit, scope: Scope, state: State) -> bool:
    word = hit.word
    if not word.refusal or word.refused_in not in ("", state.domain or "disclosures"):
        return False
    if (
        state.domain == "applications"
        and word.refusal == "refuse.hotline"
        and _OF_TYPE.search(state.text, 0, hit.start)
    ):
        return False
    if word.refusal == "refuse.review" and _is_before_publishing(hit, scope, state):
        return False
    is_of_cases = state.domain == "cases" and scope.flags & PROCEDURE
    return not (is_of_cases and scope.count.value == 0 and word.refusal == "refuse.hotline")


_COLUMN = re.compile(r"(?:子?栏目|专栏|[板版]块)")


def _is_in_name(hit: Hit, scope: Scope, state: State) -> bool:
    """Whether a word is part of what the authority is called (某市政务服务中心公开信息30条), or of another name."""
    for name in state.own_names if hit.word.text in state.authority_name else ():
        at = state.text.rfind(name, scope.begin, hit.end + len(name))
        if at >= 0 and at <= hit.start and hit.end <= at + len(name):
            return True
    return _is_in_account_name(hit, scope, state)


def _is_in_account_name(hit: Hit, scope: Scope, state: State) -> bool:
    """Whether a word is part of what an account or a column is called (政务微信平台“汉台徐望”, “预决算及经费”栏目)."""
    opened = state.text.rfind("“", scope.begin, hit.start)
    if opened < 0 or "”" in state.text[opened : hit.start]:
        return False
    closed = state.text.find("”", hit.end, scope.count.start) + 1
    ways = [h for h in scope.left if h.word.flags & CHANNEL]
    if closed > 0 and _COLUMN.match(state.text, closed):
        return True
    return closed > 0 and any(h.start == closed or state.text[h.end : opened] in _ACCOUNTS for h in ways)


_YEARS_RANGE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?\s?[至到—~-]\s?\d{4}年")
# 2011-2013年分别收到申请15件、18件、20件.
_SEVERAL_YEARS = re.compile(r"(20\d\d)年?度?\s?[-~—–至到、和及]\s?(20\d\d)年")
_WHOLE_YEARS = re.compile(r"\d{4}年度?\s?[至到—~-]\s?\d{4}年(?!\d)")
# The 条例 took effect within it: 《条例》施行以来 is the year itself.
_FIRST_YEAR = 2008
# 因2023年度政府信息公开申请引发行政复议1件: when the application came, not when it was challenged.
_OF_APPLICATION = re.compile(r"(?:因|就|对|针对|不服)\s?\d{4}年度?[^,;。\d]{0,16}(?:申请|答复)")
# 自条例施行至2013年底.
_FROM_THEN_TO = re.compile(
    r"(?:自|从)[^,;。\d]{2,20}(?:[施实]行|实施|颁布|公布|开通|建立|成立)(?:以来|以后|之日起?|起)?\s?(?:截?[至止]|到)\s?$"
)
_UP_TO = re.compile(r"截[至止]到?\s?$")
_COMPARED = re.compile(r"(?:较|比|与|同|由|从)\s?$")
_OPENING = re.compile(r"\s*(?:截[至止]到?|自|从|在|于|到|至|而|其中|又|另|我\w|本\w{1,3}|全\w|[一二三四五]是)*\s*")


def follow_time(clause: Clause, state: State, before: int) -> None:
    """What the clauses behind one speak of: a year that is compared with holds for the parenthesis behind it only,
    and one within a clause without counts says of what year a thing is (提供了2013年8月的资料), not when it came."""
    time = year_state(clause, state, before)
    if (
        time in ("later", "earlier")
        and state.domain == "applications"
        and _ONWARD.search(state.text, clause.start, clause.end)
    ):
        # 结转至2026年办理2件,不予公开1件; 2021年未结转申请: the year that they go to or come from holds for them alone.
        if time == "earlier" and not clause.counts:
            state.resume, state.time = state.time, time
        return
    years = [at for at, _ in clause.years if at < before]
    if years and time != "since" and _COMPARED.search(state.text, clause.start, years[-1]):
        state.resume, state.time = state.time, time
    elif (
        any(count.rule != "refuse.date" for count in clause.counts)
        or state.domain not in ("applications", "cases")
        or clause.flags & (THIS_YEAR | SINCE)
        or not years
        or _OPENING.fullmatch(state.text, clause.start, years[0])
    ):
        state.time = time


def year_state(clause: Clause, state: State, before: int) -> str:
    """The time that the words of a clause before an offset speak of: `this`, `earlier`, `later` years, or `since`
    an earlier one. A year that follows a count says nothing of it."""
    if not clause.years and not clause.flags & (THIS_YEAR | SINCE):
        return state.time
    years = [year for at, year in clause.years if at < before]
    if years == [state.report_year]:
        # 自条例施行以来,截至今年12月31日,公开812条.
        at = clause.years[0][0]
        is_end = state.time == "since" and _UP_TO.search(state.text, clause.start, at) is not None
        is_end |= clause.flags & SINCE != 0 and _FROM_THEN_TO.search(state.text, clause.start, at) is not None
        return "since" if is_end and state.report_year != _FIRST_YEAR else "this"
    if years and state.domain == "cases" and _OF_APPLICATION.search(state.text, clause.start, before):
        return state.time
    text = state.text[clause.start : before]
    is_since = any(year < state.report_year for year in years) or (clause.flags & SINCE and not years)
    if state.report_year == _FIRST_YEAR and not years and "条例" in text:
        is_since = False
    if is_since and not ("月" in text and not years) and SINCE_THEN.search(text):
        return "since"
    if len(years) > 1 and years[0] < state.report_year - 1 and _YEARS_RANGE.search(text):
        return "since"
    if len(years) > 1 and years[0] < state.report_year and _WHOLE_YEARS.search(text):
        return "since"
    if years:
        year = years[-1]
        if year == state.report_year or (year == state.report_year + 1 and ("截至" in text or "截止" in text)):
            return "this"
        return "earlier" if year < state.report_year else "later"
    if any(hit.word.flags & THIS_YEAR and hit.start < before for hit in clause.hits):
        return "this"
    return state.time
