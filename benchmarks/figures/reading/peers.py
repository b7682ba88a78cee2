"""Read texts with the public peers; runs in a Python of its own that has them (``--peers-python``), with no other imports.

Takes a JSON list of texts on standard input; gives {peer: {"found": [[[start, end, value], ...], ...], "speed": ...}}.
"""

import difflib
import io
import json
import re
import sys
import time
from contextlib import redirect_stdout

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def with_cn2an():
    import cn2an

    def read(text):
        # transform gives back the text with its Chinese numerals turned into digits: map the digits to where they stood
        turned = cn2an.transform(text, "cn2an")
        places = []
        for tag, a, b, c, d in difflib.SequenceMatcher(None, text, turned, autojunk=False).get_opcodes():
            places.append((tag, a, b, c, d))
        found = []
        for match in DIGITS.finditer(turned):
            touched = [(a, b) for tag, a, b, c, d in places if c < match.end() and match.start() < d]
            equal = [
                (a + max(0, match.start() - c), a + min(d, match.end()) - c) if tag == "equal" else (a, b)
                for tag, a, b, c, d in places
                if c < match.end() and match.start() < d
            ]
            if touched:
                start, end = min(a for a, _ in equal), max(b for _, b in equal)
                found.append([start, max(end, start + 1), match.group().replace(",", "")])
        return found

    return read


def with_recognizers(*, units):
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    culture = "zh-cn"
    readers = [recognize_percentage, recognize_ordinal, recognize_number]
    if units:
        readers = [recognize_currency, recognize_dimension, *readers, recognize_datetime]

    def read(text):
        found = []
        for reader in readers:
            for result in reader(text, culture):
                start, end = result.start, result.end + 1
                if any(start < b and a < end for a, b, _ in found):
                    continue
                value = (result.resolution or {}).get("value")
                found.append([start, end, str(value).rstrip("%") if value is not None else None])
        return found

    return read


def with_jionlp():
    with redirect_stdout(io.StringIO()):
        import jionlp

    def read(text):
        found = []
        for kind, extract in (("time", jionlp.ner.extract_time), ("money", jionlp.ner.extract_money)):
            for result in extract(text):
                start, end = result["offset"]
                if any(start < b and a < end for a, b, _ in found):
                    continue
                detail = result.get("detail") or {}
                value = detail.get("num") if kind == "money" else None
                found.append([start, end, value if isinstance(value, str) else (value[0] if value else None)])
        return found

    return read


PEERS = {
    "cn2an.transform": with_cn2an,
    "recognizers-text, numbers": lambda: with_recognizers(units=False),
    "recognizers-text, with units": lambda: with_recognizers(units=True),
    "jionlp, money and time": with_jionlp,
}


def main():
    texts = json.load(sys.stdin)
    out = {}
    for name, build in PEERS.items():
        try:
            read = build()
            read("三家企业投入5万元")
        except Exception as error:  # noqa: BLE001 - a peer that does not install is left out, with the reason
            out[name] = {"error": repr(error)}
            continue
        found, failures = [], 0
        began = time.process_time()
        for text in texts:
            try:
                found.append(read(text))
            except Exception:  # noqa: BLE001 - a peer's crash is a text without numbers
                failures += 1
                found.append([])
        took = time.process_time() - began
        out[name] = {"found": found, "failures": failures, "speed": sum(map(len, texts)) / took}
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
