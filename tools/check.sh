#!/bin/sh
# Every check, one after the other: all of them are run, and the whole fails where one fails. Arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
export PATH
failed=""

check() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed${failed:+, }$name"
}

check 'lint' ruff check --quiet .
check 'form' ruff format --check --quiet .
check 'types' mypy
check 'order of rooms' lint-imports --no-logo
if [ -n "$failed" ]; then printf '\nFailed: %s\n' "$failed" >&2; fi
if [ "${1:-}" = --without-tests ]; then
    [ -z "$failed" ]
    exit
fi
printf '\n== tests\n'
# A process for each processor (four at most: each takes half a gigabyte), each file within one; one thread of arithmetic each.
OPENBLAS_NUM_THREADS=1
export OPENBLAS_NUM_THREADS
pytest --numprocesses auto --maxprocesses 4 --dist loadfile "$@" && [ -z "$failed" ]
