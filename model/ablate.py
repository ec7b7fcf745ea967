"""Measures choices on the held-back tasks: one JSON line a variant and shape. Nothing is written to assets/."""
import json
import sys
from collections.abc import Iterator

import torch

from corpus import load_corpus
from export import quantise, sections
from heldback import HeldBack, objective
from student import Table, bags
from train import CONTRAST, Trainer, parser_of_arguments

# What differs from train.py's defaults, a row a run.
VARIANTS: dict[str, dict] = {
    "both teachers": {},
    "MiniLM alone": {"teachers": "minilm"},
    "bge-small alone": {"teachers": "bge"},
    "no task-shaped texts of ours": {"without": "asked"},
    "rows as the teachers give them": {"steps": 0},
    "4 MiB": {"words": 24_000, "pairs": 3_000, "hashed": 3_000},
    "8 MiB": {"words": 45_000, "pairs": 10_000, "hashed": 6_000},
    "16 MiB": {"words": 85_000, "pairs": 25_000, "hashed": 12_000},
}


def shapes(table: Table) -> Iterator[tuple[str, Table]]:
    """The trained table as float32 and in fewer bits or dimensions; its axes are principal, so a cut keeps the best."""
    yield "float32", table
    for bits in (8, 4, 3):
        yield f"{bits} bits", quantise(table, 2**bits).table()
    for dimensions in (192, 128):
        cut = Table(table.rows[:, :dimensions], table.log_weight)
        yield f"{dimensions} dimensions, 4 bits", quantise(cut).table()


def main() -> None:
    parser = parser_of_arguments()
    parser.add_argument("--variants", default="all", help="names separated by ';', or all")
    parser.add_argument("--shapes", action="store_true", help="every shape of each table, not 4 bits alone")
    parser.add_argument("--without", default="", help="a kind of text to leave out")
    args = parser.parse_args()
    names = list(VARIANTS) if args.variants == "all" else args.variants.split(";")
    corpus = load_corpus(args.shared, args.seed)
    held_back = HeldBack(args.shared)
    for name in names:
        for key, value in {**vars(parser.parse_args(sys.argv[1:])), **VARIANTS[name]}.items():
            setattr(args, key, value)
        torch.manual_seed(args.seed)
        # Texts come in a seeded order: those that stay are the same with and without a kind.
        kept = [(kind, text) for kind, text in corpus[: args.texts] if kind != args.without]
        rest, args.texts = corpus[args.texts :], len(kept)
        trainer = Trainer(args, kept + rest, held_back)
        distilled = trainer.distil()
        for phase, table in (("distilled", distilled), ("then contrast", trainer.contrast(distilled, CONTRAST[0]))):
            size = sum(len(part) for part in sections(trainer.material.vocabulary, quantise(table)).values())
            for shape, variant in shapes(table) if args.shapes else [("4 bits", quantise(table).table())]:
                figures = held_back.measure(lambda texts, v=variant: v.embed(bags(trainer.material.vocabulary, texts)))
                row = {"variant": name, "phase": phase, "shape": shape, "objective": objective(figures), **figures["mean"]}
                print(json.dumps({**row, "bytes": size if shape == "4 bits" else None}), flush=True)


if __name__ == "__main__":
    main()
