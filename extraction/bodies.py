"""The words of an authority's name taken apart: places, kind of body, name of the unit.

Belongs here: reading 遂宁市船山区民政局, 区政府办公室 or 前进街道办事处 as a body. Does not belong here: finding such
words in a document (issuer.py), or what place they mean (places.py). The words of each kind are a seed
(authority_words.csv), the ministries another (ministries.csv).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extraction.places import Places, Rows

_CHINESE = re.compile(r"[㐀-鿿\U00020000-\U0003ffff()（）·、]+$")
_LEVELS = "省市区县州旗盟"
_INNER_OFFICE = re.compile(
    r"(?:(?<=[局厅署委关区])|(?<=管委会)|(?<=(?:管理|健康|改革|事务|建设)委员会))(?:机关|党组|党委|综合|党政|党政综合)?(?:办公室|办公厅|办)$"
    r"|(?<=[局厅署委关室区会])[^局厅署委]{1,6}[科股]$|(?:(?<=[局厅署委关])|(?<=办公室))[^局厅署委]{1,6}处$"
)
_INNER = ("办公室", "办公厅", "办", "科", "股", "处")
_UNKNOWN = re.compile(
    r"(?!通过|同时|以及|其中|其它|其他|包括|[并且又及]|依托|利用|借助|充分|根据|按照|依据|依照|结合|围绕|落实|贯彻|[在由经向对])"
    r"([^\W全各我本该的]{2,7}(?:(?<![社小园校景片街])区|[省市县州旗盟]))(?:(人民政府|政府)(?:办公[室厅])?)?$"
)
"""A place by its look, where no place of the seeds is named: it must not pass for the next place named."""
_STATE, _COUNTRY = "中华人民共和国", "中国"
_WITH_PARTY = re.compile(
    r"(?:中共|中国共产党)?(?P<place>[^、]{2,12}?)(?P<level>[省市区县州旗盟])委(?:员会)?(?:办公[室厅])?"
    r"[、和与及]?(?:[^、]{0,12}(?P=level))?(?P<government>(?:人民)?政府.*)$"
)
"""A party committee and the government of one place, which report together: the duty is the government's."""
_CORPS = re.compile(r"^(?:新疆生产建设兵团)?第[一二三四五六七八九十]{1,3}师(?=..{1,6}市)")
"""A division of the Production and Construction Corps, which a city of its own stands behind."""
_SUPERVISES = "监管"
"""How the names of field offices begin that several ministries have: only the ministry tells them apart."""
_NO_NAME = re.compile("公开|情况|概述|年度|报告|网站|部署|^[在因]|我[省市区县州旗镇乡街局委厅办处院]")
_NO_TOWNSHIP = re.compile("监督|协调|指导|推进|负责")
"""What is done to townships (指导、监督全镇的信息公开)."""
_ZONE_NAME = "新区"
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
TRIM = "·-—_、,，.。:：;；\"“”'《》〈〉()（）[]【】 |｜"


class Body(NamedTuple):
    """A body as its words name it. `chain`: place names, highest first; `level`: the relative word where no place
    is named (区 in 区政府); `kind`: government, department, township, zone, other or ministry; `unit`: the name
    without its place ("" for a government); `is_bare`: a place name and nothing else; `is_short`: the place is named
    in short (杭州海关)."""

    chain: tuple[str, ...]
    kind: str
    unit: str = ""
    level: str = ""
    is_bare: bool = False
    is_short: bool = False


class Words:
    """authority_words.csv and ministries.csv, ready to be asked."""

    def __init__(self, words: Mapping[str, Mapping[str, str]], ministries: Mapping[str, str]) -> None:
        self.government = tuple(_longest_first(words["government"]))
        self.offices = frozenset(words["office"])
        self._offices = tuple(_longest_first(words["office"]))
        self.prefixes = tuple(_longest_first(words["prefix"]))
        self.not_levels = tuple(words["not_level"])
        self.short = words["short"]
        selves = "|".join(words["self"])
        self._self = re.compile(rf"(?:{selves})(?:[省市区县州旗盟镇乡街局委厅办处院部队级体社会馆站所校]|机关|单位)")
        self.ministries = ministries
        self._ministries = tuple(_longest_first(ministries))
        self._ministries_begin = frozenset(name[0] for name in ministries)
        verbs = "|".join(map(re.escape, _longest_first(words["verb"])))
        self.subjects = tuple(
            re.compile(lead + rf"[,，]?\s*(?P<body>[^,，。;；:：\n\d《》“”]{{2,30}}?)(?={verbs})")
            for lead in (r"20[0-3]\d\s*年(?:度|以来|来)?", "导下", "(?:支持|引领|关心|帮助|推动)下")
        )
        """A body as the subject of a sentence that begins with the year, or with whose leadership it follows."""
        self._townships = tuple(_longest_first(words["township"]))
        self._township_kinds = words["township"]
        self._kinds = {ending: kind for kind in ("department", "other", "zone") for ending in words[kind]}
        self._lengths = sorted({len(ending) for ending in self._kinds}, reverse=True)
        self._zones = tuple(words["zone"])

    @classmethod
    def from_seeds(cls, rows: Rows) -> Words:
        """From the seeds authority_words and ministries."""
        by_role: dict[str, dict[str, str]] = {}
        for row in rows("authority_words"):
            by_role.setdefault(row["role"], {})[row["word"]] = row["meaning"]
        ministries = {}
        for row in rows("ministries"):
            ministries[row["name"]] = row["name"]
            if row["short"]:
                ministries[row["short"]] = row["name"]
                if row["name"].startswith(_COUNTRY):
                    ministries[_COUNTRY + row["short"].removeprefix(_COUNTRY)] = row["name"]
        return cls(by_role, ministries)

    def parse(self, words: str, places: Places) -> Body | None:
        """The body that the words name from first to last, or None where they name none; of two that report together
        the first."""
        words = "".join(words.split())
        if "(" in words or "（" in words:
            words = _ASIDE.sub("", words)
        words = words.strip(TRIM)
        if not 2 <= len(words) <= 45 or not _CHINESE.match(words):
            return None
        if (joint := _WITH_PARTY.match(words)) is not None:
            words = joint["place"] + joint["level"] + joint["government"]
        elif "、" in words:
            first, _, second = words.partition("、")
            if (body := self.parse(first, places)) is not None and self.parse(second, places) is not None:
                return body
        words = _CORPS.sub("", words.removeprefix(_STATE) or words)
        ministry = ""
        if words[0] in self._ministries_begin and words.startswith(self._ministries):
            named = next(name for name in self._ministries if words.startswith(name))
            ministry, rest = self.ministries[named], words[len(named) :]
            if not rest or rest in self.offices:
                return Body((), "ministry", ministry)
            words = rest
        if words.startswith(self.prefixes):
            for prefix in self.prefixes:
                if words.startswith(prefix) and len(words) > len(prefix) + 1:
                    words = words[len(prefix) :]
                    break
        chain, rest, is_short = self._places(words, places)
        body = self._classify(chain, rest, places)
        if (
            body is None
            and not chain
            and (unknown := _UNKNOWN.match(rest))
            and all(m.is_short for m in places.find(rest))
        ):
            return Body((unknown.group(1),), "government", is_bare=not unknown.group(2))
        if body is not None and ministry and body.unit.startswith(_SUPERVISES):
            body = body._replace(unit=f"{body.unit}({ministry})")
        return body._replace(is_short=True) if body is not None and is_short else body

    def _places(self, words: str, places: Places) -> tuple[list[str], str, bool]:
        """The place names that the words begin with, what follows them, and whether the last is a short one."""
        chain: list[str] = []
        at = 0
        last_short = False
        mentions = places.find(words)
        for mention in mentions:
            if words[at : mention.start].strip("·-—、的辖"):
                break
            if chain and mention.name == chain[-1] and mention.start == at:
                # 某旗某旗人民政府: said twice by a slip.
                at = mention.end
                continue
            if mention.start > at + 1 or (chain and places.is_county(chain[-1]) and places.is_county(mention.name)):
                break
            if chain and mention.name.endswith(_ZONE_NAME) and not places.is_below(mention.name, chain[-1]):
                # 绍兴滨海新区: a zone of 绍兴, not the district of that name in 天津.
                break
            chain.append(mention.name)
            at, last_short = mention.end, mention.is_short
        rest = words[at:].lstrip("·-—")
        is_own = len(chain) > 1 and last_short and not rest.endswith(self._zones)
        if chain and rest and (is_own or self._is_only_kind(rest, last_short, places)):
            rest, last_short = chain.pop() + rest, False
            if len(chain) > 1 and self._is_known(chain[-1] + rest, places):  # 铜陵市郊区 | 安庆矿区街道
                rest = chain.pop() + rest
        return chain, rest, last_short

    def _is_known(self, words: str, places: Places) -> bool:
        """Whether words name a township that there is."""
        township = self._township_name(words, places)
        return township is not None and bool(places.counties_of_township("".join(township)))

    def _is_only_kind(self, rest: str, after_short: bool, places: Places) -> bool:
        """Whether the place name before is part of the unit's own: 北京 in 北京街道, 南京 in 南京东路街道."""
        own = self._township_name("某" + rest, places)
        return own is not None and (own[0] == "某" or (after_short and len(own[0]) <= 3))

    def _begins_with_level(self, words: str, places: Places) -> bool:
        """Whether words begin with a relative word (区 in 区民政局), which the 市 of 市桥街道 is not."""
        if not words or words[0] not in _LEVELS:
            return False
        if words.startswith(self.not_levels) and not words.startswith(self.government, 1):
            return False
        return not self._is_known(words, places)

    def _classify(self, chain: list[str], rest: str, places: Places) -> Body | None:
        names = tuple(chain)
        level = ""
        if not chain and rest.startswith("自治区"):
            level, rest = "自治区", rest[3:]
        elif not chain and self._begins_with_level(rest, places):
            level, rest = rest[0], rest[1:]
        if not rest:
            return Body(names, "government", is_bare=True) if chain else None
        if rest in ("直属机关", "直机关", "本级"):
            return Body(names, "government", level=level) if names or level else None
        government = None
        if rest.startswith(self.government):
            government = next(word for word in self.government if rest.startswith(word))
        if government is not None:
            after = rest[len(government) :]
            if not names and not level and rest == "政府":
                return None
            if not after or after in self.offices:
                return Body(names, "government", level=level)
            rest = after
        elif rest in self.offices and (chain or level):
            return Body(names, "government", level=level)
        elif rest in self.offices:
            return None
        return self._unit(names, level, rest, places)

    def _unit(self, chain: tuple[str, ...], level: str, rest: str, places: Places) -> Body | None:
        township = self._township_name(rest, places)
        if township is not None and (chain or not self._self.match(rest)):
            return Body(chain, "township", "".join(township), level)
        if rest.endswith(_INNER):
            rest = _INNER_OFFICE.sub("", rest)
        if rest in self._townships or not 2 <= len(rest) <= 30 or self._self.match(rest) or _NO_NAME.search(rest):
            return None
        kind = next((kind for length in self._lengths if (kind := self._kinds.get(rest[-length:]))), None)
        return Body(chain, kind, self.standard(rest), level) if kind else None

    def _township_name(self, words: str, places: Places) -> tuple[str, str] | None:
        """A township's own name and its kind (前进, 街道), where the words are one's, its office or government."""
        names = [words]
        if words.endswith(self._offices):
            # 某镇人民政府办公室 ends in 政府办公室 and in 办公室, and only without the shorter one is a township's.
            names += [words.removesuffix(one) for one in self._offices if words.endswith(one)]
        for name in names:
            if not name.endswith(self._townships):
                continue
            ending = next(one for one in self._townships if name.endswith(one))
            is_name = not (_NO_NAME.search(name) or _NO_TOWNSHIP.search(name))
            own, kind = name[: -len(ending)], self._township_kinds[ending]
            if 1 <= len(own) <= 16 and (is_name or places.counties_of_township(own + kind)):  # 在中乡, 因民镇
                return own, kind
        return None

    def standard(self, unit: str) -> str:
        """A unit's name with its abbreviation written out (发改委 → 发展和改革委员会)."""
        return self.short.get(unit) or unit.replace("管委会", "管理委员会")


def _longest_first(words: Sequence[str] | Mapping[str, str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
