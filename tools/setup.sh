#!/bin/sh
# Makes .venv from nothing but Python: exactly the packages of requirements.lock, checked by their hashes, and the project itself.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say 'Peakend needs Python 3.11 or newer, and found none. Install it, or name it: make PYTHON=/path/to/python3 …'
    say '需要 Python 3.11 或更高版本，但没有找到。请先安装，或指明位置：make PYTHON=/path/to/python3 …'
    exit 1
}

need_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say 'Installing python3-venv …'
        if ! told=$(apt-get update -qq 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv 2>&1); then
            say "$told"
            exit 1
        fi
    else
        say 'Python cannot make virtual environments here. On Debian and Ubuntu: sudo apt-get install python3-venv'
        say '当前 Python 无法创建虚拟环境。Debian / Ubuntu 请运行：sudo apt-get install python3-venv'
        exit 1
    fi
}

# Whoever has set up pip for a mirror or a company's certificate has set up this too.
pip_setting() { .venv/bin/python -m pip config list 2>/dev/null | sed -n "s/^[^.]*\.$1='\(.*\)'\$/\1/p" | tail -n 1; }

follow_pip() {
    index=$(pip_setting index-url)
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then export UV_DEFAULT_INDEX="$index"; fi
    certificate=$(pip_setting cert)
    if [ -n "$certificate" ] && [ -z "${SSL_CERT_FILE:-}" ]; then export SSL_CERT_FILE="$certificate"; fi
}

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    need_venv "$python"
    say "Making .venv with $("$python" -V) …"
    rm -rf .venv
    "$python" -m venv .venv
fi
follow_pip
export VIRTUAL_ENV="$PWD/.venv" UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never

pinned=.venv/uv.txt
awk '/^uv==/ { on = 1 } on { print } on && !/\\$/ { exit }' requirements.lock >"$pinned"
[ -s "$pinned" ] || { say 'requirements.lock does not name uv.'; exit 1; }
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$pinned"
say "Installing the packages of requirements.lock …"
.venv/bin/uv pip install --quiet --exact --require-hashes -r requirements.lock
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --no-index --editable .
say "Ready: $(.venv/bin/python -V), $(.venv/bin/uv pip list --quiet 2>/dev/null | tail -n +3 | wc -l) packages in .venv."
