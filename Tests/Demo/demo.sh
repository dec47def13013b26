#!/usr/bin/env bash
# The main job, played in a temporary folder with real git, git-lfs, MLflow's client and the program, with its server beside it:
# demo.sh PROGRAM PYTHON, where PYTHON has mlflow.
#
# Each step is printed as a person would type it. A step that does not end as it should ends the demo with status 1.
set -euo pipefail
program=$(readlink -f "$1")
python=$(realpath -s "$2")
demo=$(cd "$(dirname "$0")" && pwd)
models=$(cd "$(dirname "$0")/../SampleModels" && pwd)
place=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$place"' EXIT
cd "$place"

export PATH="$(dirname "$program"):$PATH" HOME="$place" GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 LC_ALL=C.UTF-8
unset GIT_DIR GIT_WORK_TREE GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GITLAB_CI GITHUB_ACTIONS
git config --global user.name "Ada Lovelace"
git config --global user.email ada@acme.org
git config --global init.defaultBranch main

bold='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; fi
say() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
run() {
  printf '%s$%s' "$bold" "$plain"
  for word in "$@"; do case $word in *" "*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac; done
  printf '\n'
  "$@"
}
refused=0
# A push by NAME that the hook must refuse with RULE; the clone goes back to what was published.
refuse() { # NAME RULE
  printf '%s$%s PUSHER=%s git push\n' "$bold" "$plain" "$1"
  if PUSHER=$1 git push >push.log 2>&1; then echo "the push landed, and it should not have"; exit 1; fi
  sed -n 's/ *$//; /^remote: /p; /rejected/p' push.log
  grep -q "\[$2\]" push.log || { echo "not refused by $2:"; cat push.log; exit 1; }
  rm push.log
  refused=$((refused + 1))
  git reset --quiet --hard origin/main
}

say "A bare repository on a server, with the hook; here the pusher's name comes from a variable"
run git init --quiet --bare server.git
run git registry hook install server.git --actor-from env:PUSHER --admin ada
run git registry hook check server.git

say "A clone, in which Ada makes the registry repository"
git clone --quiet server.git acme 2>/dev/null && cd acme
run git registry init --name acme --admin ada --email ada@acme.org

say "A custom registry for models and datasets, a member, a model"
run git registry create Fine_Tuned_Models --description "Models fine-tuned from a base model." --accept model --accept dataset --protect production
run git registry member add grace --email grace@acme.org --name "Grace Hopper"
run git registry member add grace --registry Fine_Tuned_Models --role member
run git registry model create Fine_Tuned_Models/sentiment --description "Sentiment of product reviews."

say "Two versions with a real file, an alias"
cp "$models/sentiment-1.0.0.onnx" model.onnx
run git registry version create Fine_Tuned_Models/sentiment --artifact model.onnx --metric accuracy=0.86 --algorithm naive-bayes
cp "$models/sentiment-1.1.0.onnx" model.onnx
run git registry version create Fine_Tuned_Models/sentiment --bump minor --artifact model.onnx --metric accuracy=0.91 --param smoothing=0.5 --algorithm naive-bayes
run git registry alias set Fine_Tuned_Models/sentiment@1.1.0 champion
rm model.onnx

say "What is there"
run git registry list
run git registry list Fine_Tuned_Models/sentiment
run git registry show Fine_Tuned_Models/sentiment@champion

say "A push by Ada lands, content and all"
printf '%s$%s PUSHER=ada git push\n' "$bold" "$plain"
PUSHER=ada git push --quiet --set-upstream origin main
find ../server.git/lfs/objects -type f | grep -q . || { echo "the content did not arrive"; exit 1; }
git log --oneline origin/main | sed 's/^/  /'

say "Refused: a version that comes before a published one"
cp registries/Fine_Tuned_Models/sentiment/versions/1.1.0.yaml registries/Fine_Tuned_Models/sentiment/versions/1.1.0-rc.1.yaml
git add . && git commit --quiet -m "Publish 1.1.0-rc.1"
refuse grace version-out-of-order

say "Refused: an artifact of a type that the registry does not accept"
sed 's/type: model/type: notebook/' registries/Fine_Tuned_Models/sentiment/versions/1.1.0.yaml > registries/Fine_Tuned_Models/sentiment/versions/1.2.0.yaml
git add . && git commit --quiet -m "Publish 1.2.0"
refuse grace artifact-type-not-accepted

say "Refused: a push by somebody who is not a member"
git registry model edit Fine_Tuned_Models/sentiment --tag owner=mallory >/dev/null
refuse mallory actor-unknown

say "Refused: a published version that was changed"
sed -i 's/accuracy: .*/accuracy: 0.99/' registries/Fine_Tuned_Models/sentiment/versions/1.1.0.yaml
git commit --quiet -am "Better numbers"
refuse ada version-changed

say "A branch with a new version, as a reviewer sees it; exit status 2 says that a person must look"
git switch --quiet --create retrain
run git registry version create Fine_Tuned_Models/sentiment --metric accuracy=0.93 --param smoothing=0.4 --algorithm naive-bayes --alias champion
status=0; run git registry review main..retrain || status=$?
[ $status = 2 ] || { echo "the review ended with $status"; exit 1; }
run git registry validate --merge-with main --actor grace
git switch --quiet main

say "A fresh clone gets what was published"
cd .. && git clone --quiet server.git consumer && cd consumer
run git lfs fetch origin main
run git registry pull Fine_Tuned_Models/sentiment@champion --output model
cmp model/model.onnx "$models/sentiment-1.1.0.onnx"
run git registry validate

say "A server in Ada's clone: MLflow's own client logs a model and registers it"
cd ../acme
printf '%s$%s git registry serve &\n' "$bold" "$plain"
git registry serve >serve.log 2>&1 & server=$!
for attempt in $(seq 100); do grep -q TOKEN serve.log && break; sleep 0.1; done
cat serve.log
eval "$(sed -n 's/^ *export /export /; s/REGISTRY$/Fine_Tuned_Models/; /^export/p' serve.log)"
printf '%s$%s python train.py\n' "$bold" "$plain"
"$python" -W ignore "$demo/train.py" 2>train.log || { cat train.log; exit 1; }

say "What it did is a commit each, which the rules judged"
run git registry log Fine_Tuned_Models/doubler
run git registry show Fine_Tuned_Models/doubler@champion
# git runs the server and is what the signal ends; it takes the server along.
kill "$server"
wait "$server" || [ $? = 143 ]
server=

printf '\n%sThe main job works: 1 organization, 1 custom registry, 2 models, 3 versions published, %s bad pushes refused.%s\n' "$bold" "$refused" "$plain"
