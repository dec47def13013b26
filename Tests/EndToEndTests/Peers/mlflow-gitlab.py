#!/usr/bin/env python3
"""GitLab's documentation of MLflow's client, call by call, and what GitLab does not have: mlflow-gitlab.py, with MLFLOW_TRACKING_URI set.

Prints what it saw, one line each; any surprise is a traceback.
"""
import os, pathlib, tempfile

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
os.environ.setdefault("MLFLOW_ENABLE_ASYNC_LOGGING", "false")
import mlflow
import pandas
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature


class Doubler(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input["x"] * 2


client = MlflowClient()
frame = pandas.DataFrame({"x": [1.0, 2.0]})
folder = pathlib.Path(tempfile.mkdtemp())

# What GitLab documents.
client.create_registered_model("fraud", description="Model description")
client.update_registered_model("fraud", description="New description")
assert client.get_registered_model("fraud").description == "New description"
first = client.create_model_version("fraud", source="", description="Model version description")
assert first.aliases == ["1.0.0"] and first.status == "READY" and first.run_id, first
second = client.create_model_version("fraud", "", tags={"gitlab.version": "1.1.0"})
assert second.aliases == ["1.1.0"] and int(second.version) > int(first.version), second
client.update_model_version("fraud", "1.1.0", description="New description")
assert client.get_model_version("fraud", "1.1.0").description == "New description"
assert [version.aliases for version in client.get_latest_versions("fraud")] == [["1.1.0"]]
assert abs(first.creation_timestamp / 1000 - __import__("time").time()) < 300, first.creation_timestamp
experiment = client.get_experiment_by_name("[model]fraud")
run = client.create_run(experiment.experiment_id)
client.set_terminated(run.info.run_id)

# A model whose files are logged to the version.
mlflow.pyfunc.save_model(str(folder / "saved"), python_model=Doubler(), signature=infer_signature(frame, frame["x"] * 2))
run_id = client.get_model_version("fraud", "1.1.0").run_id
client.log_artifacts(run_id, str(folder / "saved"))
client.log_metric(run_id, "auc", 0.9)
client.log_param(run_id, "depth", 3)
client.log_batch(run_id, metrics=[mlflow.entities.Metric("loss", 0.1, 1, 0)])
client.log_dict(run_id, {"a": 1}, "my_dict.json")
client.set_tag(run_id, "gitlab.CI_JOB_ID", "77")
names = sorted(file.path for file in client.list_artifacts(run_id))
assert "MLmodel" in names and "my_dict.json" in names, names
for address in ["models:/fraud/1.1.0", f"models:/fraud/{second.version}", "models:/fraud/latest", "models:/fraud@1.1.0"]:
    loaded = mlflow.pyfunc.load_model(address)
    assert list(loaded.predict(frame)) == [2.0, 4.0]
print("loaded before it is committed")

# The code that mlflow itself documents.
mlflow.set_experiment("tuning")
with mlflow.start_run() as run:
    mlflow.log_param("param_1", 1)
    mlflow.log_metric("metrics_1", 2)
    mlflow.log_text("Hello, World!", "hello.txt")
    names = {"name": "model"} if mlflow.__version__ >= "3" else {"artifact_path": "model"}
    mlflow.pyfunc.log_model(python_model=Doubler(), registered_model_name="doubler", **names)
assert client.get_model_version("doubler", "1.0.0").run_id == run.info.run_id
assert list(mlflow.pyfunc.load_model("models:/doubler/1.0.0").predict(frame)) == [2.0, 4.0]

# What GitLab does not have.
assert [model.name for model in client.search_registered_models()] == ["doubler", "fraud"]
assert [m.name for m in client.search_registered_models("name = 'fraud'")] == ["fraud"]
assert len(client.search_model_versions("name = 'fraud'")) == 2
client.set_registered_model_tag("fraud", "team", "risk")
client.set_model_version_tag("fraud", second.version, "checked", "yes")
client.set_registered_model_alias("fraud", "champion", second.version)
assert client.get_model_version_by_alias("fraud", "champion").aliases == ["champion", "1.1.0"]
client.delete_registered_model_alias("fraud", "champion")
client.delete_model_version_tag("fraud", second.version, "checked")
client.delete_model_version("fraud", first.version)
try:
    client.get_model_version("fraud", "1.0.0")
    raise SystemExit("it is there")
except MlflowException as error:
    assert error.error_code == "RESOURCE_DOES_NOT_EXIST", error
copied = client.copy_model_version("models:/fraud/1.1.0", "copied")
assert copied.aliases == ["1.1.0"], copied
client.rename_registered_model("copied", "renamed")
print(mlflow.__version__ + ": all of it")
