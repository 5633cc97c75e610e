"""Makes a CLIP model of torch quick: two ONNX halves in whole numbers, beside its own files.

    python -m ai.tagging.export FOLDER [OUT]

FOLDER holds a CLIP model as transformers keep it; OUT is FOLDER itself if it is not named. Needs
torch, transformers and onnx; using what comes of it needs only onnxruntime.
"""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from transformers import CLIPModel

from ai.tagging.files import FILES

_OPSET = 17
_BESIDE = ("config.json", "preprocessor_config.json", "tokenizer.json")


class _Vision(torch.nn.Module):  # type: ignore[misc]  # torch is not looked into
    def __init__(self, clip: Any) -> None:
        super().__init__()
        self.clip = clip

    def forward(self, pixel_values: torch.Tensor) -> Any:
        seen = self.clip.vision_model(pixel_values=pixel_values)
        return self.clip.visual_projection(seen.pooler_output)


class _Text(torch.nn.Module):  # type: ignore[misc]  # torch is not looked into
    def __init__(self, clip: Any) -> None:
        super().__init__()
        self.clip = clip

    def forward(self, input_ids: torch.Tensor) -> Any:
        # What is padded stands behind the end, where nothing looks: no mask is needed.
        read = self.clip.text_model(input_ids=input_ids)
        return self.clip.text_projection(read.pooler_output)


def export(folder: Path, out: Path | None = None) -> Path:
    """Write "onnx/vision_model_quantized.onnx" and its other half; answers where."""
    out = out or folder
    clip: Any = CLIPModel.from_pretrained(
        folder, local_files_only=True, attn_implementation="eager"
    )
    clip = clip.float().eval()
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    edge = clip.config.vision_config.image_size
    end = clip.config.text_config.eos_token_id
    words = torch.tensor([[1, 2, 3, end]] * 2, dtype=torch.int64)
    halves = (
        ("vision", _Vision(clip), torch.zeros(2, 3, edge, edge), "pixel_values", "image_embeds"),
        ("text", _Text(clip), words, "input_ids", "text_embeds"),
    )
    with TemporaryDirectory(prefix="clip-export-") as temporary:
        for half, module, given, asked, told in halves:
            whole = Path(temporary) / f"{half}.onnx"
            axes = {asked: {0: "n"}, told: {0: "n"}}
            if half == "text":
                axes[asked][1] = "length"
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # remarks of the tracer about fixed shapes
                torch.onnx.export(
                    module,
                    (given,),
                    str(whole),
                    input_names=[asked],
                    output_names=[told],
                    dynamic_axes=axes,
                    opset_version=_OPSET,
                    dynamo=False,
                )
            onnx.checker.check_model(str(whole))
            _quantize(whole, out / "onnx" / FILES[half][0])
    for name in _BESIDE:
        if out != folder and (folder / name).is_file():
            shutil.copyfile(folder / name, out / name)
    return out


def _quantize(whole: Path, out: Path) -> None:
    ready = whole.with_suffix(".ready.onnx")
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready),
        str(out),
        weight_type=QuantType.QUInt8,
        # The first layer sees pixels: in whole numbers it loses more than it saves.
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    out = export(Path(arguments[0]), Path(arguments[1]) if len(arguments) == 2 else None)
    for path in sorted((out / "onnx").iterdir()):
        print(f"{path}: {path.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
