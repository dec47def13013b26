#!/usr/bin/env python3
"""What data scientists do, by MLflow's own client against a server: mlflow-client.py, with MLFLOW_TRACKING_URI set.

Prints what it saw, one line each; any surprise is a traceback.
"""
import os, pathlib, sys, tempfile

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


def refused(call, code):
    try:
        call()
    except MlflowException as error:
        assert error.error_code == code, (error.error_code, str(error))
        return str(error).split("\n")[0]
    raise SystemExit(f"not refused: {code}")


client = MlflowClient()
frame = pandas.DataFrame({"x": [1.0, 2.0]})
mlflow.set_experiment("tuning")
with mlflow.start_run(run_name="first") as run:
    mlflow.log_params({"learning_rate": 0.001, "optimizer": "adam"})
    for step in range(3):
        mlflow.log_metric("loss", 1.0 / (step + 1), step=step)
    mlflow.log_metrics({"accuracy": 0.93, "nan": float("nan")})
    mlflow.set_tag("task", "text")
    mlflow.log_text("hello", "notes/a b.txt")
    info = mlflow.pyfunc.log_model(
        name="model", python_model=Doubler(), signature=infer_signature(frame, frame["x"] * 2),
        registered_model_name="doubler")
assert mlflow.get_run(run.info.run_id).info.status == "FINISHED"
print("version", info.registered_model_version)

data = client.get_run(run.info.run_id).data
assert data.params == {"learning_rate": "0.001", "optimizer": "adam"}, data.params
assert data.metrics["accuracy"] == 0.93 and data.metrics["loss"] == 1 / 3, data.metrics
assert [metric.value for metric in client.get_metric_history(run.info.run_id, "loss")] == [1.0, 0.5, 1 / 3]
assert data.tags["task"] == "text"
assert [file.path for file in client.list_artifacts(run.info.run_id, "notes")] == ["notes/a b.txt"]
assert pathlib.Path(client.download_artifacts(run.info.run_id, "notes/a b.txt")).read_text() == "hello"
print("run", data.tags["mlflow.runName"])

version = client.get_model_version("doubler", "1")
assert version.run_id == run.info.run_id and version.status == "READY", version
assert client.get_model_version("doubler", "1.0.0").version == "1"
loaded = mlflow.pyfunc.load_model("models:/doubler/1")
assert list(loaded.predict(frame)) == [2.0, 4.0]
print("loaded by number")
client.set_registered_model_alias("doubler", "champion", "1")
for name in ["models:/doubler@champion", "models:/doubler@1.0.0", "models:/doubler/1.0.0", "models:/doubler/latest"]:
    assert list(mlflow.pyfunc.load_model(name).predict(frame)) == [2.0, 4.0]
    print("loaded", name)
assert client.get_registered_model("doubler").aliases == {"champion": "1"}

client.update_model_version("doubler", "1", description="doubles")
client.set_model_version_tag("doubler", "1", "stage", "dev")
assert client.get_model_version("doubler", "1").description == "doubles"
assert client.get_model_version("doubler", "1").tags == {"stage": "dev"}
client.delete_model_version_tag("doubler", "1", "stage")
assert client.get_model_version("doubler", "1").tags == {}
client.set_registered_model_tag("doubler", "team", "vision")
client.update_registered_model("doubler", description="a model that doubles")
model = client.get_registered_model("doubler")
assert (model.description, model.tags) == ("a model that doubles", {"team": "vision"}), model
assert [found.name for found in client.search_registered_models("name = 'doubler'")] == ["doubler"]
assert [found.name for found in client.search_registered_models("tag.team = 'vision'")] == ["doubler"]
assert [found.version for found in client.search_model_versions("name = 'doubler'")] == ["1"]

client.create_registered_model("plain", tags={"a": "b"}, description="by hand")
print(refused(lambda: client.create_registered_model("plain"), "RESOURCE_ALREADY_EXISTS"))
print(refused(lambda: client.get_registered_model("nothing"), "RESOURCE_DOES_NOT_EXIST"))
print(refused(lambda: client.get_model_version("doubler", "7"), "RESOURCE_DOES_NOT_EXIST"))
print(refused(lambda: client.get_run("0" * 32), "RESOURCE_DOES_NOT_EXIST"))
copied = client.copy_model_version("models:/doubler/1", "copied")
assert copied.version == "1", copied
assert list(mlflow.pyfunc.load_model("models:/copied/1").predict(frame)) == [2.0, 4.0]
client.transition_model_version_stage("doubler", "1", "Production")
assert client.get_latest_versions("doubler", ["Production"])[0].version == "1"
client.delete_registered_model_alias("doubler", "champion")
client.delete_model_version("copied", "1")
client.delete_registered_model("plain")
# A run of a model's own experiment is a candidate.
mlflow.set_experiment("[model]doubler")
with mlflow.start_run() as trial:
    mlflow.log_param("depth", "3")
    mlflow.log_metric("accuracy", 0.5, step=0)
    mlflow.log_metric("accuracy", 0.75, step=1)
    mlflow.log_text("weights", "w.txt")
print("candidate", trial.info.run_id)
print("runs", len(client.search_runs([run.info.experiment_id], "metrics.accuracy > 0.9 and params.optimizer = 'adam'")))
print("experiments", sorted(experiment.name for experiment in client.search_experiments()))
