"""Golden cases: how these sentences fall into words and rows, for the TypeScript tests to check."""
import json
from pathlib import Path

import numpy as np

from export import Quantised
from pieces import Pieces, split_words
from student import unit

# Values of each vector that are written down.
SHOWN = 8

SENTENCES = [
    "",
    "   ",
    "Refund the last payment of customer 4711",
    "create_pull_request",
    "listAllHTTPServersByID",
    "XMLHttpRequest parseURL2JSON",
    "browser_take_screenshot. browser take screenshot (playwright): Take a PNG of the page Parameters: fullPage, ref",
    "Café crème brûlée in São Paulo, naïve résumé",
    "ﬁnd the ½ ㎏ Ⅳ package ①",
    "İstanbul'da ılık bir gün, IĞDIR",
    "ΟΔΥΣΣΕΥΣ went home to ΣΑΣ",
    "Straße GROẞ ǅungla",
    "今日の天気 in Tokyo 東京タワー",
    "한국어 문장 하나",
    "ठहरें и Привет, мир",
    "send 🎉 emoji 👩‍👩‍👧 to #general-chat @channel",
    "snake_case-with.dots/and\\slashes:and;colons",
    "deploying deployments were deployed to kubernetes clusters",
    "zzyzxquux frobnicatorish blorfing",
    "supercalifragilisticexpialidociousness_of_pneumonoultramicroscopic",
    "qé qzé q",
    "1234567890123 42 v2 3rd x86_64 ipv4",
    "tab\there\nnewline\r\nand\u00a0nbsp\u200bzero\u202ebidi",
    "'quoted' \"double\" don't can’t",
    "A B C aB Ab ABc aBC ABCd",
    "__proto__ constructor hasOwnProperty toString valueOf",
    "a\u0301e\u0301 combining marks",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐐀𐐨 𝟘𝟙",
    "the pull request of the pull requests",
    "ing ed es s sing red yes buses",
    "word " * 600,
]


def exact_vector(quantised: Quantised, ids: list[int], divisors: list[int]) -> np.ndarray:
    """The vector as the library computes it: whole numbers, a shared word's weight divided and rounded down."""
    weights = quantised.weights[ids].astype(np.int64) // np.array(divisors, np.int64)
    return unit((weights[:, None] * (2 * quantised.codes[ids].astype(np.int64) - 15)).sum(0, keepdims=True))[0]


def write_golden(path: Path, vocabulary: Pieces, quantised: Quantised) -> None:
    """One case a line: the words, the row ids and the first values of the vector."""
    lines = []
    for text in SENTENCES:
        words = split_words(text)
        ids, shares = vocabulary.rows(words)
        vector = exact_vector(quantised, ids, [round(1 / share) for share in shares])[:SHOWN] if ids else np.zeros(SHOWN)
        case = {"text": text, "words": words, "rows": ids, "vector": [round(float(v), 7) for v in vector]}
        lines.append(json.dumps(case))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
