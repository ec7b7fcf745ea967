"""Trains the bundled embedding model and writes assets/static-embedder.bin. See README.md."""
import argparse
import json
from pathlib import Path

import numpy as np

from contrast import contrast, pairs_of
from corpus import load_corpus
from export import quantise, write_model
from golden import write_golden
from heldback import HeldBack, show
from pieces import Pieces
from student import Table, bags, distil, start_table, unit
from teacher import Teacher
from vocabulary import choose, count_words, ranked

HERE = Path(__file__).resolve().parent


def parser_of_arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and models/")
    parser.add_argument("--texts", type=int, default=300_000, help="how many texts of the corpus the teachers embed")
    parser.add_argument("--teachers", default="minilm", help="minilm, or minilm,bge")
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--hashed", type=int, default=8_000, help="rows shared by the n-grams of unknown words")
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--steps", type=int, default=4_000)
    parser.add_argument("--batch", type=int, default=640)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--contrast-steps", type=int, default=800, help="0 leaves the second phase out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cached-only", action="store_true", help="use only what the cache holds already")
    parser.add_argument("--no-write", action="store_true", help="measure only")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache")
    parser.add_argument("--out", type=Path, default=HERE.parent / "assets" / "static-embedder.bin")
    parser.add_argument("--golden", type=Path, default=HERE.parent / "test" / "golden" / "pieces.json")
    return parser


def teacher_vectors(teachers: list[Teacher], texts: list[str]) -> np.ndarray:
    """Unit vectors side by side; a second teacher's mean is taken out first, for its cosines crowd near 1."""
    parts = []
    for place, teacher in enumerate(teachers):
        vectors = teacher.vectors(texts).astype(np.float32)
        if place > 0:
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


def train(args: argparse.Namespace, corpus: list[tuple[str, str]]) -> tuple[Pieces, Table]:
    material = Material(args, corpus)
    vocabulary = material.vocabulary
    vectors = teacher_vectors(material.teachers, material.texts)
    axes = projection(vectors, args.dimensions)
    target = unit(vectors @ axes)
    start = unit(teacher_vectors(material.teachers, material.named)) @ axes
    table = start_table(vocabulary, start, material.counts)
    bag = bags(vocabulary, material.texts)
    print(f"{bag.nnz / len(material.texts):.1f} rows a text", flush=True)
    options = {"steps": args.steps, "batch": args.batch, "rate": args.rate, "seed": args.seed}
    distil(table, bag, target, options)
    if args.contrast_steps > 0:
        contrast(table, pairs_of(args.shared, vocabulary), (bag, target), {**options, "steps": args.contrast_steps})
    return vocabulary, table


def main() -> None:
    args = parser_of_arguments().parse_args()
    corpus = load_corpus(args.shared, args.seed)
    print(f"corpus: {len(corpus)} texts", flush=True)
    vocabulary, table = train(args, corpus)
    held_back = HeldBack(args.shared)
    small = quantise(table)
    show("float32", held_back.measure(lambda texts: table.embed(bags(vocabulary, texts))))
    result = held_back.measure(lambda texts: small.table().embed(bags(vocabulary, texts)))
    show("4 bits", result)
    if args.no_write:
        return
    notes = {k: v for k, v in vars(args).items() if isinstance(v, (int, float)) and not isinstance(v, bool)}
    digest = write_model(args.out, vocabulary, small, {**notes, "teachers": args.teachers, "learned": "English"})
    write_golden(args.golden, vocabulary, small)
    print(json.dumps({"sha256": digest, "bytes": args.out.stat().st_size, "heldBack": result["mean"]}), flush=True)


if __name__ == "__main__":
    main()
