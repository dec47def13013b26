#!/usr/bin/env python3
"""MLflow's own search over as many model versions as a generated repository has, in its SQLite store.

usage: mlflow-search.py STORE VERSIONS RUNS

Prints the milliseconds of each of RUNS searches, warm, in one process. STORE is made once. Its tables are filled by SQL, which its own client
would do in hours: a run a version, with the metrics, tags and parameters of generate.py. SQLite's statistics are brought up to date.
"""
import os, sqlite3, sys, time

store, versions, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
from mlflow import MlflowClient


def fill(path):
    MlflowClient(tracking_uri=f"sqlite:///{path}").create_experiment("bench")
    connection = sqlite3.connect(path)
    experiment, = connection.execute("SELECT experiment_id FROM experiments WHERE name = 'bench'").fetchone()
    def insert(table, columns, rows):
        connection.executemany(f"INSERT INTO {table}({columns}) VALUES({', '.join('?' * len(columns.split(',')))})", rows)
    for start in range(0, versions, 10_000):
        part = range(start, min(start + 10_000, versions))
        score = {index: index * 2654435761 % 2**32 / 2**32 for index in part}
        insert("runs", "run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, deleted_time, source_version, lifecycle_stage, artifact_uri, experiment_id",
               ((f"{index:032x}", f"run {index}", "LOCAL", "", "", "ada", "FINISHED", 1795341600000 + index, 1795341600000 + index, None, "", "active", f"/runs/{index}", experiment) for index in part))
        values = [(f"{index:032x}", key, value, 1795341600000 + index, 0, 0) for index in part
                  for key, value in (("accuracy", 0.5 + score[index] / 2), ("f1", 0.4 + score[index] / 2), ("latency_ms", 10 + score[index]))]
        insert("metrics", "run_uuid, key, value, timestamp, step, is_nan", values)
        insert("latest_metrics", "run_uuid, key, value, timestamp, step, is_nan", values)
        insert("tags", "run_uuid, key, value", ((f"{index:032x}", "trained-on", "a100") for index in part))
        insert("params", "run_uuid, key, value", ((f"{index:032x}", key, value) for index in part
               for key, value in (("batch_size", "32"), ("epochs", str(3 + index % 3)), ("learning_rate", "0.001"), ("optimizer", "adamw"))))
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


if not os.path.exists(store):
    if os.path.exists(store + ".unfinished"): os.remove(store + ".unfinished")
    fill(store + ".unfinished")
    os.rename(store + ".unfinished", store)
client = MlflowClient(tracking_uri=f"sqlite:///{store}")
experiment = client.get_experiment_by_name("bench").experiment_id


def search():
    start = time.perf_counter()
    found = client.search_runs([experiment], "metrics.accuracy > 0.9 AND tags.`trained-on` = 'a100'", max_results=50, order_by=["metrics.accuracy DESC"])
    assert len(found) == 50
    return (time.perf_counter() - start) * 1000


search()
for _ in range(runs): print(search())
