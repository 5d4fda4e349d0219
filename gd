#!/bin/sh
# gd: installs what is missing on the first call, then runs Downhill. Later calls start at once.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/.venv"
say() { printf '%s\n' "$*" >&2; }
fail() { say "gd: $*"; exit 1; }

find_python() {
    for name in python3.13 python3.12 python3.11 python3.14 python3; do
        if command -v "$name" >/dev/null 2>&1 \
            && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found; install it, then call ./gd again."
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then say "gd: sudo is needed for: $*"; sudo "$@"
    else fail "these system packages are missing and only an administrator can install them: $*"
    fi
}

install_system_libraries() {
    if command -v apt-get >/dev/null 2>&1; then
        set -- gcc g++ pkg-config libcairo2-dev libpango1.0-dev python3-dev
        "$python" -c 'import venv, ensurepip' 2>/dev/null || set -- "$@" python3-venv
        say "gd: installing system libraries for drawing: $*"
        as_root apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    elif command -v dnf >/dev/null 2>&1; then
        set -- gcc gcc-c++ pkgconf-pkg-config cairo-devel pango-devel python3-devel
        say "gd: installing system libraries for drawing: $*"
        as_root dnf install -y -q "$@"
    elif command -v brew >/dev/null 2>&1; then
        say "gd: installing system libraries for drawing: pkgconf cairo pango"
        brew install --quiet pkgconf cairo pango
    else
        fail "cairo and pango with their headers are needed (Debian: libcairo2-dev libpango1.0-dev pkg-config and a compiler); install them, then call ./gd again."
    fi
}

system_ready() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists cairo pangocairo \
        && { command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; } \
        && "$python" -c 'import venv, ensurepip' 2>/dev/null
}

wanted=$(cat "$here/pyproject.toml" "$here/constraints.txt" | cksum)
if [ "$(cat "$venv/installed" 2>/dev/null || true)" != "$wanted $here" ]; then
    python=$(find_python)
    system_ready || install_system_libraries
    say "gd: installing the pinned Python packages into .venv (a minute or two, once)"
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --constraint "$here/constraints.txt" --editable "$here[test]" \
        || fail "the packages could not be installed; the lines above say why. Nothing outside .venv was changed."
    printf '%s' "$wanted $here" >"$venv/installed"
fi

[ "${1:-}" = test ] || exec "$venv/bin/gd" "$@"

shift
cd "$here"
PATH="$venv/bin:$PATH"
ruff check .
ruff format --check .
mypy
lint-imports
exec python -m pytest -n auto "$@"
