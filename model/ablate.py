"""Measures choices on the held-back queries: one JSON line a variant. Nothing is written to assets/."""
import json
import sys
from collections.abc import Iterator

from corpus import load_corpus
from export import quantise
from heldback import HeldBack
from student import Table, bags
from train import parser_of_arguments, train

# What differs from train.py's defaults, a row a run.
VARIANTS: dict[str, dict] = {
    "distilled only": {"contrast_steps": 0},
    "distilled, then contrast": {},
    "both teachers": {"teachers": "minilm,bge"},
    "30k words, 10k pairs, 4k hashed": {"words": 30_000, "pairs": 10_000, "hashed": 4_000},
    "80k words, 30k pairs, 8k hashed": {"words": 80_000, "pairs": 30_000},
    "no pairs": {"pairs": 0},
    "no hashed rows": {"hashed": 0},
}


def shapes(table: Table) -> Iterator[tuple[str, Table]]:
    """The trained table as float32 and in fewer bits or dimensions; its axes are principal, so a cut keeps the best."""
    yield "float32", table
    for bits in (8, 4, 3):
        yield f"{bits} bits", quantise(table, 2**bits).table()
    for dimensions in (192, 128):
        yield f"{dimensions} dimensions, 4 bits", quantise(Table(table.rows[:, :dimensions], table.log_weight)).table()


def main() -> None:
    parser = parser_of_arguments()
    parser.add_argument("--variants", default="all", help="names separated by ';', or all")
    args = parser.parse_args()
    names = list(VARIANTS) if args.variants == "all" else args.variants.split(";")
    corpus = load_corpus(args.shared, args.seed)
    held_back = HeldBack(args.shared)
    for name in names:
        for key, value in {**vars(parser.parse_args(sys.argv[1:])), **VARIANTS[name]}.items():
            setattr(args, key, value)
        vocabulary, table = train(args, corpus)
        for shape, variant in shapes(table):
            figures = held_back.measure(lambda texts, v=variant: v.embed(bags(vocabulary, texts)))
            print(json.dumps({"variant": name, "shape": shape, **figures}), flush=True)


if __name__ == "__main__":
    main()
