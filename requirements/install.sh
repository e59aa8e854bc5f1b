#!/usr/bin/env bash
# Installs exactly what a lock file names, then the shim. Arguments: uv, environment, lock file.
set -euo pipefail
uv=$1 venv=$2 lock=$3
export UV_CACHE_DIR=${UV_CACHE_DIR:-$PWD/$venv/uv/cache} VIRTUAL_ENV=$PWD/$venv
[ -x "$venv/bin/python" ] || "$uv" venv --quiet --allow-existing --python 3.11 "$venv"
"$uv" pip sync --quiet --require-hashes "$lock"
# --no-config: the overrides for Rasa must not reach what the shim is built with.
"$uv" pip install --quiet --no-config --no-deps --build-constraints requirements/build.txt --reinstall-package rasa-compat ./compat
