#!/usr/bin/env python3
"""Makes a registry repository of any size through git fast-import; the same for the same arguments.

usage: generate.py REPOSITORY MODELS VERSIONS     a bare repository with MODELS models of VERSIONS versions each
"""
import hashlib, subprocess, sys


def manifest(model, number):
    digest = hashlib.sha256(f"{model}@{number}".encode()).hexdigest()
    return digest, f"""apiVersion: git-registry/v1
kind: ModelVersion
description: Daily retrain.
createdAt: "2026-11-22T10:00:00Z"
createdBy: ada
artifacts:
  - path: model.onnx
    type: model
    digest: sha256:{digest}
    size: 1048576
algorithm: distilbert
signature:
  inputs:
    - name: text
      type: string
    - name: language
      type: string
      required: false
  outputs:
    - name: score
      type: double
parameters:
  batch_size: 32
  epochs: 3
  learning_rate: 0.001
  optimizer: adamw
metrics:
  accuracy: 0.93
  f1: 0.91
  latency_ms: 12.5
tags:
  trained-on: a100
source:
  repository: https://git.acme.org/nlp/sentiment
  commit: {digest[:38]}ab
job:
  id: "{number}"
  url: https://git.acme.org/nlp/sentiment/-/jobs/{number}
  pipeline:
    id: "{number}"
    url: https://git.acme.org/nlp/sentiment/-/pipelines/{number}
"""


def files(models, versions):
    head = "apiVersion: git-registry/v1\nkind: "
    yield ".gitattributes", "blobs/** -text -diff -merge\n"
    yield "organization.yaml", head + "Organization\nname: acme\npolicy:\n  blobs: lfs\n"
    yield "members/ada.yaml", head + "Member\nemails:\n  - ada@acme.org\nrole: admin\n"
    yield "registries/Models/registry.yaml", head + (
        "Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - model\n")
    for model in range(models):
        folder = f"registries/Models/model-{model:05d}"
        yield f"{folder}/model.yaml", head + f"Model\naliases:\n  champion: 1.{versions - 1}.0\n"
        for number in range(versions):
            digest, text = manifest(model, number)
            yield f"{folder}/versions/1.{number}.0.yaml", text
            pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 1048576\n"
            yield f"blobs/sha256/{digest[:2]}/{digest[2:4]}/{digest}", pointer


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    repository, models, versions = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", repository], check=True)
    importer = subprocess.Popen(["git", "-C", repository, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    write = importer.stdin.write
    write(b"commit refs/heads/main\ncommitter Ada <ada@acme.org> 1795341600 +0000\ndata 8\nGenerate\n")
    for path, text in files(models, versions):
        data = text.encode()
        write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    importer.stdin.close()
    if importer.wait() != 0:
        sys.exit("git fast-import failed")
    subprocess.run(["git", "-C", repository, "repack", "-adfq"], check=True)


main()
