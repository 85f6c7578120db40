"""Chinese and Korean names, which are written without blanks, the family's first."""

from __future__ import annotations

import re
from functools import cache

MOST_SIGNS = 5  # of a full name
# The most frequent family names of China and Taiwan (Ministry of Public Security; Ministry of the Interior) and Korea
# (census of 2015), which stand first, before a given name of one or two signs.
_FAMILY_SIGNS = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸賈韋鄒閻龍賀顧龔萬錢嚴湯賴簡游詹施翁温溫莊連紀柯歐"
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄원천방공현함변염여추도소석선설마길연위표명기"
)


def _is_sign(letter: str) -> bool:
    """Whether a letter is one of those of Han and Hangul."""
    return "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


def is_unparted(text: str, most: int = MOST_SIGNS) -> bool:
    """Whether a text is two signs of Han or Hangul or more, up to `most`: a full name is written without a blank."""
    return not text.isascii() and 1 < len(text) <= most and all(map(_is_sign, text))


def without_blanks(text: str) -> str:
    """The text without the blanks that some write between two signs."""
    return _between().sub("", text)


@cache
def _between() -> re.Pattern[str]:
    # It takes longer to compile than a small file to judge, and few files hold such signs.
    return re.compile("(?<=[\u3400-\u9fff\uac00-\ud7af]) (?=[\u3400-\u9fff\uac00-\ud7af])")


def begins_with_family(cell: str) -> bool:
    """Whether a cell is a frequent Chinese or Korean family name and one or two signs more."""
    bare = cell.replace(" ", "")
    return 1 < len(bare) < 4 and cell[0] in _FAMILY_SIGNS and is_unparted(bare)
