"""Trains the bundled embedding model and writes assets/static-embedder.bin. See README.md."""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from contrast import contrast, pairs_of
from corpus import load_corpus
from distil import distil
from export import quantise, write_model
from golden import write_golden
from heldback import HeldBack, objective, show
from student import Table, bags, start_table, unit
from teacher import Teacher
from vocabulary import choose, count_words

HERE = Path(__file__).resolve().parent
# Settings of the second phase that are tried; a later one must gain more than the noise.
CONTRAST = (
    {"steps": 400, "share": 0.3, "hard": False},
    {"steps": 400, "share": 0.3, "hard": True},
    {"steps": 800, "share": 0.3, "hard": True},
    {"steps": 400, "share": 1.0, "hard": True},
)
NOISE = 0.001
# Teachers whose cosines crowd near 1: their mean is taken out first.
CENTRED = ("bge",)


def parser_of_arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and models/")
    parser.add_argument("--texts", type=int, default=350_000, help="how many texts of the corpus the teachers embed")
    parser.add_argument("--teachers", default="minilm,bge", help="minilm, bge or both")
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--hashed", type=int, default=8_000, help="rows shared by the n-grams of unknown words")
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--batch", type=int, default=1_024)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cached-only", action="store_true", help="use only what the cache holds already")
    parser.add_argument("--no-write", action="store_true", help="measure only")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache")
    parser.add_argument("--out", type=Path, default=HERE.parent / "assets" / "static-embedder.bin")
    parser.add_argument("--golden", type=Path, default=HERE.parent / "test" / "golden" / "pieces.json")
    parser.add_argument("--log", type=Path, default=HERE / "training-log.json", help="what was tried and what it gave")
    return parser


def teacher_vectors(teachers: list[Teacher], texts: list[str]) -> np.ndarray:
    """Unit vectors side by side, at length 1 together."""
    parts = []
    for teacher in teachers:
        vectors = teacher.vectors(texts).astype(np.float32)
        if teacher.name in CENTRED:
            vectors = unit(vectors - teacher.mean)
        parts.append(vectors / np.sqrt(len(teachers)))
    return np.concatenate(parts, axis=1)


def projection(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """The principal axes (uncentred) of up to 40,000 vectors."""
    sample = vectors[:40_000]
    values, axes = np.linalg.eigh(sample.T @ sample / len(sample))
    kept = values[::-1][:dimensions].sum() / values.sum()
    print(f"projection to {dimensions} dimensions keeps {100 * kept:.1f} % of the squared length", flush=True)
    return axes[:, ::-1][:, :dimensions].astype(np.float32)


class Material:
    """What a run learns from: the corpus, the vocabulary and everything that the teachers say about both."""

    def __init__(self, args: argparse.Namespace, corpus: list[tuple[str, str]]):
        words, pairs = count_words(corpus)
        self.vocabulary = choose(words, pairs, (args.words, args.pairs, args.hashed))
        self.named = self.vocabulary.words + self.vocabulary.pairs
        self.counts = np.array([words.get(name, 0) or pairs[name] for name in self.named], np.float32)
        self.teachers = [Teacher(name, args.shared, args.cache) for name in args.teachers.split(",")]
        self.texts = [text for _, text in corpus[: args.texts]]
        if args.cached_only:
            self.texts = [text for text in self.texts if all(teacher.has(text) for teacher in self.teachers)]
        for teacher in self.teachers:
            teacher.embed(self.texts)
            teacher.embed(self.named)
            teacher.mean = teacher.vectors(self.texts[:40_000]).astype(np.float32).mean(0)
        print(f"learning from {len(self.texts)} texts, {self.vocabulary.row_count} rows", flush=True)


class Trainer:
    """Both phases over one material; a stopped run finds its embeddings in the cache and trains again in minutes."""

    def __init__(self, args: argparse.Namespace, corpus: list[tuple[str, str]], held_back: HeldBack):
        self.args, self.held_back = args, held_back
        self.material = Material(args, corpus)
        vectors = teacher_vectors(self.material.teachers, self.material.texts)
        self.axes = projection(vectors, args.dimensions)
        self.target = unit(vectors @ self.axes)
        self.bag = bags(self.material.vocabulary, self.material.texts)
        print(f"{self.bag.nnz / len(self.material.texts):.1f} rows a text", flush=True)

    def distil(self) -> Table:
        args, material = self.args, self.material
        start = unit(teacher_vectors(material.teachers, material.named)) @ self.axes
        table = start_table(material.vocabulary, start, material.counts, args.seed)
        return distil(table, self.bag, self.target, self._options(args.steps))

    def contrast(self, table: Table, choice: dict) -> Table:
        if not hasattr(self, "pairs"):
            self.pairs = pairs_of(self.args.shared, self.material.vocabulary, self.material.teachers[0])
        return contrast(table, self.pairs, (self.bag, self.target), {**self._options(choice["steps"]), **choice})

    def choose_contrast(self, table: Table, log: list[dict]) -> Table:
        """The second phase in every setting of CONTRAST; what ranks the held-back tasks best is kept, in 4 bits."""
        best, kept = self.measure("distilled", table, log), table
        for choice in CONTRAST:
            tried = self.contrast(table, choice)
            value = self.measure(json.dumps(choice), tried, log)
            if value > best + NOISE:
                best, kept = value, tried
        return kept

    def measure(self, name: str, table: Table, log: list[dict]) -> float:
        result = self.held_back.measure(lambda texts: quantise(table).table().embed(bags(self.material.vocabulary, texts)))
        show(name, result)
        log.append({"setting": name, "objective": round(objective(result), 5), "mean": result["mean"]})
        return log[-1]["objective"]

    def _options(self, steps: int) -> dict:
        return {"steps": steps, "batch": self.args.batch, "rate": self.args.rate, "seed": self.args.seed}


def main() -> None:
    args = parser_of_arguments().parse_args()
    torch.manual_seed(args.seed)
    started = time.monotonic()
    corpus = load_corpus(args.shared, args.seed)
    print(f"corpus: {len(corpus)} texts", flush=True)
    trainer = Trainer(args, corpus, HeldBack(args.shared))
    log: list[dict] = []
    table = trainer.choose_contrast(trainer.distil(), log)
    trainer.measure("chosen", table, log)
    if args.no_write:
        return
    vocabulary, small = trainer.material.vocabulary, quantise(table)
    notes = {k: v for k, v in vars(args).items() if isinstance(v, (int, float)) and not isinstance(v, bool)}
    digest = write_model(args.out, vocabulary, small, {**notes, "teachers": args.teachers, "learned": "English"})
    write_golden(args.golden, vocabulary, small)
    report = {"sha256": digest, "bytes": args.out.stat().st_size, "minutes": round((time.monotonic() - started) / 60), "settings": log}
    args.log.write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps({key: report[key] for key in ("sha256", "bytes", "minutes")}), flush=True)


if __name__ == "__main__":
    main()
