"""Folders of model2vec and of sentence-transformers' StaticEmbedding: a vector for each piece of a tokenizer of Hugging
Face, of which a text's vector is the mean."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from . import _safetensors
from .errors import DamagedFileError, MissingFileError

_TENSORS, _TOKENIZER = "model.safetensors", "tokenizer.json"
# Where a folder of sentence-transformers may have the two.
_SUBFOLDERS = (".", "0_StaticEmbedding")
_UNKNOWN = "[UNK]"

# A word as this library finds it in scripts with spaces between words: letters and digits, with an apostrophe, a
# point or a middle dot between letters, and a point, a comma or an apostrophe between digits.
_WORD = (
    r"[\p{L}\p{M}\p{Nd}_]+"
    r"(?:(?:(?<=[\p{L}\p{M}])['.·](?=\p{L})|(?<=\p{Nd})['.,;](?=\p{Nd}))[\p{L}\p{M}\p{Nd}_]+)*"
    r"|\p{Emoji_Presentation}"
)
# What is done to a text before its words are looked for (docs/text-formats.md), as far as expressions can.
_REPLACEMENTS = [
    ("</?[A-Za-z][^<>]*>", " "),
    (r"(?:https?://|www\.)\S+", " "),
    (r"(?<![\p{L}\p{Nd}])@[\p{L}\p{Nd}_]+", " "),
    (r"(?<!\S):-?\)(?!\S)", "🙂"),
    (r"(?<!\S):-?\((?!\S)", "🙁"),
    (r"(?<!\S);-?\)(?!\S)", "😉"),
    (r"(?<!\S):-?D(?!\S)", "😀"),
    ("[’‘ʼ‛＇]", "'"),
    (r"(?<=\p{L})[´′](?=\p{L})", "'"),
]


def read(folder: str | os.PathLike[str]) -> tuple[list[str], np.ndarray]:
    """The words of a folder and their vectors, [words x dimension].

    Pieces that begin a word count as words; those that go on within one, and special ones, are left out.
    """
    base = Path(folder)
    place = next((base / name for name in _SUBFOLDERS if (base / name / _TENSORS).is_file()), None)
    if place is None:
        raise MissingFileError(
            f"{folder}: there is no {_TENSORS} in it; give a folder of model2vec or of a StaticEmbedding"
        )
    arrays, _ = _safetensors.read(place / _TENSORS)
    rows = next((arrays[name] for name in ("embeddings", "embedding.weight") if name in arrays), None)
    if rows is None or rows.ndim != 2:
        raise DamagedFileError(
            f"{place / _TENSORS}: it has no embeddings; give a folder of model2vec or of a StaticEmbedding"
        )
    try:
        pieces = _pieces(json.loads((place / _TOKENIZER).read_text("utf-8")))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DamagedFileError(
            f"{place / _TOKENIZER}: its pieces can't be read ({error}); download it anew"
        ) from error
    words: dict[str, int] = {}
    for word, piece in pieces:
        if word and not any(map(str.isspace, word)):
            words.setdefault(word, piece)
    ids = np.fromiter(words.values(), np.int64, len(words))
    places = arrays["mapping"][ids] if "mapping" in arrays else ids
    if len(ids) == 0 or places.max() >= len(rows):
        raise DamagedFileError(f"{place}: the tokenizer has other pieces than the embeddings; download both anew")
    vectors = rows[places].astype(np.float32)
    if "weights" in arrays:
        vectors *= arrays["weights"][ids].astype(np.float32)[:, None]
    return list(words), vectors


def _pieces(tokenizer: dict[str, Any]) -> Iterable[tuple[str, int]]:
    """Words with the ids of their pieces, in the order of the ids."""
    model = tokenizer["model"]
    vocabulary = model["vocab"]
    if isinstance(vocabulary, dict):
        pieces = {piece: text for text, piece in vocabulary.items()}
    else:
        pieces = {piece: text for piece, (text, _) in enumerate(vocabulary)}
    special = {token["id"] for token in tokenizer.get("added_tokens", []) if token.get("special")}
    special |= {piece for piece, text in pieces.items() if text == model.get("unk_token")} | {model.get("unk_id")}
    ordered = [(pieces[piece], piece) for piece in sorted(pieces) if piece not in special]
    for mark, decode in (("▁", str), ("Ġ", _of_byte_characters)):
        if sum(text.startswith(mark) for text, _ in ordered) > len(ordered) // 10:
            return [(decode(text[1:]), piece) for text, piece in ordered if text.startswith(mark)]
    prefix = model.get("continuing_subword_prefix") or "##"
    return [(text, piece) for text, piece in ordered if not text.startswith(prefix)]


def _of_byte_characters(text: str) -> str:
    """What a piece of GPT-2's kind means, which has a printable character for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    bytes_of = {chr(byte): byte for byte in printable} | {chr(256 + place): byte for place, byte in enumerate(others)}
    return bytes(bytes_of.get(character, 63) for character in text).decode("utf-8", "replace")


def write(folder: str | os.PathLike[str], words: list[str], vectors: np.ndarray) -> None:
    """Writes a folder that model2vec and sentence-transformers load: it appears when all is written."""
    target = Path(folder)
    if target.exists():
        raise FileExistsError(f"{folder}: it is there already; name a new folder")
    dimension = vectors.shape[1]
    part = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=target.name + "."))
    try:
        # model2vec leaves out the piece for what isn't known; its vector matters for others.
        rows = np.concatenate([vectors.astype(np.float32), np.zeros((1, dimension), np.float32)])
        _safetensors.write(part / _TENSORS, {"embeddings": rows})
        config = {
            "model_type": "model2vec",
            "architectures": ["StaticModel"],
            "normalize": False,
            "max_length": None,
            "hidden_dim": dimension,
            "embedding_dtype": "float32",
        }
        modules = [{"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"}]
        for name, content in ((_TOKENIZER, _tokenizer(words)), ("config.json", config), ("modules.json", modules)):
            (part / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        part.chmod(0o755)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _tokenizer(words: list[str]) -> dict[str, Any]:
    """A tokenizer of whole words, in the form of Hugging Face's tokenizers."""
    normalizers: list[dict[str, Any]] = [
        {"type": "Replace", "pattern": {"Regex": pattern}, "content": content} for pattern, content in _REPLACEMENTS
    ]
    if all(word == word.lower() for word in words):
        normalizers.append({"type": "Lowercase"})
    vocabulary = {word: row for row, word in enumerate(words)}
    vocabulary[_UNKNOWN] = len(words)
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": len(words),
                "content": _UNKNOWN,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
        ],
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": _WORD}, "behavior": "Removed", "invert": True},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": _UNKNOWN},
    }
