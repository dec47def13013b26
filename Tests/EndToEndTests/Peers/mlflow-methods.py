#!/usr/bin/env python3
"""Every public method of an installed MLflow's MlflowClient against a server: mlflow-methods.py, with MLFLOW_TRACKING_URI set.

A method is called here and its answer checked, or REASONS says why it is not. One in neither is an error, and so is one in both: what a
later MLflow adds shows. Prints how many there are of each.
"""
import io, json, os, pathlib, tempfile, time

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
os.environ.setdefault("MLFLOW_ENABLE_ASYNC_LOGGING", "false")
os.environ.setdefault("MLFLOW_ENABLE_ASYNC_TRACE_LOGGING", "false")
import mlflow
import numpy
import pandas
from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException

NEWER = not mlflow.__version__.startswith("2.")
PUBLIC = {name for name in dir(MlflowClient) if not name.startswith("_")}

# By the first words of a method's name, or all of it.
REASONS = {
    "dataset": "datasets for evaluation are a service of MLflow's own server; those that runs log are there",
    "webhook": "this server makes no request to addresses that users sent",
    "workspace": "a registry is a server of its own; workspaces are MLflow's way to have several",
    "mcp_": "a registry of MCP servers is no registry of models",
    "log_figure": "needs matplotlib or plotly, and is log_artifact then",
    "unlink_traces_from_run": "Unity Catalog alone has it, as the client says",
    "_assessment": "MLflow 2.22 sends them to Databricks alone; mlflow.log_feedback of MLflow 3 is called",
}
if NEWER:
    del REASONS["_assessment"]
# Methods of those, called to see that the refusal comes at once and says so.
REFUSED = {
    "search_datasets": lambda client: client.search_datasets(["0"]),
    "create_dataset": lambda client: client.create_dataset("d"),
    "list_webhooks": lambda client: list(client.list_webhooks()),
    "search_mcp_servers": lambda client: client.search_mcp_servers(),
}


class Recorder:
    """A client that remembers which of its methods were called."""

    def __init__(self, client):
        self.client, self.called = client, set()

    def __getattr__(self, name):
        self.called.add(name)
        return getattr(self.client, name)


client = Recorder(MlflowClient())


def refused(call, code):
    start = time.monotonic()
    try:
        call()
    except MlflowException as error:
        assert error.error_code == code, (error.error_code, str(error))
        assert time.monotonic() - start < 5, "refused late"
        return str(error)
    raise SystemExit(f"not refused: {code}")


def names(found):
    return [one.name for one in found]


def experiments():
    assert client.tracking_uri == os.environ["MLFLOW_TRACKING_URI"]
    made = client.create_experiment("first try", tags={"team": "vision"})
    assert client.get_experiment(made).name == "first try"
    assert client.get_experiment_by_name("first try").experiment_id == made
    assert client.get_experiment_by_name("nothing") is None
    client.set_experiment_tag(made, "goal", "recall")
    assert client.get_experiment(made).tags == {"team": "vision", "goal": "recall"}
    if NEWER:
        client.delete_experiment_tag(made, "goal")
        assert client.get_experiment(made).tags == {"team": "vision"}
    client.rename_experiment(made, "second try")
    assert names(client.search_experiments(filter_string="name = 'second try'")) == ["second try"]
    client.delete_experiment(made)
    assert client.get_experiment(made).lifecycle_stage == "deleted"
    assert names(client.search_experiments(filter_string="name = 'second try'")) == []
    deleted = client.search_experiments(view_type=ViewType.DELETED_ONLY)
    assert names(deleted) == ["second try"]
    client.restore_experiment(made)
    assert client.get_experiment(made).lifecycle_stage == "active"
    assert "already exists" in refused(lambda: client.create_experiment("second try"), "RESOURCE_ALREADY_EXISTS")
    for count in range(5):
        client.create_experiment(f"page {count}")
    page = client.search_experiments(max_results=2, filter_string="name LIKE 'page%'", order_by=["name DESC"])
    assert names(page) == ["page 4", "page 3"] and page.token
    page = client.search_experiments(
        max_results=3, filter_string="name LIKE 'page%'", order_by=["name DESC"], page_token=page.token)
    assert names(page) == ["page 2", "page 1", "page 0"] and not page.token
    return made


def runs(experiment):
    parent = client.create_run(experiment, run_name="parent").info.run_id
    run = client.create_run(experiment, tags={"mlflow.parentRunId": parent, "kind": "child"}).info.run_id
    assert client.get_parent_run(run).info.run_id == parent
    assert client.get_parent_run(parent) is None
    client.log_param(run, "rate", 0.001)
    client.log_param(run, "rate", 0.001)
    refused(lambda: client.log_param(run, "rate", 0.002), "INVALID_PARAMETER_VALUE")
    client.log_metric(run, "loss", 0.5, timestamp=1000, step=1)
    client.log_metric(run, "loss", 0.25, timestamp=2000, step=2)
    client.log_batch(
        run, [Metric("accuracy", 0.9, 3000, 0), Metric("nan", float("nan"), 3000, 0)],
        [Param("depth", "3")], [RunTag("seen", "yes"), RunTag("gone", "")])
    history = client.get_metric_history(run, "loss")
    assert [(point.value, point.timestamp, point.step) for point in history] == [(0.5, 1000, 1), (0.25, 2000, 2)]
    client.set_tag(run, "kind", "grandchild")
    client.delete_tag(run, "gone")
    refused(lambda: client.delete_tag(run, "gone"), "RESOURCE_DOES_NOT_EXIST")
    data = client.get_run(run).data
    assert data.params == {"rate": "0.001", "depth": "3"} and data.metrics["loss"] == 0.25, data
    assert data.tags["kind"] == "grandchild" and "gone" not in data.tags
    client.update_run(run, status="RUNNING", name="child")
    assert client.get_run(run).info.run_name == "child"
    dataset = Dataset("reviews", "d1", "local", "file:///reviews.csv", schema="{}", profile=None)
    client.log_inputs(run, [DatasetInput(dataset, [InputTag("mlflow.data.context", "training")])])
    inputs = client.get_run(run).inputs.dataset_inputs
    assert [(one.dataset.name, one.tags[0].value) for one in inputs] == [("reviews", "training")]
    other = client.create_run(experiment, run_name="other").info.run_id
    client.log_metric(other, "loss", 0.75)
    found = client.search_runs(
        [experiment], "metrics.loss < 1 and tags.`kind` != 'x'", order_by=["metrics.loss ASC"], max_results=1)
    assert [one.info.run_id for one in found] == [run] and not found.token, found
    found = client.search_runs([experiment], "metrics.loss < 1", order_by=["metrics.loss DESC"], max_results=1)
    assert [one.info.run_id for one in found] == [other] and found.token
    found = client.search_runs(
        [experiment], "metrics.loss < 1", order_by=["metrics.loss DESC"], max_results=1, page_token=found.token)
    assert [one.info.run_id for one in found] == [run]
    assert len(client.search_runs([experiment], "attributes.run_name ILIKE 'PAR%'")) == 1
    assert len(client.search_runs([experiment], "datasets.name = 'reviews'")) == 1
    client.delete_run(other)
    assert client.get_run(other).info.lifecycle_stage == "deleted"
    client.restore_run(other)
    assert client.get_run(other).info.lifecycle_stage == "active"
    client.set_terminated(other, status="FAILED", end_time=5000)
    assert (client.get_run(other).info.status, client.get_run(other).info.end_time) == ("FAILED", 5000)
    return run


def artifacts(run, experiment):
    folder = pathlib.Path(tempfile.mkdtemp())
    for name in ["a.txt", "b c+é (1),&=.txt", "deep/er/x.bin"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    client.log_artifact(run, str(folder / "a.txt"), "one")
    client.log_artifacts(run, str(folder), "all of it")
    client.log_text(run, "hello", "notes/a b.txt")
    client.log_dict(run, {"k": [1, 2]}, "notes/d.json")
    if hasattr(client.client, "log_stream"):
        client.log_stream(run, io.BytesIO(b"stream"), "notes/s.bin")
        assert pathlib.Path(client.download_artifacts(run, "notes/s.bin")).read_bytes() == b"stream"
    listed = {one.path: one.file_size for one in client.list_artifacts(run, "all of it")}
    assert listed == {"all of it/a.txt": 5, "all of it/b c+é (1),&=.txt": len("b c+é (1),&=.txt".encode()), "all of it/deep": None}, listed
    assert [one.path for one in client.list_artifacts(run, "all of it/a.txt")] == []
    got = pathlib.Path(client.download_artifacts(run, "all of it", str(folder / "..")))
    for name in ["a.txt", "b c+é (1),&=.txt", "deep/er/x.bin"]:
        assert (got / name).read_text() == name
    assert pathlib.Path(client.download_artifacts(run, "notes/a b.txt")).read_text() == "hello"
    client.log_table(run, {"question": ["a", "b"], "score": [1, 2]}, "table.json")
    client.log_table(run, pandas.DataFrame({"question": ["c"], "score": [3]}), "table.json")
    table = client.load_table(experiment, "table.json", run_ids=[run], extra_columns=["run_id"])
    assert list(table["score"]) == [1, 2, 3] and set(table["run_id"]) == {run}
    repository = mlflow.store.artifact.artifact_repository_registry.get_artifact_repository(
        client.get_run(run).info.artifact_uri)
    repository.delete_artifacts("all of it")
    assert client.list_artifacts(run, "all of it") == []


def images(run):
    try:
        import PIL  # noqa: F401
    except ImportError:
        REASONS["log_image"] = "needs Pillow, and is log_artifact then"
        return
    client.log_image(run, numpy.zeros((2, 2, 3), dtype=numpy.uint8), "image.png")
    assert [one.path for one in client.list_artifacts(run)].count("image.png") == 1


def logged_models(run, experiment):
    if not NEWER:
        return
    made = client.create_logged_model(
        experiment, name="net", source_run_id=run, tags={"a": "b"}, params={"depth": "3"}, model_type="agent")
    client.log_model_params(made.model_id, {"width": "4"})
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "w.bin").write_text("weights")
    client.log_model_artifact(made.model_id, str(folder / "w.bin"))
    (folder / "more").mkdir()
    (folder / "more" / "x.bin").write_text("more")
    client.log_model_artifacts(made.model_id, str(folder))
    listed = client.list_logged_model_artifacts(made.model_id)
    assert sorted(one.path for one in listed) == ["more", "w.bin"], listed
    client.finalize_logged_model(made.model_id, "READY")
    client.set_logged_model_tags(made.model_id, {"c": "d"})
    client.delete_logged_model_tag(made.model_id, "a")
    client.log_metric(run, "f1", 0.8, model_id=made.model_id)
    got = client.get_logged_model(made.model_id)
    assert (got.name, got.params, got.tags, str(got.status)) == (
        "net", {"depth": "3", "width": "4"}, {"c": "d"}, "READY"), got
    assert [(one.key, one.value) for one in got.metrics] == [("f1", 0.8)]
    client.log_outputs(run, [mlflow.entities.LoggedModelOutput(made.model_id, 1)])
    assert [one.model_id for one in client.get_run(run).outputs.model_outputs] == [made.model_id]
    found = client.search_logged_models(
        [experiment], "metrics.f1 > 0.5", order_by=[{"field_name": "metrics.f1", "ascending": False}])
    assert [one.model_id for one in found] == [made.model_id]
    other = client.create_logged_model(experiment, name="other")
    client.delete_logged_model(other.model_id)
    refused(lambda: client.get_logged_model(other.model_id), "RESOURCE_DOES_NOT_EXIST")


def registered_models(run):
    made = client.create_registered_model("net", tags={"team": "vision"}, description="sees")
    assert (made.name, made.tags, made.description) == ("net", {"team": "vision"}, "sees")
    refused(lambda: client.create_registered_model("net"), "RESOURCE_ALREADY_EXISTS")
    client.update_registered_model("net", "sees more")
    client.set_registered_model_tag("net", "goal", "recall")
    client.delete_registered_model_tag("net", "team")
    got = client.get_registered_model("net")
    assert (got.description, got.tags, got.latest_versions) == ("sees more", {"goal": "recall"}, []), got
    # Names are free text.
    for name in ["Fraud detection (EU) – 2nd try", "感情分析", "a+b%20c&d=e"]:
        client.create_registered_model(name)
        version = client.create_model_version(name, "s3://elsewhere/model")
        assert (version.name, version.version, version.source) == (name, "1", "s3://elsewhere/model"), version
        assert client.get_model_version(name, "1").name == name
        assert client.get_latest_versions(name)[0].name == name
        client.set_registered_model_alias(name, "best", "1")
        assert client.get_model_version_by_alias(name, "best").version == "1"
        assert names(client.search_registered_models(f"name = '{name}'")) == [name]
        assert [one.name for one in client.search_model_versions(f"name = '{name}'")] == [name]
    for count in range(5):
        client.create_registered_model(f"page-{count}")
    page = client.search_registered_models("name LIKE 'page-%'", max_results=2, order_by=["name DESC"])
    assert names(page) == ["page-4", "page-3"] and page.token
    page = client.search_registered_models(
        "name LIKE 'page-%'", max_results=3, order_by=["name DESC"], page_token=page.token)
    assert names(page) == ["page-2", "page-1", "page-0"] and not page.token
    # Renaming keeps what the model has, and the old name stays good for references.
    client.create_model_version("page-0", "s3://a", tags={"k": "v"})
    client.rename_registered_model("page-0", "Page zero")
    assert client.get_registered_model("Page zero").name == "Page zero"
    assert client.get_registered_model("Page zero").latest_versions[0].tags == {"k": "v"}
    assert client.get_registered_model("page-0").name == "Page zero"
    refused(lambda: client.rename_registered_model("page-1", "Page zero"), "RESOURCE_ALREADY_EXISTS")
    refused(lambda: client.create_registered_model("page-0"), "RESOURCE_ALREADY_EXISTS")
    client.rename_registered_model("Page zero", "page-0")
    assert client.get_registered_model("page-0").name == "page-0"
    refused(lambda: client.get_registered_model("Page zero"), "RESOURCE_DOES_NOT_EXIST")
    # Deleted, and made again.
    client.delete_registered_model("page-0")
    refused(lambda: client.get_registered_model("page-0"), "RESOURCE_DOES_NOT_EXIST")
    assert client.create_registered_model("page-0").name == "page-0"
    assert client.get_registered_model("page-0").latest_versions == []
    assert client.create_model_version("page-0", "s3://b").version == "1"
    client.delete_registered_model("page-0")


def versions(run):
    first = client.create_model_version(
        "net", f"runs:/{run}/notes", run, tags={"a": "b"}, description="first", run_link="https://ci/1")
    assert (first.version, first.run_id, first.tags, first.description, first.run_link, first.status) == (
        "1", run, {"a": "b"}, "first", "https://ci/1", "READY"), first
    second = client.create_model_version("net", "s3://elsewhere/2", tags={"gitlab.version": "2.0.0"})
    assert second.version == "2"
    assert client.get_model_version("net", "2.0.0").version == "2"
    updated = client.update_model_version("net", "1", "the first")
    assert updated.description == "the first"
    assert updated.last_updated_timestamp >= updated.creation_timestamp
    client.set_model_version_tag("net", "1", "c", "")
    client.delete_model_version_tag("net", "1", "a")
    assert client.get_model_version("net", "1").tags["c"] == "" and "a" not in client.get_model_version("net", "1").tags
    assert "versions/net/" in client.get_model_version_download_uri("net", "1")
    client.set_registered_model_alias("net", "champion", "1")
    assert client.get_model_version_by_alias("net", "champion").version == "1"
    assert client.get_model_version("net", "1").aliases == ["champion"]
    client.delete_registered_model_alias("net", "champion")
    refused(lambda: client.get_model_version_by_alias("net", "champion"), "INVALID_PARAMETER_VALUE")
    assert client.get_model_version_stages("net", "1") == ["None", "Staging", "Production", "Archived"]
    assert client.transition_model_version_stage("net", "1", "Production").current_stage == "Production"
    client.transition_model_version_stage("net", "2", "Production", archive_existing_versions=True)
    assert client.get_model_version("net", "1").current_stage == "Archived"
    latest = {one.current_stage: one.version for one in client.get_latest_versions("net")}
    assert latest == {"Archived": "1", "Production": "2"}, latest
    assert [one.version for one in client.get_latest_versions("net", ["Production"])] == ["2"]
    copied = client.copy_model_version("models:/net/1", "net copy")
    assert (copied.name, copied.version) == ("net copy", "1")
    assert copied.source == "models:/net/1", copied
    found = client.search_model_versions("name = 'net'", order_by=["version_number DESC"], max_results=1)
    assert [one.version for one in found] == ["2"] and found.token
    found = client.search_model_versions(
        "name = 'net'", order_by=["version_number DESC"], max_results=1, page_token=found.token)
    assert [one.version for one in found] == ["1"]
    assert [one.version for one in client.search_model_versions(f"run_id = '{run}' and name = 'net'")] == ["1"]
    client.delete_model_version("net", "2")
    refused(lambda: client.get_model_version("net", "2"), "RESOURCE_DOES_NOT_EXIST")
    # Two versions from one run.
    third = client.create_model_version("net", f"runs:/{run}/notes", run, tags={"which": "third"})
    assert third.version == "3" and third.run_id == run


def older_prompts(run):
    assert str(client.register_prompt("greeting", "Hello {{name}}").version) == "1"
    assert client.load_prompt("prompts:/greeting/1").format(name="Ada") == "Hello Ada"
    client.set_prompt_alias("greeting", "live", 1)
    assert str(client.load_prompt("prompts:/greeting@live").version) == "1"
    assert client.parse_prompt_uri("prompts:/greeting/1")[0] == "greeting"
    client.delete_prompt_alias("greeting", "live")
    client.log_prompt(run, "prompts:/greeting/1")
    assert [one.name for one in client.list_logged_prompts(run)] == ["greeting"]
    client.detach_prompt_from_run(run, "prompts:/greeting/1")
    assert list(client.list_logged_prompts(run)) == []
    client.delete_prompt("greeting", 1)


def prompts(run):
    if not NEWER:
        return older_prompts(run)
    client.create_prompt("greeting", "says hello", {"lang": "en"})
    assert client.get_prompt("greeting").description == "says hello"
    first = client.create_prompt_version("greeting", "Hello {{name}}", "first", {"k": "v"})
    assert (first.version, first.template) == (1, "Hello {{name}}")
    second = client.register_prompt("greeting", "Hi {{name}}", commit_message="shorter")
    assert second.version == 2
    assert client.get_prompt_version("greeting", 2).template == "Hi {{name}}"
    assert client.load_prompt("prompts:/greeting/1").format(name="Ada") == "Hello Ada"
    client.set_prompt_tag("greeting", "team", "text")
    client.delete_prompt_tag("greeting", "lang")
    tags = client.get_prompt("greeting").tags
    assert tags.get("team") == "text" and "lang" not in tags, tags
    client.set_prompt_version_tag("greeting", 1, "seen", "yes")
    client.delete_prompt_version_tag("greeting", 1, "k")
    assert client.get_prompt_version("greeting", 1).tags.get("seen") == "yes"
    client.set_prompt_alias("greeting", "live", 1)
    assert client.get_prompt_version_by_alias("greeting", "live").version == 1
    assert client.parse_prompt_uri("prompts:/greeting@live")[0] == "greeting"
    client.delete_prompt_alias("greeting", "live")
    assert "greeting" in names(client.search_prompts())
    assert "greeting" not in names(client.search_registered_models())
    client.link_prompt_version_to_run(run, client.get_prompt_version("greeting", 1))
    assert "greeting" in client.get_run(run).data.tags["mlflow.linkedPrompts"]
    # These two look at a tag of the version, which earlier clients wrote.
    client.set_prompt_version_tag("greeting", "1", "mlflow.prompt.associatedRunIds", run)
    assert [one.name for one in client.list_logged_prompts(run)] == ["greeting"]
    client.detach_prompt_from_run(run, "prompts:/greeting/1")
    assert list(client.list_logged_prompts(run)) == []
    model = client.create_logged_model(client.get_run(run).info.experiment_id, name="prompted")
    client.link_prompt_version_to_model("greeting", "1", model.model_id)
    assert "greeting" in client.get_logged_model(model.model_id).tags["mlflow.linkedPrompts"]
    try:
        assert [one.version for one in client.search_prompt_versions("greeting")] == [2, 1]
    except MlflowException as error:
        # Databricks alone has it.
        assert "Unity Catalog" in str(error), error
    client.delete_prompt_version("greeting", "2")
    client.delete_prompt_version("greeting", "1")
    client.delete_prompt("greeting")
    assert "greeting" not in names(client.search_prompts())


def traces(run, experiment):
    def traced(name):
        root = client.start_trace(name, inputs={"question": "why?"}, tags={"kind": "chat"}, experiment_id=experiment)
        trace = root.trace_id if NEWER else root.request_id
        child = client.start_span("step", trace, root.span_id, inputs={"x": 1})
        client.end_span(trace, child.span_id, outputs={"y": 2})
        client.end_trace(trace, outputs={"answer": "so"})
        return trace

    first, second = traced("first"), traced("second")
    got = client.get_trace(first)
    assert [span.name for span in got.data.spans] == ["first", "step"], got.data.spans
    assert got.info.tags["kind"] == "chat" and str(got.info.state if NEWER else got.info.status).endswith("OK")
    client.set_trace_tag(first, "seen", "yes")
    client.set_trace_tag(first, "gone", "")
    client.delete_trace_tag(first, "gone")
    tags = client.get_trace(first).info.tags
    assert tags["seen"] == "yes" and "gone" not in tags, tags

    def found(**question):
        known = client.search_traces(experiment_ids=[experiment], **question)
        return [one.info.trace_id if NEWER else one.info.request_id for one in known]

    assert found() == [second, first]
    assert found(filter_string="tags.seen = 'yes'") == [first]
    assert found(filter_string="trace.status = 'OK' AND timestamp_ms > 0", order_by=["timestamp_ms ASC"]) == [first, second]
    assert found(filter_string="name = 'second'" if NEWER else "attributes.name = 'second'") == [second]
    page = client.search_traces(experiment_ids=[experiment], max_results=1)
    assert len(page) == 1 and page.token
    assert len(client.search_traces(experiment_ids=[experiment], max_results=1, page_token=page.token)) == 1
    if NEWER:
        client.link_traces_to_run([first], run)
        assert found(run_id=run) == [first]
        client.create_prompt("asking")
        version = client.create_prompt_version("asking", "Why {{x}}?")
        client.link_prompt_versions_to_trace([version], second)
        assert "asking" in client.get_trace(second).info.tags["mlflow.linkedPrompts"]
        feedback = mlflow.log_feedback(trace_id=first, name="good", value=True, rationale="it is")
        updated = mlflow.update_assessment(first, feedback.assessment_id, mlflow.entities.Feedback("good", value=False))
        assert (updated.name, updated.feedback.value, updated.rationale) == ("good", False, "it is"), updated
        assert [one.feedback.value for one in client.get_trace(first).info.assessments] == [False]
        assert mlflow.get_assessment(first, feedback.assessment_id).feedback.value is False
        mlflow.delete_assessment(first, feedback.assessment_id)
        assert client.get_trace(first).info.assessments == []
    assert client.delete_traces(experiment, **({"trace_ids": [first]} if NEWER else {"request_ids": [first]})) == 1
    assert found() == [second]
    assert client.delete_traces(experiment, max_timestamp_millis=int(time.time() * 1000) + 1000) == 1
    assert found() == []


def main():
    experiment = experiments()
    run = runs(experiment)
    artifacts(run, experiment)
    images(run)
    logged_models(run, experiment)
    registered_models(run)
    versions(run)
    prompts(run)
    traces(run, experiment)
    for name, call in REFUSED.items():
        if name in PUBLIC:
            assert "this server has no" in refused(lambda: call(client.client), "NOT_IMPLEMENTED")
    explained = {name for name in PUBLIC if any(words in name for words in REASONS)} - client.called
    missing = sorted(PUBLIC - client.called - explained)
    assert not missing, f"neither called nor explained: {missing}"
    stale = sorted(name for name in REASONS if name in client.called)
    assert not stale, f"called, and said not to be: {stale}"
    print(f"{mlflow.__version__}: {len(PUBLIC & client.called)} called, {len(explained)} not, {len(PUBLIC)} in all")


main()
