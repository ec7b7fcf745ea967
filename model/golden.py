"""Golden cases: how these sentences fall into words and rows, for the TypeScript tests to check."""
import json
from pathlib import Path

import numpy as np

from pieces import Pieces, split_words
from student import Table, bags

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


def write_golden(path: Path, vocabulary: Pieces, table: Table) -> None:
    """One case a line: the words, the row ids and the first values of the vector."""
    vectors = table.embed(bags(vocabulary, SENTENCES))
    cases = []
    for text, vector in zip(SENTENCES, vectors):
        words = split_words(text)
        ids, _ = vocabulary.rows(words)
        cases.append({"text": text, "words": words, "rows": ids, "vector": [round(float(v), 6) for v in np.asarray(vector)[:8]]})
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f"[\n{lines}\n]\n")
