"""Names of persons in a text, by a title before or behind a surname: 局长张某某 is masked, a whole name is not."""

from __future__ import annotations

import re
from functools import lru_cache

# Surnames that are no common word behind a title.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊"
    "陆郝孔崔邱秦侯邵孟龚汤尹黎雷钱贺赖熊欧阮牛葛柳殷詹阳翟覃甘谷祝曲骆"
)
_TITLES = (
    "副?(?:局长|科长|股长|主任|书记|所长|院长|镇长|县长|区长|市长|处长|站长|组长)|总?负责人|经办人|联系人|会计|出纳"
)
_NO_NAME = "度效层级率量责管安全行查况务项算付目保障办组长员位会民体部门科局及和与为是的等在按对于经由"
_BEFORE = re.compile(
    rf"(?P<title>{_TITLES})[:：]?(?P<name>[{_SURNAMES}](?:[^\W\d{_NO_NAME}某×Xa-zA-Z_]){{1,2}})"
    r"(?=[，,。、;；：:（）()\s]|为|任|同志|负责|担任|带队|牵头|主持|签字|审批|$)"
)
_BEHIND = re.compile(
    rf"(?:^|(?<=[，,。、;；：:（(\s由经和及局]))(?P<name>[{_SURNAMES}](?:[^\W\d{_NO_NAME}某×Xa-zA-Z_]){{1,2}})(?P<title>同志|{_TITLES})"
)
# Either may be there at all: quicker to look for than a whole name.
_SURNAME_BEHIND = re.compile(rf"(?:长|任|书记|人|会计|出纳)[:：]?[{_SURNAMES}]")
_SURNAME_BEFORE = re.compile(rf"[{_SURNAMES}]\w{{1,2}}(?:同志|{_TITLES})")


@lru_cache(16_384)
def people(text: str) -> tuple[tuple[str, str], ...]:
    """Names of persons a text gives away, each once: (name, the name with its title)."""
    if not _SURNAME_BEHIND.search(text) and not _SURNAME_BEFORE.search(text):
        return ()
    found = [*_BEFORE.finditer(text), *_BEHIND.finditer(text)]
    return tuple({one["name"]: (one["name"], one[0]) for one in sorted(found, key=lambda one: one.start())}.values())


def masked(name: str) -> str:
    """A name as it may be published: 张某某."""
    return name[0] + "某" * (len(name) - 1)
