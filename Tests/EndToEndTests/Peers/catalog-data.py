#!/usr/bin/env python3
"""What a catalog finds in a registry: catalog-data.py, with MLFLOW_TRACKING_URI set. Prints the run's id."""
import mlflow
import pandas
from mlflow import MlflowClient
from mlflow.models import infer_signature


class Doubler(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input["x"] * 2


client = MlflowClient()
frame = pandas.DataFrame({"x": [1.0, 2.0], "kind": ["a", "b"]})
mlflow.set_experiment("tuning")
mlflow.set_experiment_tag("mlflow.note.content", "How fast to learn.")
with mlflow.start_run(run_name="first") as run:
    mlflow.log_input(mlflow.data.from_pandas(frame, name="reviews"), context="training")
    mlflow.log_params({"learning_rate": 0.001, "layers": 3})
    mlflow.log_metrics({"accuracy": 0.93})
    mlflow.pyfunc.log_model(name="model", python_model=Doubler(), signature=infer_signature(frame, frame["x"] * 2), registered_model_name="doubler")
client.update_registered_model("doubler", "Doubles what it is given.")
client.set_registered_model_tag("doubler", "task", "numbers")
client.set_model_version_tag("doubler", "1", "reviewed", "yes")
client.set_registered_model_alias("doubler", "champion", "1")
with mlflow.start_run(run_name="broken") as failed: pass
client.set_terminated(failed.info.run_id, "FAILED")
print(run.info.run_id)
