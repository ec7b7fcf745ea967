"""First phase: every text points where its teachers point, and has the neighbours that it has for them."""
import time

import numpy as np
import torch
from scipy import sparse

from student import Learner, Table, distil_loss


def distil(table: Table, bag: sparse.csr_matrix, target: np.ndarray, options: dict) -> Table:
    """The trained table. Options: steps, batch, rate, seed."""
    rng = np.random.default_rng(options["seed"])
    learner = Learner(table, options["rate"])
    targets = torch.from_numpy(target)
    usable = np.flatnonzero(np.diff(bag.indptr))
    started = time.monotonic()
    for step in range(options["steps"]):
        picked = rng.choice(usable, options["batch"], replace=False)
        loss, cosine = distil_loss(learner.vectors(bag[picked]), targets[picked])
        learner.step(loss, step / options["steps"], step)
        if step % 250 == 0 or step == options["steps"] - 1:
            print(f"distil {step}: cosine {cosine:.4f}, {time.monotonic() - started:.0f} s", flush=True)
    return learner.table()
