"""Cohesion: what two sides of a gap share; sliding windows give what counting anew would."""

from __future__ import annotations

import math
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from knowledge.cohesion import likenesses


def anew(texts: list[str], n: int) -> float:
    """The same figure by the plain way: both windows gathered for this gap alone."""
    pairs = [{r[i : i + 2] for r in re.findall(r"[\u4e00-\u9fff]+", t) for i in range(len(r) - 1)} for t in texts]
    df = Counter(pair for some in pairs for pair in some)
    weight = {pair: round(1000 * math.log((len(texts) + 1) / (count + 0.5)) ** 2) for pair, count in df.items()}

    def window(places: range) -> set[str]:
        found: set[str] = set()
        size = 0
        for place in places:
            found |= pairs[place]
            size += len(texts[place])
            if size > 900:
                break
        return found

    left = window(range(n - 1, max(-1, n - 6), -1))
    right = window(range(n, min(len(texts), n + 5)))
    least = min(sum(weight[p] for p in left), sum(weight[p] for p in right))
    return sum(weight[p] for p in left & right) / least if least else 1.0


@given(st.lists(st.text(alphabet="工会职工培训安全，", max_size=60).map(lambda t: t * 8), min_size=2, max_size=20))
def test_windows_slide(texts: list[str]) -> None:
    assert list(likenesses(texts)) == [anew(texts, n) for n in range(1, len(texts))]


def test_a_change_of_subject_is_the_lowest() -> None:
    union = ["工会组织职工培训，职工入会。", "工会慰问困难职工，职工满意。", "工会签订集体合同，职工受益。"]
    forest = ["林场栽种油茶，油茶成林。", "林场培训林农，油茶增产。", "林场防火巡护，油茶无灾。"]
    found = list(likenesses([*union, *forest]))
    assert min(range(5), key=lambda n: found[n]) == 2
