#!/usr/bin/env bash
# Installs what the tests need beside Python's packages, where it is missing: a browser, and Redis for the shared limits.
set -euo pipefail
declare -A packages=([chromium]=chromium [redis-server]=redis-server)
missing=()
for program in "${!packages[@]}"; do
  command -v "$program" >/dev/null || missing+=("${packages[$program]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "error: the tests need ${missing[*]}: please install them" >&2
  exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "Setting up: ${missing[*]} (Debian's packages)"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
