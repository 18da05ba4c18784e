"""Writes zip.pth and legacy.pth with PyTorch 1.13: python3 make.py"""
import torch

base = torch.arange(12, dtype=torch.float32)
saved = {
    "epoch": 3,
    "optimizer": {"lr": 0.1, "moments": [torch.zeros(2)]},
    "state_dict": {
        "module.shared": base,
        "module.view": base[5:7],
        "module.transposed": base.reshape(3, 4).t(),
        "module.half": torch.tensor([0.5, -1.5], dtype=torch.float16),
        "module.bf16": torch.tensor([0.5, -1.5], dtype=torch.bfloat16),
        "module.parameter": torch.nn.Parameter(torch.tensor([3.0])),
        "module.steps": torch.tensor(1000),
        "module.mask": torch.tensor([1, 0], dtype=torch.uint8),
    },
}
torch.save(saved, "zip.pth")
torch.save(saved, "legacy.pth", _use_new_zipfile_serialization=False)
