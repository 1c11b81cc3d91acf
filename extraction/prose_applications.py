"""Rules for applications: received, by channel and applicant, processed, answered, carried over.

Belongs here: what a count in a clause on applications states. Does not belong here: clauses without counts
(prose_answers), finding words (prose_clauses), numbers that are no facts anywhere (prose_refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.prose_answers import ALL, FILLERS, RECEIVED, RUN, meanings, outcome_key, read_words
from extraction.prose_clauses import ALL_OF, AMONG, EACH, Hit, flags_of
from extraction.prose_state import Fact, Key, Scope, State, counted, is_of_each

__all__ = ["queue", "read_count", "read_words"]


def read_count(scope: Scope, state: State) -> tuple[str, int]:
    """Reads one count; gives the rule's name ("" where none fits) and the offset up to which words are used up."""
    left = meanings(scope.left, state)
    right = meanings(scope.right, state)
    if scope.flags & EACH:
        state.queue = queue(scope.left, state)
        if state.queue:
            return _emit(("in_turn", [state.queue.pop(0)]), [], scope, state), scope.count.end
    next_year = _NEXT_YEAR.search(state.text, scope.count.end, scope.clause.end)
    if next_year is not None and int(next_year[1]) == state.report_year + 1:
        return _emit(("carried_out", [RUN["carried_out"]]), [], scope, state), scope.until
    said, state.said, state.is_of_all, state.is_announced = state.said, "", False, False
    if not left and _is_said_again(right, scope, state):
        return "refuse.restated", scope.count.end
    found, used = left, scope.count.end
    if _ONGOING.search(state.text, scope.begin, scope.until) and not {k for k, _, _ in (*left, *right)} & _SAYING_MORE:
        return _emit(("carried_out", [RUN["carried_out"]]), [], scope, state), scope.until
    decided = _decide(left, scope, state, state.text[scope.begin : scope.count.start])
    if decided is None and right:
        decided = _decide(right, scope, state, "")
        if decided is not None:
            found, used = right, scope.right[-1].end
    elif decided is not None and decided[0] in _INTRODUCING and right:
        behind = _behind(decided[0], right, scope, state)
        if behind is not None:
            return behind, scope.right[-1].end
    is_class_behind = decided is not None and found is right and decided[0] == "refuse.class_of_applications"
    if decided is None or decided[0] in _WEAK or is_class_behind:
        decided = _elsewhere(said, scope, state) or decided
    if decided is None:
        decided = _inherit(scope, state)
    if decided is None:
        return "", scope.count.end
    rule = _emit(decided, found, scope, state)
    if "/" in said and decided[0] == "outcome" and decided[1] == [outcome_key(said.partition("/")[0])]:
        # 涉及他人隐私,不予公开1件: the ground stands in the clause before.
        _emit(("outcome", [outcome_key(said)]), [], scope, state)
    return rule, used


# 另外3件正在按程序办理.
_ONGOING = re.compile(
    r"(?:正在|尚在|仍在|还在|正)[^,;。\d]{0,10}(?:办理|处理|答复|征求|审查|审核|核实|研究|补正)(?!完|结)"
)
_SAYING_MORE = frozenset(("outcome", "channel", "applicant"))
_WEAK = frozenset(("subject", "refuse.part_of_received"))


def _elsewhere(said: str, scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """What a count is of where its own words do not say: the clause before, another body, the clauses behind."""
    if said and scope.begin == scope.clause.start:
        return "outcome", [outcome_key(said)]
    if state.queue and not FILLERS.sub("", _uncovered(scope, state)):
        return "in_turn", [state.queue.pop(0)]
    return _of_another(scope, state) or _plainly_public(scope, state) or _announced(scope, state)


def _plainly_public(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """答复14件,其中公开5件: 公开 alone, once answers are being listed."""
    if _PUBLIC.fullmatch(state.text, scope.begin, scope.count.start) is None:
        return None
    last = state.last
    is_of_answers = last is not None and last.kind == "application" and last.key[0].startswith(("processed", "outcome"))
    return ("outcome", [outcome_key("granted")]) if is_of_answers or state.names == ["answered"] else None


_RESTATED = re.compile(r"(?:件|份|宗)?[^,;。]{0,12}?中(?:$|[,:;])")
_NEXT_YEAR = re.compile(r"(\d{4})年[^,;。]{0,8}(?:答复|办理|办结|处理|回复)")


_OUT_OF = re.compile(r"(?:政府信息公开申请|申请|答复|办结件?)?的?(?:当中|之中|中|里面|里)(?!止)")
_DONE = frozenset(("processed", "answered", "all_on_time"))
_FORMS = frozenset(("申请表", "申请书"))
_PUBLIC = re.compile(r"(?:其中|[:,\s“])*公开[”的共\s:]*")
_INTRODUCING = frozenset(("received", "subject", "processed", "answered", "refuse.handled"))


def _is_said_again(right: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> bool:
    """24件中同意公开18件, 27份申请已办结26份: a figure without words before it introduces its parts."""
    if _OUT_OF.match(state.text, scope.count.end, scope.clause.end):
        return True
    return bool(right) and right[0][0] == "subject" and _is_restated(scope, state)


_NOT_OURS = re.compile(
    r"(?:不属于?|非属|不是|不由|不归)([^,;:。\d]{2,16}?)"
    r"(?:职责|职权|权限|掌握|制作|保存|管辖|公开)"
)
_THEIRS = re.compile(
    r"属于?([^,;:。\d]{1,12}?(?:局|委|办|厅|政府|部门|单位|机关|院|委员会))"
    r"的?(?:公开)?(?:职责|职权|权限|管辖)"
)
_OURS = ("我", "本")


def _of_another(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """不属于高新区管委会职责权限的5件, 一件属县国土局职责: by what the body calls itself or another one."""
    text = state.text[scope.begin : scope.until]
    found = _NOT_OURS.search(text)
    if found is None:
        found = _THEIRS.search(text)
        if found is None or found[1].startswith(_OURS) or any(name in found[1] for name in state.own_names):
            return None
    elif "信息" in found[1] or "条例" in found[1]:
        return None
    code = "unable_to_provide/not_held" if state.is_statutory else "not_this_authority"
    return "outcome", [outcome_key(code)]


def _announced(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """1宗属海关内部风险布控信息,公开后可能危及国家安全: the clauses behind say what became of a count."""
    if scope.until != scope.clause.end:
        return None
    found = meanings(state.ahead(), state)
    codes = list(dict.fromkeys(code for kind, code, _ in found if kind == "outcome"))
    if codes:
        decided = _outcome(codes, found, scope, state)
        if not decided[1]:
            return None
        state.is_announced = True
        return decided
    measures = {code for kind, code, _ in found if kind == "measure"}
    return ("carried_out", [RUN["carried_out"]]) if "carried_out" in measures else None


def _is_restated(scope: Scope, state: State) -> bool:
    """27份申请已办结26份, 156件申请中: a figure said again to introduce its parts."""
    if scope.until < scope.clause.end:
        return True
    return _RESTATED.search(state.text, scope.count.end, scope.clause.end + 1) is not None


def _behind(before: str, right: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> str | None:
    """有3件属于已主动公开范围: the words behind decide where those before only introduce."""
    kinds = {kind for kind, _, _ in right}
    if "outcome" in kinds and (_is_among(scope, state) or flags_of(scope.right) & ALL_OF):
        decided = _decide(right, scope, state, "")
        if decided is not None:
            return _emit(decided, right, scope, state)
    if before in ("received", "subject") and flags_of(scope.right) & ALL_OF and not _is_among(scope, state):
        decided = _decide(right, scope, state, "")
        if decided is not None and decided[0] in _DONE:
            # 受理的35件申请全部办结.
            _emit(("received", [RECEIVED]), [], scope, state)
            return _emit(decided, right, scope, state)
    return None


def _decide(
    found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State, gap: str
) -> tuple[str, list[Key]] | None:
    """The kind and keys that a group of words stands for, most specific first."""
    by_kind: dict[str, list[str]] = {}
    for kind, code, _ in found:
        codes = by_kind.setdefault(kind, [])
        if code not in codes:
            codes.append(code)
    if "outcome" in by_kind:
        return _outcome(by_kind["outcome"], found, scope, state)
    measures = by_kind.get("measure", [])
    is_behind = any(hit.start >= scope.count.end for _, _, hit in found)
    if "processed_extended" in measures and "carried_out" in measures:
        measures.remove("carried_out" if "processed" in measures else "processed_extended")
    if "processed_on_time" in measures and is_behind and flags_of(scope.right) & ALL_OF:
        both: list[Key] = [RUN["processed"], RUN["processed_on_time"]]
        return "all_on_time", both[:1] if state.is_statutory else both
    for measure in ("carried_in", "carried_out", "processed_on_time", "processed_extended"):
        if measure in measures:
            return measure, [RUN[measure]]
    if "class" in by_kind and _is_class(found, gap):
        return "refuse.class_of_applications", []
    processed = next((m for m in ("processed", "answered") if m in measures), None)
    if "channel" in by_kind and processed is None and "handled" not in measures:
        codes = by_kind["channel"]
        return _one_of("channel", codes, [("received", c, ALL, ALL, ALL) for c in codes], scope, state)
    if processed is None:
        applicants = _applicants(by_kind, measures, gap, scope, state)
        if applicants is not None:
            return applicants
    if processed is not None:
        if "received" in measures:
            return "received_and_processed", [RECEIVED, RUN["processed"]]
        return processed, [RUN[processed]]
    if "rest" in by_kind and "subject" not in by_kind:
        return _rest(state)
    if "received" in measures:
        return "received", [RECEIVED]
    if "handled" in measures:
        return ("answered", [RUN["answered"]]) if _is_answered_behind(state) else ("refuse.handled", [])
    if "subject" in by_kind:
        return _subject(found, scope, state)
    return None


def _is_answered_behind(state: State) -> bool:
    """办理申请21件,同意公开12件: what was handled has been answered where the answers are counted next."""
    behind = next((clause for clause in state.parts[state.at + 1 :] if clause.counts), None)
    return behind is not None and any(kind == "outcome" for kind, _, _ in meanings(behind.hits, state))


def _applicants(
    by_kind: dict[str, list[str]], measures: list[str], gap: str, scope: Scope, state: State
) -> tuple[str, list[Key]] | None:
    """Who applied. Without a total before, 群众申请3件 is the total itself; 企业改制5件 is a class by content."""
    codes = by_kind.get("applicant", [])
    is_apart = state.received is not None or _is_among(scope, state)
    if "people" in by_kind and "received" not in measures and is_apart:
        codes = [*codes, *by_kind["people"]]
    if not codes or (len(codes) > 1 and "subject" in by_kind):
        return None
    if not is_apart and ("received" in measures or ("subject" in by_kind and codes != ["natural_person"])):
        return "received", [RECEIVED]
    if "undivided" in codes:
        together = len(codes) > 1 and "received" in measures
        return ("received", [RECEIVED]) if together else ("refuse.undivided_applicants", [])
    if gap and FILLERS.sub("", _uncovered(scope, state)):
        return "refuse.class_of_applications", []
    return _one_of("applicant", codes, [("received", ALL, c, ALL, ALL) for c in codes], scope, state)


def _subject(found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> tuple[str, list[Key]]:
    """A bare 申请78件 is what was received; 依申请公开信息459条 is a class of documents."""
    if state.received is not None and scope.count.number.value < state.received.value:
        return "refuse.part_of_received", []
    told = [f.key for f in state.sentence_facts if f.kind == "application"]
    if state.received is None and any(key[1] != ALL for key in told):
        return "refuse.part_of_received", []
    plain = [hit.word.text for kind, _, hit in found if kind == "subject" and not hit.word.text.startswith("依申请")]
    if any(key[0] == "outcome" for key in told):
        return "refuse.part_of_received", []
    if plain and _FORMS.issuperset(plain):
        return "refuse.class_of_documents", []
    if not plain and state.section.code != "applications":
        return "refuse.class_of_documents", []
    if state.section.code != "applications" and scope.count.unit == "条":
        return "refuse.class_of_documents", []
    return "subject", [RECEIVED]


_THAT_IS = re.compile("即|亦即")


def _outcome(
    codes: list[str], found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State
) -> tuple[str, list[Key]]:
    if sum("/" in code for code in codes) > 1 and not state.is_statutory:
        # The first era has no ground of its own for a third party: 涉及第三方商业秘密且第三方不同意.
        codes = [code for code in codes if code != "denied/third_party_rights"]
    reasons = [code for code in codes if "/" in code] or codes
    if "refused_in_form" in codes:
        return "refuse.not_in_form", []
    parents = {code.partition("/")[0] for code in reasons}
    if len(reasons) > 1 and _THAT_IS.search(state.text, found[0][2].start, found[-1][2].end):
        codes = reasons = reasons[-1:]
    is_joint = len(reasons) > 1 or any(code not in parents for code in codes if code not in reasons)
    if is_joint and not is_of_each(scope, state):
        return "refuse.joint", []
    if len(reasons) == 1 and "/" in reasons[0] and reasons[0].partition("/")[0] in codes:
        _read_parent(reasons[0], found, scope, state)
    return "outcome", [outcome_key(code) for code in reasons]


def _read_parent(reason: str, found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> None:
    """因涉及个人隐私不予公开2件 says how many were refused, too, unless that has been said; several such add up."""
    key = outcome_key(reason.partition("/")[0])
    rule = "prose.applications.refused_on_ground"
    if any(f.kind == "application" and f.key == key and f.rule != rule for f in state.facts):
        return
    names = {hit.word.text for kind, code, hit in found if kind == "outcome" and code == reason}
    state.emit(counted(state, "application", key, scope.count, rule, names))


def _one_of(kind: str, codes: list[str], keys: list[Key], scope: Scope, state: State) -> tuple[str, list[Key]]:
    if len(codes) > 1 and not is_of_each(scope, state):
        return "refuse.joint", []
    return kind, keys


def _is_class(found: Sequence[tuple[str, str, Hit]], gap: str) -> bool:
    """涉及土地征收的12件 is a class by content; 涉及政府信息公开申请12件 is not."""
    words = [hit.word.text for kind, _, hit in found if kind == "class"]
    plain = gap
    for _, _, hit in found:
        plain = plain.replace(hit.word.text, "")
    return bool(words) and bool(FILLERS.sub("", plain))


def _rest(state: State) -> tuple[str, list[Key]] | None:
    """其他 takes its meaning from the list that it closes."""
    last = state.last
    if last is None or last.kind != "application":
        return None
    _, channel, _, outcome, reason = last.key
    if channel != ALL:
        return "channel", [("received", "other", ALL, ALL, ALL)]
    if reason != ALL and outcome == "denied":
        return "outcome", [("outcome", ALL, ALL, "denied", "other_statutory")]
    if outcome != ALL:
        return "outcome", [("outcome", ALL, ALL, "other", ALL)]
    return None


def _inherit(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """A count without words of its own: a class by content after 其中, else what the clause before announced."""
    gap = FILLERS.sub("", _uncovered(scope, state))
    if _is_among(scope, state):
        return ("refuse.class_of_applications", []) if gap else None
    if gap:
        return None
    if _SUM.fullmatch(state.text, scope.begin, scope.count.start) and _is_sum_of_ways(scope, state):
        return "received", [RECEIVED]
    if state.names:
        name = state.names[-1]
        if name in RUN:
            return name, [RUN[name]]
    return None


_SUM = re.compile(r"[,\s]*(?:以上)?(?:共计?|总计|合计|总共|一共)[:\s]*")


def _is_sum_of_ways(scope: Scope, state: State) -> bool:
    """网上申请2宗、当面申请1宗,共3宗."""
    ways = [f for f in state.sentence_facts if f.kind == "application" and f.key[0] == "received" and f.key[1] != ALL]
    return len(ways) > 1 and sum(f.value for f in ways) == scope.count.number.value


def _is_among(scope: Scope, state: State) -> bool:
    """Whether a 其中 stands before the count in its sentence."""
    return state.among > 0 or scope.flags & AMONG != 0


def _uncovered(scope: Scope, state: State) -> str:
    """The characters before a count that no word of the lexicon covers."""
    text, at, rest = state.text, scope.begin, []
    for hit in scope.left:
        rest.append(text[at : hit.start])
        at = hit.end
    rest.append(text[at : scope.count.start])
    return "".join(rest)


def _emit(decided: tuple[str, list[Key]], found: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> str:
    kind, keys = decided
    if not keys:
        return kind
    rule = f"prose.applications.{'received' if kind == 'subject' else kind}"
    names = {hit.word.text for of_kind, _, hit in found if of_kind == kind and kind in ("outcome", "channel")}
    if kind == "outcome" and not names:
        names = {state.text[scope.begin : scope.until]}
    if keys == [RECEIVED] and scope.clause.opener == "(" and any(hit.word.text == "新收" for _, _, hit in found):
        _take_back(state)
    if keys == [RECEIVED] and _is_among(scope, state) and state.received is not None:
        return "refuse.part_of_received"
    behind = max(scope.count.start, found[0][2].start if found else 0)
    if kind == "carried_out" and any(at < behind and year < state.report_year for at, year in scope.clause.years):
        rule, keys = "prose.applications.carried_in", [RUN["carried_in"]]
    fact: Fact | None = None
    for key in keys:
        fact = state.emit(counted(state, "application", key, scope.count, rule, set(names)))
        if key == RECEIVED:
            state.received = fact
    if fact is not None and fact.key[0] in ("received", "processed", "outcome"):
        state.base = fact
    return rule


def _take_back(state: State) -> None:
    """受理126件(新收120件,上年结转6件): what was new is what was received, not the sum of both."""
    if state.sentence_facts and state.last is not None and state.last.key == RECEIVED:
        state.facts.remove(state.last)
        state.sentence_facts.remove(state.last)
        state.received = None


def queue(hits: Sequence[Hit], state: State) -> list[Key]:
    """The keys that the names before 分别 stand for, in their order."""
    found = meanings(hits, state)
    for kind in ("outcome", "channel", "measure"):
        codes = list(dict.fromkeys(code for of_kind, code, _ in found if of_kind == kind))
        if len(codes) > 1:
            if kind == "outcome":
                return [outcome_key(code) for code in codes]
            if kind == "channel":
                return [("received", code, ALL, ALL, ALL) for code in codes]
            return [RUN[code] for code in codes if code in RUN]
    return []
