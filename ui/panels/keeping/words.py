"""How old and how large a backup is, in the clerk's words."""

from __future__ import annotations

from datetime import datetime

_STEPS = ((60, 3600, "分钟"), (3600, 86400, "小时"), (86400, 86400 * 60, "天"))


def when(at: datetime, now: datetime | None = None) -> str:
    """11 月 22 日 14:03, of another year with the year before it."""
    year = "" if at.year == (now or datetime.now()).year else f"{at.year} 年 "
    return f"{year}{at.month} 月 {at.day} 日 {at:%H:%M}"


def age(at: datetime, now: datetime | None = None) -> str:
    """刚才, 5 分钟前, 3 小时前, 12 天前, 4 个月前; a time still to come is 刚才."""
    seconds = ((now or datetime.now()) - at).total_seconds()
    if seconds < 60:
        return "刚才"
    for unit, end, word in _STEPS:
        if seconds < end:
            return f"{int(seconds // unit)} {word}前"
    return f"{int(seconds // (86400 * 30))} 个月前"


def size_of(size: int) -> str:
    """84 KB, 1.2 MB."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, round(size / 1024))} KB"
