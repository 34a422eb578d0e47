#!/usr/bin/env bash
# Turns pyproject.toml into the two lock files: every version and hash, for every platform, and no address of any package index.
# `tools/lock.sh --upgrade` takes newer versions; without it only what pyproject.toml demands is changed.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
    local out=$1
    shift
    [ -e "$out" ] || : >"$out"
    .venv/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --output-file "$out" "$@"
    sed -i '1i # Made by `make lock` from pyproject.toml; edit that file instead.' "$out"
}

lock requirements.txt --group build "$@"
lock requirements-dev.txt --group build --group dev --constraint requirements.txt "$@"
