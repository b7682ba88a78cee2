"""Characters and pairs of Chinese text, which search goes by; its words. The only import of jieba."""

from __future__ import annotations

import hashlib
import logging
import re
import warnings
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from knowledge.kinds import KINDS

_HAN = re.compile(r"[\u4e00-\u9fff]")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_WORD = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]{2,}")
RARE = 60  # a word that the dictionary's corpus has no oftener may be a name by chance (岗背, 鸿达)
_USUAL = 1_500  # characters that make up nine tenths of any text
_OFTEN = 100  # rarer words, nine in ten, would change nothing
_LONGEST_TRADE_WORD = 3  # longer ones are compounds which are better found by their parts


def words(text: str) -> list[str]:
    """Return the words of a text in order, without stop words, figures and punctuation."""
    stops = stop_words()
    found = (word.lower() for word in _tokenizer().cut(text) if _WORD.fullmatch(word))
    return [word for word in found if word not in stops]


def terms(text: str) -> list[str]:
    """Return the single characters of a text, then its pairs of neighbours: what search goes by.

    Characters find 建会 where a text says 组建工会, pairs keep 会员 and 委员会 apart. Measured, they do what a
    segmenter's words and characters do (``benchmarks/README.md``), in a tenth of the time.
    """
    stops = stop_words()
    runs = [run.lower() for run in _RUN.findall(text)]
    singles = [char for run in runs for char in run if _HAN.match(char) and char not in stops]
    return singles + [run[n : n + 2] for run in runs for n in range(len(run) - 1)]


def tagged(text: str) -> list[tuple[str, str, int]]:
    """Return the words of a text, all of it in order, each with its part of speech and how usual it is.

    No word is guessed: what the dictionary does not have falls into single characters, which is how names show.
    """
    tokenizer, tags = _tokenizer(), _tags()
    return [(word, tags.get(word, "x"), tokenizer.FREQ.get(word, 0)) for word in tokenizer.cut(text, HMM=False)]


@lru_cache(maxsize=65_536)
def guessed(characters: str) -> tuple[tuple[str, str], ...]:
    """Return a run of characters that make no word of the dictionary as words that are guessed at, with their likely tags.

    Guessing takes a millisecond, and the same few runs (已于, 常抓) stand in all reports.
    """
    return tuple((str(pair.word), str(pair.flag)) for pair in _tagger().cut(characters))


def is_word(text: str) -> bool:
    """Whether the dictionary has this as a usual word, not as the name of a person, place or body."""
    return _tokenizer().FREQ.get(text, 0) > RARE and not _tags().get(text, "x").startswith(("nr", "ns", "nt"))


def is_known(text: str) -> bool:
    """Whether the dictionary has this, be it as a name."""
    return bool(_tokenizer().FREQ.get(text))


def is_usual(char: str) -> bool:
    """Whether a character is among those that make up most of any text."""
    return char in _usual_characters()


@cache
def stop_words() -> frozenset[str]:
    """Return the words and characters that say nothing of a report's subject (``stopwords.txt``)."""
    return frozenset((files("knowledge") / "stopwords.txt").read_text(encoding="utf-8").split())


@cache
def vocabulary_id() -> str:
    """Return a short id of what decides which terms a text has; it changes when they do."""
    key = "\n".join(["characters and pairs", *sorted(char for char in stop_words() if len(char) == 1)])
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def _trade_words() -> list[str]:
    """Return the short words of the trade (建会, 点验), which a general dictionary would cut up."""
    all_words = {word for kind in KINDS for topic in kind.topics for word in topic.words}
    return sorted(word for word in all_words if len(word) <= _LONGEST_TRADE_WORD and _HAN.match(word))


@cache
def _tagger() -> Any:
    """Load the parts of speech once (a fifth of a second), for whoever asks for them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba.posseg import POSTokenizer
    return POSTokenizer(_tokenizer())


def _tags() -> dict[str, str]:
    tags: dict[str, str] = _tagger().word_tag_tab
    return tags


@cache
def _usual_characters() -> frozenset[str]:
    counts: Counter[str] = Counter()
    for word, frequency in _tokenizer().FREQ.items():
        if frequency >= _OFTEN:
            for char in word:
                counts[char] += frequency
    return frozenset(char for char, _ in counts.most_common(_USUAL))


@cache
def _tokenizer() -> Any:
    """Load the dictionary once (half a second), without a word on the terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in _trade_words():
        tokenizer.add_word(word)
    return tokenizer
