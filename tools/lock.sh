#!/usr/bin/env bash
# Writes requirements.lock (what leakguard needs), requirements-powerpivot.lock (that and the extra), and
# requirements-dev.lock (what leakguard and its tests need), every file with its hash, for all systems and Python 3.11
# on. Needs `uv` on the PATH.
set -eu
cd "$(dirname "$0")/.."
lock() {
  local target=$1
  shift
  uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links "$@" --output-file "$target" >/dev/null
}
lock requirements.lock pyproject.toml
lock requirements-powerpivot.lock pyproject.toml --extra powerpivot --constraints requirements.lock
lock requirements-dev.lock pyproject.toml --group dev --constraints requirements.lock
