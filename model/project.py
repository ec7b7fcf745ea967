"""Fits what leads a transformer's vectors of tools to the table's space: assets/projection-*.bin. See README.md.

Run it again whenever the table changes: a projection names the table that it belongs to.
"""
import argparse
import hashlib
import json
import struct
from pathlib import Path

import numpy as np

from corpus import load_corpus
from heldback import HeldBack, objective
from measure import read_model
from student import bags, unit
from teacher import MODELS, WIDTH, Teacher

HERE = Path(__file__).resolve().parent
MAGIC = b"TCPR"
VERSION = 1
LIMIT = 127
# Put before a task, as src/embed/drivers/transformersModels.ts has it.
TASK_PREFIX = {"minilm": "", "bge": "Represent this sentence for searching relevant passages: "}
# What tools say of themselves; with tasks beside it held-back tasks were ranked no better.
KINDS = ("tool", "description", "name")
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
# Of two shares this close on some 3,000 tasks the smaller is taken.
NOISE = 0.001


def ridge(inputs: np.ndarray, targets: np.ndarray, strength: float) -> np.ndarray:
    """Least squares, inputs x outputs, with a penalty of `strength` mean squared inputs (Hoerl and Kennard 1970)."""
    penalty = strength * len(inputs) / inputs.shape[1] * np.eye(inputs.shape[1])
    return np.linalg.solve(inputs.T @ inputs + penalty, inputs.T @ targets).astype(np.float32)


def quantise(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One scale an output (a row here) and codes of 8 bits."""
    rows = matrix.T
    scales = (np.abs(rows).max(1) / LIMIT).astype("<f4")
    return scales, np.round(rows / scales[:, None]).astype(np.int8)


class Models:
    """The table and one transformer over the same texts."""

    def __init__(self, model: Path, teacher: Teacher):
        self.vocabulary, quantised = read_model(model)
        self.rows, self.teacher = quantised.table(), teacher
        self.cache: dict[int, np.ndarray] = {}

    def table(self, texts: list[str]) -> np.ndarray:
        key = hash(tuple(texts))
        if key not in self.cache:
            self.cache[key] = self.rows.embed(bags(self.vocabulary, texts)).astype(np.float32)
        return self.cache[key]

    def deep(self, texts: list[str]) -> np.ndarray:
        return unit(self.teacher.vectors(texts).astype(np.float32))

    def deep_tasks(self, texts: list[str]) -> np.ndarray:
        return self.deep([TASK_PREFIX[self.teacher.name] + text for text in texts])


def chosen(measured: dict[float, dict]) -> float:
    """The smallest share within the noise of the best."""
    best = max(objective(result) for result in measured.values())
    return min(share for share, result in measured.items() if objective(result) >= best - NOISE)


def joined(share: float, left, right):
    return lambda texts: np.concatenate([np.sqrt(share) * left(texts), np.sqrt(1 - share) * right(texts)], axis=1)


def figures(result: dict) -> dict[str, float]:
    return {key: round(100 * value, 1) for key, value in result["mean"].items()}


def overlap(held_back: HeldBack, one, other) -> float:
    """Of the five tools nearest to a task by one pair of embedders, the share that is also nearest by the other."""
    shares = []
    for data, queries, _ in held_back.sets:
        texts = [query.text for query in queries]
        tops = [np.argsort(-(tasks(texts) @ tools(data.texts).T), axis=1, kind="stable")[:, :5] for tasks, tools in (one, other)]
        shares += [len(set(a) & set(b)) / 5 for a, b in zip(*(top.tolist() for top in tops))]
    return float(np.mean(shares))


def fit(models: Models, held_back: HeldBack, texts: list[str], strength: float) -> tuple[dict, bytes]:
    """The notes for the header and the body of a projection."""
    scales, codes = quantise(ridge(models.deep(texts), models.table(texts), strength))
    matrix = (codes * scales[:, None]).T.astype(np.float32)
    tools = lambda share: lambda t: unit(share * models.table(t) + (1 - share) * unit(models.deep(t) @ matrix))
    by_share = {share: held_back.measure(models.table, embed_tools=tools(share)) for share in SHARES}
    share = chosen(by_share)
    blends = {s: (joined(s, models.table, models.deep_tasks), joined(s, models.table, models.deep)) for s in SHARES[1:]}
    full = {s: held_back.measure(tasks, embed_tools=of_tools) for s, (tasks, of_tools) in blends.items()}
    for s, result in by_share.items():
        print(f"asymmetric, table share {s}: {100 * objective(result):.2f} {figures(result)}", flush=True)
    for s, result in full.items():
        print(f"blended, table share {s}: {100 * objective(result):.2f} {figures(result)}", flush=True)
    best = max(full, key=lambda s: objective(full[s]))
    agreement = {
        "texts": len(texts),
        "table": figures(held_back.measure(models.table)),
        "transformer": figures(held_back.measure(models.deep_tasks, embed_tools=models.deep)),
        "blended": {"tableShare": best, **figures(full[best])},
        "asymmetric": figures(by_share[share]),
        "top5OfBlended": {
            "table": round(100 * overlap(held_back, (models.table, models.table), blends[best]), 1),
            "asymmetric": round(100 * overlap(held_back, (models.table, tools(share)), blends[best]), 1),
        },
    }
    return {"tableShare": share, "agreement": agreement}, scales.tobytes() + codes.tobytes()


def write(path: Path, header: dict, body: bytes) -> None:
    header["sha256"] = hashlib.sha256(body).hexdigest()
    text = json.dumps(header, sort_keys=True).encode("ascii")
    path.write_bytes(MAGIC + struct.pack("<II", VERSION, len(text)) + text + body)


def table_hash(model: Path) -> tuple[str, int]:
    data = model.read_bytes()
    (length,) = struct.unpack_from("<I", data, 8)
    header = json.loads(data[12 : 12 + length])
    return header["sha256"], header["dimensions"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and models/")
    parser.add_argument("--model", type=Path, default=HERE.parent / "assets/static-embedder.bin")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache")
    parser.add_argument("--out", type=Path, default=HERE.parent / "assets")
    parser.add_argument("--transformers", default="minilm,bge")
    parser.add_argument("--texts", type=int, default=60_000, help="how many texts are fitted on")
    parser.add_argument("--ridge", type=float, default=0.1)
    args = parser.parse_args()
    held_back = HeldBack(args.shared)
    corpus = load_corpus(args.shared, 0)
    texts = list(dict.fromkeys(text for kind, text in corpus if kind in KINDS and text.strip()))[: args.texts]
    sha256, dimensions = table_hash(args.model)
    for name in args.transformers.split(","):
        transformer, pooling = MODELS[name]
        models = Models(args.model, Teacher(name, args.shared, args.cache))
        notes, body = fit(models, held_back, texts, args.ridge)
        header = {"table": sha256, "transformer": transformer, "dtype": "q8", "pooling": pooling, "inputs": WIDTH, "outputs": dimensions}
        write(args.out / f"projection-{name}.bin", {**header, **notes}, body)
        print(name, json.dumps(notes), flush=True)


if __name__ == "__main__":
    main()
