"""Figures of the shipped file itself, on what is held back and on the dev sets. Choose nothing by the latter."""
import argparse
import json
import struct
import zlib
from pathlib import Path

import numpy as np

from corpus import common_parameters, read_lines, to_query, tool_text
from export import LEVELS, Quantised
from heldback import HeldBack, bm25, metrics, scaled, show
from pieces import Pieces
from student import bags

DEV = ("vendor_mcp_evals", "toolret_gorilla_huggingface", "metatool")
MAX_DEV_QUERIES = 1500


def read_model(path: Path) -> tuple[Pieces, Quantised]:
    """What export.py wrote."""
    data = path.read_bytes()
    (length,) = struct.unpack_from("<I", data, 8)
    header = json.loads(data[12 : 12 + length])
    parts, at = {}, 12 + length
    for name in ("rows", "pairs", "weights", "words"):
        parts[name] = data[at : at + header["sections"][name]]
        at += header["sections"][name]
    words = zlib.decompress(parts["words"]).decode("utf-8").split("\n")
    pairs = [f"{words[a]} {words[b]}" for a, b in np.frombuffer(parts["pairs"], "<u4").reshape(-1, 2)]
    packed = np.frombuffer(parts["rows"], np.uint8).reshape(-1, header["dimensions"] // 2)
    codes = np.stack([packed & 15, packed >> 4], axis=2).reshape(len(packed), -1)
    weights = np.frombuffer(parts["weights"], "<u2")
    return Pieces(words, pairs, header["hashed"]), Quantised(codes, weights, (LEVELS - 1) / 2)


def dev_figures(shared: Path, name: str, embed) -> dict[str, dict[str, float]]:
    """Of the cosine alone and of blends in which it weighs .5 and .7."""
    folder = shared / "data" / "dev" / name
    tools = read_lines(folder / "tools.jsonl")
    place = {tool["id"]: i for i, tool in enumerate(tools)}
    common = common_parameters(tools)
    texts = [tool_text(tool, common.get(tool.get("server") or "", set())) for tool in tools]
    queries = [q for row in read_lines(folder / "queries.jsonl") if (q := to_query(row, place)) is not None]
    if len(queries) > MAX_DEV_QUERIES:
        picked = np.random.RandomState(0).choice(len(queries), MAX_DEV_QUERIES, replace=False)
        queries = [queries[i] for i in picked]
    asked = [q.text for q in queries]
    gold = [q.gold for q in queries]
    cosine = embed(asked) @ embed(texts).T
    lexical = scaled(bm25(texts, asked))
    blends = {f"blend {share}": share * scaled(cosine) + (1 - share) * lexical for share in (0.5, 0.7)}
    return {shape: metrics(scores, gold) for shape, scores in {"cosine": cosine, **blends}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path(__file__).resolve().parent.parent / "assets/static-embedder.bin")
    args = parser.parse_args()
    vocabulary, quantised = read_model(args.model)
    table = quantised.table()
    show("held back", HeldBack(args.shared).measure(lambda texts: table.embed(bags(vocabulary, texts))))
    for name in DEV:
        show(name, dev_figures(args.shared, name, lambda texts: table.embed(bags(vocabulary, texts))))


if __name__ == "__main__":
    main()
