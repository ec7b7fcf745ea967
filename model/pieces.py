"""Text -> words -> table rows, identical to src/text/splitWords.ts and src/embed/drivers/staticPieces.ts.

test/golden/pieces.json, written by `train.py --golden`, ties the two implementations.
"""
import unicodedata
from functools import lru_cache

import regex

# Counted in characters (TypeScript: UTF-16 units) before splitting, so that no text costs more than this.
MAX_CHARACTERS = 32768
MAX_WORDS = 512
MAX_GRAMS = 16
GRAM_SIZES = (3, 4)
# Longest first: a word is looked up without the first suffix whose rest is in the vocabulary.
SUFFIXES = ("ing", "ed", "es", "s")
MIN_STEM = 3
FNV_OFFSET = 0x811C9DC5
FNV_PRIME = 0x01000193

_MARKS = regex.compile(r"\p{M}+")
_CAMEL = regex.compile(r"(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})")
# Scripts written without spaces: each character is a word of its own.
_WORDS = regex.compile(r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+|\p{N}+", regex.V1)


def split_words(text: str) -> list[str]:
    """Lower-cased words without accents; identifiers are split at case changes and punctuation."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text[:MAX_CHARACTERS]))
    return _WORDS.findall(_CAMEL.sub(" ", plain).lower())


def fnv1a(text: str) -> int:
    """32-bit FNV-1a over the UTF-8 bytes (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = FNV_OFFSET
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * FNV_PRIME) & 0xFFFFFFFF
    return value


def grams(word: str) -> list[str]:
    """The first MAX_GRAMS character n-grams of `<word>`, by size, then from the left."""
    framed = f"<{word}>"
    every = (framed[i : i + n] for n in GRAM_SIZES for i in range(len(framed) - n + 1))
    return [gram for gram, _ in zip(every, range(MAX_GRAMS))]


class Pieces:
    """A vocabulary: `words`, then `pairs` ("left right"), then `hashed` rows for unknown words."""

    def __init__(self, words: list[str], pairs: list[str], hashed: int):
        self.words = words
        self.pairs = pairs
        self.hashed = hashed
        self.word_row = {word: i for i, word in enumerate(words)}
        named = (pair.split(" ") for pair in pairs)
        self.pair_row = {(self.word_row[a], self.word_row[b]): len(words) + i for i, (a, b) in enumerate(named)}
        self.first_hashed = len(words) + len(pairs)
        self.row_count = self.first_hashed + hashed
        self._resolve = lru_cache(maxsize=1 << 20)(self._resolve_uncached)

    def _resolve_uncached(self, word: str) -> tuple[int, ...]:
        """The word's own row, else that of its stem, else its hashed n-grams."""
        row = self.word_row.get(word)
        if row is not None:
            return (row,)
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= MIN_STEM:
                row = self.word_row.get(word[: -len(suffix)])
                if row is not None:
                    return (row,)
        return tuple(self.first_hashed + fnv1a(gram) % self.hashed for gram in grams(word)) if self.hashed else ()

    def rows(self, words: list[str]) -> tuple[list[int], list[float]]:
        """Rows and their coefficients: 1 for a word or a pair, a share of 1 for each n-gram of an unknown word.

        Words are looked up in pairs by their rows, so a stem counts as its word there too.
        """
        ids: list[int] = []
        shares: list[float] = []
        before = -1
        for word in words[:MAX_WORDS]:
            found = self._resolve(word)
            ids.extend(found)
            shares.extend([1.0 / len(found)] * len(found) if found else [])
            row = found[0] if len(found) == 1 and found[0] < len(self.words) else -1
            pair = self.pair_row.get((before, row))
            if pair is not None:
                ids.append(pair)
                shares.append(1.0)
            before = row
        return ids, shares
