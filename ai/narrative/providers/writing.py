"""How a transformers model is held to a guide while it writes: of the tokens that it would write
next, the likeliest that the guide lets through."""

from __future__ import annotations

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
        letters: Mapping[int, str],
        tokenizer: Any,
        read: int,
        most: int,
    ) -> None:
        """`letters` is what each token says, `read` how many were read, `most` how many may be
        written."""
        alphabet = {c for said in letters.values() for c in said if len(said) == 1}
        self._guide = Guide(pieces, alphabet)
        self._letters = letters
        self._end = int(tokenizer.eos_token_id)
        self._read, self._most = read, most
        self._state = State()
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
                said = self._letters.get(token)
                state = self._guide.write(self._state, said, closing=closing) if said else None
                if said and state is not None:
                    self._state, self.text = state, self.text + said
                    return int(token)
        return self._end  # no token leads on: what is written so far is no answer


def list_letters(tokenizer: Any) -> dict[int, str]:
    """What each token says in the middle of a text. Tokens that are no text, or only a part of a
    letter, are left out."""
    before = tokenizer.encode('"', add_special_tokens=False)[-1:]
    length = len(tokenizer.decode(before))
    special = set(tokenizer.all_special_ids)
    ids = [token for token in range(len(tokenizer)) if token not in special]
    told = tokenizer.batch_decode(
        [[*before, token] for token in ids], clean_up_tokenization_spaces=False
    )
    said = ((token, text[length:]) for token, text in zip(ids, told, strict=True))
    return {token: text for token, text in said if text and "\ufffd" not in text}


def encode(tokenizer: Any, question: Question) -> Any:
    """The question in tokens, as the model was taught to be asked, or as plain text."""
    if not tokenizer.chat_template:
        return tokenizer(f"{question.text}\n\n", return_tensors="pt", return_token_type_ids=False)
    roles = [{"role": "system", "content": question.system}]
    roles = [*roles, {"role": "user", "content": question.content}]
    options = {"add_generation_prompt": True, "return_dict": True, "return_tensors": "pt"}
    return tokenizer.apply_chat_template(roles, enable_thinking=False, **options)
