#!/usr/bin/env python3
"""The calls of OpenMetadata's MLflow source, in their order: openmetadata-calls.py URI. Prints what it makes of each model as JSON.

Source: openmetadata-ingestion 2.0.7.0, metadata/ingestion/source/mlmodel/mlflow/metadata.py (get_mlmodels, yield_mlmodel) and connection.py.
"""
import json, pathlib, sys, tempfile

import yaml
from mlflow import MlflowClient
from mlflow.artifacts import download_artifacts

uri = sys.argv[1]
client = MlflowClient(tracking_uri=uri, registry_uri=uri)
client.search_registered_models()  # its test of the connection


def pages(search, **words):
    token = None
    while True:
        page = search(page_token=token, **words)
        yield from page
        token = getattr(page, "token", None)
        if not token: return


def location(version):
    prefix = "models:/"
    if version.source and version.source.startswith(prefix):
        return client.get_logged_model(version.source[len(prefix):]).artifact_location
    return version.source


found, left_out = {}, []
for model in pages(client.search_registered_models):
    versions = model.latest_versions or list(pages(client.search_model_versions, filter_string=f"name='{model.name}'"))
    newest = max(versions, key=lambda version: int(version.version), default=None)
    if newest is None or not newest.run_id:
        left_out.append(model.name)
        continue
    run = client.get_run(newest.run_id)
    assert "mlflow.log-model.history" not in run.data.tags or run.data.tags["mlflow.log-model.history"]
    with tempfile.TemporaryDirectory() as folder:
        path = download_artifacts(artifact_uri=f"{location(newest)}/MLmodel", dst_path=folder, tracking_uri=uri)
        inputs = json.loads(yaml.safe_load(pathlib.Path(path).read_text())["signature"]["inputs"])
    found[model.name] = {
        "description": model.description, "version": newest.version, "parameters": dict(run.data.params), "storage": run.info.artifact_uri,
        "features": [[column["name"], column["type"]] for column in inputs],
    }
print(json.dumps({"found": found, "leftOut": left_out}))
