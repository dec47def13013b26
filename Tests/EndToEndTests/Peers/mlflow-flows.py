#!/usr/bin/env python3
"""What data scientists write, by an installed MLflow against a server: mlflow-flows.py, with MLFLOW_TRACKING_URI set.

scikit-learn and pyfunc models logged, registered, loaded and copied; automatic logging; nested runs; what `mlflow.evaluate` logs. Prints a
line for each; any surprise is a traceback.
"""
import json, os, pathlib, sys, tempfile

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
os.environ.setdefault("MLFLOW_ENABLE_ASYNC_LOGGING", "false")
import mlflow
import pandas
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV

NEWER = not mlflow.__version__.startswith("2.")
client = MlflowClient()
features, target = load_iris(return_X_y=True, as_frame=True)


def named(name):
    """How a model is named: by `artifact_path` before MLflow 3."""
    return {"name": name} if NEWER else {"artifact_path": name}


def fitted():
    return LogisticRegression(max_iter=200).fit(features, target)


def sklearn_model():
    mlflow.set_experiment("iris")
    model = fitted()
    signature = infer_signature(features, model.predict(features))
    with mlflow.start_run(run_name="by hand") as run:
        mlflow.log_params({"max_iter": 200})
        mlflow.log_metric("accuracy", model.score(features, target))
        info = mlflow.sklearn.log_model(
            model, signature=signature, input_example=features.head(2), registered_model_name="iris",
            serialization_format="cloudpickle", **named("model"))
        # The version is there, and the run goes on.
        mlflow.log_metric("later", 0.25)
        mlflow.log_param("seed", 7)
        mlflow.log_text("a report", "report.txt")
    assert info.registered_model_version in (1, "1", None)
    expected = list(model.predict(features))
    for source in [info.model_uri, "models:/iris/1", "models:/iris/latest", "models:/iris@1.0.0", "models:/iris/1.0.0"]:
        assert list(mlflow.sklearn.load_model(source).predict(features)) == expected
        assert list(mlflow.pyfunc.load_model(source).predict(features)) == expected
    loaded = mlflow.pyfunc.load_model("models:/iris/1")
    assert loaded.metadata.signature == signature, loaded.metadata.signature
    assert mlflow.models.get_model_info("models:/iris/1").signature == signature
    registered = mlflow.register_model(info.model_uri, "iris", tags={"by": "register_model"})
    assert registered.version == "2" and registered.tags == {"by": "register_model"}
    assert registered.run_id == run.info.run_id
    copied = client.copy_model_version("models:/iris/1", "iris copy")
    assert list(mlflow.sklearn.load_model(f"models:/iris copy/{copied.version}").predict(features)) == expected
    path = mlflow.artifacts.download_artifacts("models:/iris/1", dst_path=tempfile.mkdtemp())
    assert (pathlib.Path(path) / "MLmodel").exists()
    print("sklearn", run.info.run_id)


def autologging():
    mlflow.set_experiment("automatic")
    mlflow.sklearn.autolog(
        log_input_examples=True, registered_model_name="automatic", serialization_format="cloudpickle")
    try:
        with mlflow.start_run() as run:
            fitted()
        search = GridSearchCV(LogisticRegression(max_iter=200), {"C": [0.1, 1.0]}, cv=2)
        search.fit(features, target)
    finally:
        mlflow.sklearn.autolog(disable=True)
    data = client.get_run(run.info.run_id).data
    assert data.params["max_iter"] == "200" and "training_accuracy_score" in data.metrics, data
    assert client.get_run(run.info.run_id).inputs.dataset_inputs
    searched = mlflow.last_active_run()
    children = mlflow.search_runs(
        experiment_names=["automatic"], filter_string=f"tags.mlflow.parentRunId = '{searched.info.run_id}'")
    assert len(children) == 2, children
    assert list(mlflow.sklearn.load_model("models:/automatic/1").predict(features)) == list(fitted().predict(features))
    print("autologging", len(data.params))


def nested():
    mlflow.set_experiment("nested")
    with mlflow.start_run(run_name="parent", tags={"level": "0"}, description="of two") as parent:
        for depth in range(2):
            with mlflow.start_run(run_name=f"child {depth}", nested=True) as child:
                mlflow.log_metrics({"depth": depth}, step=depth)
                mlflow.log_dict({"depth": depth}, "d.json")
                assert client.get_parent_run(child.info.run_id).info.run_id == parent.info.run_id
    found = mlflow.search_runs(
        experiment_names=["nested"], filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
        order_by=["metrics.depth DESC"])
    assert list(found["tags.mlflow.runName"]) == ["child 1", "child 0"], found
    assert list(found["metrics.depth"]) == [1, 0]
    with mlflow.start_run(run_id=parent.info.run_id):
        mlflow.log_metric("again", 1)
    assert mlflow.get_run(parent.info.run_id).data.metrics == {"again": 1}
    print("nested", len(found))


def data_and_tables():
    """What mlflow.evaluate logs: a dataset, metrics in one batch with the dataset, a table, a figure's file and a tag that lists them."""
    mlflow.set_experiment("evaluated")
    dataset = mlflow.data.from_pandas(features.assign(label=target), source="iris.csv", targets="label", name="iris")
    with mlflow.start_run() as run:
        mlflow.log_input(dataset, context="eval", tags={"part": "all"})
        mlflow.log_metrics({"accuracy_score": 0.97, "f1_score": 0.96})
        mlflow.log_table({"inputs": [1, 2], "outputs": [3, 4]}, "eval_results_table.json")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "confusion_matrix.png").write_bytes(b"\x89PNG\r\n")
            mlflow.log_artifacts(folder)
    assert mlflow.load_table("eval_results_table.json", run_ids=[run.info.run_id])["outputs"].tolist() == [3, 4]
    found = mlflow.get_run(run.info.run_id)
    assert found.inputs.dataset_inputs[0].dataset.name == "iris"
    source = mlflow.data.get_source(found.inputs.dataset_inputs[0])
    assert source is not None
    assert json.loads(found.data.tags["mlflow.loggedArtifacts"])[0]["path"] == "eval_results_table.json"
    print("evaluated")


def pages():
    mlflow.set_experiment("many")
    for count in range(7):
        with mlflow.start_run(run_name=f"run {count}", tags={"even": str(count % 2 == 0)}):
            mlflow.log_metric("m", count)
    found = mlflow.search_runs(experiment_names=["many"], filter_string="metrics.m >= 2 and tags.even = 'True'",
                               order_by=["metrics.m DESC"], max_results=2, output_format="list")
    assert [run.data.metrics["m"] for run in found] == [6, 4]
    assert len(mlflow.search_runs(search_all_experiments=True, filter_string="metrics.m < 3")) == 3
    assert [one.name for one in mlflow.search_experiments(filter_string="name LIKE '%an%'")] == ["many"]
    assert [one.name for one in mlflow.search_registered_models(filter_string="name ILIKE 'IRIS%'")] == ["iris", "iris copy"]
    assert len(mlflow.search_model_versions(filter_string="name = 'iris'")) == 2
    experiment = mlflow.get_experiment_by_name("many")
    mlflow.delete_experiment(experiment.experiment_id)
    client.restore_experiment(experiment.experiment_id)
    assert len(mlflow.search_runs(experiment_names=["many"])) == 7
    print("pages")


sklearn_model()
autologging()
nested()
data_and_tables()
pages()
print(f"{mlflow.__version__}: all of it")
