"""Prints the names whose FOLDER/NAME.out, what came back, MLflow does not read as the signature that NAME.json has:
mlflow-compare.py FOLDER NAME…"""
import warnings; warnings.filterwarnings("ignore")
import json, logging, sys
logging.disable(logging.CRITICAL)
from mlflow.models import ModelSignature

def parts(signature):
    # As text too, since to Python 1 equals 1.0 and True.
    return {key: json.dumps(json.loads(text), sort_keys=True) if text else None for key, text in signature.items()}

different = []
for name in sys.argv[2:]:
    before, after = (json.load(open(f"{sys.argv[1]}/{name}.{ending}")) for ending in ("json", "out"))
    if parts(before) != parts(after) or ModelSignature.from_dict(before) != ModelSignature.from_dict(after):
        different.append(f"{name}: {before} came back as {after}")
json.dump(different, sys.stdout)
