#!/usr/bin/env python3
"""A data scientist's training script, by MLflow's own client: train.py, with MLFLOW_TRACKING_URI set."""
import os

# Where its runs could be looked at in a browser: MLflow prints it after each run.
os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"
import mlflow
import pandas
from mlflow import MlflowClient
from mlflow.models import infer_signature


class Doubler(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input["x"] * 2


frame = pandas.DataFrame({"x": [1.0, 2.0]})
with mlflow.start_run():
    mlflow.log_param("learning_rate", 0.001)
    mlflow.log_metric("accuracy", 0.93)
    mlflow.pyfunc.log_model(
        name="model", python_model=Doubler(), signature=infer_signature(frame, frame["x"] * 2),
        pip_requirements=[], registered_model_name="doubler")

MlflowClient().set_registered_model_alias("doubler", "champion", "1")
served = mlflow.pyfunc.load_model("models:/doubler@champion")
print("models:/doubler@champion predicts", list(served.predict(frame)), "for", list(frame["x"]))
