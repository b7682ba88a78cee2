"""What the words of a clause make of it: an effect, a blame, compliance, a boast, a mechanism, a manner that widens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims.wording import groups

_DEED = re.compile(
    r"开展|组织|召开|举办|建立|完成|制定|落实|推进|成立|签订|走访|慰问|培训|检查|宣传|整改|编制|印发|协调|督促|指导|发放|"
    r"强化|深化|优化|规范|创新|帮助|鼓励|支持|关心|关爱|倾听|搭建|打造|构建|构筑|培养|培育|推广|普及|狠抓|动员|发动|整合|统筹|筹措|争取|拓展|拓宽|扩大|"
    r"实行|实施|采取|进行|引导|改进|听取|邀请|加强|做好|办理|参与|组建|坚持|抓|推行|报送|协助|安排|设立|提供|介入|履职|值守"
)


@dataclass(frozen=True, slots=True)
class Frames:
    """The words of each frame in a clause; empty where there are none."""

    effect: str = ""
    compliance: str = ""
    cause: str = ""
    state: str = ""
    act: str = ""
    manner: str = ""
    promise: str = ""
    wanting: str = ""
    deed: bool = False


@lru_cache(maxsize=4096)
def frames_of(text: str) -> Frames:
    """The frames of one clause."""
    found: dict[str, str] = {}
    for group in groups():
        name = "manner" if group.widens else "wanting" if group.name == "wanting" else group.claim
        if name not in found and (match := group.words.search(text)):
            found[name] = match[0]
    return Frames(**found, deed=bool(_DEED.search(text)))
