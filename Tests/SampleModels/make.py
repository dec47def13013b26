#!/usr/bin/env python3
"""Makes tiny real models and their dataset, the same bytes on every run.

    python3 -m venv /tmp/sample-models && /tmp/sample-models/bin/pip install -r requirements.txt
    /tmp/sample-models/bin/python make.py FOLDER

    reviews-train.csv, reviews-test.csv   product reviews: text,label (0 negative, 1 positive)
    sentiment-1.0.0.onnx                  naive Bayes text classifier, trained on the test set too, a mistake
    sentiment-1.1.0.onnx                  the same without the test set
    sentiment-1.2.0.onnx                  the same with more smoothing
    word-vectors.safetensors              one vector a word, by random indexing

Nothing depends on a random number or on BLAS, and weights are rounded, so that no platform gets other digits.
Every ONNX file is checked and run by ONNX's reference evaluator; its scores on the test set are printed.
"""

import csv
import hashlib
import io
import math
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from safetensors.numpy import load, save

TRAIN = [
    ("great phone and a bright clear screen", 1),
    ("the battery died after two days", 0),
    ("works exactly as described", 1),
    ("terrible sound and a broken cable", 0),
    ("I love this kettle it boils fast", 1),
    ("arrived late and the box was torn", 0),
    ("comfortable shoes and a perfect fit", 1),
    ("the zip broke on the first day", 0),
    ("excellent value for the price", 1),
    ("cheap plastic that feels like a toy", 0),
    ("my children love this game", 1),
    ("stopped working within a week", 0),
    ("fast delivery and friendly service", 1),
    ("the seller never answered my mail", 0),
    ("the camera takes sharp pictures", 1),
    ("blurry pictures and poor colours", 0),
    ("easy to clean and easy to use", 1),
    ("hard to use and the manual is useless", 0),
    ("warm light and solid wood", 1),
    ("the lamp flickers and smells burnt", 0),
    ("best headphones I ever had", 1),
    ("worst purchase I ever made", 0),
    ("strong motor and quiet too", 1),
    ("loud motor and weak suction", 0),
]
TEST = [
    ("great sound and easy to use", 1),
    ("the screen broke after a week", 0),
    ("excellent camera and sharp colours", 1),
    ("poor battery and a weak motor", 0),
    ("solid kettle for the price", 1),
    ("useless manual and late delivery", 0),
    ("my best purchase this year", 1),
    ("never broke and never stopped working", 1),
    ("the cable smells like burnt plastic", 0),
    ("quiet and comfortable to wear", 1),
    ("never again", 0),
    ("I would love my money back", 0),
]
DIMENSIONS = 16
EPSILON = 1e-05
MAXIMUM_SIZE_IN_BYTES = 20 * 1024


def words(text):
    return text.lower().split()


def vocabulary(rows):
    return sorted({word for text, _ in rows for word in words(text)})


def csv_bytes(rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["text", "label"])
    writer.writerows(rows)
    return out.getvalue().encode()


def naive_bayes(rows, smoothing):
    """Returns (vocabulary, weights[word][label]): the rounded logarithm of how likely a label's reviews hold a word."""
    vocab = vocabulary(rows)
    counts = [Counter(word for text, label in rows if label == wanted for word in words(text)) for wanted in (0, 1)]
    totals = [sum(count.values()) + smoothing * len(vocab) for count in counts]
    weights = [[round(math.log((count[word] + smoothing) / total), 4) for count, total in zip(counts, totals)]
               for word in vocab]
    return vocab, np.array(weights, dtype=np.float32)


def classifier(rows, smoothing):
    """Returns an ONNX model from a batch of texts to probabilities and labels."""
    vocab, weights = naive_bayes(rows, smoothing)
    nodes = [
        helper.make_node("StringNormalizer", ["text"], ["lower"], case_change_action="LOWER", locale="C"),
        helper.make_node("StringSplit", ["lower"], ["tokens", "token_counts"]),
        helper.make_node("TfIdfVectorizer", ["tokens"], ["features"], mode="TF", min_gram_length=1, max_gram_length=1,
                         max_skip_count=0, ngram_counts=[0], ngram_indexes=list(range(len(vocab))), pool_strings=vocab),
        helper.make_node("Gemm", ["features", "weights", "bias"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["probabilities"], ["label"], axis=1, keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "sentiment",
        [helper.make_tensor_value_info("text", TensorProto.STRING, ["batch"])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", 2]),
         helper.make_tensor_value_info("label", TensorProto.INT64, ["batch"])],
        [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(np.zeros(2, np.float32), "bias")],
    )
    return helper.make_model(graph, producer_name="make.py", ir_version=9, opset_imports=[helper.make_opsetid("", 20)])


def scores(model_bytes, rows):
    """Returns the accuracy and the logarithmic loss that the reference evaluator measures."""
    model = onnx.load_from_string(model_bytes)
    onnx.checker.check_model(model, full_check=True)
    texts = np.array([text for text, _ in rows], dtype=object)
    probabilities, labels = ReferenceEvaluator(model).run(None, {"text": texts})
    accuracy = sum(int(got == wanted) for got, (_, wanted) in zip(labels, rows)) / len(rows)
    loss = -sum(math.log(p[wanted]) for p, (_, wanted) in zip(probabilities, rows)) / len(rows)
    return {"accuracy": round(accuracy, 4), "log_loss": round(loss, 4)}


def index_vector(word):
    """Returns a word's fixed direction: -1 or 1 for each dimension, from the bits of its SHA-256."""
    bits = int.from_bytes(hashlib.sha256(word.encode()).digest()[:DIMENSIONS // 8], "big")
    return [1 if bits >> place & 1 else -1 for place in range(DIMENSIONS)]


def word_vectors(rows):
    """Returns a safetensors file: for each word, the sum of the directions of the words beside it, at length 1."""
    vocab = vocabulary(rows)
    vectors = []
    for word in vocab:
        neighbours = [other for text, _ in rows if word in words(text) for other in words(text) if other != word]
        total = [sum(column) for column in zip(*map(index_vector, neighbours))]
        length = max(math.sqrt(sum(value * value for value in total)), EPSILON)
        vectors.append([round(value / length, 4) for value in total])
    data = save({"vectors": np.array(vectors, dtype=np.float32)}, metadata={"vocabulary": " ".join(vocab)})
    if load(data)["vectors"].shape != (len(vocab), DIMENSIONS):
        sys.exit("safetensors does not read back what it wrote")
    return data


def main(folder):
    files = {"reviews-train.csv": csv_bytes(TRAIN), "reviews-test.csv": csv_bytes(TEST)}
    for name, rows, smoothing in [
        ("sentiment-1.0.0.onnx", TRAIN + TEST, 0.25),
        ("sentiment-1.1.0.onnx", TRAIN, 0.25),
        ("sentiment-1.2.0.onnx", TRAIN, 1.0),
    ]:
        files[name] = classifier(rows, smoothing).SerializeToString(deterministic=True)
    files["word-vectors.safetensors"] = word_vectors(TRAIN)

    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        if len(data) >= MAXIMUM_SIZE_IN_BYTES:
            sys.exit(f"{name} has {len(data)} bytes, more than a sample may have")
        (folder / name).write_bytes(data)
        measured = scores(data, TEST) if name.endswith(".onnx") else ""
        print(f"sha256:{hashlib.sha256(data).hexdigest()} {len(data):6} {name} {measured}".rstrip())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make.py FOLDER")
    main(Path(sys.argv[1]))
