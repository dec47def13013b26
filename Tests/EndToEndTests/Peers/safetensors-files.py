"""Writes NAME.safetensors with the `safetensors` package and prints what they hold by NAME: safetensors-files.py FOLDER"""
import json, sys
import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

out = sys.argv[1]
made = {
    "every-dtype": ({d: np.ones((2, 3), d) for d in
        "bool uint8 int8 uint16 int16 float16 uint32 int32 float32 complex64 uint64 int64 float64".split()}, None),
    "metadata": ({"w": np.ones(4, "float32")}, {"format": "np", "größe": "a\nb \"c\" \\ é 😀"}),
    "nothing": ({}, None),
    "empty-and-scalar": ({"empty": np.ones((3, 0), "float32"), "scalar": np.array(1.0)}, {}),
    "names": ({'a"b\\c/d\té😀': np.ones(1, "int8"), "": np.ones(2, "int8")}, None),
    "many": ({f"layer.{i}.weight": np.ones((i % 5, 4), "float32") for i in range(2000)}, None),
}
expected = {}
for name, (tensors, metadata) in made.items():
    path = f"{out}/{name}.safetensors"
    save_file(tensors, path, metadata=metadata)
    with safe_open(path, "np") as file:
        expected[name] = {
            "metadata": file.metadata() or {}, "parameters": sum(t.size for t in tensors.values()),
            "tensors": sorted([k, file.get_slice(k).get_dtype(), ",".join(map(str, file.get_slice(k).get_shape()))] for k in file.keys())}
json.dump(expected, sys.stdout)
