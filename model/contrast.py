"""Second phase: tasks are pulled to their tools and pushed from others, the confusable ones first (InfoNCE)."""
import time
from pathlib import Path

import numpy as np
import torch
from scipy import sparse
from torch.nn.functional import cross_entropy

from asked import first_sentence
from corpus import TRAINED, ToolSet, load_set
from pieces import Pieces
from student import SHARPNESS, Learner, Table, bags, distil_loss
from teacher import Teacher

PAIRS_A_STEP = 512
TEXTS_A_STEP = 768
RATE_SHARE = 1 / 3
MAX_GOLD = 3
# A tool's own first sentence stands in for a task where a set has none; it teaches less.
SELF_ODDS = 0.5
# Pairs of one server are drawn together in runs of this length: its other tools are hard negatives.
RUN = 8
# Nearest tools of the same server (of the set, where it has none) that a hard negative is drawn from, and the
# similarity from which two tools count as twins, either of which would be right.
NEAREST = 8
TWIN = 0.95


class Pairs:
    """Aligned tasks and tools with what is drawn beside them; tools are numbered over all sets."""

    def __init__(self, pieces: Pieces):
        self.pieces = pieces
        self.texts: list[str] = []
        self.asked: list[str] = []
        self.golds: list[frozenset[int]] = []
        self.rows: list[tuple[int, int, float]] = []
        self.near: list[np.ndarray] = []

    def add(self, data: ToolSet, vectors: np.ndarray) -> None:
        base = len(self.texts)
        self.texts.extend(data.texts)
        groups = [tool.get("server") or "" for tool in data.tools]
        self.near.extend(base + near for near in nearest(vectors, groups))
        rows = [(q.text, frozenset(base + i for g in q.gold for i in g), base + min(g)) for q in data.train for g in q.gold[:MAX_GOLD]]
        rows.sort(key=lambda row: group_of(data.tools[row[2] - base]))
        for text, gold, tool in rows:
            self._row(text, gold, (tool, 1.0))
        if not data.train:
            self._own_sentences(data, base)

    def _own_sentences(self, data: ToolSet, base: int) -> None:
        for i, tool in enumerate(data.tools):
            head, _ = first_sentence((tool.get("description") or "").strip())
            if len(head.split()) > 3:
                self.texts[base + i] = data.texts[i].replace(head, "")[:400]
                self._row(head[:300], frozenset([base + i]), (base + i, SELF_ODDS))

    def _row(self, text: str, gold: frozenset[int], tool: tuple[int, float]) -> None:
        self.rows.append((len(self.asked), *tool))
        self.asked.append(text)
        self.golds.append(gold)

    def ready(self) -> "Pairs":
        self.task_bags, self.tool_bags = bags(self.pieces, self.asked), bags(self.pieces, self.texts)
        ends = np.cumsum([0, *(len(gold) for gold in self.golds)])
        flat = np.array([tool for gold in self.golds for tool in gold], np.int32)
        self.gold = sparse.csr_matrix((np.ones(len(flat), bool), flat, ends), shape=(len(self.golds), len(self.texts)))
        odds = np.array([odd for _, _, odd in self.rows])
        self.odds = odds / odds.sum()
        self.tool_of = np.array([tool for _, tool, _ in self.rows])
        print(f"contrast: {len(self.rows)} pairs over {len(self.texts)} tools", flush=True)
        return self

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Rows in runs of neighbours, and for each a hard negative (its own tool where there is none)."""
        starts = rng.choice(len(self.rows), PAIRS_A_STEP // RUN, replace=False, p=self.odds)
        rows = np.unique((starts[:, None] + np.arange(RUN)).ravel() % len(self.rows))
        tools = self.tool_of[rows]
        return rows, np.array([rng.choice(self.near[tool]) if len(self.near[tool]) else tool for tool in tools])


def group_of(tool: dict) -> str:
    return tool.get("server") or tool.get("category") or ""


def nearest(vectors: np.ndarray, groups: list[str]) -> list[np.ndarray]:
    """The most similar tools of each tool's group, twins left out."""
    near: list[np.ndarray] = [np.empty(0, np.int64)] * len(vectors)
    members: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group, []).append(i)
    for ids in (np.array(one) for one in members.values()):
        for block in np.array_split(ids, max(1, len(ids) // 1000)):
            similar = vectors[block] @ vectors[ids].T
            similar[similar > TWIN] = -1
            order = np.argsort(-similar, axis=1)[:, :NEAREST]
            for row, tool in enumerate(block):
                near[tool] = ids[[at for at in order[row] if similar[row, at] > 0]]
    return near


def pairs_of(shared: Path, pieces: Pieces, teacher: Teacher) -> Pairs:
    """Every (task, gold tool) of the training sets, and (first sentence, rest) of tools without tasks."""
    pairs = Pairs(pieces)
    for name in TRAINED:
        data = load_set(shared, name)
        pairs.add(data, teacher.vectors(data.texts).astype(np.float32))
    return pairs.ready()


def contrast_loss(learner: Learner, pairs: Pairs, drawn: tuple[np.ndarray, np.ndarray], hard: bool) -> torch.Tensor:
    """InfoNCE both ways (van den Oord 2018); other gold tools of a task are no negatives."""
    rows, negatives = drawn
    tools = np.concatenate([pairs.tool_of[rows], negatives]) if hard else pairs.tool_of[rows]
    size = len(rows)
    scores = SHARPNESS * learner.vectors(pairs.task_bags[rows]) @ learner.vectors(pairs.tool_bags[tools]).T
    also_right = pairs.gold[rows][:, tools].toarray()
    also_right[np.arange(size), np.arange(size)] = False
    scores = scores.masked_fill(torch.from_numpy(also_right), -1e9)
    right = torch.arange(size)
    return cross_entropy(scores, right) + cross_entropy(scores[:, :size].T, right)


def contrast(table: Table, pairs: Pairs, distilled: tuple[sparse.csr_matrix, np.ndarray], options: dict) -> Table:
    """The trained table; every step also distils, so that what the teachers know is not forgotten.

    Options: steps, share (of the contrastive loss), hard (draw hard negatives), rate, seed.
    """
    bag, target = distilled
    targets = torch.from_numpy(target)
    rng = np.random.default_rng(options["seed"] + 1)
    learner = Learner(table, options["rate"] * RATE_SHARE)
    usable = np.flatnonzero(np.diff(bag.indptr))
    started = time.monotonic()
    for step in range(options["steps"]):
        texts = rng.choice(usable, TEXTS_A_STEP, replace=False)
        near, cosine = distil_loss(learner.vectors(bag[texts]), targets[texts])
        apart = contrast_loss(learner, pairs, pairs.draw(rng), options["hard"])
        learner.step(near + options["share"] * apart, step / options["steps"], step)
        if step % 200 == 0 or step == options["steps"] - 1:
            print(f"contrast {step}: cosine {cosine:.4f}, loss {float(apart.detach()):.3f}, {time.monotonic() - started:.0f} s", flush=True)
    return learner.table()
