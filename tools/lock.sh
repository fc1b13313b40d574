#!/bin/sh
# Writes the locks: every package, for every supported Python and system, with its hashes and without the address it came from.
# requirements.lock is what `make run` and `make test` install; requirements-spark.lock adds the cluster engine (450 MB) for `make test-all`.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile "$@" --universal --generate-hashes --no-emit-index-url --no-header --quiet
}
compile pyproject.toml --extra all --group dev --output-file requirements.lock "$@"
echo 'pyspark>=4' | compile - --python-version 3.11 --output-file requirements-spark.lock "$@"
if grep -n '://' requirements.lock requirements-spark.lock; then
    echo 'An address stands in a lock; it must not.' >&2
    exit 1
fi
