"""The binary file that the library reads (layout in src/embed/drivers/staticFormat.ts)."""
import hashlib
import json
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import pieces as pieces_module
from pieces import Pieces
from student import Table

MAGIC = b"TCSE"
VERSION = 1
LEVELS = 16
# A vector is normalised, so that only the ratios of weights matter.
MAX_WEIGHT = 65_535
# Fractions of a row's largest value tried as the outermost level; the least squared error wins.
CLIPS = np.linspace(0.35, 1.0, 27, dtype=np.float32)


@dataclass
class Quantised:
    """Codes (rows x dimensions) and one weight a row; a value is weight x (code - middle)."""

    codes: np.ndarray
    weights: np.ndarray
    middle: float

    def table(self) -> Table:
        """The rows that the library computes with."""
        rows = (self.codes.astype(np.float32) - np.float32(self.middle)) * self.weights[:, None].astype(np.float32)
        return Table(rows / np.float32(MAX_WEIGHT), np.zeros(len(rows), np.float32))


def quantise(table: Table, levels: int = LEVELS) -> Quantised:
    """`levels` evenly spaced values around zero and one weight a row, which is scale x learned weight."""
    middle = (levels - 1) / 2
    largest = np.maximum(np.abs(table.rows).max(1, keepdims=True), 1e-12)
    best_error = np.full(len(table.rows), np.inf, np.float32)
    scales = np.zeros((len(table.rows), 1), np.float32)
    for clip in CLIPS:
        scale = clip * largest / middle
        codes = np.clip(np.round(table.rows / scale + middle), 0, levels - 1)
        error = (((codes - middle) * scale - table.rows) ** 2).sum(1)
        better = error < best_error
        best_error[better] = error[better]
        scales[better] = scale[better]
    codes = np.clip(np.round(table.rows / scales + middle), 0, levels - 1)
    weighted = scales[:, 0] * np.exp(table.log_weight)
    weights = np.maximum(1, np.round(weighted * (MAX_WEIGHT / weighted.max())))
    return Quantised(codes.astype(np.uint8), weights.astype(np.uint16), middle)


def pack(codes: np.ndarray) -> bytes:
    """Two values a byte: the even dimension in the low half."""
    return (codes[:, 0::2] | (codes[:, 1::2] << 4)).astype(np.uint8).tobytes()


def sections(vocabulary: Pieces, quantised: Quantised) -> dict[str, bytes]:
    """In file order: what is read as 32-bit numbers first, to stay aligned."""
    pair_rows = np.array(list(vocabulary.pair_row.keys()), "<u4").reshape(-1, 2)
    return {
        "rows": pack(quantised.codes),
        "pairs": pair_rows.tobytes(),
        "weights": quantised.weights.astype("<u2").tobytes(),
        "words": zlib.compress("\n".join(vocabulary.words).encode("utf-8"), 9),
    }


def write_model(path: Path, vocabulary: Pieces, quantised: Quantised, notes: dict) -> str:
    """Writes the file and returns the SHA-256 of its sections, which names the model."""
    parts = sections(vocabulary, quantised)
    body = b"".join(parts.values())
    digest = hashlib.sha256(body).hexdigest()
    header = {
        "sha256": digest,
        "dimensions": int(quantised.codes.shape[1]),
        "words": len(vocabulary.words),
        "pairs": len(vocabulary.pairs),
        "hashed": vocabulary.hashed,
        "gramSizes": list(pieces_module.GRAM_SIZES),
        "maxGrams": pieces_module.MAX_GRAMS,
        "maxWords": pieces_module.MAX_WORDS,
        "suffixes": list(pieces_module.SUFFIXES),
        "minStem": pieces_module.MIN_STEM,
        "sections": {name: len(part) for name, part in parts.items()},
        "notes": notes,
    }
    text = json.dumps(header, sort_keys=True).encode("ascii")
    # Sections start on a 16-byte boundary, so that typed arrays can view them in place.
    text += b" " * (-(12 + len(text)) % 16)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MAGIC + struct.pack("<II", VERSION, len(text)) + text + body)
    return digest
