"""The student: a table of rows with one learned log-weight each, trained to point where the teachers point."""
from dataclasses import dataclass

import numpy as np
import torch
from scipy import sparse
from torch.nn.functional import embedding_bag, kl_div, log_softmax, normalize, softmax

from pieces import Pieces, split_words

# Inverse temperature of all softmaxes over similarities.
SHARPNESS = 20.0
COSINE_SHARE = 5.0
# The log-weight learns faster than the row: it is one number a row.
WEIGHT_RATE = 3.0
WARM_UP_STEPS = 100


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


def start_table(pieces: Pieces, vectors: np.ndarray, counts: np.ndarray, seed: int) -> Table:
    """Each word or pair starts at its teacher vector, weighted as SIF does (Arora 2017: a / (a + frequency)).

    A pair starts with less weight, for its words speak already; a hashed row starts near zero.
    """
    rows = np.random.default_rng(seed).normal(0, 0.02, (pieces.row_count, vectors.shape[1])).astype(np.float32)
    rows[: len(vectors)] = 0.7 * vectors
    log_weight = np.full(pieces.row_count, -1.0, np.float32)
    total = counts[: len(pieces.words)].sum()
    log_weight[: len(vectors)] = np.log(1e-3 / (1e-3 + counts / total))
    log_weight[len(pieces.words) : len(vectors)] -= 2
    return Table(rows, log_weight)


class Learner:
    """A table in training: sparse Adam (Kingma and Ba 2015) touches only the rows of a batch, moments included."""

    def __init__(self, table: Table, rate: float):
        self.rate = rate
        self.rows = torch.nn.Parameter(torch.from_numpy(table.rows.copy()))
        self.log_weight = torch.nn.Embedding.from_pretrained(
            torch.from_numpy(table.log_weight[:, None].copy()), freeze=False, sparse=True
        )
        of_weight = {"params": [self.log_weight.weight], "scale": WEIGHT_RATE}
        self.adam = torch.optim.SparseAdam([{"params": [self.rows], "scale": 1.0}, of_weight])

    def vectors(self, bag: sparse.csr_matrix) -> torch.Tensor:
        ids = torch.from_numpy(bag.indices.astype(np.int64))
        weights = torch.exp(self.log_weight(ids)[:, 0]) * torch.from_numpy(bag.data)
        starts = torch.from_numpy(bag.indptr[:-1].astype(np.int64))
        return normalize(embedding_bag(ids, self.rows, starts, mode="sum", per_sample_weights=weights, sparse=True), dim=1)

    def step(self, loss: torch.Tensor, done: float, steps_done: int) -> None:
        """One update. The rate warms up, then falls linearly to 2 % of its peak; `done` is the share of the phase."""
        rate = self.rate * min(1.0, (steps_done + 1) / WARM_UP_STEPS) * max(0.02, 1 - done)
        for group in self.adam.param_groups:
            group["lr"] = rate * group["scale"]
        self.adam.zero_grad()
        loss.backward()
        self.adam.step()

    def table(self) -> Table:
        return Table(self.rows.detach().numpy().copy(), self.log_weight.weight.detach().numpy()[:, 0].copy())


def distil_loss(student: torch.Tensor, teacher: torch.Tensor) -> tuple[torch.Tensor, float]:
    """COSINE_SHARE x (1 - cosine) + KL(the teacher's neighbours in the batch || the student's), and the mean cosine."""
    cosine = (student * teacher).sum(1).mean()
    ours = log_softmax(SHARPNESS * student @ student.T, dim=1)
    theirs = softmax(SHARPNESS * teacher @ teacher.T, dim=1)
    return COSINE_SHARE * (1 - cosine) + kl_div(ours, theirs, reduction="batchmean"), float(cosine.detach())
