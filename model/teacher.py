"""Teacher embeddings, cached by text so that a stopped run goes on where it was."""
import hashlib
import time
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MODELS = {
    "minilm": ("Xenova/all-MiniLM-L6-v2", "mean"),
    "bge": ("Xenova/bge-small-en-v1.5", "cls"),
}
WIDTH = 384
MAX_TOKENS = 96
BATCH = 64
CHUNK = 4096
# Work comes in windows of this many texts, sorted by length inside: texts of one length need no padding.
WINDOW = 32768


def text_key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


class Teacher:
    """`vectors(texts)` gives unit vectors (n x 384, float16), from the cache or the ONNX model."""

    def __init__(self, name: str, shared: Path, cache: Path):
        folder, self.pooling = MODELS[name]
        self.name = name
        self.folder = shared / "models" / folder
        self.cache = cache / f"teacher-{name}"
        self.cache.mkdir(parents=True, exist_ok=True)
        self.session = None
        self.known: dict[int, tuple[int, int]] = {}
        self.chunks: list[np.ndarray] = []
        for path in sorted(self.cache.glob("chunk-*.npz")):
            self._remember(path)

    def _remember(self, path: Path) -> None:
        with np.load(path) as saved:
            keys, vectors = saved["keys"], saved["vectors"]
        for row, key in enumerate(keys.tolist()):
            self.known[key] = (len(self.chunks), row)
        self.chunks.append(vectors)

    def has(self, text: str) -> bool:
        return text_key(text) in self.known

    def vectors(self, texts: list[str]) -> np.ndarray:
        """Vectors of texts, embedding those that the cache lacks."""
        self.embed(texts)
        out = np.empty((len(texts), WIDTH), np.float16)
        for i, text in enumerate(texts):
            chunk, row = self.known[text_key(text)]
            out[i] = self.chunks[chunk][row]
        return out

    def embed(self, texts: list[str], seconds: float = float("inf")) -> int:
        """Fill the cache in the order given until done or out of time; returns how many are known."""
        missing = list(dict.fromkeys(text for text in texts if not self.has(text)))
        started = time.monotonic()
        done = 0
        for at in range(0, len(missing), WINDOW):
            window = sorted(missing[at : at + WINDOW], key=len)
            # Chunks in random order, so that a window that is cut short is not its short texts only.
            starts = np.random.default_rng(0).permutation(range(0, len(window), CHUNK))
            for start in starts:
                if time.monotonic() - started > seconds:
                    return len(texts) - len(missing) + done
                self._embed_chunk(window[start : start + CHUNK])
                done += len(window[start : start + CHUNK])
                rate = done / (time.monotonic() - started)
                left = (len(missing) - done) / rate / 60
                print(f"{self.name}: {done}/{len(missing)} texts, {rate:.0f}/s, {left:.0f} min left", flush=True)
        return len(texts)

    def _embed_chunk(self, texts: list[str]) -> None:
        vectors = np.concatenate([self._forward(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])
        path = self.cache / f"chunk-{len(self.chunks):05d}.npz"
        part = path.with_suffix(".part")
        with open(part, "wb") as file:
            np.savez(file, keys=np.array([text_key(t) for t in texts], np.uint64), vectors=vectors.astype(np.float16))
        part.rename(path)
        self._remember(path)

    def _open(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        # Waiting threads must not burn a core that someone else needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(str(self.folder / "onnx/model_quantized.onnx"), options)
        self.inputs = {node.name for node in self.session.get_inputs()}
        self.tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.enable_padding()

    def _forward(self, texts: list[str]) -> np.ndarray:
        if self.session is None:
            self._open()
        encoded = self.tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self.session.run(None, {k: v for k, v in feed.items() if k in self.inputs})[0]
        pooled = hidden[:, 0] if self.pooling == "cls" else (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
