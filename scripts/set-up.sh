#!/bin/sh
# Sets up what is missing, and nothing else: set-up.sh run | test
# 'run' is what the product needs; 'test' adds what its tests need. A second call returns at once.
# PYTHON names the interpreter to use; without it the first one that is new enough is taken.

set -u
cd "$(dirname "$0")/.." || exit 1

purpose=${1:-run}
venv=.venv
log=$venv/set-up.log

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- Python ------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        is_new_enough "$candidate" && { printf '%s\n' "$candidate"; return; }
    done
    return 1
}

# --- System packages ---------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

may_install() {
    have apt-get || return 1
    [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

install_packages() { # PACKAGE... ; false where that isn't possible
    may_install || return 1
    say "Installing system packages: $*."
    as_root apt-get update -q >"$system_log" 2>&1 # a broken third-party source need not matter
    as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" \
        >>"$system_log" 2>&1 </dev/null && return 0
    say "That didn't work. The last lines were:"
    tail -n 3 "$system_log"
    return 1
}

how_to_install() { # PACKAGE: the command for this machine
    if have apt-get; then say "sudo apt-get install $1"
    elif have dnf; then say "sudo dnf install portaudio"
    elif have pacman; then say "sudo pacman -S portaudio"
    elif have zypper; then say "sudo zypper install portaudio"
    elif have brew; then say "brew install portaudio"
    else say "install $1 with your package manager"
    fi
}

set_up_portaudio() {
    [ "$(uname -s)" = Linux ] || return 0 # elsewhere the Python package brings it along
    "$python" -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("portaudio"))' && return
    install_packages libportaudio2 && return
    say "PortAudio is missing, so there will be no sound; keyboard and printed text work." \
        "For sound: $(how_to_install libportaudio2)"
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

set_up_test_programs() {
    lacking=
    if have dpkg-query; then
        for package in pulseaudio pulseaudio-utils libasound2-plugins espeak-ng flite festival \
            festvox-us-slt-hts festvox-kallpc16k sox; do
            is_installed "$package" || lacking="$lacking $package"
        done
        # shellcheck disable=SC2086 # one word a package
        [ -z "$lacking" ] || install_packages $lacking && return
    else
        for program in pulseaudio pactl espeak-ng flite festival sox; do
            have "$program" || lacking="$lacking $program"
        done
        [ -z "$lacking" ] && return
    fi
    say "Tests that need these will be skipped, so install them with your package manager:$lacking."
}

# --- The virtual environment -------------------------------------------------------------------

make_venv() {
    "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 && return
    [ -e "$venv" ] && say "The virtual environment in $venv is broken; making it anew."
    rm -rf "$venv"
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        install_packages python3-venv ||
            fail "Python's venv module is missing; run: sudo apt-get install python3-venv," \
                "then make again."
    fi
    "$python" -m venv "$venv" ||
        fail "The virtual environment can't be made here; see the message above."
}

install_python_packages() { # WHAT ; what is asked of pip
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check -e "$1" \
        >"$log" 2>&1
}

set_up_venv() {
    what=. && [ "$purpose" = test ] && what='.[dev]'
    was_there= && [ -e "$venv" ] && was_there=yes
    make_venv
    say "Installing Python packages into $venv. This takes a minute or two the first time."
    install_python_packages "$what" && return
    if [ -n "$was_there" ]; then # left half-made by an interrupted run, perhaps
        say "Starting again with an empty $venv."
        rm -rf "$venv"
        make_venv
        install_python_packages "$what" && return
    fi
    [ "${CI:-}" = true ] && tail -n 20 "$log" >&2
    fail "The Python packages can't be installed; check the network, then make again." \
        "All of pip's messages are in $log."
}

signature() { # changes when the packages may have to
    cksum <pyproject.toml
    pwd
    "$venv/bin/python" --version
}

is_set_up() {
    [ -x "$venv/bin/voice-helper" ] && "$venv/bin/python" -c '' 2>/dev/null &&
        [ "$(signature)" = "$(cat "$venv/ready-for-$1" 2>/dev/null)" ]
}

# --- The way through ---------------------------------------------------------------------------

is_set_up "$purpose" && exit 0
[ "$purpose" = run ] && is_set_up test && exit 0

python=$(find_python) || fail "Python 3.11 or newer is needed and isn't there;" \
    "install it, or name it: make $purpose PYTHON=/path/to/python3."
system_log=$(mktemp) || exit 1
trap 'rm -f "$system_log"' EXIT

set_up_portaudio
[ "$purpose" = test ] && set_up_test_programs
set_up_venv
signature >"$venv/ready-for-$purpose"
say "Everything is set up."
