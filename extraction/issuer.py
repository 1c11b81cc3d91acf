"""Whose report it is: the bodies that a document names, and which of them issues it.

Belongs here: which of the bodies named is believed; completing 区政府 or 我局 from the rest of the page; the full name
and stable id of the authority. Does not belong here: where a page names bodies (spots.py), how a name is taken apart
(bodies.py) or what place it means (places.py).

The id of an authority: the lineage of its place (places.py) and, after a hyphen, "government", or the unit's name
with abbreviations written out: 320813-government, 230104-财政局, 500153-河包镇, 100000-财政部, and with its ministry
where several have offices of one name: 320000-监管局(中国证券监督管理委员会). It stays when the place is recoded.
Where the place is unresolved it is 000000 and the name as printed; where several places have the name, or none or no
name is printed, a checksum of the text makes it unique: two bodies are never taken for one.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extraction import spots
from extraction.bodies import Body, Words
from extraction.places import NATIONAL, UNRESOLVED, Place, Places
from extraction.spots import TAIL, Page

_POSTCODE = re.compile(r"邮\s*政?\s*编\s*码?\s*[:：]?\s*(\d{6})")
_POINTED = re.compile(r"([\u4e00-\u9fff]{2,4})[·•]([\u4e00-\u9fff]{2,4})")
_ANY_ZONE = re.compile(
    r"(?:国家级)?(?:经开区|高新区|开发区|新区|园区|示范区|经济(?:技术)?开发区|高新技术(?:产业)?开发区)(?:管理委员会|管委会)?"
)
"""A zone called by its kind alone."""
_ZONE_NAMED = re.compile(
    r"(?<=[:：在由于、,，和与及《“\s])(?!请[与向])[\u4e00-\u9fff]{2,4}(?:经济(?:技术)?|高新技术(?:产业)?)开发区"
)
_ZONE_ABOVE = re.compile("^.+(?:新区|开发区|高新区|经开区|园区)(?=.{2})")
"""The zone that a township is run by (西咸新区建章路街道)."""
_FOR_OTHERS = re.compile("政务服务|政务公开|大数据|行政审批|电子政务")
"""In the name of an office that answers for its government's report."""
_OF_A_PROVINCE = ("厅", "委员会", "委", "总队", "监管局")
_LEVELS = {"省": "province", "区": "county", "县": "county", "州": "prefecture", "盟": "prefecture", "旗": "county"}


class Authority(NamedTuple):
    """The issuing authority as the report's record needs it; `is_placed` False where its place is unresolved, and
    `is_named` False where nothing names it."""

    authority_id: str
    name: str
    kind: str
    level: str
    parent_id: str | None
    region_code: str
    is_placed: bool = True
    is_named: bool = True


def issuer(page: Page, year: int, words: Words, places: Places) -> Authority:
    """The authority that issues the report of `year`."""
    named = _Named(spots.named(page, words, places))
    body = _chosen(page, named)
    if body is None:
        return _unknown(page, _whereabouts(page, year, places))
    if body.kind == "zone" and not body.chain and _ANY_ZONE.fullmatch(body.unit):
        body = _zone_in_full(body, page, words, places)
    if body.kind == "ministry":
        government_id = f"{NATIONAL}-government"
        return Authority(f"{NATIONAL}-{body.unit}", body.unit, "department", "national", government_id, NATIONAL)
    place = _place(body, named, page, year, places)
    if place is not None and body.kind == "zone" and not body.chain and _is_of_a_province(place):
        # A zone's city is not named: that of the postcode's province would be another place.
        place = None
    is_located = body.chain or body.kind == "township"
    if not is_located and (code := places.code_of_zone(body.unit)) is not None:
        place = places.by_code(code, year)
    body, place = _at_its_name(body, place, year, words, places)
    is_known_nowhere = bool(body.chain) and not places.named(body.chain[-1])
    above = places.above(place, year) if place is not None else None
    return _authority(body, place, above, page, is_known_nowhere)


def _zone_in_full(body: Body, page: Page, words: Words, places: Places) -> Body:
    """A zone that calls itself by its kind alone (经开区), by the one name that the page gives it in full; where it
    gives none, by its kind and nobody else's place."""
    named = {match[0] for match in _ZONE_NAMED.finditer(page.text[:2500])}
    found = {one for name in named if (one := words.parse(name, places)) is not None and one.kind == "zone"}
    return found.pop() if len(found) == 1 else body


def _is_of_a_province(place: Place) -> bool:
    """Whether a place is a province that has cities below it."""
    return place.region.level == "province" and not place.region.name.endswith("市")


class _Named:
    """The bodies that a page names, read only as far as anyone asks."""

    def __init__(self, source: Iterator[tuple[str, Body]]) -> None:
        self._source = source
        self._read: list[tuple[str, Body]] = []

    def __iter__(self) -> Iterator[tuple[str, Body]]:
        yield from self._read
        for one in self._source:
            self._read.append(one)
            yield one


def _chosen(page: Page, named: _Named) -> Body | None:
    """The issuer among the bodies named. A contact, a trail or a site may be another's: where the text says 我局
    throughout, a government found only there is not the issuer."""
    return next((body for spot, body in named if _may_be(spot, body, page.cues)), None)


def _may_be(spot: str, body: Body, cues: Counter[str]) -> bool:
    """Whether the body fits the way in which the text speaks of itself: 我局, 我镇, or 我区 and 全区."""
    department, township, territory = (cues["speaks." + of] for of in ("department", "township", "territory"))
    if body.kind == "government":
        if spot == "title":
            return department <= 4 or department <= territory
        other = max(department, township)
        return spot == "preamble" or other < (1 if spot == "site" else 2) or territory >= other > 0
    if spot in ("field", "signature") and body.kind in ("department", "other"):
        return department > 0 or territory < 3
    if spot == "contact" and body.kind == "department" and territory > department and _FOR_OTHERS.search(body.unit):
        return False
    if spot in ("contact", "mention", "trail", "file"):
        if body.kind in ("department", "other"):
            return not territory > max(1, department)
        if body.kind in ("township", "zone"):
            return not territory > 2 > township
    return True


def _context(page: Page, places: Places) -> dict[str, float]:
    """How often each place is named where it may say where we are; a name that can mean one place speaks for its
    prefecture and province too."""
    weights: dict[str, float] = {}
    title = page.headline.words if page.headline else ""
    spots = (
        (3.0, f"{title}\n{page.title}\n{page.source}\n{page.site}\n{page.name}"),
        (1.0, page.text[:2500]),
        (1.0, page.text[-TAIL:]),
    )
    for weight, text in spots:
        for mention in places.find(text):
            weights[mention.name] = weights.get(mention.name, 0.0) + (weight / 2 if mention.is_short else weight)
    for postcode in _POSTCODE.findall(page.text[:2500]):
        if (province := places.province_of_postcode(postcode)) is not None:
            weights[province] = weights.get(province, 0.0) + 1
    for above, own in _POINTED.findall(page.text[:1500]):
        for region in places.named(above):
            if region.level == "prefecture":
                weights[region.name] = weights.get(region.name, 0.0) + 1
                county = places.county_of(region, own)
                if county is not None:
                    weights[county] = weights.get(county, 0.0) + 2
    for name in list(weights):
        meant = places.named(name)
        if _is_full(name) and len({one.code for one in meant}) == 1:
            for above in (meant[0].prefecture_name, meant[0].province_name):
                if above and above != name:
                    weights[above] = weights.get(above, 0.0) + weights[name] / 2
    return weights


def _place(body: Body, named: _Named, page: Page, year: int, places: Places) -> Place | None:
    """Where the body is: by its own place names, else by those of the page's other bodies, else by its name."""
    if body.kind == "zone" or body.unit.endswith("调查队"):
        context = _context(page, places)
        if (chain := _own_county(body, page, places, context)) is not None:
            return places.resolve(chain, year, context)
    if body.chain:
        if (place := places.resolve(body.chain, year, {})) is not None or not places.named(body.chain[-1]):
            return _county_within(place, body, year, places) if place is not None else None
        place = places.resolve(_longer_chain(body.chain, named), year, _context(page, places))
        if place is None and body.kind == "township":
            codes = places.counties_of_township(body.unit)
            own = [one for code in codes if (one := places.by_code(code, year)) and one.region.name == body.chain[-1]]
            return own[0] if len(own) == 1 else None
        return place
    context = _context(page, places)
    if body.kind == "township":
        found = places.counties_of_township(body.unit) or places.counties_of_township(_ZONE_ABOVE.sub("", body.unit))
        if in_short := _named_in_short(found, page, places):
            return places.by_code(in_short, year)
        place = places.resolve_codes(found, year, context)
        is_near = place is not None and places.is_near(place.region.name, context)
        is_alone = is_near or not any(map(_is_full, context))
        if place is not None and is_alone and not places.is_elsewhere(place.region, context, page.text[:2500]):
            return place
    candidates: list[tuple[str, ...]] = [other.chain for _, other in named if other.chain]
    candidates += [
        (name,)
        for name in sorted(context, key=lambda name: -context[name])
        if len(name) > 2 and not (body.level and _bids(name, page))
    ]
    for chain in candidates:
        place = places.resolve(_longer_chain(chain, named), year, context)
        if place is not None and _fits(body, place):
            return place
    return None


def _county_within(place: Place, body: Body, year: int, places: Places) -> Place:
    """The county of a township whose name is printed with its province or prefecture alone, if only one has it."""
    if body.kind != "township" or place.region.level == "county":
        return place
    codes = places.counties_of_township(body.unit) or places.counties_of_township(_ZONE_ABOVE.sub("", body.unit))
    above = place.region.code.rstrip("0")
    found = [one for code in codes if code.startswith(above) and (one := places.by_code(code, year)) is not None]
    return found[0] if len(found) == 1 else place


def _at_its_name(body: Body, place: Place | None, year: int, words: Words, places: Places) -> tuple[Body, Place | None]:
    """A department that no place could be found for, at the one county whose short name it begins with (瓯海发展和改革
    局)."""
    if place is not None or body.chain or body.level or body.kind != "department":
        return body, place
    for length in (3, 2):
        core, unit = body.unit[:length], body.unit[length:]
        counties = places.counties_of_core(core)
        if len(counties) == 1 and len(unit) > 2 and "区" not in unit[:6]:
            own = words.parse(counties[0] + unit, places)
            if own is not None and own.kind == "department" and own.chain == (counties[0],):
                return own, places.resolve(own.chain, year, {})
    return body, place


def _bids(name: str, page: Page) -> bool:
    """Whether the text tells of the place's government beside the province's: what both ask for, one below does."""
    demand = (
        rf"[省区](?:委?[、和及与]{name}委?(?:[、和及与]{name})?(?:人民)?政府|[、和及与]{name}(?:有关|相关|关于|的))"
    )
    return re.search(demand, page.text[:2500]) is not None


def _named_in_short(codes: Sequence[str], page: Page, places: Places) -> str | None:
    """The one county, of several that have a township of one name, that the page names without its kind (位于婺源
    东北部); None where it is none or more than one."""
    if len(codes) < 2:
        return None
    head = page.text[:2500]
    named = [code for code in codes if any(name in head for name in places.cores_of(code))]
    return named[0] if len(named) == 1 else None


def _is_full(name: str) -> bool:
    """Whether a place name is printed in full: the short ones may be parts of other words."""
    return name.endswith(("市", "区", "县", "旗", "州", "盟", "省"))


def _own_county(body: Body, page: Page, places: Places, context: Mapping[str, float]) -> tuple[str, ...] | None:
    """The county or city that a zone or a survey brigade bears in its name (番禺经济技术开发区): where the page names
    it in full, or only one place has the name and the page names none elsewhere."""
    mentions = places.find(page.text[:2500])
    for mention in mentions:
        is_own = not mention.is_short and len(mention.name) > 2 and body.unit.startswith(mention.name[:-1])
        if is_own and (not body.chain or places.is_below(mention.name, body.chain[-1])):
            return (*body.chain, mention.name)
    is_elsewhere = any(mention.name not in body.unit for mention in mentions)
    for length in (4, 3, 2):
        names = [] if body.chain else places.counties_of_core(body.unit[:length])
        if len(names) == 1 and (not (context and is_elsewhere) or places.is_near(names[0], context)):
            return (names[0],)
    return None


def _longer_chain(chain: tuple[str, ...], named: _Named) -> tuple[str, ...]:
    """A chain of names as its fullest naming on the page gives it (淮安市洪泽区 for 洪泽区)."""
    for _, other in named:
        if len(other.chain) > len(chain) and other.chain[-1] == chain[-1]:
            return other.chain
    return chain


def _fits(body: Body, place: Place) -> bool:
    level = place.region.level
    if body.kind == "township":
        return level == "county" or place.region.code[:4] in ("4419", "4420", "4604", "6202")
    if body.kind == "department" and level == "province" and not body.level:
        # A bureau that leaves out its place is not the province's: those say so, or are called otherwise.
        return place.region.name.endswith("市") or body.unit.endswith(_OF_A_PROVINCE)
    if body.level:
        return place.region.name.endswith(body.level) or _LEVELS.get(body.level) == level
    return True


def _authority(body: Body, place: Place | None, above: Place | None, page: Page, is_known_nowhere: bool) -> Authority:
    kind = body.kind if body.kind in ("government", "department", "township") else "other"
    if place is None:
        name = body.chain[-1] if body.chain else ""
        name += body.unit or f"{body.level}人民政府"
        level = "township" if kind == "township" else "county"
        unique = name if is_known_nowhere else f"{name}-{_checksum(page)}"
        return Authority(f"{UNRESOLVED}-{unique}", name, kind, level, None, UNRESOLVED, is_placed=False)
    government_id = f"{place.stable_id}-government"
    level = place.region.level
    if kind == "government":
        parent = f"{above.stable_id}-government" if above is not None else None
        seat = "行政公署" if place.name.endswith(("盟", "地区")) else "人民政府"
        return Authority(government_id, place.name + seat, kind, level, parent, place.region.code)
    name = place.name + body.unit
    if body.is_short:
        name = body.chain[-1] + body.unit
    elif kind == "other" and not body.chain and not body.level:
        name = body.unit
    if kind == "township":
        level = "township"
        name += "办事处" if body.unit.endswith("街道") else "人民政府"
    return Authority(f"{place.stable_id}-{body.unit}", name, kind, level, government_id, place.region.code)


def _unknown(page: Page, place: Place | None) -> Authority:
    """An authority that nothing names: its kind as the text speaks of itself; `place` is where it is, if known."""
    kinds = {"department": "department", "township": "township", "territory": "government"}
    own = max(kinds, key=lambda of: page.cues["speaks." + of])
    kind = kinds[own] if page.cues["speaks." + own] else "other"
    level = "township" if kind == "township" else "county"
    at, parent, code = UNRESOLVED, None, UNRESOLVED
    if place is not None and kind != "government":
        at, parent, code = place.stable_id, f"{place.stable_id}-government", place.region.code
    return Authority(
        f"{at}-{_checksum(page)}", "未能确定", kind, level, parent, code, is_placed=at != UNRESOLVED, is_named=False
    )


def _whereabouts(page: Page, year: int, places: Places) -> Place | None:
    """The county, or else the prefecture, whose government or website an unnamed body speaks of (在中江县人民政府网站
    公开); None unless the text names no other."""
    named: dict[str, bool] = {}
    for mention in places.find(page.text):
        is_office = page.text.startswith(("人民政府", "政府"), mention.end)
        if not mention.is_short and (len(mention.name) > 2 or (is_office and mention.name != "和县")):
            named[mention.name] = named.get(mention.name, False) or is_office
    counties = [name for name in named if places.is_county(name)]
    below = counties or [name for name in named if any(one.level == "prefecture" for one in places.named(name))]
    if len(below) != 1 or not named[below[0]]:
        return None
    return places.resolve((below[0],), year, _context(page, places))


def _checksum(page: Page) -> str:
    return f"{zlib.crc32(page.text.encode()):08x}"
