#!/usr/bin/env python3
"""What GitLab's users do, by GitLab's own client: gitlab-mlops.py, with MLFLOW_TRACKING_URI and MLFLOW_TRACKING_TOKEN set.

Prints what it saw, one line each; any surprise is a traceback.
"""
import os, pathlib, tempfile

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
os.environ.pop("GITLAB_CI", None)
from gitlab_mlops import Client
from gitlab_mlops.mlflow.exceptions import (
    AlreadyExistsException, MlflowException, NotFoundException, UnauthorizedException)


def refused(call, kind):
    try:
        call()
    except MlflowException as error:
        assert type(error) is kind, (type(error), str(error))
        return type(error).__name__
    raise SystemExit(f"not refused: {kind}")


token = os.environ["MLFLOW_TRACKING_TOKEN"]
stranger = Client(gitlab_token="glpat-" + "x" * 20)
print("stranger", refused(lambda: stranger.get_model("fraud"), UnauthorizedException))
client = Client(gitlab_token=token)

assert client.get_model("fraud") is None
model = client.create_model("fraud", description="Finds fraud.")
print("twice", refused(lambda: client.create_model("fraud"), AlreadyExistsException))
assert client.get_model("fraud").description == "Finds fraud."
assert model.get_latest_version() is None

# A version, and what is logged to it afterwards.
version = model.create_version(version="1.0.0", description="The first.", tags={"team": "risk"})
assert (version.model_name, version.version) == ("fraud", "1.0.0"), version.version
print("run", version.run_id[:8])
version.log_param("depth", 3)
for step in range(3):
    version.log_metric("auc", 0.8 + step / 20, step=step)
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "model.bin").write_text("weights")
(folder / "more").mkdir()
(folder / "more" / "b c.txt").write_text("more")
version.log_artifact(str(folder / "model.bin"))
version.log_artifacts(str(folder / "more"), "more")
version.log_text("# Card", "card.md")
assert version.get_params() == {"depth": "3"}, version.get_params()
assert version.get_metrics() == {"auc": 0.9}, version.get_metrics()

same = client.get_model_version("fraud", "1.0.0")
assert (same.run_id, same.description) == (version.run_id, "The first.")
assert same.tags == {"team": "risk", "gitlab.version": "1.0.0"}, same.tags
print("missing", refused(lambda: client.get_model_version("fraud", "7.0.0"), NotFoundException))
print("again", refused(lambda: model.create_version(version="1.0.0"), AlreadyExistsException))

# Without a number.
assert model.create_version().version == "1.0.1"

# A candidate, which becomes a version with all that it has.
experiment = model.get_experiment()
assert experiment.name == "[model]fraud"
run = experiment.create_run()
run.log_param("depth", 5)
run.log_metric("auc", 0.95)
run.log_text("better weights", "model.bin")
assert client.get_run(run.id).get_metrics() == {"auc": 0.95}
promoted = model.create_version(version="1.1.0", run_id=run.id)
assert promoted.run_id == run.id
assert promoted.get_params() == {"depth": "5"}
assert model.get_latest_version().version == "1.1.0"
print("candidate", run.id)

# An older one does not become the latest.
assert model.create_version(version="1.0.2").version == "1.0.2"
assert model.get_latest_version().version == "1.1.0"

# Other experiments.
assert client.get_experiment("tuning") is None
made = client.create_experiment("tuning", tags={"team": "risk"})
print("experiment twice", refused(lambda: client.create_experiment("tuning"), AlreadyExistsException))
assert client.get_experiment("tuning").id == made.id
assert client.get_run("0" * 32) is None

# In a CI job.
os.environ.update({"GITLAB_CI": "true", "CI_JOB_ID": "4821"})
built = model.create_version(version="1.2.0")
assert built.tags == {"gitlab.version": "1.2.0", "gitlab.CI_JOB_ID": "4821"}, built.tags
print("all of it")
