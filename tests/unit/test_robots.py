"""robots.txt is read as RFC 9309 says, and no file can keep the reader busy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.robots import parse_robots


def allows(rules: str, path: str) -> bool:
    return parse_robots(f"User-agent: *\n{rules}".encode(), "gongkai").allows(path)


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /a", "/abc", False),
        ("Disallow: /a/", "/a", True),
        ("Disallow: /A", "/a", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.jsp$", "/x/y.jsp", False),
        ("Disallow: /*.jsp$", "/x/y.jsp?id=1", True),
        ("Disallow: /*.jsp", "/x/y.jsp?id=1", False),
        ("Disallow: /*/a*b*c", "/x/a1b2c3", False),
        ("Disallow: /*/a*b*c$", "/x/a1b2c3", True),
        ("Disallow: /*/a*b*c$", "/x/a1b2c3c", False),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: *", "/a", False),
        ("Disallow: /报告", "/%E6%8A%A5%e5%91%8a/1", False),
        ("Disallow: /%7Ea", "/~a", False),
        ("Disallow: /a # b", "/a", False),
        ("DISALLOW : /a", "/a", False),
    ],
)
def test_the_longest_matching_rule_decides(rules: str, path: str, expected: bool) -> None:
    assert allows(rules, path) is expected


def test_a_robot_s_own_groups_are_joined_and_hide_those_for_all() -> None:
    text = b"\xef\xbb\xbfUser-agent: a\nUser-agent: GongKai/2\nDisallow: /x\n\nUser-agent: *\nDisallow: /\nUser-agent: gongkai\nDisallow: /y\n"
    robots = parse_robots(text, "gongkai")
    assert [robots.allows(path) for path in ("/x", "/y", "/z")] == [False, False, True]
    assert not parse_robots(text, "other").allows("/z")


@pytest.mark.parametrize(
    ("said", "delay"), [("10", 10.0), ("0.5", 0.5), ("-1", None), ("nan", None), ("inf", None), ("x", None)]
)
def test_a_crawl_delay_is_read_where_it_is_a_number(said: str, delay: float | None) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {said}".encode(), "gongkai").delay_seconds == delay


@given(st.binary(max_size=300), st.text("/ab*$%2A?", max_size=30))
def test_any_bytes_are_read(content: bytes, path: str) -> None:
    assert parse_robots(b"User-agent: *\nDisallow: /a\n" + content, "gongkai").allows(path) in (True, False)


def test_a_pattern_of_stars_takes_no_time_to_speak_of() -> None:
    assert allows("Disallow: /" + "*a" * 1000 + "b", "/" + "a" * 5000)
