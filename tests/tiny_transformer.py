"""A language model as good as none: a transformer of two layers with random weights, run for real.

It has two tongues: bytes, and the words of whatever it is asked, which makes its nonsense look like the papers'.
"""

import re
from functools import cache

WINDOW = 256  # tokens of the prompt that it reads
WORDS = 2000  # tokens in its vocabulary


class Bytes:
    """A tokenizer: one token a byte."""

    def encode(self, text: str) -> list[int]:
        return list(text.encode())

    def decode(self, tokens: list[int]) -> str:
        return bytes(token % 256 for token in tokens).decode(errors="replace")


class Words:
    """A tokenizer: one token for each word of a text, figures and punctuation included."""

    def __init__(self, text: str) -> None:
        self._words = sorted(set(re.findall(r"\w+(?:[.,]\d+)*|[£%.,]", text)))[:WORDS]

    def encode(self, text: str) -> list[int]:
        known = {word: token for token, word in enumerate(self._words)}
        return [known[word] for word in re.findall(r"\w+|[£%.,]", text) if word in known]

    def decode(self, tokens: list[int]) -> str:
        return " ".join(self._words[token % len(self._words)] for token in tokens)


@cache
def model():
    """Return the model: random weights, the same in every run."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(20240725)
    torch.set_num_threads(1)
    config = LlamaConfig(
        vocab_size=WORDS,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=1024,
        bos_token_id=None,
        eos_token_id=None,
        pad_token_id=0,
    )
    return LlamaForCausalLM(config).eval()


def continue_text(text: str, tongue: Bytes | Words, *, tokens: int, seed: int) -> str:
    """Return what the model says next, sampled."""
    import torch

    torch.manual_seed(seed)
    given = torch.tensor([tongue.encode(text)[-WINDOW:] or [0]])
    with torch.inference_mode():
        said = model().generate(given, do_sample=True, max_new_tokens=tokens, attention_mask=torch.ones_like(given))
    return tongue.decode(said[0, given.shape[1] :].tolist())
