"""Where a place name leads: GB/T 2260 codes as valid in a year, their history, and the townships below them.

Belongs here: the lookup of names (also short, autonomous and former ones), the code valid in a year, the lineage that
makes an authority's id stable across recodings, and telling apart places of one name by what else is named.
Does not belong here: which of a page's names is the issuer (issuer.py); the tables themselves (the seeds regions.csv,
townships.csv).

Lineage: a code that was replaced by exactly one new code (县 to 市 or 区, a new number, a new name) is the same place;
its id is the latest code. A place that was merged into another that went on, or together with others into a new one,
ends there, and its id stays its own last code (with "_" and its last year where that code was given away).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

FIRST_YEAR = 2008
FOREVER = 9999
UNRESOLVED = "000000"
NATIONAL = "100000"

_BEFORE_NAMES = frozenset("省市州区盟地县由在与为是和及对向布年度报展将")

Rows = Callable[[str], Sequence[Mapping[str, str]]]


class Region(NamedTuple):
    """One row of regions.csv: a code in a span of years (`valid_to` FOREVER where still valid)."""

    code: str
    name: str
    level: str
    province_name: str
    prefecture_name: str
    parent: str
    valid_from: int
    valid_to: int
    successor: str

    @property
    def standard_name(self) -> str:
        """The name as authorities print it: a district or county after its prefecture or municipality, any
        other place by itself."""
        if self.level != "county" or self.name.endswith("市"):
            return self.name
        if self.prefecture_name:
            return self.prefecture_name + self.name
        return self.province_name + self.name if self.province_name.endswith("市") else self.name


class Place(NamedTuple):
    """A name resolved: the region that bears the name, its code's row as valid in the year, its stable id."""

    region: Region
    stable_id: str
    name: str


class Mention(NamedTuple):
    """A place name in a text: its span, its words and whether they are the short form (哈尔滨)."""

    start: int
    end: int
    name: str
    is_short: bool


class Places:
    """All that the seeds know of places. Made once a process; nothing touches the disk afterwards."""

    def __init__(
        self,
        regions: Sequence[Region],
        townships: Mapping[str, Sequence[str]],
        ethnic: Sequence[str],
        aliases: Mapping[str, str],
        postcodes: Mapping[str, str],
        zones: Mapping[str, str],
    ) -> None:
        self._ethnic = re.compile("|".join(sorted(map(re.escape, ethnic), key=len, reverse=True)))
        self._spans: dict[str, list[Region]] = defaultdict(list)
        self._full: dict[str, list[Region]] = defaultdict(list)
        self._short: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            self._spans[region.code].append(region)
            if region.level in ("province", "prefecture", "county"):
                self._name(region)
        for alias, code in aliases.items():
            self._full[alias].extend(self._spans[code])
        self._previous: dict[Region, Region] = {}
        self._merged_into: dict[Region, list[Region]] = defaultdict(list)
        self._stable = self._lineages()
        self._townships = townships
        self._postcodes = postcodes
        self._zones = zones
        self._known: dict[tuple[str, int], list[Place]] = {}
        self._patterns = [*self._full, *(name for name in self._short if name not in self._full)]
        self._matcher = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    @classmethod
    def from_seeds(cls, rows: Rows) -> Places:
        """From the seeds regions, region_aliases, townships, postcodes, zones and authority_words (role
        "ethnic")."""
        regions = [
            Region(
                row["region_code"], row["name"], row["level"],
                row["province_name"], row["prefecture_name"], row["parent_code"], int(row["valid_from_year"]),
                int(row["valid_to_year"] or FOREVER), row["successor_code"],
            )
            for row in rows("regions")
        ]  # fmt: skip
        townships: dict[str, tuple[str, ...]] = {}
        for row in rows("townships"):
            county = (row["county_code"],)
            for name in row["names"].split(" "):
                townships[name] = townships.get(name, ()) + county
        ethnic = [row["word"] for row in rows("authority_words") if row["role"] == "ethnic"]
        aliases = {row["alias"]: row["region_code"] for row in rows("region_aliases")}
        postcodes = {row["prefix"]: row["region_code"] for row in rows("postcodes")}
        zones = {row["zone"]: row["region_code"] for row in rows("zones")}
        return cls(regions, townships, ethnic, aliases, postcodes, zones)

    def core(self, name: str) -> str:
        """A name without its kind: 洪泽县 and 洪泽区 have one core, 玉屏侗族自治县 has 玉屏."""
        for ending in ("自治区", "自治州", "自治县", "自治旗"):
            if name.endswith(ending):
                own = name[: -len(ending)]
                return self._ethnic.sub("", own) or own.removesuffix("族")
        for ending in ("特别行政区", "地区", "特区", "林区", "省", "市", "区", "县", "旗", "盟"):
            if name.endswith(ending) and len(name) > len(ending) + 1:
                return name[: -len(ending)]
        return name

    def _name(self, region: Region) -> None:
        self._full[region.name].append(region)
        core = self.core(region.name)
        if "自治" in region.name and region.level != "province":
            for ending in (region.name[-1], "自治" + region.name[-1]):
                if core + ending != region.name and len(core) > 1:
                    self._full[core + ending].append(region)
        if region.level in ("province", "prefecture") and len(core) > 1 and core != region.name:
            self._short[core].append(region)

    def _lineages(self) -> dict[Region, str]:
        """The stable id of every span; fills `_previous` (one predecessor at most) and `_merged_into`."""
        predecessors: dict[Region, list[Region]] = defaultdict(list)
        for spans in list(self._spans.values()):
            for span in spans:
                heir = self._heir(span)
                if heir is not None:
                    predecessors[heir].append(span)
        following: dict[Region, Region] = {}
        for heir, old in predecessors.items():
            self._merged_into[heir] = old
            if heir.valid_from != old[0].valid_to + 1 and all(one.valid_to + 1 != heir.valid_from for one in old):
                continue
            old = [one for one in old if one.valid_to + 1 == heir.valid_from]
            same_core = [one for one in old if self.core(one.name) == self.core(heir.name)]
            same_code = [one for one in old if one.code == heir.code]
            chosen = same_core or same_code or (old if len(old) == 1 else [])
            if chosen:
                following[chosen[0]] = heir
                self._previous[heir] = chosen[0]
        ends: dict[Region, Region] = {}
        for spans in self._spans.values():
            for span in spans:
                end = span
                while end in following:
                    end = following[end]
                ends[span] = end
        last: dict[str, int] = defaultdict(int)
        for end in ends.values():
            last[end.code] = max(last[end.code], end.valid_to)
        return {
            span: end.code if end.valid_to == last[end.code] else f"{end.code}_{end.valid_to}"
            for span, end in ends.items()
        }

    def _heir(self, span: Region) -> Region | None:
        if not span.successor:
            return None
        then = span.valid_to + 1
        return next((one for one in self._spans[span.successor] if one.valid_from <= then <= one.valid_to), None)

    def by_code(self, code: str, year: int) -> Place | None:
        """The place of a code, as valid in a year."""
        spans = self._spans.get(code)
        return self._placed(spans[-1], year) if spans else None

    def above(self, place: Place, year: int) -> Place | None:
        """The place that a place lies in, in a year; None for the country."""
        return self.by_code(place.region.parent, year)

    def _placed(self, named: Region, year: int) -> Place | None:
        valid = self.in_year(named, year)
        if valid is None:
            return None
        stable = self._stable[named]
        is_same = self._stable[valid] == stable
        return Place(valid, stable, (valid if is_same else named).standard_name)

    def in_year(self, region: Region, year: int) -> Region | None:
        """What the place was in a year: itself, what took its place, or what it was before. None where it had
        not been founded. Years before 2008 count as 2008."""
        year = max(year, FIRST_YEAR)
        place: Region | None = region
        while place is not None and place.valid_to < year:
            place = self._heir(place)
        while place is not None and place.valid_from > year:
            before = self._previous.get(place) or next(iter(self._merged_into.get(place, ())), None)
            earlier = [one for one in self._spans[place.code] if one.valid_to < place.valid_from]
            place = before or (earlier[-1] if earlier else None)
        return place

    def find(self, text: str) -> list[Mention]:
        """Every place name in a text, leftmost and longest first. A name of two characters (和县) counts only where
        it can begin, or another name ends: the same characters stand within other words (各乡镇和县直部门)."""
        patterns, full = self._patterns, self._full
        found: list[Mention] = []
        last = 0
        for index, start, end in self._matcher.find_matches_as_indexes(text):
            before = text[start - 1 : start]
            if end - start > 2 or start == last or before in _BEFORE_NAMES or not "一" <= before <= "龥":
                found.append(Mention(start, end, patterns[index], patterns[index] not in full))
                last = end
        return found

    def named(self, name: str) -> Sequence[Region]:
        """Every span that bears a name, in full or as a short form."""
        return self._full.get(name) or self._short.get(name) or ()

    def is_county(self, name: str) -> bool:
        """Whether the name is only ever a county's: none stands below another."""
        return all(region.level == "county" for region in self.named(name))

    def is_below(self, name: str, above: str) -> bool:
        """Whether a place of a name lies in a prefecture or province that is called `above`, in short or in full."""
        of = (place for one in self.named(name) for place in (one.prefecture_name, one.province_name))
        return any(place and place.startswith(above) for place in of)

    def province_of_postcode(self, postcode: str) -> str | None:
        """The name of the province that a postcode lies in."""
        spans = self._spans.get(self._postcodes.get(postcode[:2], ""))
        return spans[-1].name if spans else None

    def counties_of_township(self, name: str) -> Sequence[str]:
        """The codes of today's counties that have a township-level place of this name."""
        return self._townships.get(name, ())

    def code_of_zone(self, unit: str) -> str | None:
        """The code of the place around a zone that bears no place's name (雄安新区): of a body that begins with it."""
        return next((code for zone, code in self._zones.items() if unit.startswith(zone)), None)

    def cores_of(self, code: str) -> list[str]:
        """The names that a code has had, without their kinds (婺源); those of one character left out."""
        return [core for span in self._spans.get(code, ()) if len(core := self.core(span.name)) > 1]

    def county_of(self, prefecture: Region, core: str) -> str | None:
        """The full name of a prefecture's county by its short form (拱墅 in 杭州·拱墅)."""
        for ending in "区市县旗":
            for region in self._full.get(core + ending, ()):
                if region.code[:4] == prefecture.code[:4]:
                    return region.name
        return None

    def counties_of_core(self, core: str) -> list[str]:
        """The full names of the counties, each of one place only, whose short form this is; one name of a place."""
        found = (core + ending for ending in "区市县旗")
        meant = ((name, {self._stable[one] for one in self._full.get(name, ())}) for name in found)
        # 奉化区 and 奉化市 are one place.
        return list({stable.pop(): name for name, stable in meant if len(stable) == 1}.values())

    def is_near(self, name: str, context: Mapping[str, float]) -> bool:
        """Whether the document names the place, or a prefecture or province of it."""
        if name in context:
            return True
        return any(above in context for region in self.named(name) for above in self._names_above(region))

    def is_elsewhere(self, region: Region, context: Mapping[str, float], text: str) -> bool:
        """Whether a document names one other county in full and a prefecture of its own for it, and neither the
        county `region`, in full or in short, nor its prefecture."""
        own = self._names_above(region) - {region.province_name, self.core(region.province_name)}
        if region.name in context or own & context.keys() or any(core in text for core in self.cores_of(region.code)):
            return False
        others = {one for name in context if len(name) > 2 and self.is_county(name) for one in self.named(name)}
        return any(one.prefecture_name in context for one in others if one.code[:4] != region.code[:4])

    def resolve(self, chain: Sequence[str], year: int, context: Mapping[str, float]) -> Place | None:
        """The place that a chain of names means ("淮安市", "洪泽区"), as valid in a year.

        `context` weighs the other names of the document: they tell places of one name apart. None where the
        name is unknown, not yet founded, or two places remain equally likely.
        """
        if not chain:
            return None
        candidates = self._distinct(chain[-1], year)
        if len(chain) > 1:
            above = set(chain[:-1])
            shared = [len(above & self._names_above(one.region)) for one in candidates]
            candidates = [one for one, count in zip(candidates, shared, strict=True) if count == max(shared)]
        return self._likeliest(candidates, context)

    def resolve_codes(self, codes: Iterable[str], year: int, context: Mapping[str, float]) -> Place | None:
        """The likeliest of several codes (the counties that have a township of one name)."""
        found = [one for code in codes if (one := self.by_code(code, year)) is not None]
        return self._likeliest(found, context, own_name=True)

    def _distinct(self, name: str, year: int) -> list[Place]:
        known = self._known.get((name, year))
        if known is None:
            known = self._known[name, year] = self._read(self.named(name), max(year, FIRST_YEAR))
        return known

    def _read(self, named: Sequence[Region], year: int) -> list[Place]:
        now = [one for one in named if one.valid_from <= year <= one.valid_to]
        placed = (self._placed(one, year) for one in now or named)
        return list({one.stable_id: one for one in placed if one is not None}.values())

    def _names_above(self, region: Region) -> set[str]:
        """All names that its prefecture and province have or had, in full and short."""
        names = set()
        for code in (region.code[:4] + "00", region.code[:2] + "0000"):
            for span in self._spans.get(code, ()):
                if span.code != region.code:
                    names |= {span.name, self.core(span.name)}
                    if span.name.endswith("自治州"):
                        names.add(self.core(span.name) + "州")
        return names

    def _likeliest(self, places: list[Place], context: Mapping[str, float], own_name: bool = False) -> Place | None:
        if len(places) < 2:
            return places[0] if places else None
        scores = []
        for one in places:
            score = sum(context.get(name, 0.0) for name in self._names_above(one.region))
            scores.append(score + 2 * context.get(one.region.name, 0.0) if own_name else score)
        best = max(scores)
        if best <= 0 or scores.count(best) > 1:
            return None
        return places[scores.index(best)]
