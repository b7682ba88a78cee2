"""What the words of a clause make of it: an effect, a blame, compliance, a boast, a mechanism, a manner that widens."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.claims.sieve import Sieve
from assistant.claims.wording import Group, furniture, groups

_DEED = re.compile(
    r"下发|印制|简化|制止|预防|处理|推动|促成|叮嘱|转变|调优|对标|查找|掌握|发展|了解|巡查|排查|走进|送上|慰问|关怀|摸排|梳理|对接|联系|创建|申报|引进|配备|更新|升级|改造|维护|清理|整顿|处置|解决|回应|解答|征集|收集|汇总|分析|"
    r"研究|制作|设计|编写|开发|开通|推送|播放|悬挂|张贴|演练|值班|学习|交流|谈话|教育|提醒|警示|约谈|评比|表彰|激励|考评|测评|评估|审核|审查|把关|监控|"
    r"监测|跟踪|归档|公开|公示|通报|反馈|回访|疏导|化解|调处|帮扶|救助|资助|谋划|部署|"
    r"强化|深化|优化|规范|创新|帮助|鼓励|支持|关心|关爱|倾听|搭建|打造|构建|构筑|培养|培育|推广|普及|狠抓|动员|发动|整合|统筹|筹措|争取|拓展|拓宽|扩大|"
    r"实行|实施|采取|进行|引导|改进|听取|邀请|加强|做好|办理|参与|组建|坚持|抓|推行|报送|协助|安排|设立|提供|介入|履职|值守|"
    r"开展|组织|召开|举办|建立|完成|制定|落实|推进|成立|签订|走访|培训|检查|宣传|整改|编制|印发|协调|督促|指导|发放"
)
# manners of speaking that only official prose has: an adverb of zeal at the head of a clause, a pair of set phrases
_ZEAL = re.compile(
    r"^(?:我[\u4e00-\u9fff]{1,2}|并|还|也|又|同时|均|都|始终)?(?:积极|大力|着力|切实|真正|千方百计|充分|详细|认真|主动|全力|努力|加快|坚决|进一步|继续|扎实|持续|不断|深入|精心|统一|"
    r"高标准|高质量|全面|有效|严密|密切|广泛|多管齐下|多措并举)[\u4e00-\u9fff、“”]{2,}|^[\u4e00-\u9fff]{4}、[\u4e00-\u9fff]{4}(?:、[\u4e00-\u9fff]{4})*$"
)
FURNITURE = ("adjuncts", "slogans", "praised", "flourish")  # of furniture, to be passed over where the characters lack
LEAD_IN, TRUTH = "lead-in", "truth"  # of furniture, looked for along with the rest
_APART = frozenset(
    {"wanting", "reason", "ranked", "handling", "honour"}
)  # groups which are weighed apart from the others of their class


class Frames:
    """The words of each frame in a clause, looked for when they are asked for; empty where there are none."""

    __slots__ = ("_found", "_letters", "_sieve", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._sieve = _sieve()
        self._letters = self._sieve.passing(text)
        self._found: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The words of one frame: a class of claims, ``manner``, or a group that is weighed apart."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._sieve.first(name, self._text, self._letters)
        return found

    def may(self, name: str) -> bool:
        """Whether the text has the characters without which a pattern of this name cannot be in it."""
        return bool(self._letters & self._sieve.masks.get(name, 0))

    def every(self, name: str) -> list[str]:
        """The words of a frame by each of its patterns that is there."""
        return self._sieve.every(name, self._text, self._letters)

    @property
    def deed(self) -> bool:
        """Whether a verb says that something was done, or the manner of speaking claims it."""
        return bool(_DEED.search(self._text) or _ZEAL.search(self._text))


@lru_cache(maxsize=8192)
def frames_of(text: str) -> Frames:
    """The frames of a clause; clauses that an edit leaves alone are known."""
    return Frames(text)


@cache
def _sieve() -> Sieve:
    words = furniture()
    return Sieve(
        [
            *((_name(group), group.words) for group in groups()),
            *((name, getattr(words, name)) for name in FURNITURE),
            (LEAD_IN, words.lead_ins),
            (TRUTH, words.truths),
        ]
    )


def _name(group: Group) -> str:
    return group.name if group.name in _APART else "manner" if group.widens else group.claim
