"""robots.txt as RFC 9309 reads it: which paths of a site a robot may ask for.

Belongs here: parsing and matching, pure functions of text. Does not belong here: fetching the file, and what its
absence means (collect.py). Beside the RFC `Crawl-delay` is read, which many sites still use to ask for patience.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes

MAX_ROBOTS_BYTES = 512 * 1024
"""More of a robots.txt need not be read (RFC 9309, 2.5)."""

_MAX_RULES = 5_000
_TOKEN = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: does it allow or forbid the paths that match `pattern` (`*` any run, a last `$` the end)?"""

    allows: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site says to one robot. `delay_seconds` is the pause it asks for between two requests, if any."""

    rules: tuple[Rule, ...] = ()
    delay_seconds: float | None = None

    def allows(self, target: str) -> bool:
        """May the robot ask for this path with its query? The longest rule that matches decides, a tie allows."""
        if target == "/robots.txt":
            return True
        path = _normal(target)
        matching = [rule for rule in self.rules if _matches(rule.pattern, path)]
        return max(((len(rule.pattern), rule.allows) for rule in matching), default=(0, True))[1]


@dataclass(slots=True)
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    delay_seconds: float | None = None
    is_open: bool = True  # further user-agent lines still belong to it


def parse_robots(content: bytes, agent: str) -> Robots:
    """What the file says to the robot whose product token is `agent`; all its groups, or else those for `*`.

    Never fails: lines that say nothing are passed over.
    """
    groups = list(_groups(content[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")))
    own = [group for group in groups if agent.lower() in group.agents]
    chosen = own or [group for group in groups if "*" in group.agents]
    delays = [group.delay_seconds for group in chosen if group.delay_seconds is not None]
    rules = tuple(rule for group in chosen for rule in group.rules)
    return Robots(rules[:_MAX_RULES], max(delays, default=None))


def _groups(text: str) -> Iterator[_Group]:
    group = _Group()
    for line in text.splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if not group.is_open:
                yield group
                group = _Group()
            token = _TOKEN.match(value)
            group.agents.append("*" if value == "*" else token.group().lower() if token else "")
        elif key in ("allow", "disallow"):
            group.is_open = False
            if value:  # an empty rule forbids nothing
                group.rules.append(Rule(key == "allow", _normal(value)))
        elif key == "crawl-delay":
            group.is_open = False
            with contextlib.suppress(ValueError):
                delay = float(value)
                group.delay_seconds = delay if math.isfinite(delay) and delay >= 0 else None
    yield group


def _normal(path: str) -> str:
    """The same octets written in one way: what needs no percent sign has none, all else has."""
    return quote(unquote_to_bytes(re.sub("%(2[aA]|24)", r"%25\1", path)), safe="/?&=*$:;,@!'()+%~")


def _matches(pattern: str, path: str) -> bool:
    """Without a regular expression, which a hostile pattern could keep busy for ever."""
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return at == len(path) or not is_anchored
    *between, last = others
    for part in between:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(path) - len(last) >= at and path.endswith(last) if is_anchored else path.find(last, at) >= 0
