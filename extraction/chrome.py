"""Lines around a report that are no part of it: navigation, information bars, share buttons, footers.

Belongs here: what makes a line chrome by its words. Does not belong here: page structure (html), the report's words.
"""

from __future__ import annotations

import re

_PLACE = "您|你|当前|當前|现在|現在|所在|的|位置"
_HOME = "首页|首頁|网站首页|網站首頁"
_FIELDS = (
    r"索\s*引\s*号|索\s*引\s*號|信息索引号|发布机构|發布機構|发文机关|公开责任部门|文\s*号|主题词|体裁分类|主题分类|信息分类|组配分类|"
    "生成日期|成文日期|公开日期|公开方式|公开形式|有效性|效力状态|发布日期|發布日期|發佈日期|发布时间|發布時間|更新日期|更新时间|"
    "信息来源|信息來源|文章来源|来源|來源|作者|责任编辑|責任編輯|编辑|浏览次数|瀏覽次數|浏览量|访问量|访问次数|点击数|點擊數|点击量|"
    "點擊量|点击率|阅读量|閱讀次數|阅读次数|阅读|字号|字體|字体|字体大小|视力保护色"
)
_BUTTONS = (
    "打印|列印|关闭|關閉|收藏|分享|返回|顶部|返回顶部|回到顶部|打印本页|关闭窗口|打印此页|关闭页面|我要纠错|大|中|小|字号|微信|微博|"
    "复制链接|打印本文|友情链接|相关链接|相關鏈接|相关附件|扫一扫.*|扫描二维码.*"
)
_BESIDE = "打印|列印|关闭|關閉|收藏|分享|返回|大|中|小|窗口|本页|此页|顶部"
_SHARE = "分享"
_LINKS = "上一篇|下一篇|上一条|下一条|上一頁|下一頁|相关阅读|相关文章|相关信息|相關文章|附件下载|热点推荐"
_OWNERS = (
    "主办|主辦|承办|承辦|协办|版权所有|版權所有|技术支持|技術支持|网站标识码|網站標識碼|网站地图|网站声明|联系我们|关于我们|备案号|"
    "備案號|版权声明|隐私声明|免责声明|使用帮助|网站管理|建议使用"
)
_CHROME = re.compile(
    rf"""^(?:\W*©|\W*+(?:
      (?:您|你)?(?:当前|當前|现在|現在|所在)?的?(?:位置|位置是)\s*[:：>]
    | (?:{_HOME})\s*(?:[>＞»/|·\-]|$)
    | (?:{_FIELDS})\s*[:：]
    | (?:{_BUTTONS})
      (?:[】\]）)|｜/、\s【\[（(]+(?:{_BESIDE}))*[】\]）)\s]*$
    | {_SHARE}(?:到|至|文章)?\s*[:：]
    | (?:{_LINKS})\s*[:：]?
    | (?:{_OWNERS})(?:单位|單位)?\s*(?:[:：|｜]|$|\s)
    | (?:[\u4e00-\u9fff][Ii][Cc][Pp][备備]|[\u4e00-\u9fff]公网安备|[Cc](?i:opyright)|政府网站标识码)
    ))""",
    re.VERBOSE,
)
"""What leads a line is passed over once and for all (*+): most lines are spared many a second look. Case is left open
only where there are Latin letters: ignoring it everywhere takes three times as long."""
_WORDS = "|".join((_PLACE, _HOME, _FIELDS, _BUTTONS, _SHARE, _LINKS, _OWNERS, "政府", "C|c")).split("|")
_OPENERS = frozenset(word[0] if word[1:2] in ("", "\\") else word[:2] for word in _WORDS)
_SECOND = frozenset("Ii公")
"""A line of chrome begins with one or two of these characters, or has one of those as its second: most lines have not,
and the pattern need not be asked."""
_FOOT = re.compile(
    r"[\u4e00-\u9fff][Ii][Cc][Pp][备備]|公网安备|公網安備|网站标识码|版权所有|版權所有|[Cc](?i:opyright)"
)
_FOOT_SIGNS = (
    *("cp", "CP", "Cp", "cP", "op", "OP", "Op", "oP"),
    *("公网安备", "公網安備", "网站标识码", "版权所有", "版權所有"),
)
"""One of these stands in all that _FOOT finds: a dozen times faster to see."""
_LINE_LIMIT = 200


def chrome_lines(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the lines whose words make them chrome, neighbours joined; ascending, without overlap. A long line
    never is: a report may stand in one line."""
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if "。" not in line and 0 < len(line) <= _LINE_LIMIT]
    short = [lines[at] for at in places]
    chrome = {line for line in short if _may_open(line.lstrip()[:2]) and _CHROME.match(line)}
    together = "\n".join(short)
    if any(sign in together for sign in _FOOT_SIGNS):
        chrome.update([line for line in short if _FOOT.search(line)])
    if not chrome:
        return ()
    spans: list[tuple[int, int]] = []
    start = done = 0
    for at, line in zip(places, short, strict=True):
        if line in chrome:
            start += sum(map(len, lines[done:at])) + at - done
            done = at
            spans.append((start, start + len(line)))
    return merge(spans)


def _may_open(lead: str) -> bool:
    """Whether a line of chrome may begin with these two characters."""
    return not lead[:1].isalnum() or lead in _OPENERS or lead[0] in _OPENERS or lead[1:] in _SECOND


def merge(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that touch or overlap (a line end apart at most) made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)
