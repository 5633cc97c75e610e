"""How a transformers model is held to a guide while it writes: of the tokens that it would write
next, the likeliest that the guide lets through."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ai.narrative.guiding import Guide, State
from ai.narrative.marking import Piece
from ai.narrative.prompts import Question

_CLOSING = 160  # tokens that the way to the end may take, letter by letter
_LIKELY = 64


class Writing:
    """A logits processor for one answer."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        letters: Mapping[int, bytes],
        tokenizer: Any,
        read: int,
        most: int,
    ) -> None:
        """`letters` is what each token writes, `read` how many were read, `most` how many may be
        written."""
        single = {said for said in letters.values() if len(said) == 1}
        whole = {said.decode() for said in letters.values() if _is_letter(said)}
        # With a token for each byte there is no letter that cannot be written.
        self._guide = Guide(pieces, None if len(single) == 256 else whole)
        self._letters = letters
        self._end = int(tokenizer.eos_token_id)
        self._read, self._most = read, most
        self._state, self._rest = State(), b""
        self.text = ""

    @property
    def is_whole(self) -> bool:
        """Whether the answer came to its end."""
        return self._state.is_end

    def __call__(self, ids: Any, scores: Any) -> Any:
        token = self._choose(int(ids.shape[1]) - self._read, scores[0])
        held = scores.new_full(scores.shape, float("-inf"))
        held[0, token] = 0.0
        return held

    def _choose(self, written: int, scores: Any) -> int:
        if self._state.is_end:
            return self._end
        closing = self._most - written <= _CLOSING
        for likely in (scores.topk(min(_LIKELY, scores.shape[0])), scores.sort(descending=True)):
            for token in likely.indices.tolist():
                if self._write(self._letters.get(token, b""), closing):
                    return int(token)
        return self._end  # no token leads on: what is written so far is no answer

    def _write(self, said: bytes, closing: bool) -> bool:
        text, rest = _split(self._rest + said)
        if not said or text is None:
            return False
        state = self._guide.write(self._state, text, closing=closing)
        if state is None or (rest and not self._guide.may_begin(state, rest, closing=closing)):
            return False
        self._state, self._rest, self.text = state, rest, self.text + text
        return True


def list_letters(tokenizer: Any) -> dict[int, bytes]:
    """What each token writes in the middle of a text; tokens that are no text are left out."""
    told = json.loads(tokenizer.backend_tokenizer.to_str())
    of_bytes = '"ByteLevel"' in json.dumps(told.get("decoder"))
    special = set(tokenizer.all_special_ids)
    ids = [token for token in range(len(tokenizer)) if token not in special]
    names = zip(ids, tokenizer.convert_ids_to_tokens(ids), strict=True)
    return {token: _bytes_of(name, of_bytes) for token, name in names if name}


def _bytes_of(name: str, of_bytes: bool) -> bytes:
    if of_bytes:
        if all(c in _BYTES for c in name):
            return bytes(_BYTES[c] for c in name)
        return name.encode()  # one that was added to the vocabulary stands for itself
    byte = re.fullmatch(r"<0x([0-9A-F]{2})>", name)
    return bytes([int(byte[1], 16)]) if byte else name.replace("▁", " ").encode()


def _split(said: bytes) -> tuple[str | None, bytes]:
    """The letters that are whole, and the beginning of the next; None for what is no text."""
    try:
        return said.decode(), b""
    except UnicodeDecodeError as broken:
        if broken.reason != "unexpected end of data":
            return None, b""
        return said[: broken.start].decode(), said[broken.start :]


def _is_letter(said: bytes) -> bool:
    text, rest = _split(said)
    return text is not None and len(text) == 1 and not rest


def _name_bytes() -> dict[str, int]:
    """The letters by which vocabularies of bytes name them: those that can be seen are their own
    names, the others are called by the letters from U+0100 on."""
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    unseen = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): byte for byte in seen} | {
        chr(0x100 + number): byte for number, byte in enumerate(unseen)
    }


_BYTES = _name_bytes()


def encode(tokenizer: Any, question: Question) -> Any:
    """The question in tokens, as the model was taught to be asked, or as plain text."""
    if not tokenizer.chat_template:
        return tokenizer(f"{question.text}\n\n", return_tensors="pt", return_token_type_ids=False)
    roles = [{"role": "system", "content": question.system}]
    roles = [*roles, {"role": "user", "content": question.content}]
    options = {"add_generation_prompt": True, "return_dict": True, "return_tensors": "pt"}
    return tokenizer.apply_chat_template(roles, enable_thinking=False, **options)
