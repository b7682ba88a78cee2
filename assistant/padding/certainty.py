"""What is a fact beyond doubt though it has no figure: an award, a test passed, a thing put to use, a signature, an election.

Weights add up what speaks for and against a clause, so a plain fact in worn words can be outvoted; these cannot.
"""

from __future__ import annotations

from assistant.padding.lexicon import Lexicon


def certain(clause: str, lexicon: Lexicon) -> bool:
    """Whether a clause tells a thing that is so or not (获二等奖, 通过验收, 与某局签订协议), and not one that is only meant to be."""
    found = lexicon.patterns["certain"].search(clause)
    return found is not None and not lexicon.patterns["intended"].search(clause[: found.start()])
