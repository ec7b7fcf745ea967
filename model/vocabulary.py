"""Which words and word pairs get a row of their own."""
from collections import Counter

from pieces import Pieces, split_words

# A text of a user's tool or task counts this much more than a dictionary's line; what is asked repeats descriptions.
KIND_WEIGHT = {"task": 4, "tool": 2, "description": 2, "name": 2, "parameter": 2, "debian": 1, "wordnet": 1, "asked": 0}
MIN_WORD = 2
MIN_PAIR = 6


def count_words(corpus: list[tuple[str, str]]) -> tuple[Counter, Counter]:
    """Weighted counts of words and of adjacent word pairs."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for kind, text in corpus:
        weight = KIND_WEIGHT[kind]
        if weight == 0:
            continue
        found = split_words(text)
        for word in found:
            words[word] += weight
        for left, right in zip(found, found[1:]):
            pairs[f"{left} {right}"] += weight
    return words, pairs


def eligible(word: str) -> bool:
    """Long digit runs and single CJK characters get hashed rows: they are too many, and the teachers know English."""
    return len(word) <= 24 and not (word.isdigit() and len(word) > 4)


def ranked(words: Counter, pairs: Counter) -> tuple[list[str], list[str]]:
    """Words and pairs, most frequent first (ties by spelling); a pair needs both its words."""
    best_words = [w for w, n in sorted(words.items(), key=lambda x: (-x[1], x[0])) if n >= MIN_WORD and eligible(w)]
    best_pairs = [p for p, n in sorted(pairs.items(), key=lambda x: (-x[1], x[0])) if n >= MIN_PAIR]
    return best_words, best_pairs


def choose(words: Counter, pairs: Counter, sizes: tuple[int, int, int]) -> Pieces:
    """`sizes` = words, pairs, hashed rows. Both lists are sorted, for the file compresses better so."""
    best_words, best_pairs = ranked(words, pairs)
    kept = set(best_words[: sizes[0]])
    inside = [p for p in best_pairs if all(w in kept for w in p.split(" "))]
    return Pieces(sorted(kept), sorted(inside[: sizes[1]]), sizes[2])
