#!/bin/sh
# Some tests look at the result with the eyes of its reader: the page in chromium, slides and sheets in LibreOffice; some start Apache Spark,
# which runs on Java.
# As root on Debian the programs are installed; else this says what is missing, and fails where PEAKEND_TOOLS=required.
set -eu

missing=""
need() {
    package=$1
    shift
    for program in "$@"; do if command -v "$program" >/dev/null; then return; fi; done
    missing="$missing $package"
}
need chromium chromium chromium-browser google-chrome
need libreoffice-impress soffice libreoffice
need poppler-utils pdftoppm
need default-jre-headless java
# The driver of the browser is a program of its own and needs one library more.
"$(dirname "$0")/../.venv/bin/playwright" --version >/dev/null 2>&1 || missing="$missing libatomic1"
if [ -z "$missing" ]; then exit 0; fi
case $missing in *libreoffice-impress*) missing="$missing libreoffice-calc" ;; esac

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf 'Installing%s …\n' "$missing" >&2
    # shellcheck disable=SC2086 - a list of names
    if ! told=$(apt-get update -qq 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing 2>&1); then
        printf '%s\n' "$told" >&2
        exit 1
    fi
    exit 0
fi
printf 'Not installed:%s. Tests that need them are skipped, and the summary says so. On Debian: sudo apt-get install%s\n' "$missing" "$missing" >&2
[ "${PEAKEND_TOOLS:-}" != required ]
