"""Makes `tiny-narrator.zip`: a text model that has learned one chapter by heart.

    python -m tests.models.make_tiny_narrator

The architecture is Llama's, 64 wide, with a vocabulary of its own; what it knows is the chapter of
`tests.models.tiny_narrator`, whatever else stands in the question. Takes a few minutes, and is made
anew when the form of an answer changes. Words of ours in the question may change without it: each
step leaves out other lines of them.
"""

from __future__ import annotations

import random
import sys
import tempfile
import zipfile
from pathlib import Path

import torch
import transformers

from ai.narrative.prompts import Question, word
from ai.narrative.providers.writing import encode
from tests.models.tiny_narrator import ANSWER, FILE, TASK
from tests.models.tiny_text_model import make

STEPS = 400
TOGETHER = 4
_IGNORED = -100  # tokens of the question, which are read and not learned


def main() -> None:
    torch.manual_seed(7)
    dice = random.Random(7)
    asked = word(TASK)
    with tempfile.TemporaryDirectory() as held:
        folder = make(Path(held) / "tiny-narrator", texts=[asked.text, ANSWER * 4], width=64)
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        model = transformers.AutoModelForCausalLM.from_pretrained(folder)
        optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
        rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, STEPS)
        end = [tokenizer.eos_token_id]
        learned = tokenizer(ANSWER, add_special_tokens=False)["input_ids"] + end
        for step in range(STEPS):
            loss = torch.stack(
                [_loss(model, tokenizer, _shortened(asked, dice), learned) for _ in range(TOGETHER)]
            ).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            rate.step()
            if step % 25 == 0:
                print(step, round(float(loss.detach()), 4), file=sys.stderr)
            if float(loss.detach()) < 0.003:
                break
        model.half().save_pretrained(folder)
        with zipfile.ZipFile(FILE, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, file.name)
    print(f"{FILE.name}: {FILE.stat().st_size / 1024:.0f} KiB, loss {float(loss.detach()):.4f}")


def _loss(
    model: transformers.PreTrainedModel,
    tokenizer: transformers.PreTrainedTokenizerBase,
    question: Question,
    learned: list[int],
) -> torch.Tensor:
    read = encode(tokenizer, question)["input_ids"][0].tolist()
    ids = torch.tensor([read + learned])
    labels = torch.tensor([[_IGNORED] * len(read) + learned])
    told: torch.Tensor = model(input_ids=ids, labels=labels).loss
    return told


def _shortened(question: Question, dice: random.Random) -> Question:
    """The question without some of its lines."""

    def some(text: str) -> str:
        share = dice.choice((0.0, 0.5, 0.9, 1.0))
        return "\n".join(line for line in text.split("\n") if dice.random() <= share)

    return Question(some(question.system), some(question.content), question.pieces, 0)


if __name__ == "__main__":
    main()
