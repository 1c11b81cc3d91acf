"""A short way to say what a stretch of prose states, shared by the tests of prose."""

from __future__ import annotations

from extraction import prose, sections, vocabulary
from extraction.normalise import Normalised

LEXICON = prose.Lexicon.from_seeds(vocabulary.seed_rows)
HEADINGS = {
    "disclosures": "二、主动公开政府信息情况",
    "applications": "三、依申请公开政府信息情况",
    "cases": "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
    "overview": "一、概述",
}


def reading(
    text: str, year: int = 2015, era: str = "narrative_2008", name: str = "清河市青山区人民政府"
) -> prose.ProseReading:
    """Reads a normalised text as a report of `year`."""
    normal = Normalised(text, None, "hans")
    outline = sections.outline(text, (), LEXICON.headings)
    return prose.read_prose(normal, text, outline, (), LEXICON, year, era, name, explain=False)


def under(
    section: str, body: str, year: int = 2015, era: str = "narrative_2008", name: str = "清河市青山区人民政府"
) -> str:
    """What a text under the heading of `section` states, one statement a word, sorted:
    received=78 received@online=5 denied/state_secret=0 reconsideration/upheld=5 information@website=20 …"""
    return stated(reading(f"{HEADINGS[section]}\n{body}\n", year, era, name))


def stated(read: prose.ProseReading) -> str:
    """The selected statements of a reading; the first of several about one key, as the report's selection has it."""
    found: dict[str, str] = {}
    for o in read.observations:
        if not o.is_selected:
            continue
        if o.fact == "case":
            key = f"{o.procedure}" + ("" if o.result == "all" else f"/{o.result}")
        elif o.fact == "application":
            key = (
                o.measure if o.measure != "outcome" else f"{o.outcome}" + ("" if o.reason == "all" else f"/{o.reason}")
            )
            key = f"{key}" + (f"@{o.channel}" if o.channel != "all" else "")
            key += f":{o.applicant}" if o.applicant != "all" else ""
        else:
            key = o.item if o.measure == "disclosed" else f"{o.measure}.{o.item}"
            key = f"{key}" + (f"@{o.channel}" if o.channel != "all" else "")
            key += f"#{o.topic}" if o.topic != "all" else ""
        found.setdefault(key, f"{key}={o.value:f}{'~' if o.is_approximate else ''}")
    return " ".join(sorted(found.values()))
