"""Make ``assistant/padding/data/common.toml``: the usual words of a general dictionary, for "how common the words are".

    python -m benchmarks.words.common

The words are those of jieba 0.42.1's dictionary (MIT licence) that its corpus holds often, without names, figures and the words
that our own groups hold; nothing of the labelled set is read. What is left uncovered then is rare, and so more likely to be a thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from assistant.padding.lexicon import Lexicon

FILE = Path(__file__).parents[2] / "assistant" / "padding" / "data" / "common.toml"
LEAST = {"verb": 600, "noun": 1500, "other": 400, "idiom": 60}  # how often the corpus holds a word of each kind
KINDS = {"v": "verb", "vn": "verb", "vd": "verb", "n": "noun", "an": "noun", "i": "idiom", "l": "idiom",
         "d": "other", "a": "other", "ad": "other", "c": "other", "p": "other", "r": "other", "b": "other", "f": "other"}  # fmt: skip
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


def main() -> None:
    import jieba

    known = Lexicon.standard().groups
    found: dict[str, list[str]] = defaultdict(list)
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, often, tag = line.split()
        kind = KINDS.get(tag)
        own = known.get(word, "common").startswith("common")
        if kind and own and _HAN.fullmatch(word) and int(often) >= LEAST[kind]:
            found[kind].append(word)
    parts = [
        "# 由 benchmarks/words/common.py 生成，不要手改。来源：jieba 0.42.1 的词典（MIT 许可），按词频取常用词，去掉人名、地名、数词。\n"
    ]
    for kind, words in sorted(found.items()):
        reason = f"一般文字里就常见的词（词典语料里至少 {LEAST[kind]} 次）：常见不等于空，所以自成一项分量"
        parts.append(f'[[group]]\nname = "common-{kind}"\nreason = "{reason}"\nwords = """\n{" ".join(words)}\n"""\n')
        print(kind, len(words))
    FILE.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
