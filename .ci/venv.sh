# Shared by examples/quickstart.sh and tests/run.sh: finds Python, makes .venv, installs into it what pyproject.toml says.
# POSIX sh; run from the top of the checkout.

say() { printf '%s\n' "$*" >&2; }

# Prints a Python of 3.11 or newer. The versions that most packages have wheels for come first.
find_python() {
    for name in python3.12 python3.13 python3.11 python3.14 python3 python \
        /opt/homebrew/bin/python3 /usr/local/bin/python3 /Library/Frameworks/Python.framework/Versions/Current/bin/python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    say "Python 3.11 or newer was not found. Get it with one of these, then run this again:"
    say "    Debian, Ubuntu:  sudo apt-get install python3 python3-venv"
    say "    Fedora:          sudo dnf install python3"
    say "    macOS:           brew install python   (or the installer of python.org)"
    return 5
}

# Makes .venv unless a working one is there. Debian's Python may lack ensurepip: then pip is fetched without being root.
make_venv() {
    if .venv/bin/python -m pip --version >/dev/null 2>&1 </dev/null; then return 0; fi
    python=$(find_python) || return 5
    say "Making a virtual environment in .venv with $("$python" --version 2>&1)."
    rm -rf .venv
    if "$python" -c 'import ensurepip' 2>/dev/null && "$python" -m venv .venv; then return 0; fi
    rm -rf .venv
    if "$python" -m venv --without-pip .venv 2>/dev/null && bootstrap_pip "$python"; then return 0; fi
    rm -rf .venv
    say "This Python cannot make a virtual environment with pip in it. Get the missing part, then run this again:"
    say "    Debian, Ubuntu:  sudo apt-get install python3-venv"
    return 5
}

# Puts pip into .venv: with the system's own pip, else from Debian's package of pip's wheel, which apt-get fetches without
# being root, else the newest pip that the index in PIP_INDEX_URL has.
bootstrap_pip() {
    if "$1" -m pip --python .venv/bin/python install --quiet pip 2>/dev/null </dev/null; then return 0; fi
    if pip_from_debian; then return 0; fi
    if [ -z "${PIP_INDEX_URL:-}" ]; then return 1; fi # no index is named here: whoever runs this chooses it
    say "Fetching pip."
    .venv/bin/python - <<'PYTHON'
import hashlib, html, os, re, subprocess, sys, tempfile, urllib.parse, urllib.request

index = os.environ["PIP_INDEX_URL"].rstrip("/") + "/pip/"
with urllib.request.urlopen(urllib.request.Request(index, headers={"Accept": "text/html"}), timeout=60) as answer:
    page = answer.read().decode()
found = re.findall(r'href="([^"#]*/(pip-([\d.]+)-py3-none-any\.whl))#sha256=(\w+)"', html.unescape(page))
link, name, _, digest = max(found, key=lambda parts: [int(number) for number in parts[2].split(".")])
with urllib.request.urlopen(urllib.parse.urljoin(index, link), timeout=120) as answer:
    data = answer.read()
if hashlib.sha256(data).hexdigest() != digest:
    sys.exit("the downloaded pip does not match its checksum")
with tempfile.TemporaryDirectory() as folder:
    wheel = os.path.join(folder, name)
    with open(wheel, "wb") as file:
        file.write(data)
    run = [sys.executable, os.path.join(wheel, "pip"), "install", "--quiet", "--no-index", wheel]
    sys.exit(subprocess.run(run).returncode)
PYTHON
}

pip_from_debian() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    folder=$(mktemp -d) || return 1
    (cd "$folder" && apt-get -qq download python3-pip-whl && dpkg-deb -x python3-pip-whl_*.deb .) >/dev/null 2>&1 </dev/null
    for wheel in "$folder"/usr/share/python-wheels/pip-*.whl; do
        .venv/bin/python "$wheel/pip" install --quiet --no-index "$wheel" >/dev/null 2>&1 </dev/null
    done
    rm -rf "$folder"
    .venv/bin/python -m pip --version >/dev/null 2>&1 </dev/null
}

# install_project EXTRAS: the project as an editable installation; done again only when pyproject.toml or this folder changed.
install_project() {
    make_venv || return $?
    now="$(pwd) $(cksum <pyproject.toml) $1"
    for extras in "$1" "[dev]"; do
        if [ "$(cat .venv/installed 2>/dev/null)" = "$(pwd) $(cksum <pyproject.toml) $extras" ]; then return 0; fi
    done
    # Editable by a plain path: the import hook that setuptools prefers takes 12 ms of every start of Python.
    say "Installing FamilyTales into .venv. The first time this fetches some hundred megabytes and takes a few minutes."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary \
        --config-settings editable_mode=compat --editable ".$1" </dev/null || {
        say "The installation failed; the reason stands above. Run this again when it is mended: what was fetched is kept."
        return 1
    }
    optional_wheels
    # as pip does with what it copies: else a place where Python may not write its caches compiles all at every start
    .venv/bin/python -m compileall -q familytales </dev/null || return 1
    printf '%s\n' "$now" >.venv/installed
}

# Tesseract inside the process has wheels for the newest macOS only, and older ones cannot build it: RapidOCR reads there,
# and the Tesseract program where it is installed.
optional_wheels() {
    if [ "$(uname -s)" != Darwin ]; then return 0; fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: 'tesserocr>=2.9' \
        >/dev/null 2>&1 </dev/null || say "There is no wheel of tesserocr for this macOS: pages are read by RapidOCR."
}
