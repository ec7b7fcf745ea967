"""The student: a table of rows with one learned log-weight each, trained to point where the teacher points."""
import time
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pieces import Pieces, split_words

# Inverse temperature of both softmaxes, over similarities inside a batch.
SHARPNESS = 20.0
COSINE_SHARE = 5.0
# The log-weight learns faster than the row: it is one number a row.
WEIGHT_RATE = 3.0
# Rows of an Adam update done at a time: their temporaries stay in the cache (several times faster).
BLOCK = 256
BETAS = (0.9, 0.999)


def bags(pieces: Pieces, texts: list[str]) -> sparse.csr_matrix:
    """One sparse row a text: how much of each table row it sums (before the learned weights)."""
    ids: list[int] = []
    shares: list[float] = []
    ends = [0]
    for text in texts:
        rows, parts = pieces.rows(split_words(text))
        ids.extend(rows)
        shares.extend(parts)
        ends.append(len(ids))
    data = (np.array(shares, np.float32), np.array(ids, np.int32), np.array(ends, np.int64))
    matrix = sparse.csr_matrix(data, shape=(len(texts), pieces.row_count))
    matrix.sum_duplicates()
    return matrix


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows at length 1; a zero row stays zero."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


@dataclass
class Table:
    rows: np.ndarray
    log_weight: np.ndarray

    def embed(self, bag: sparse.csr_matrix) -> np.ndarray:
        return unit(bag @ (self.rows * np.exp(self.log_weight)[:, None]))

    def copy(self) -> "Table":
        return Table(self.rows.copy(), self.log_weight.copy())


class SparseAdam:
    """Adam (Kingma and Ba 2015) that touches only the rows of the batch, moments included."""

    def __init__(self, values: np.ndarray):
        self.values = values
        self.first = np.zeros_like(values)
        self.second = np.zeros_like(values)
        self.step_count = 0

    def step(self, rows: np.ndarray, gradient: np.ndarray, rate: float) -> None:
        self.step_count += 1
        unbiased = rate * np.sqrt(1 - BETAS[1] ** self.step_count) / (1 - BETAS[0] ** self.step_count)
        for at in range(0, len(rows), BLOCK):
            self._step_block(rows[at : at + BLOCK], gradient[at : at + BLOCK], np.float32(unbiased))

    def _step_block(self, rows: np.ndarray, gradient: np.ndarray, rate: np.float32) -> None:
        first, second = self.first[rows], self.second[rows]
        first += np.float32(1 - BETAS[0]) * (gradient - first)
        second += np.float32(1 - BETAS[1]) * (gradient * gradient - second)
        self.first[rows] = first
        self.second[rows] = second
        np.sqrt(second, out=second)
        second += np.float32(1e-8)
        first /= second
        first *= rate
        self.values[rows] -= first


class Batch:
    """Forward and backward of one sparse batch over the columns that it uses."""

    def __init__(self, table: Table, bag: sparse.csr_matrix):
        self.columns, places = np.unique(bag.indices, return_inverse=True)
        self.bag = sparse.csr_matrix((bag.data, places, bag.indptr), shape=(bag.shape[0], len(self.columns)))
        self.weight = np.exp(table.log_weight[self.columns])[:, None]
        self.rows = table.rows[self.columns]
        summed = self.bag @ (self.rows * self.weight)
        self.length = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
        self.vectors = summed / self.length

    def backward(self, gradient: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Gradients of the rows and of the log-weights, from that of the unit vectors."""
        along = (gradient * self.vectors).sum(1, keepdims=True)
        back = self.bag.T @ ((gradient - self.vectors * along) / self.length)
        return back * self.weight, (back * self.rows).sum(1) * self.weight[:, 0]


def softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    return shifted / shifted.sum(1, keepdims=True)


def distil_gradient(student: np.ndarray, teacher: np.ndarray) -> tuple[np.ndarray, float]:
    """Of COSINE_SHARE x (1 - cosine) + KL(teacher's neighbours || student's), both means over the batch."""
    size = len(student)
    gap = softmax(SHARPNESS * student @ student.T) - softmax(SHARPNESS * teacher @ teacher.T)
    gap *= SHARPNESS / size
    gradient = gap @ student + gap.T @ student - (COSINE_SHARE / size) * teacher
    return gradient, float((student * teacher).sum(1).mean())


def contrast_gradient(tasks: np.ndarray, tools: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """InfoNCE both ways (van den Oord 2018); `same` marks pairs of one tool, which are no negatives."""
    size = len(tasks)
    scores = SHARPNESS * tasks @ tools.T
    scores[same] = -1e9
    ahead, back = softmax(scores), softmax(scores.T)
    loss = -float(np.log(np.maximum(np.diag(ahead), 1e-12)).mean())
    gap = (ahead + back.T - 2 * np.eye(size, dtype=np.float32)) * (SHARPNESS / size)
    return gap @ tools, gap.T @ tasks, loss


def rate_at(step: int, steps: int, peak: float) -> float:
    """Linear warm-up over 100 steps, then linear decay to 2 % of the peak."""
    return peak * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)


def start_table(pieces: Pieces, vectors: np.ndarray, counts: np.ndarray) -> Table:
    """Each word or pair starts at its teacher vector, weighted as SIF does (Arora 2017: a / (a + frequency)).

    A pair starts with less weight, for its words speak already; a hashed row starts at zero.
    """
    rows = np.zeros((pieces.row_count, vectors.shape[1]), np.float32)
    rows[: len(vectors)] = 0.7 * vectors
    log_weight = np.full(pieces.row_count, -1.0, np.float32)
    total = counts[: len(pieces.words)].sum()
    log_weight[: len(vectors)] = np.log(1e-3 / (1e-3 + counts / total))
    log_weight[len(pieces.words) : len(vectors)] -= 2
    return Table(rows, log_weight)


def distil(table: Table, bag: sparse.csr_matrix, target: np.ndarray, options: dict) -> None:
    """Trains the table in place. Options: steps, batch, rate, seed."""
    rng = np.random.default_rng(options["seed"])
    rows, weights = SparseAdam(table.rows), SparseAdam(table.log_weight)
    usable = np.flatnonzero(np.diff(bag.indptr))
    started = time.monotonic()
    for step in range(options["steps"]):
        picked = rng.choice(usable, options["batch"], replace=False)
        batch = Batch(table, bag[picked])
        gradient, cosine = distil_gradient(batch.vectors, target[picked])
        of_rows, of_weights = batch.backward(gradient)
        rate = rate_at(step, options["steps"], options["rate"])
        rows.step(batch.columns, of_rows, rate)
        weights.step(batch.columns, of_weights, WEIGHT_RATE * rate)
        if step % 250 == 0 or step == options["steps"] - 1:
            print(f"distil {step}: cosine {cosine:.4f}, {time.monotonic() - started:.0f} s", flush=True)
