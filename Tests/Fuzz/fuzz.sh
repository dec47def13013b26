#!/usr/bin/env bash
# Runs every fuzz target for some seconds from its seeds: fuzz.sh PROGRAM SECONDS
#
# What it finds is written beside the seeds as crash-…; the seeds are kept small by hand, what a run learns stays in .build.
set -euo pipefail
program=$(readlink -f "$1") seconds=$2
here=$(cd "$(dirname "$0")" && pwd) top=$(cd "$(dirname "$0")/../.." && pwd)
export SWIFT_BACKTRACE=enable=no
status=0
for target in version range manifest-yaml manifest-json pointer hook-input ref-name path onnx safetensors signature file-kind commit-signature \
  canonical version-template filter; do
  learnt="$top/.build/fuzz/$target"
  mkdir -p "$learnt"
  seeds=("$here/seeds/$target")
  # The corpus of manifests is the best of seeds.
  case $target in
    manifest-yaml | canonical) seeds+=("$top"/Tests/EndToEndTests/Corpus/{organization,member,team,registry,model,model-version,model-candidate}) ;;
  esac
  if FUZZ_TARGET=$target "$program" "$learnt" "${seeds[@]}" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
    -print_final_stats=0 -verbosity=0 -artifact_prefix="$top/.build/fuzz/$target-" >"$learnt.log" 2>&1; then
    printf '%-16s fine\n' "$target"
  else
    printf '%-16s BROKEN, see %s\n' "$target" "$learnt.log"
    tail -n 5 "$learnt.log"
    status=1
  fi
done
exit $status
