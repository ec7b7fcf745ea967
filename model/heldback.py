"""Ranking figures on the held-back queries: cosine alone, and blended with a plain BM25."""
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import sparse

from corpus import HELD_BACK, Query, ToolSet, load_set
from pieces import SUFFIXES, split_words

MAX_QUERIES = 1000
K1, B = 1.2, 0.5


def terms(text: str) -> list[str]:
    return [next((w[: -len(s)] for s in SUFFIXES if w.endswith(s) and len(w) - len(s) >= 3), w) for w in split_words(text)]


def bm25(documents: list[str], queries: list[str]) -> np.ndarray:
    """Scores, queries x documents (Robertson and Zaragoza 2009)."""
    counted = [Counter(terms(d)) for d in documents]
    place: dict[str, int] = {}
    ids = [[place.setdefault(w, len(place)) for w in c] for c in counted]
    length = np.array([sum(c.values()) for c in counted], np.float32)
    seen = np.bincount(np.concatenate([np.array(i, np.int64) for i in ids]), minlength=len(place))
    idf = np.log(1 + (len(documents) - seen + 0.5) / (seen + 0.5))
    matrix = sparse.lil_matrix((len(documents), len(place)), dtype=np.float32)
    for row, count in enumerate(counted):
        tf = np.array(list(count.values()), np.float32)
        matrix.rows[row] = ids[row]
        matrix.data[row] = list(idf[ids[row]] * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length[row] / length.mean())))
    ask = sparse.lil_matrix((len(queries), len(place)), dtype=np.float32)
    for row, query in enumerate(queries):
        for word in set(terms(query)) & place.keys():
            ask[row, place[word]] = 1
    return np.asarray((ask.tocsr() @ matrix.tocsr().T).todense())


def indirect(query: Query, data: ToolSet) -> Query:
    """The task without the words of its tools' names, as a user would say it who does not know them."""
    named = {term for group in query.gold for tool in group for term in terms(data.tools[tool].get("name") or "")}
    kept = [word for word in split_words(query.text) if terms(word)[0] not in named]
    return Query(" ".join(kept), query.gold) if len(kept) > 2 else query


def scaled(scores: np.ndarray) -> np.ndarray:
    return (scores - scores.mean(1, keepdims=True)) / (scores.std(1, keepdims=True) + 1e-9)


def metrics(scores: np.ndarray, gold: list[tuple[frozenset[int], ...]]) -> dict[str, float]:
    """Recall@5 and nDCG@10 (binary, log2), counting each gold group once, at its first hit."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    recall, gain = [], []
    for top, groups in zip(order, gold):
        hits = sorted(next((r for r, t in enumerate(top) if t in group), 99) for group in groups)
        recall.append(sum(h < 5 for h in hits) / len(groups))
        ideal = sum(1 / np.log2(r + 2) for r in range(min(10, len(groups))))
        gain.append(sum(1 / np.log2(h + 2) for h in hits if h < 10) / ideal)
    return {"recall@5": float(np.mean(recall)), "ndcg@10": float(np.mean(gain))}


class HeldBack:
    """The held-back sets with their BM25 scores; `measure` takes any text embedder. Every other task is indirect."""

    def __init__(self, shared: Path):
        self.sets: list[tuple[ToolSet, list, np.ndarray]] = []
        for name in (*HELD_BACK, "sealtools"):
            data = load_set(shared, name)
            queries = data.held_back
            if len(queries) > MAX_QUERIES:
                picked = np.random.default_rng(0).choice(len(queries), MAX_QUERIES, replace=False)
                queries = [queries[i] for i in picked]
            queries = [indirect(query, data) if i % 2 else query for i, query in enumerate(queries)]
            self.sets.append((data, queries, scaled(bm25(data.texts, [q.text for q in queries]))))

    def measure(self, embed, share: float = 0.5, embed_tools=None) -> dict[str, dict[str, float]]:
        """By set and `mean`: recall@5 and nDCG@10 of the cosine and of share x cosine + (1 - share) x BM25.

        `embed_tools` embeds the tools where they are not embedded as the tasks are.
        """
        result: dict[str, dict[str, float]] = {}
        for data, queries, lexical in self.sets:
            cosine = embed([q.text for q in queries]) @ (embed_tools or embed)(data.texts).T
            gold = [q.gold for q in queries]
            alone = metrics(cosine, gold)
            blend = metrics(share * scaled(cosine) + (1 - share) * lexical, gold)
            result[data.name] = {**alone, **{f"blend {k}": v for k, v in blend.items()}}
        keys = next(iter(result.values())).keys()
        result["mean"] = {k: float(np.mean([r[k] for r in result.values()])) for k in keys}
        return result


def objective(result: dict[str, dict[str, float]]) -> float:
    """One figure to choose by: the mean of all four over the sets of which the table has seen nothing."""
    return float(np.mean([list(result[name].values()) for name in HELD_BACK]))


def show(name: str, result: dict[str, dict[str, float]]) -> None:
    for data, figures in result.items():
        print(f"{name:28s} {data:12s} " + "  ".join(f"{k} {100 * v:.1f}" for k, v in figures.items()), flush=True)
