#!/bin/sh
# The whole suite: makes .venv with the development extra, gets the programs it can, checks style, types and import
# contracts, runs the tests. Arguments go to pytest: sh tests/run.sh -m "not slow" tests/binding
# What cannot be had is named, and the tests that need it are skipped with that reason.
set -u
cd "$(dirname "$0")/.."
. .ci/venv.sh

export OMP_THREAD_LIMIT=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

# Program, Debian package, Homebrew package, what it is for.
programs() {
    cat <<'LIST'
tesseract tesseract-ocr tesseract reading with the system's Tesseract
pdftotext poppler-utils poppler finding the words in the PDF
ffmpeg ffmpeg ffmpeg chapters, durations and loudness of the audiobook
java default-jdk-headless openjdk epubcheck and veraPDF
javac default-jdk-headless openjdk veraPDF
chromium chromium - the web site in a browser, and ace
LIST
}

has() {
    case $1 in
    chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ||
        ls "/Applications/Google Chrome.app" ;;
    java | javac) "$1" -version ;; # macOS has stand-ins that only say that Java is missing
    *) command -v "$1" ;;
    esac >/dev/null 2>&1 </dev/null
}

jaxb() { ls /usr/share/java/jaxb-runtime.jar >/dev/null 2>&1; } # veraPDF wants it beside its own jar

missing() {
    programs | while read -r program debian brew purpose; do
        if ! has "$program"; then printf '%s %s %s %s\n' "$program" "$debian" "$brew" "$purpose"; fi
    done
}

get_programs() {
    wanted=$(missing)
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        packages=$(printf '%s\n' "$wanted" | cut -d' ' -f2 | sort -u)
        jaxb || packages="$packages libjaxb-java"
        get_from_debian $packages
    elif [ "$(uname)" = Darwin ] && command -v brew >/dev/null; then
        for package in $(printf '%s\n' "$wanted" | cut -d' ' -f3 | grep -v '^-$' | sort -u); do
            HOMEBREW_NO_AUTO_UPDATE=1 brew install --quiet "$package" </dev/null >/dev/null || true
        done
    fi
    missing | while read -r program debian brew purpose; do
        say "Not here: $program ($purpose). Debian: apt-get install $debian"
    done
}

# One package at a time: one that this Debian does not have must not keep the others away.
get_from_debian() {
    [ $# -gt 0 ] || return 0
    say "Getting with apt-get: $*"
    apt-get update -qq </dev/null >/dev/null || true
    for package in "$@"; do
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" </dev/null >/dev/null ||
            say "apt-get could not install $package."
    done
}

# The accessibility checker drives the browser that is here instead of bringing its own.
get_ace() {
    browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || return 0
    command -v npm >/dev/null || return 0
    if [ ! -x .tools/node_modules/.bin/ace-puppeteer ]; then
        say "Getting ace with npm."
        PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 npm install --silent --no-fund --no-audit \
            --prefix .tools @daisy/ace </dev/null >/dev/null 2>&1 || say "npm could not install @daisy/ace."
    fi
    if [ -x .tools/node_modules/.bin/ace-puppeteer ]; then
        export ACE="$PWD/.tools/node_modules/.bin/ace-puppeteer" PUPPETEER_EXECUTABLE_PATH="$browser"
    fi
}

# The web's player of HLS, which listens to our streams in the browser.
get_hls() {
    command -v npm >/dev/null || return 0
    player=.tools/node_modules/hls.js/dist/hls.min.js
    if [ ! -f "$player" ]; then
        say "Getting hls.js with npm."
        npm install --silent --no-fund --no-audit --prefix .tools hls.js </dev/null >/dev/null 2>&1 ||
            say "npm could not install hls.js."
    fi
    if [ -f "$player" ]; then export HLS_JS="$PWD/$player"; fi
}

failed=
check() {
    printf '\n$ %s\n' "$*"
    .venv/bin/python -m "$@" </dev/null || failed="$failed $1"
}

install_project "[dev]" || exit $?
get_programs
get_ace
get_hls

check ruff check .
check ruff format --check .
check mypy
printf '\n$ lint-imports\n'
.venv/bin/lint-imports </dev/null || failed="$failed lint-imports"
check pytest -n 2 --dist loadgroup "$@"

if [ -n "$failed" ]; then
    say "Failed:$failed"
    exit 1
fi
