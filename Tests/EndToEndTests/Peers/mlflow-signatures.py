"""Writes signatures as MLflow does, NAME.json by ModelSignature.to_dict and NAME/MLmodel by Model.save, and prints their names:
mlflow-signatures.py FOLDER"""
import warnings; warnings.filterwarnings("ignore")
import datetime, json, logging, os, sys
import numpy as np, pandas as pd
logging.disable(logging.CRITICAL)
from mlflow.models import Model, ModelSignature, infer_signature
from mlflow.types.schema import (AnyType, Array, ColSpec, DataType, Map, Object, ParamSchema, ParamSpec, Property, Schema, SparkMLVector, TensorSpec)
out = sys.argv[1]
frame = pd.DataFrame({
    "boolean": [True, False], "integer": np.array([1, 2], "int32"), "small": np.array([1, 2], "int8"), "long": [1, 2],
    "float": np.array([1, 2], "float32"), "double": [1.5, 2.5], "string": ["a", "b"], "binary": [b"a", b"b"],
    "datetime": pd.to_datetime(["2024-01-01", "2024-01-02"]), "list": [[1, 2], [3]], "nested": [{"a": [1.5]}, {"a": []}],
    "with space, and: 'quotes'": ["x", "y"], "größe": [1, 2], "null": [1, 2], "yes": [1.0, 2.0], "1.0": ["a", "b"]})
optional = pd.DataFrame({"a": ["x", None], "b": [1.0, None], "c": [{"k": 1}, {"k": None}], "d": [None, [1, 2]]})
made = {
    "every-column": lambda: infer_signature(frame, frame["double"]),
    "optional-columns": lambda: infer_signature(optional, optional[["a"]]),
    "series": lambda: infer_signature(frame["string"], frame["long"]),
    "numbered-columns": lambda: infer_signature(pd.DataFrame([[1, 2.5]]), None),
    "scalar-string": lambda: infer_signature("text", "answer"),
    "list-of-strings": lambda: infer_signature(["a", "b"], [1, 2]),
    "numbers": lambda: infer_signature([1.5, 2.5], [True]),
    "dates": lambda: infer_signature(pd.DataFrame({"d": [datetime.datetime(2024, 1, 1, 2, 3, 4)]}), None),
    "dict-of-strings": lambda: infer_signature({"question": "a", "context": "b"}, "c"),
    "list-of-dicts": lambda: infer_signature([{"a": 1, "b": "x"}, {"a": 2}], [{"score": 0.5}]),
    "nested-dicts": lambda: infer_signature([{"user": {"name": "x", "address": {"zip": 1, "lines": ["a"]}}, "tags": ["a"]}], None),
    "lists-of-lists": lambda: infer_signature([{"m": [[1.5, 2.5], [3.5]]}], None),
    "empty-list": lambda: infer_signature([{"m": []}], None),
    "none-value": lambda: infer_signature([{"a": None, "b": [None, 1]}], [{"c": None}]),
    "chat": lambda: infer_signature({"messages": [{"role": "user", "content": "hi"}, {"role": "tool", "content": None, "name": "x"}], "temperature": 0.5, "stop": ["a"]}, {"choices": [{"index": 0, "message": {"role": "a", "content": "b"}}]}),
    "bytes": lambda: infer_signature([{"image": b"x"}], None),
    "array": lambda: infer_signature(np.zeros((4, 3)), np.zeros(4, "int64")),
    "array-of-images": lambda: infer_signature(np.zeros((2, 28, 28, 1), "uint8"), np.zeros((2, 10), "float32")),
    "array-of-strings": lambda: infer_signature(np.array(["a", "b"]), np.array([b"a"])),
    "array-of-dates": lambda: infer_signature(np.array(["2024-01-01"], "datetime64[ns]"), np.array([1 + 2j])),
    "named-arrays": lambda: infer_signature({"ids": np.zeros((2, 5), "int64"), "mask": np.zeros((2, 5), "bool")}, {"logits": np.zeros((2, 5, 7), "float16")}),
    "array-scalar": lambda: infer_signature(np.zeros((3,)), np.float64(1.5)),
    "params-scalars": lambda: infer_signature(frame[["long"]], None, {"top_k": 5, "temperature": 0.7, "tiny": 1e-05, "huge": 1e22, "sample": True, "model": "a: b", "word": "yes", "number": "1.0", "at": datetime.datetime(2024, 1, 1, 2, 3, 4, 567), "day": np.datetime64("2024-01-01T00:00:00"), "empty": "", "negative": -3, "big": 2**62, "np": np.int32(3), "np32": np.float32(0.1), "lines": "a\nb\n"}),
    "params-lists": lambda: infer_signature("a", None, {"stop": ["a", "b"], "sizes": [1, 2], "weights": [0.5, 1e-9], "flags": [True, False], "array": np.array([1.5, 2.0]), "dates": np.array(["2024-01-01T00:00:00"], "datetime64[s]")}),
    "params-objects": lambda: infer_signature("a", None, {"config": {"name": "x", "depth": 3, "inner": {"rate": 0.1, "on": False}}}),
    "every-type-by-hand": lambda: ModelSignature(
        Schema([ColSpec(t, t.name, required=i % 2 == 0) for i, t in enumerate(DataType)] + [
            ColSpec(AnyType(), "any", required=False), ColSpec(Array("string"), "array"), ColSpec(Array(Array(Array("long"))), "deep"),
            ColSpec(Map("double"), "map"), ColSpec(Map(Map(Array(AnyType()))), "maps", required=False),
            ColSpec(SparkMLVector(), "vector"), ColSpec(Array(SparkMLVector()), "vectors"), ColSpec(Map(SparkMLVector()), "vectormap"),
            ColSpec(Object([Property("z", "string"), Property("a", Array(Object([Property("m", Map(Object([Property("x", AnyType(), required=False)])))])), required=False)]), "object")]),
        Schema([TensorSpec(np.dtype("float32"), (-1, 3), "a"), TensorSpec(np.dtype("str"), (-1,), "b"), TensorSpec(np.dtype("object"), (), "c")]),
        ParamSchema([ParamSpec("none", DataType.string, None), ParamSpec("list", "long", [1, 2], (-1,)), ParamSpec("empty", "double", [], (-1,)),
            ParamSpec("object", Object([Property("a", "string"), Property("b", Array("long"), required=False), Property("c", AnyType(), required=False)]), {"a": "x", "b": [1], "c": None})])),
    "unnamed-columns": lambda: ModelSignature(Schema([ColSpec("double"), ColSpec("string")]), Schema([ColSpec(Array("float"))])),
    "unnamed-tensor": lambda: ModelSignature(Schema([TensorSpec(np.dtype("float64"), (-1, 4))])),
    "only-params": lambda: ModelSignature(params=ParamSchema([ParamSpec("a", "long", 1)])),
    "only-outputs": lambda: ModelSignature(outputs=Schema([ColSpec("double")])),
    "wide": lambda: infer_signature(pd.DataFrame({f"feature_{i}": [float(i)] for i in range(300)}), None),
    "twenty-arrays": lambda: ModelSignature(Schema([ColSpec(__import__("functools").reduce(lambda t, _: Array(t), range(20), DataType.long), "deep")])),
}
names = []
for name, make in made.items():
    signature = make()
    with open(f"{out}/{name}.json", "w") as file: json.dump(signature.to_dict(), file)
    os.makedirs(f"{out}/{name}")
    Model(artifact_path="model", run_id="4f0c", signature=signature, flavors={"python_function": {"loader_module": "mlflow.sklearn", "python_version": "3.11.2"}}).save(f"{out}/{name}/MLmodel")
    names.append(name)
json.dump(names, sys.stdout)
