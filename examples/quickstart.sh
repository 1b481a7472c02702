#!/bin/sh
# From a bare machine with Python 3.11 or newer to a first memory book: makes .venv, installs, runs `familytales demo`.
# Nothing outside this checkout is changed but the demo's own results, and no root is needed. Run it as often as you like.
set -eu
cd "$(dirname "$0")/.."
. .ci/venv.sh
install_project ""
exec .venv/bin/familytales demo "$@"
