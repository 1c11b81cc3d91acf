"""What words on applications stand for: a way, a kind of applicant, an outcome with its ground, a step of the work.

Belongs here: from the words found beside a count to the keys that it states. Does not belong here: which words those
are (applications), clauses without counts (answers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.prose.answers import FILLERS, RECEIVED, RUN, meanings, outcome_key
from extraction.prose.clauses import ALL_OF, AMONG, TAKEN, Hit, flags_of
from extraction.prose.handled import is_answered_behind
from extraction.prose.state import ALL, Key, Scope, State, counted, is_of_each

WORK = re.compile(r"业务|工作|事宜|事务|案件?|办件|请求|[升降增减加少长幅比较同去由到至从下%“”累合仅只约达超个]|人次?")
# 收到以信函、邮件等方式提交的申请14件: all of them, by whichever way.
_SUMMED = re.compile(r"(?:共计|合计|总计|一共)\s*$")
_OTHER_APPLICATIONS = ("其他申请", "其它申请")
_ORGANISATIONS = frozenset(("commercial_enterprise", "research_institution", "social_welfare_org", "legal_service_org"))
_ANY_WAY = re.compile(r"(?:等[^,;。]{0,12}|[、和及]其[他它])(?:方式|渠道|形式|途径)")
# 通过网站及邮寄方式提交申请55件: by the one or by the other.
_BOTH_WAYS = re.compile(r"(?:方式|渠道|途径|形式)(?:依法)?(?:提交|提出|递交)(?!的)")
# 开通公开网站1个, 设置查阅点3个.
_PUBLISHED = re.compile(r"发布|推送|主动公开|刊[登载发]|更新|开通|开设|开办|搭建|新建|建[立成设]|设[立置]")
_AND_OTHERS = re.compile(
    r"(?:[^,;。\d]{0,6}|(?:或者?|以及)[^,;。\d]{2,16})等(?:[各多]种|相关|客观)?(?:原因|理由|情形|情况|因素)"
)
# 无法提供等其他情况46件: what else there was, too.
_OTHERS_TOO = re.compile(
    r"等(?:其[他它]|各类|各种)?(?:情况|情形|结果|类型|处理结果|处理)(?:的?申请|答复)?(?:共|合计|有|为)?\s*"
)
_LATE = re.compile("延期|延长|逾期|超期|超时")
_INCLUDING = re.compile(r"\((?:含|包括|包含)[^()\d]*\)")
_NOT_HERE = frozenset(("not_exist", "not_this_authority"))
_OF_LATER_FORMS = frozenset(("denied/third_party_rights", "denied/internal_affairs"))
_FORMS = frozenset(("申请表", "申请书"))
_THAT_IS = re.compile("即|亦即")
# 受理并按时回复申请19件.
_TAKEN_AND_DONE = re.compile(rf"{TAKEN}(?:[并且]|并且)(?:均|都|已|全部)*[按如]")


def decide(found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State, gap: str) -> tuple[str, list[Key]] | None:
    """The kind and keys that a group of words stands for, most specific first."""
    by_kind: dict[str, list[str]] = {}
    for kind, code, _ in found:
        codes = by_kind.setdefault(kind, [])
        if code not in codes:
            codes.append(code)
    if "outcome" in by_kind and by_kind["outcome"] == ["granted"] and _is_of_all_answers(found, scope, state):
        return "answered", [RUN["answered"]]
    if "outcome" in by_kind:
        return outcome_of(by_kind["outcome"], found, scope, state)
    measures = by_kind.get("measure", [])
    is_behind = any(hit.start >= scope.count.end for _, _, hit in found)
    if "processed_extended" in measures and "carried_out" in measures:
        measures.remove("carried_out" if "processed" in measures else "processed_extended")
    if "processed_on_time" in measures and is_behind and flags_of(scope.right) & ALL_OF:
        both: list[Key] = [RUN["processed"], RUN["processed_on_time"]]
        return "all_on_time", both[:1] if state.is_statutory else both
    if "processed_on_time" in measures and _TAKEN_AND_DONE.search(state.text, scope.begin, scope.count.start):
        return "received_and_processed", [RECEIVED, RUN["processed"], RUN["processed_on_time"]]
    if "processed_on_time" in measures and _is_all_in_time(scope, state):
        return "on_time", [RUN["processed"], RUN["processed_on_time"]]
    for measure in ("carried_in", "carried_out", "processed_on_time", "processed_extended"):
        if measure in measures:
            return measure, [RUN[measure]]
    if "class" in by_kind and _is_class(found, gap):
        return "refuse.class_of_applications", []
    processed = next((m for m in ("processed", "answered") if m in measures), None)
    if "channel" in by_kind and not measures and "subject" not in by_kind and _PUBLISHED.search(gap):
        return "refuse.published", []
    if "channel" in by_kind and processed is None and "handled" not in measures:
        codes = by_kind["channel"]
        is_taken = "received" in measures or _HANDED_IN.search(state.text, scope.begin, scope.count.start) is not None
        if len(codes) > 1 and is_taken and "subject" in by_kind and (_ANY_WAY.search(gap) or _BOTH_WAYS.search(gap)):
            return "received", [RECEIVED]
        if len(codes) > 1 and "received" in measures and _is_sum_of_all(gap, state):
            return "received", [RECEIVED]
        return _one_of("channel", codes, [("received", c, ALL, ALL, ALL) for c in codes], scope, state)
    if processed is None:
        applicants = _applicants(by_kind, measures, gap, scope, state)
        if applicants is not None:
            return applicants
    if processed is not None:
        if "received" in measures:
            return "received_and_processed", [RECEIVED, RUN["processed"]]
        return processed, [RUN[processed]]
    if "rest" in by_kind and ("subject" not in by_kind or gap.strip() in _OTHER_APPLICATIONS):
        return _rest(scope, state)
    if "received" in measures:
        return "received", [RECEIVED]
    if "handled" in measures:
        is_answered = not scope.count.value or is_answered_behind(scope, state)
        return ("answered", [RUN["answered"]]) if is_answered else ("refuse.handled", [])
    if "subject" in by_kind:
        return _subject(found, scope, state)
    return None


# 公众通过邮递、网站等途径向区政府提交政府信息公开申请187件.
_HANDED_IN = re.compile(
    r"(?:向[^,;。\d]{1,16}|(?:方式|渠道|途径|形式)(?:依法)?)(?:提交|提出|递交)(?!的)|等(?:形式|方式|渠道|途径)(?:提出|提交)?的[^,;。\d]{0,8}申请[^,;。\d]{0,4}共?计?$"
)


def _is_all_in_time(scope: Scope, state: State) -> bool:
    """共按时办结10件: the later forms know no other way to close a case, unless the sentence counts those, too; as many
    as came were all there was (收到8件,按时办结8件)."""
    is_all = state.is_statutory or _is_as_many_as_came(scope, state)
    if not is_all or _LATE.search(state.text):
        return False
    return not any(f.kind == "application" and f.key == RUN["processed"] for f in state.facts)


def _is_as_many_as_came(scope: Scope, state: State) -> bool:
    """Whether a count is that of the applications received in the same sentence, with none carried in."""
    received = state.received
    if received is None or received not in state.sentence_facts or received.value != scope.count.value:
        return False
    return not any(f.kind == "application" and f.key[0] == "carried_in" and f.value for f in state.facts)


def _is_of_all_answers(found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> bool:
    """收到195件,上年结转3件,公开答复191件,转下年度7件: between what came in and what is carried over, 公开答复
    counts all answers, not those that granted."""
    if is_among(scope, state) or any(hit.word.text != "公开答复" for kind, _, hit in found if kind == "outcome"):
        return False
    others = [held for part in state.parts if part is not scope.clause for held in meanings(part.hits, state)]
    kinds = {kind for kind, _, _ in others}
    return "outcome" not in kinds and any(code in ("carried_in", "carried_out") for _, code, _ in others)


def _applicants(
    by_kind: dict[str, list[str]], measures: list[str], gap: str, scope: Scope, state: State
) -> tuple[str, list[Key]] | None:
    """Who applied. Without a total before, 群众申请3件 is the total itself; 企业改制5件 is a class by content."""
    codes = by_kind.get("applicant", [])
    is_apart = state.received is not None or is_among(scope, state)
    if "people" in by_kind and "received" not in measures and is_apart:
        codes = [*codes, *by_kind["people"]]
    if not codes or (len(codes) > 1 and "subject" in by_kind):
        return None
    is_apart = is_apart or _is_list_of_applicants(codes, state)
    if not is_apart and ("received" in measures or ("subject" in by_kind and codes != ["natural_person"])):
        # 收到自然人申请2件: they are all that was received; 公民 may be anybody.
        is_of_persons = codes == ["natural_person"] and _PERSON.search(state.text, scope.begin, scope.until)
        return "received", [*_OF_PERSONS, RECEIVED] if is_of_persons else [RECEIVED]
    if "undivided" in codes:
        together = len(codes) > 1 and "received" in measures
        return ("received", [RECEIVED]) if together else ("refuse.undivided_applicants", [])
    if gap and FILLERS.sub("", uncovered(scope, state)):
        return "refuse.class_of_applications", []
    keys: list[Key] = [("received", ALL, c, ALL, ALL) for c in codes]
    if not is_apart and "subject" in by_kind and keys == [("received", ALL, "natural_person", ALL, ALL)]:
        # 自然人提出的申请2件, and no other: they are all that was received.
        return "received", [*keys, RECEIVED]
    return _one_of("applicant", codes, keys, scope, state)


_PERSON = re.compile("(?<!非)自然人")
_OF_PERSONS: list[Key] = [("received", ALL, "natural_person", ALL, ALL)]


def _is_list_of_applicants(codes: list[str], state: State) -> bool:
    """收到公民申请18件、企业申请2件: whether the next count or one before is of other applicants."""
    if any(f.kind == "application" and f.key[2] not in (ALL, *codes) for f in state.sentence_facts):
        return True
    behind = state.counted_behind()
    if behind is None or len(codes) != 1:
        return False
    found = meanings([hit for hit in behind.hits if hit.start < behind.counts[0].start], state)
    return any(kind == "applicant" and code not in codes for kind, code, _ in found)


# 公开依申请信息2条: what was released.
_RELEASED = re.compile(r"(?:公开|发布|公布)了?依申请(?:公开)?的?(?:政府)?信息(?:共|共计)?\s*$")


def _subject(found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> tuple[str, list[Key]]:
    """A bare 申请78件 is what was received; 依申请公开信息459条 is a class of documents."""
    if state.received is not None and scope.count.value < state.received.value:
        return "refuse.part_of_received", []
    told = [f.key for f in state.sentence_facts if f.kind == "application"]
    if state.received is None and any(key[1] != ALL or key[2] != ALL for key in told):
        return "refuse.part_of_received", []
    plain = [hit.word.text for kind, _, hit in found if kind == "subject" and not hit.word.text.startswith("依申请")]
    if any(key[0] == "outcome" for key in told):
        return "refuse.part_of_received", []
    end = max(hit.end for kind, _, hit in found if kind == "subject")
    if end <= scope.count.start and WORK.sub("", FILLERS.sub("", state.text[end : scope.count.start])):
        # 依申请公开政府信息目录45条, 申请内容集中在征地(12件).
        return "refuse.class_of_documents", []
    if plain and _FORMS.issuperset(plain):
        return "refuse.class_of_documents", []
    if not plain and (state.section.code != "applications" or _RELEASED.search(state.text, 0, scope.count.start)):
        return "refuse.class_of_documents", []
    if state.section.code != "applications" and scope.count.unit == "条":
        return "refuse.class_of_documents", []
    return "subject", [RECEIVED]


def outcome_of(
    codes: list[str], found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State
) -> tuple[str, list[Key]]:
    """What became of the applications counted, by the outcomes and reasons that the words `found` stand for; a refusal
    where they are several and the count is of all of them together."""
    if sum("/" in code for code in codes) > 1 and not state.is_statutory:
        # The first era has no ground of its own for a third party (涉及第三方商业秘密且第三方不同意), nor for what is
        # internal (属于内部管理信息、不是《条例》所指政府信息).
        codes = [code for code in codes if code not in _OF_LATER_FORMS]
    if not state.is_statutory and not _NOT_HERE.isdisjoint(codes):
        # 因信息不存在无法提供: the first era has no outcome of its own for what cannot be provided, unless for several
        # reasons (因不掌握等原因无法提供).
        is_of_many = any(code in _NOT_HERE and _AND_OTHERS.match(state.text, hit.end) for _, code, hit in found)
        dropped = _NOT_HERE if is_of_many and "unable_to_provide" in codes else ("unable_to_provide",)
        codes = [code for code in codes if code not in dropped]
    if _is_not_given_for_want_of_it(codes, found):
        codes = [code for code in codes if code != "denied"]
    reasons = [code for code in codes if "/" in code] or codes
    if "refused_in_form" in codes:
        return "refuse.not_in_form", []
    if len(reasons) == 1 and "/" in reasons[0] and _is_one_ground_of_many(reasons[0], found, state):
        codes = reasons = [reasons[0].partition("/")[0]]
    parents = {code.partition("/")[0] for code in reasons}
    if len(reasons) > 1 and _THAT_IS.search(state.text, found[0][2].start, found[-1][2].end):
        codes = reasons = reasons[-1:]
    is_joint = len(reasons) > 1 or any(code not in parents for code in codes if code not in reasons)
    is_joint |= any(_OTHERS_TOO.fullmatch(state.text, hit.end, scope.count.start) for _, _, hit in found)
    if is_joint and not is_of_each(scope, state):
        return "refuse.joint", []
    if _is_list_of_grounds(reasons, found, scope, state) or _is_included(scope, state):
        return "refuse.joint", []
    if len(reasons) == 1 and "/" in reasons[0] and reasons[0].partition("/")[0] in codes:
        read_parent(reasons[0], found, scope, state)
    return "outcome", [outcome_key(code) for code in reasons]


def _is_not_given_for_want_of_it(codes: list[str], found: Sequence[tuple[str, str, Hit]]) -> bool:
    """因信息不存在未予提供: there was nothing that could have been denied; 因信息不存在不予公开 says both."""
    is_wanting = any(code in _NOT_HERE or code.startswith("unable_to_provide/") for code in codes)
    return is_wanting and all(hit.word.text.endswith("提供") for _, code, hit in found if code == "denied")


def _is_list_of_grounds(reasons: list[str], found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> bool:
    """12件为信息不存在、非本机关掌握等情形: whether the grounds behind a count go on behind a 、."""
    after = state.parts[state.at + 1 : state.at + 2]
    if scope.until != scope.clause.end or not after or after[0].opener != "、" or after[0].counts:
        return False
    if found[-1][2].start < scope.count.end:
        return False
    return any(kind == "outcome" and code not in reasons for kind, code, _ in meanings(after[0].hits, state))


def _is_included(scope: Scope, state: State) -> bool:
    """予以公开(包括部分公开)46件: of both in one number."""
    aside = _INCLUDING.search(state.text, scope.begin, scope.count.start) if "(" in state.text else None
    if aside is None:
        return False
    within = (part for part in state.parts if aside.start() < part.start < aside.end())
    return any(kind == "outcome" for part in within for kind, _, _ in meanings(part.hits, state))


def _is_sum_of_all(gap: str, state: State) -> bool:
    """收到信件和网上申请共计22件: several ways summed up, with none of them counted behind."""
    if _SUMMED.search(gap) is None:
        return False
    behind = (kind for part in state.parts[state.at + 1 :] if part.counts for kind, _, _ in meanings(part.hits, state))
    return "channel" not in behind


def _is_one_ground_of_many(reason: str, found: Sequence[tuple[str, str, Hit]], state: State) -> bool:
    """因本机关不掌握等原因无法提供22件: of how many the ground is that one, nobody can say."""
    return any(code == reason and _AND_OTHERS.match(state.text, hit.end) for _, code, hit in found)


def read_parent(reason: str, found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> None:
    """因涉及个人隐私不予公开2件 says how many were refused, too, unless that has been said; several such add up."""
    key = outcome_key(reason.partition("/")[0])
    rule = "prose.applications.refused_on_ground"
    if any(f.kind == "application" and f.key == key and f.rule != rule for f in state.facts):
        return
    names = {hit.word.text for kind, code, hit in found if kind == "outcome" and code == reason} or {reason}
    state.emit(counted(state, "application", key, scope.count, rule, names))


def ground_of_all(keys: list[Key], right: Sequence[tuple[str, str, Hit]], scope: Scope) -> list[Key]:
    """不予公开的3件均涉及商业秘密: the one ground that all of an outcome had."""
    if not right or len(keys) != 1 or keys[0][0] != "outcome" or keys[0][4] != ALL:
        return []
    codes = {code for kind, code, _ in right if kind == "outcome"}
    is_one = len(codes) == 1 and next(iter(codes)).startswith(f"{keys[0][3]}/")
    return [outcome_key(codes.pop())] if is_one and flags_of(scope.right) & ALL_OF else []


def _one_of(kind: str, codes: list[str], keys: list[Key], scope: Scope, state: State) -> tuple[str, list[Key]]:
    if len(codes) > 1 and not is_of_each(scope, state):
        return "refuse.joint", []
    return kind, keys


def _is_class(found: Sequence[tuple[str, str, Hit]], gap: str) -> bool:
    """涉及土地征收的12件 is a class by content; 涉及政府信息公开申请12件 is not."""
    words = [hit.word.text for kind, _, hit in found if kind == "class"]
    if any(kind in ("applicant", "people") for kind, _, _ in found) and any("涉及" in word for word in words):
        # 涉及企业的12件: what was asked for, not who asked.
        return True
    plain = gap
    for _, _, hit in found:
        plain = plain.replace(hit.word.text, "")
    return bool(words) and bool(FILLERS.sub("", plain))


def _rest(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """其他 takes its meaning from the list that it closes."""
    last = state.last
    if last is None or last.kind != "application":
        return None
    if last.sentence == state.sentence and _is_of_a_list_not_read(last.at, scope, state):
        # 网络14件,信函6件;按内容分,征地类14件,其他6件: of a list that states nothing.
        return "refuse.class_of_applications", []
    _, channel, applicant, outcome, reason = last.key
    if channel != ALL:
        return "channel", [("received", "other", ALL, ALL, ALL)]
    if applicant in _ORGANISATIONS and last.sentence == state.sentence:
        return "applicant", [(last.key[0], ALL, "other_org", ALL, ALL)]
    if reason != ALL and outcome == "denied":
        return "outcome", [("outcome", ALL, ALL, "denied", "other_statutory")]
    if outcome != ALL:
        return "outcome", [("outcome", ALL, ALL, "other", ALL)]
    return None


_ANOTHER_LIST = re.compile(r"(?:内容|事项|类别|类型|领域)[^,;:、。\d]{0,8}(?:看|分|有|为|是|含|括|涉及|集中)")


def _is_of_a_list_not_read(at: int, scope: Scope, state: State) -> bool:
    """Whether the count before this one is a class by content, or words since an offset begin such a list."""
    if state.refused == "refuse.class_of_applications":
        return True
    return _ANOTHER_LIST.search(state.text, max(at, 0), scope.count.start) is not None


def is_among(scope: Scope, state: State) -> bool:
    """Whether a 其中 stands before the count in its sentence."""
    return state.among > 0 or scope.flags & AMONG != 0


def uncovered(scope: Scope, state: State) -> str:
    """The characters before a count that no word of the lexicon covers."""
    text, at, rest = state.text, scope.begin, []
    for hit in scope.left:
        rest.append(text[at : hit.start])
        at = hit.end
    rest.append(text[at : scope.count.start])
    return "".join(rest)
