#!/usr/bin/env python3
"""Makes a registry repository of any size through git fast-import: the same commits for the same arguments.

Valid by git registry's own rules, with manifests as CI writes them (about 1 KB), members, teams, aliases, lineage to a data set, a
file that all versions of a model share, deprecated and yanked versions, and numbers in several majors and minors.

Packs: with `--pack whole` fast-import stores every object whole. That is quick to make, and as large as what `git repack` leaves: manifests
full of digests have next to nothing in common. With `--pack repack` git packs anew, as its maintenance does in time.
"""
import argparse, hashlib, os, subprocess, sys

HEAD = "apiVersion: git-registry/v1\nkind: "
START = 1_795_341_600  # 2026-11-22T10:00:00Z
MEMBERS = 40
TEAMS = 5


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def number(index):
    """1.0.0, 1.0.1 … 1.0.3, 1.1.0 … 1.9.3, 2.0.0: four patches a minor, ten minors a major."""
    return f"{1 + index // 40}.{index % 40 // 4}.{index % 4}"


def status(index, versions):
    """The last ones are active; of the others every tenth is deprecated, every twenty-fifth yanked."""
    if index + 5 >= versions: return ""
    if index % 25 == 13: return "status: yanked\nstatusReason: The tokenizer was another one.\n"
    return "status: deprecated\nstatusReason: A later version is better.\n" if index % 10 == 3 else ""


class Model:
    def __init__(self, seed, registry, index):
        self.registry, self.name = registry, f"model-{index:05d}"
        self.key = f"{seed}/{registry}/{self.name}"
        self.folder = f"registries/{registry}/{self.name}"
        self.tokenizer = digest(self.key + "/tokenizer")
        self.member = f"member-{int(self.tokenizer[:4], 16) % MEMBERS:03d}"

    def manifest(self, versions):
        aliases = f"aliases:\n  champion: {number(versions - 1)}\n" + (f"  production: {number(max(0, versions - 4))}\n" if versions > 1 else "")
        return f"{HEAD}Model\ndescription: Scores texts for {self.name}.\ntags:\n  task: text-classification\n{aliases}"

    def version(self, index, versions):
        """The manifest, and the digest of its own file."""
        own = digest(f"{self.key}@{index}")
        score = int(own[:6], 16) / 0x1000000
        return f"""{HEAD}ModelVersion
description: Daily retrain.
{status(index, versions)}createdAt: "2026-11-{1 + index % 28:02d}T10:00:00Z"
createdBy: {self.member}
artifacts:
  - path: model.onnx
    type: model
    digest: sha256:{own}
    size: {1048576 + index}
  - path: tokenizer.json
    type: model
    digest: sha256:{self.tokenizer}
    size: 466062
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
  epochs: {3 + index % 3}
  learning_rate: 0.001
  optimizer: adamw
metrics:
  accuracy: {0.5 + score / 2:.4f}1
  f1: {0.4 + score / 2:.4f}1
  latency_ms: {10 + score:.2f}1
tags:
  trained-on: a100
lineage:
  - input: Datasets/reviews@1.0.0
source:
  repository: https://git.acme.org/nlp/sentiment
  commit: {own[:40]}
job:
  id: "{index}"
  url: https://git.acme.org/nlp/sentiment/-/jobs/{index}
""", own, 1048576 + index


def pointer(digest, size):
    return f"blobs/sha256/{digest[:2]}/{digest[2:4]}/{digest}", f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n"


def people(members):
    yield "members/ada.yaml", HEAD + "Member\nemails:\n  - ada@acme.org\nrole: admin\n"
    for index in range(members):
        yield f"members/member-{index:03d}.yaml", HEAD + f"Member\nemails:\n  - member-{index:03d}@acme.org\nrole: member\n"
    for index in range(TEAMS):
        members = "".join(f"  - member-{member:03d}\n" for member in range(index, MEMBERS, TEAMS))
        yield f"teams/team-{index}.yaml", HEAD + f"Team\nmembers:\n{members}"


def snapshot(models, versions, registries, members):
    yield ".gitattributes", "blobs/** -text -diff -merge\n"
    yield "organization.yaml", HEAD + "Organization\nname: acme\npolicy:\n  blobs: lfs\n"
    yield from people(members)
    core = "Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - "
    yield "registries/Datasets/registry.yaml", HEAD + core + "dataset\n"
    yield "registries/Datasets/reviews/model.yaml", HEAD + "Model\ndescription: Reviews of products.\n"
    data = digest("reviews")
    yield "registries/Datasets/reviews/versions/1.0.0.yaml", HEAD + f"ModelVersion\nartifacts:\n  - path: reviews.parquet\n    type: dataset\n    digest: sha256:{data}\n    size: 73400320\n"
    yield pointer(data, 73400320)
    yield "registries/Models/registry.yaml", HEAD + core + "model\n"
    for index in range(1, registries):
        team = f"team/team-{index % TEAMS}"
        yield f"registries/Team_{index:03d}/registry.yaml", HEAD + (
            "Registry\ntype: custom\nvisibility: organization\nacceptedArtifactTypes:\n  - model\nmembers:\n"
            f"  ada: admin\n  {team}: member\nprotectedAliases:\n  - production\n")
    for model in models:
        yield f"{model.folder}/model.yaml", model.manifest(versions)
        yield pointer(model.tokenizer, 466062)
        for index in range(versions):
            text, own, size = model.version(index, versions)
            yield f"{model.folder}/versions/{number(index)}.yaml", text
            yield pointer(own, size)


def commit(write, seconds, who, files, message):
    write(f"commit refs/heads/main\ncommitter {who} {seconds} +0000\ndata {len(message)}\n{message}\n".encode())
    for path, text in files:
        data = text.encode()
        write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))


def history(write, models, versions, commits):
    """One commit an hour: nine of ten publish a version, the tenth moves its model's alias there."""
    highest = {model: versions - 1 for model in models}
    for index in range(commits):
        model = models[index % len(models)]
        if index // len(models) % 10 == 9:
            manifest = model.manifest(highest[model] + 1)
            files = [(f"{model.folder}/model.yaml", manifest)]
        else:
            highest[model] += 1
            text, own, size = model.version(highest[model], versions)
            files = [(f"{model.folder}/versions/{number(highest[model])}.yaml", text), pointer(own, size)]
        commit(write, START + 3600 * (index + 1), f"{model.member} <{model.member}@acme.org>", files, "Change")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", help="a bare repository to be made")
    parser.add_argument("models", type=int, help="models a registry")
    parser.add_argument("versions", type=int, help="versions a model")
    parser.add_argument("--registries", type=int, default=1, metavar="N")
    parser.add_argument("--history", type=int, default=0, metavar="N", help="that many further commits, each publishing a version or moving an alias")
    parser.add_argument("--members", type=int, default=MEMBERS, metavar="N", help=f"{MEMBERS} at least, which is the default")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other digests and metrics")
    parser.add_argument("--pack", choices=["whole", "repack"], default="repack")
    wanted = parser.parse_args()
    names = ["Models"] + [f"Team_{index:03d}" for index in range(1, wanted.registries)]
    models = [Model(wanted.seed, name, index) for name in names for index in range(wanted.models)]
    git = ["git", "-C", wanted.repository]
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", wanted.repository], check=True)
    depth = ["--depth=0"] if wanted.pack == "whole" else []
    importer = subprocess.Popen(git + ["-c", "fastimport.unpackLimit=1", "fast-import", "--quiet"] + depth, stdin=subprocess.PIPE)
    write = importer.stdin.write
    commit(write, START, "Ada <ada@acme.org>", snapshot(models, wanted.versions, wanted.registries, max(MEMBERS, wanted.members)), "Generate")
    history(write, models, wanted.versions, wanted.history)
    importer.stdin.close()
    if importer.wait() != 0: sys.exit("git fast-import failed")
    if wanted.pack == "repack": subprocess.run(git + ["repack", "-adfq"], check=True)


if __name__ == "__main__": main()
