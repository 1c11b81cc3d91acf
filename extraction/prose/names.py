"""Names of classes of information: 机构职能, “三公”经费, 惠农资金.

Belongs here: freeing a name from what stands around it, and what names no class (the seed prose_no_classes.csv). Does
not belong here: which counts are members of a list (lists), nor what they state (information).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extraction.remembering import remembered

_ASIDE = re.compile(r"[(][^()]*[)]")
# 规划计划类信 息2条: a line was broken there.
_BROKEN = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_HEAD = re.compile(
    r"^(?:[\s、,;:.的—–―─·•●○◆◇■□▪※★☆-]|(?:上述|以上)信息中|其中|其余(?=.)|本年度?|全年|今年|\d{4}年度?|新增|包括|内有|内含|含|分别是|分别为|主要[是为有]|主要类别[为有是]|主要类别包括|主要包括|主要包含|主要涉及|包含|内容涵盖|涵盖|(?:重点|着重)?聚焦|按[\u4e00-\u9fff]{2,6}?(?:分为|划分为?|统计为?|来?看)|(?:公开的)?(?:政府|政务)?信息(?:里面|里|中)|以及|有|其次[是为]|在|从|各[类项种](?!(?:政府|政务|公开)?信息)|\d{1,2}[.、]|[(]?[一二三四五六七八九十]+[)、是]|[①-⑩]|主动公开|依法公开|发表|公开(?!(?:指南|目录|制度)(?:类|信息|$))|发布|公布|更新完善|创新发布|更新|涉及|关于|属于|属(?![地性实])|(?:按照?|依照?|根据)(?:规定|要求|时限)(?:及时)?(?=发布|公开|公布|更新)|按(?![时期])|子目录中?|本(?:单位|部门|机关)(?!(?:主要|相关)?业务)|特色(?:栏目|专栏)|(?:官方|门户)网站(?!建设|管理|运维|工作|维护))+"
)
# 在重点领域板块公开财政资金类信息256条; 本委网页发布更新简介类信息32条; 决算和预算等财政预决算类信息2条.
_PLACE_HEAD = re.compile(
    r"^(?:其中)?[在通过]+[^“”、,]{2,14}(?:栏目|专栏|板块|版块)(?:内|中|里|上)?(?:共|累计|主动)*(?:公开|发布|更新)了?"
    r"|^(?:其中)?[^“”、,]{0,14}网页上?(?:全年|共|累计|主动)*(?:公开|发布|更新)+了?"
)
_EXAMPLES = re.compile(
    r"^.*等(?:(?![级次]|情况类|方面类)(?=[\u4e00-\u9fff]{2,12}类)|(?:方面)?(?:信息|内容|事项)的(?=[\u4e00-\u9fff]{2,10}$))"
)
_LED = re.compile(r"^[^、]{0,12}(?:主要包括|主要有|主要涉及|包括了?)")
_BELONGS = re.compile(r"^(?:其中)?(?:属于?|涉及|关于|有关)(?P<name>[^,;:。]+)的(?:有|为|共)?$")
_COLUMN = re.compile(
    r"“(?P<name>[^”]{2,16})”(?:子?栏目|专栏|版块|板块|频道|模块)(?:共计?|累计|总计|合计)?(?:主动)?(?:公开|发布|更新)?(?:政府|政务)?(?:信息|内容)?(?:共|为|有)?"
)
# What openness itself is divided into keeps its 公开.
_OPEN = frozenset(
    f"{word}公开"
    for word in ("信息", "政务", "政务信息", "政府信息", "决策", "执行", "管理", "服务", "结果", "财务", "公示")
)
_LAST_ASIDE = re.compile(r"[(]([\u4e00-\u9fff]{2,10})[)]\s*$")
_OWN_SHARE = re.compile(r"占[^,;、]{0,6}%[,、]?")
_TAIL = re.compile(
    r"(?:(?:(?<=[^、]{3})|(?<=其他)|(?<=其它))(?:子?栏目|版块|板块)(?:内|中|上|里)?(?:共计?|累计|总计|合计)?(?:主动)?(?:公开|发布|更新)?(?:政府|政务)?(?:信息)?|(?:类?(?:信息)?)?更新(?:信息|量)?|类(?:信息)?新增|等(?:各)?类?(?:信息|内容)?|(?<!等)相关(?:信息)?|的信息|类?(?:信息)?(?:数量)?(?:最多|居多|次之|最少),?|(?:类|方面)?(?:的)?(?<!预)(?<!一)(?<!新闻)(?:公开信息|公开政府信息|发布信息|信息公开|政府信息公开|公开|发布)(?:数量?)?|(?:各类|类|方面)(?:的)?(?:政府|政务)?(?:信息|资讯|文件)?|(?:的)?(?:政府|(?<!综合)政务)信息)?"
    r"(?:共计|合计|累计|共|(?<![国所])有|(?<![行作])为|(?<![合节契])约|(?<![统审会设预])计|达到?|超过|是|总计|总数|总量|条数|(?<![文案证])件数|数量?|占到?|[(:,\s])*$"
)
_TAIL_ENDS = frozenset("过关多少之讯新目块等各类息开布数量面的府务件计共增有为约达是占到(:, \t")
# 规划完成情况, 案件办理结果: what a class is of, and no doing.
_STATE_OF = re.compile(r"(?:完成|开展|处理|办理|制定|收支)(?=情况|结果|事项|流程|程序|进展)")
# 征收土地的补偿、补助费用的发放、使用情况: as the law itself calls what is to be made public.
_HANDLED = re.compile(r"发放|使用|处理|办理|审核|承办|制定|申请(?=行政许可)|提交|举办|开展|完成")
_LONGEST_STATE = 64
# Proposals are counted by 件; what a column of that name holds, by 条.
_PROPOSALS = re.compile(r"提案$|人大(?:代表)?建议$")
# What cannot be told by words alone: 组织 but in 组织机构, 主动 but in 主动回应; a month, what was
# published, a site that did so.
_NO_NAME = (
    r"组织(?!管理|结构)[^机架]|(?<!法定)(?<!应当)(?<!应)主动(?!回应)|\d月"
    r"|^(?:时限|及时|按时|按期)|^(?:共|已|累计)?(?:对外|面?向社会)?(?:发布|公开(?!(?:指南|目录|制度)(?:类|信息|$))|公布|更新|总结(?!报告|计划)|依托|纳入)"
    r"|(?:渠道|栏目?|网|网站|号|平台|系统|微信|微博|抖音|头条|快手)(?:中|内|里|上)?(?:共|累计)?(?:主动)?(?:公开|发布|推送|更新|刊发|刊登|刊载|登载)"
    # 人民网4条、某日报2条、某某+3条: who printed it.
    r"|信息条$|^向[^前阳]|(?:微信|微博)(?:公众号|账号)?(?:信息|文章|消息)?$|(?:网|[+]|客户端|APP|电视台|电台|日报|晚报|新华社)$"
    # 信息公开专栏政策解读和国家、省、市政策: where several classes stand.
    r"|专栏.{4}"
)
_BODY = r"[^常]委|[省市县区州乡镇村]级(?:行政)?(?:机关)?|[省市县区州]直(?:属)?机关|各[省市县区州旗]{1,3}(?:人民)?政府"
# 本部门业务类信息: the class that Shanghai calls so; 本级政府文件.
_OWN_WORK = re.compile(
    r"本(?:机关|部门|单位|街道|[局委办厅省市区县镇乡])(?:主要|相关)?业务|本级(?:政府|部门)?(?:政策|规范性)?文件"
)
_SHORTEST, _LONGEST = 2, 26
_AFFAIRS = 2
_MARKS = frozenset(",;:。《》%")


class ClassNames:
    """Whether words may name a class of information: no doing, no body, no bare word for any information."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        def words(place: str) -> str:
            return "|".join(re.escape(row["word"]) for row in rows if row["place"] == place)

        self._none = re.compile(
            rf"{words('anywhere')}|{_NO_NAME}|^(?:{words('start')})|(?:{words('end')})$|^(?:{words('whole')})$"
            rf"|(?:{words('body')}|{_BODY})(?:子站)?(?:信息)?(?:20\d\d年度?)?$"
        )
        self._refusals = {row["word"]: row["refusal"] for row in rows if row["refusal"]}
        self.may_be = remembered(self._may_be)

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> ClassNames:
        """From the seed prose_no_classes: `place` says where in a name its word shows that it is none (anywhere, at
        its start or end, as the whole of it, or as the body that it ends in); `refusal` is the rule that then turns
        the count away, where it is not left to other words."""
        return cls(rows("prose_no_classes"))

    def is_name(self, name: str) -> bool:
        """Whether words may name a class that is counted in any unit."""
        return self.may_be(name) and _PROPOSALS.search(name) is None

    def refusal(self, name: str) -> str:
        """The rule that turns a count away for a word in what would be the name of its class, "" where none does."""
        return next((rule for word, rule in self._refusals.items() if word in name), "")

    def _may_be(self, name: str) -> bool:
        if _OWN_WORK.fullmatch(name):
            return True
        is_state = name.endswith("情况")
        # 本地公告 is one of several kinds, 本局公告 is not.
        said = (_HANDLED if is_state else _STATE_OF).sub("", name.removeprefix("本地"))
        longest = _LONGEST_STATE if is_state else _LONGEST
        if not _SHORTEST <= len(name) <= longest or self._none.search(said):
            return False
        return name.count("“") == name.count("”") and _MARKS.isdisjoint(name)


# 公示12条和预算决算5条, but 与群众利益相关事项7条.
_AND = re.compile(r"(?:[和及]|与(?![^、,]{1,12}(?:相关|有关|关联)))(?![谐平睦顺田解声时其])[\u4e00-\u9fff]{2}")


@remembered
def topic(text: str) -> str:
    """The class name before a count: 综合政务类公开信息 → 综合政务, 决策信息 → 决策信息."""
    plain = _ASIDE.sub("", text) if "(" in text else text
    plain = _BROKEN.sub("", plain) if " " in plain else plain
    # 部门概况类信息条、政策文件类信息14条: a number is missing before.
    plain = plain.rpartition("条、")[2] if "条、" in plain else plain
    plain = (_OWN_SHARE.sub("", plain) if "占" in plain else plain).strip()
    plain = _LED.sub("", plain) if "主要" in plain or "包括" in plain else plain
    plain = _PLACE_HEAD.sub("", plain) if "块" in plain or "栏" in plain or "网页" in plain else plain
    plain = _EXAMPLES.sub("", plain) if "等" in plain else plain
    belongs = _BELONGS.match(plain) if "的" in plain else None
    plain = belongs["name"] if belongs else plain
    head = _HEAD.match(plain)
    plain = plain[head.end() :] if head else plain
    plain = plain[1:] if _AND.match(plain) else plain
    if plain.startswith("“") and (column := _COLUMN.fullmatch(plain)) is not None:
        return column["name"]
    if plain in _OPEN:
        return plain
    name = (_TAIL.sub("", plain) if plain[-1:] in _TAIL_ENDS else plain).strip(" 、,:【】")
    if name == "法定主动":
        return "法定主动公开"
    if name == "重点" and plain.startswith("政府信息公开", len(name)):
        return "重点政府信息公开"
    if len(name) == _AFFAIRS and name[1] == "务" and plain.startswith("公开", _AFFAIRS):
        # 村务公开信息120条: of what kind of affairs 村务 alone would not say.
        return f"{name}公开"
    return name[1:-1] if name[:1] == "“" and name.find("”") == len(name) - 1 else name


_CLASS_ENDS = ("类", "信息")
_SIDE_BY_SIDE = re.compile(r"、|以及|[和及](?=[\u4e00-\u9fff]{2})|与(?![^、,]{1,12}(?:相关|有关))")
_ONE_CLASS = re.compile(r"(?<=[类息])(?:、|以及|[和及与])")


def named_each(text: str) -> list[str]:
    """The classes that words name side by side (预算、决算类信息 before 各2条), none where they name but one."""
    parts = _SIDE_BY_SIDE.split(text)
    if any(part.endswith(_CLASS_ENDS) for part in parts[:-1]):
        # 预算类、机构和人员类信息各2条: two classes, since the first one says where a name ends.
        parts = _ONE_CLASS.split(text)
    return [topic(part) for part in parts] if len(parts) > 1 else []


def is_column(text: str) -> bool:
    """Whether words before a count name a column of a site and nothing else (“机构设置”栏目发布信息)."""
    return "“" in text and _COLUMN.fullmatch(text.strip().removeprefix("其中").lstrip(":,")) is not None


def told_apart(name: str, text: str, sentence: str) -> str:
    """A class name with the aside that alone tells it from another of its sentence: 民生信息(住房)22条、民生信息(市政)
    35条."""
    aside = _LAST_ASIDE.search(text) if "(" in text else None
    return f"{name}({aside[1]})" if aside and sentence.count(f"{name}(") > 1 else name
