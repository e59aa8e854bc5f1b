#!/usr/bin/env bash
# Resolves pyproject.toml into lock files with hashes and without addresses. Argument: uv.
set -euo pipefail
uv=$1
"$uv" lock --quiet
export_to() { "$uv" export --quiet --frozen --no-header --no-annotate --no-emit-local "${@:2}" -o "requirements/$1" >/dev/null; }
export_to run.txt --no-dev
export_to dev.txt --group dev
printf 'hatchling==1.33.0\n' | "$uv" pip compile --no-config --quiet --no-header --no-annotate --generate-hashes --python-version 3.11 --universal - -o requirements/build.txt >/dev/null
printf 'uv==0.13.9\n' | "$uv" pip compile --no-config --quiet --no-header --no-annotate --generate-hashes --python-version 3.11 --universal - -o requirements/uv.txt >/dev/null
