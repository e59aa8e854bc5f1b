#!/usr/bin/env bash
# Resolves pyproject.toml into lock files with hashes and without addresses. Argument: uv.
set -euo pipefail
uv=$1
"$uv" lock --quiet
export_to() { "$uv" export --quiet --frozen --no-header --no-annotate --no-emit-local "${@:2}" -o "requirements/$1" >/dev/null; }
export_to run.txt --no-dev
export_to dev.txt --group dev
export_to tuning.txt --group dev --group tuning
# Tools with an environment of their own: their packages need not agree with Rasa's.
tool_to() {
  echo "$2" | "$uv" pip compile --no-config --quiet --no-header --no-annotate --generate-hashes --python-version 3.11 \
    --universal - -o "requirements/$1" >/dev/null
}
tool_to build.txt 'hatchling==1.33.0'
tool_to uv.txt 'uv==0.13.9'
tool_to audit.txt 'pip-audit>=2.9'
