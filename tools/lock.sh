#!/bin/sh
# Writes requirements.lock: every package, for every supported Python and system, with its hashes and without the address it came from.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --no-emit-index-url --no-header \
    --quiet --output-file requirements.lock "$@"
if grep -n '://' requirements.lock; then
    echo 'An address stands in requirements.lock; it must not.' >&2
    exit 1
fi
