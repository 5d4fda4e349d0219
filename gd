#!/bin/sh
# gd: installs what is missing on the first call, then runs Downhill. Later calls start at once.
set -eu
self=$0
while [ -h "$self" ]; do # a link to it, in ~/bin perhaps
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=$(dirname "$self")/$link ;;
    esac
done
here=$(cd "$(dirname "$self")" && pwd -P)
venv="$here/.venv"
say() { printf '%s\n' "$*" >&2; }
fail() { say "gd: $*"; exit 1; }

# What a Python is good for: "ready" to build packages, "usable" once its headers or its venv are there.
probe='
import os, sys, sysconfig
if sys.version_info < (3, 11): sys.exit(1)
try:
    import ensurepip, venv
    ready = os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))
except ImportError:
    ready = False
print("ready" if ready else "usable")'

find_python() {
    usable=
    for name in python3.13 python3.12 python3.11 python3.14 python3; do
        path=$(command -v "$name" 2>/dev/null) || continue
        case $("$path" -c "$probe" 2>/dev/null || true) in
            ready) printf '%s' "$path"; return ;;
            usable) usable=${usable:-$path} ;;
        esac
    done
    [ -n "$usable" ] || fail "Python 3.11 or newer is needed and was not found; install it, then call ./gd again."
    printf '%s' "$usable"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then say "gd: sudo is needed for: $*"; sudo "$@"
    else fail "these system packages are missing and only an administrator can install them: $*"
    fi
}

install_system_libraries() {
    if [ "$(uname -s)" = Darwin ]; then
        command -v brew >/dev/null 2>&1 || fail "cairo and pango are needed, and Homebrew installs them on a Mac: get it from https://brew.sh, then call ./gd again."
        say "gd: installing system libraries for drawing: pkgconf cairo pango"
        brew install --quiet pkgconf cairo pango
    elif command -v apt-get >/dev/null 2>&1; then
        set -- gcc g++ pkg-config libcairo2-dev libpango1.0-dev python3-dev python3-venv
        say "gd: installing system libraries for drawing: $*"
        as_root apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    elif command -v dnf >/dev/null 2>&1; then
        set -- gcc gcc-c++ pkgconf-pkg-config cairo-devel pango-devel python3-devel
        say "gd: installing system libraries for drawing: $*"
        as_root dnf install -y -q "$@"
    else
        fail "cairo, pango, pkg-config, a compiler and Python's headers are needed; install them with your system's package manager, then call ./gd again."
    fi
}

system_ready() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists cairo pangocairo \
        && { command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; } \
        && [ "$("$python" -c "$probe")" = ready ]
}

installing() { "$python" -I "$here/gd_studio/installing.py" "$1" "$here" "$wanted"; }

wanted="$(cksum <"$here/pyproject.toml") $(cksum <"$here/constraints.txt")"
if [ "$(cat "$venv/installed" 2>/dev/null || true)" != "$wanted $here" ] || [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    status=0
    installing mend || status=$?
    if [ "$status" -eq 10 ]; then
        if ! system_ready; then
            install_system_libraries
            python=$(find_python)
            system_ready || fail "$python has no headers; install those of its version (on Debian python3.x-dev and python3.x-venv), then call ./gd again."
        fi
        installing build
    elif [ "$status" -ne 0 ]; then
        exit "$status"
    fi
fi

# Ctrl-C waits until Python can answer it with a sentence, where `env` can ask for that.
if env --block-signal=INT true 2>/dev/null; then hold="env --block-signal=INT"; else hold=; fi
[ "${1:-}" = test ] || exec $hold "$venv/bin/python" -P -m gd_studio "$@"

shift
cd "$here"
PATH="$venv/bin:$PATH"
if [ "${1:-}" = --faults ]; then
    shift
    exec python -m tests.faults "$@"
fi
if [ "${1:-}" = --pages ]; then
    exec python -m tests.pages
fi
ruff check .
ruff format --check .
# Types and import directions are checked while the tests run, and told after them.
checks=$(mktemp)
trap 'rm -f "$checks"' EXIT
{ mypy && lint-imports; } >"$checks" 2>&1 &
checking=$!
status=0
python -m pytest -n auto --dist worksteal "$@" || status=$?
wait "$checking" || status=$((status ? status : 1))
cat "$checks"
exit "$status"
