"""Writes ONNX models, NAME.onnx, with the `onnx` package, and prints what they hold by NAME: onnx-models.py FOLDER"""
import json, sys
import numpy as np, onnx
from onnx import TensorProto, helper, numpy_helper

out = sys.argv[1]
expected = {}

def save(name, ins, outs, nodes, initializers=(), external=False, **facts):
    graph = helper.make_graph(nodes, name, ins, outs, initializer=list(initializers))
    model = helper.make_model(graph, producer_name="peer", producer_version="1.2", opset_imports=[
        helper.make_opsetid("", 20), helper.make_opsetid("ai.onnx.ml", 3)])
    helper.set_model_props(model, {"task": "test", "größe": "1"})
    onnx.save_model(model, f"{out}/{name}.onnx", save_as_external_data=external, all_tensors_to_one_file=True,
                    location=f"{name}.bin", size_threshold=0)
    parameters = sum(int(np.prod(i.dims)) for i in initializers)
    expected[name] = {"nodes": len(nodes), "initializers": len(initializers), "parameters": parameters,
                      "irVersion": model.ir_version, "externalFiles": [f"{name}.bin"] if external else [], **facts}

def tensor(name, type, shape): return helper.make_tensor_value_info(name, type, shape)
def names(values): return [f"{name}: {type}" for name, type in values]

identity = helper.make_node("Identity", ["x"], ["y"])
# Every element type that a tensor can have, by the package's own names.
for number in TensorProto.DataType.values():
    if number == TensorProto.UNDEFINED: continue
    word = TensorProto.DataType.Name(number)
    dtype = "str" if word == "STRING" else helper.tensor_dtype_to_np_dtype(number).name
    save(f"type-{word}", [tensor("x", number, ["batch", 3])], [tensor("y", number, [])], [identity],
         inputs=names([("x", f"{dtype}[batch, 3]")]), outputs=names([("y", f"{dtype}[]")]))
weights = numpy_helper.from_array(np.arange(12, dtype="float32").reshape(3, 4), "w")
big = numpy_helper.from_array(np.zeros((1000, 1000), dtype="float32"), "big")
many = [numpy_helper.from_array(np.zeros((2, 0, 3)), f"w{i}") for i in range(300)]
unpacked = helper.make_tensor("typed", TensorProto.INT32, [5], [1, 2, 3, 4, 5])
matmul = helper.make_node("MatMul", ["x", "w"], ["y"])
x, y = tensor("x", TensorProto.FLOAT, [None, 3]), tensor("y", TensorProto.FLOAT, ["n", 4])
shapes = dict(inputs=names([("x", "float32[?, 3]")]), outputs=names([("y", "float32[n, 4]")]))
save("initializer", [x], [y], [matmul], [weights], **shapes)
# Before IR version 4 each initializer was an input too.
save("initializer-among-inputs", [x, tensor("w", TensorProto.FLOAT, [3, 4])], [y], [matmul], [weights], **shapes)
save("big-initializer", [x], [y], [matmul, identity], [weights, big, unpacked], **shapes)
save("many-initializers", [x], [y], [matmul] * 500, many, **shapes)
save("external", [x], [y], [matmul], [weights, big], external=True, **shapes)
save("no-shape", [tensor("x", TensorProto.FLOAT, None)], [y], [identity],
     inputs=names([("x", "float32[…]")]), outputs=shapes["outputs"])
zipped = helper.make_value_info("p", helper.make_sequence_type_proto(
    helper.make_map_type_proto(TensorProto.INT64, helper.make_tensor_type_proto(TensorProto.FLOAT, []))))
maybe = helper.make_value_info("m", helper.make_optional_type_proto(helper.make_tensor_type_proto(TensorProto.STRING, [2])))
sparse = helper.make_sparse_tensor_value_info("s", TensorProto.DOUBLE, [5])
save("classifier", [x], [tensor("label", TensorProto.INT64, [None]), zipped], [identity], inputs=shapes["inputs"],
     outputs=names([("label", "int64[?]"), ("p", "sequence(map(int64 -> float32[]))")]))
save("optional-and-sparse", [maybe], [sparse], [identity],
     inputs=names([("m", "optional(str[2])")]), outputs=names([("s", "sparse float64[5]")]))
json.dump(expected, sys.stdout)
