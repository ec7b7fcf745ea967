"""An optional second phase: tasks are pulled to their tools and pushed from others (InfoNCE)."""
import time
from pathlib import Path

import numpy as np
from scipy import sparse

from corpus import TRAINED, load_set
from pieces import Pieces
from student import WEIGHT_RATE, Batch, SparseAdam, Table, bags, contrast_gradient, distil_gradient, rate_at

PAIRS_A_STEP = 512
TEXTS_A_STEP = 768
# Share of the contrast gradient beside the distilling one, which keeps the table near its teacher.
CONTRAST_SHARE = 0.5
RATE_SHARE = 1 / 3
MAX_GOLD = 3
# A tool's own first sentence stands in for a task where a set has none; it teaches less.
SELF_ODDS = 0.5
# Pairs of one server are drawn together in runs of this length: its other tools are the hardest negatives.
RUN = 8


class Pairs:
    """Aligned bags of tasks and tools, with the tool's number, its server's order and the odds of drawing it."""

    def __init__(self, pieces: Pieces, tasks: list[str], tools: list[str], keys: list[int], odds: list[float]):
        self.tasks = bags(pieces, tasks)
        self.tools = bags(pieces, tools)
        self.keys = np.array(keys)
        self.odds = np.array(odds) / np.sum(odds)

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """Runs of neighbours in file order, which keeps a server's or a category's tools together."""
        starts = rng.choice(len(self.keys), PAIRS_A_STEP // RUN, replace=False, p=self.odds)
        return np.unique((starts[:, None] + np.arange(RUN)).ravel() % len(self.keys))


def first_sentence(description: str) -> tuple[str, str]:
    for end in (". ", "\n", "! ", "? "):
        head, found, tail = description.partition(end)
        if found and len(head.split()) > 3:
            return head, tail
    return description, ""


def pairs_of(shared: Path, pieces: Pieces) -> Pairs:
    """Every (task, gold tool) of the training sets, and (first sentence, rest) of the pool's tools."""
    tasks, tools, keys, odds = [], [], [], []
    base = 0
    for name in TRAINED:
        data = load_set(shared, name)
        rows = [(q.text, min(group)) for q in data.train for group in q.gold[:MAX_GOLD]]
        rows.sort(key=lambda row: data.tools[row[1]].get("server") or data.tools[row[1]].get("category") or "")
        for text, tool in rows:
            tasks.append(text), tools.append(data.texts[tool]), keys.append(base + tool), odds.append(1.0)
        if name == "mcp_pool":
            for i, tool in enumerate(data.tools):
                head, rest = first_sentence((tool.get("description") or "").strip())
                if len(head.split()) > 3:
                    other = data.texts[i].replace(head, "")[:400]
                    tasks.append(head[:300]), tools.append(other), keys.append(base + i), odds.append(SELF_ODDS)
        base += len(data.tools)
    print(f"contrast: {len(tasks)} pairs", flush=True)
    return Pairs(pieces, tasks, tools, keys, odds)


def contrast(table: Table, pairs: Pairs, distilled: tuple[sparse.csr_matrix, np.ndarray], options: dict) -> None:
    """Trains the table in place; every step also distils, so that what the teacher knows is not forgotten."""
    bag, target = distilled
    rng = np.random.default_rng(options["seed"] + 1)
    rows, weights = SparseAdam(table.rows), SparseAdam(table.log_weight)
    usable = np.flatnonzero(np.diff(bag.indptr))
    started = time.monotonic()
    for step in range(options["steps"]):
        texts = rng.choice(usable, TEXTS_A_STEP, replace=False)
        drawn = pairs.draw(rng)
        batch = Batch(table, sparse.vstack([bag[texts], pairs.tasks[drawn], pairs.tools[drawn]]).tocsr())
        near, cosine = distil_gradient(batch.vectors[:TEXTS_A_STEP], target[texts])
        tasks, tools = np.split(batch.vectors[TEXTS_A_STEP:], 2)
        keys = pairs.keys[drawn]
        same = (keys[:, None] == keys[None, :]) & ~np.eye(len(keys), dtype=bool)
        of_tasks, of_tools, loss = contrast_gradient(tasks, tools, same)
        gradient = np.concatenate([near, CONTRAST_SHARE * of_tasks, CONTRAST_SHARE * of_tools])
        of_rows, of_weights = batch.backward(gradient)
        rate = rate_at(step, options["steps"], options["rate"] * RATE_SHARE)
        rows.step(batch.columns, of_rows, rate)
        weights.step(batch.columns, of_weights, WEIGHT_RATE * rate)
        if step % 250 == 0 or step == options["steps"] - 1:
            print(f"contrast {step}: cosine {cosine:.4f}, loss {loss:.3f}, {time.monotonic() - started:.0f} s", flush=True)
