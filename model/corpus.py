"""The texts that the teachers embed and the student learns from, most useful first."""
import gzip
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from asked import asked
from pieces import split_words

# Whole sets that no training text comes from, and the share of sealtools' train split that is kept back
# with them: every choice is made on these, and later fusion weights can be fitted on them.
HELD_BACK = ("bfcl", "toollinkos", "acebench_en")
HELD_BACK_SEAL_SHARE = 0.2
TRAINED = ("mcp_pool", "sealtools", "traject", "ultratool_gnn", "nestful")
# Sets whose `split: test` must never be read.
TEST_SPLIT_SETS = ("sealtools", "ultratool_gnn")

# Draw weight of each kind of text: any prefix of the corpus is a mix with these odds.
KINDS = {"task": 20.0, "tool": 6.0, "description": 3.0, "name": 2.0, "parameter": 2.0, "debian": 1.0, "wordnet": 1.0, "asked": 20.0}
MAX_CHARACTERS = 500
COMMON_PARAMETER_SHARE = 0.3
COMMON_PARAMETER_MIN_TOOLS = 5


@dataclass(frozen=True)
class Query:
    text: str
    gold: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class ToolSet:
    name: str
    tools: list[dict]
    texts: list[str]
    train: list[Query]
    held_back: list[Query]


def words_of(text: str) -> str:
    return " ".join(split_words(text))


def common_parameters(tools: list[dict]) -> dict[str, set[str]]:
    """By server: the parameters that stand on more than 30 % of its tools and say nothing about any of them."""
    sizes: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    for tool in tools:
        server = tool.get("server") or ""
        sizes[server] += 1
        counts.setdefault(server, Counter()).update(parameters(tool).keys())
    return {
        server: {name for name, n in counted.items() if n > COMMON_PARAMETER_SHARE * sizes[server]}
        for server, counted in counts.items()
        if server and sizes[server] >= COMMON_PARAMETER_MIN_TOOLS
    }


def parameters(tool: dict) -> dict:
    schema = tool.get("inputSchema")
    found = schema.get("properties") if isinstance(schema, dict) else None
    return found if isinstance(found, dict) else {}


def tool_text(tool: dict, left_out: set[str]) -> str:
    """The text that the library embeds for a tool: name twice, server, description, parameter names."""
    name = words_of(tool.get("name") or "")
    server = words_of(tool.get("server") or "")
    place = f" ({server})" if server else ""
    names = ", ".join(words_of(p) for p in parameters(tool) if p not in left_out)
    tail = f" Parameters: {names}" if names else ""
    return f"{name}. {name}{place}: {tool.get('description') or ''}{tail}"


def read_lines(path: Path) -> list[dict]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_set(shared: Path, name: str) -> ToolSet:
    """A set of shared/data/train with its queries parted into those to learn from and those held back."""
    folder = shared / "data" / "train" / name
    tools = read_lines(folder / "tools.jsonl")
    place = {tool["id"]: i for i, tool in enumerate(tools)}
    common = common_parameters(tools)
    texts = [tool_text(tool, common.get(tool.get("server") or "", set())) for tool in tools]
    rows = read_lines(folder / "queries.jsonl") if (folder / "queries.jsonl").exists() else []
    if name in TEST_SPLIT_SETS:
        rows = [row for row in rows if row.get("split") == "train"]
    queries = [query for row in rows if (query := to_query(row, place)) is not None]
    cut = 0 if name in HELD_BACK else len(queries)
    if name == "sealtools":
        cut = int(len(queries) * (1 - HELD_BACK_SEAL_SHARE))
    return ToolSet(name, tools, texts, queries[:cut], queries[cut:])


def to_query(row: dict, place: dict[str, int]) -> Query | None:
    """Each gold tool with its alternatives is one group; unknown ids are left out."""
    other = row.get("alternatives") or {}
    groups = [frozenset(place[i] for i in [gold, *other.get(gold, [])] if i in place) for gold in row["gold"]]
    groups = [group for group in groups if group]
    if row.get("anyOf") and groups:
        groups = [frozenset().union(*groups)]
    return Query(row["text"], tuple(groups)) if groups else None


def tool_shaped(data: ToolSet, rng: random.Random):
    for tool, text in zip(data.tools, data.texts):
        yield "tool", text
        yield "description", (tool.get("description") or "")[:300]
        yield "name", words_of(tool.get("name") or "")
        for name, schema in list(parameters(tool).items())[:6]:
            says = schema.get("description") if isinstance(schema, dict) else None
            if says and rng.random() < 0.3:
                yield "parameter", f"{words_of(name)}: {str(says)[:200]}"


def every_text(shared: Path, seed: int):
    rng = random.Random(seed)
    for name in TRAINED:
        data = load_set(shared, name)
        yield from (("task", query.text) for query in data.train)
        yield from tool_shaped(data, rng)
    for kind in ("debian", "wordnet"):
        with gzip.open(shared / "data" / "text" / f"{kind}.txt.gz", "rt", encoding="utf-8") as lines:
            yield from ((kind, line.rstrip("\n")) for line in lines)
    for name in TRAINED:
        yield from (("asked", text) for text in asked(load_set(shared, name).tools, seed))


def load_corpus(shared: Path, seed: int) -> list[tuple[str, str]]:
    """Distinct (kind, text) in a seeded weighted shuffle (Efraimidis and Spirakis 2006: largest u^(1/w) first)."""
    kinds: dict[str, str] = {}
    for kind, text in every_text(shared, seed):
        text = " ".join(text.split())[:MAX_CHARACTERS]
        if len(text) > 2:
            kinds.setdefault(text, kind)
    rng = random.Random(seed)
    keyed = [(rng.random() ** (1.0 / KINDS[kind]), kind, text) for text, kind in kinds.items()]
    keyed.sort(reverse=True)
    return [(kind, text) for _, kind, text in keyed]
