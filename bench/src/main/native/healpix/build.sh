#!/bin/sh
# Compiles the C++ side of the HEALPix benchmark: build.sh packaged|native OUTPUT
#   packaged   our loops for this processor, linked with Debian's library (apt-get install g++ libhealpix-cxx-dev)
#   native     our loops and the library's own source, fetched as Debian's source package from where this machine gets its
#              packages, all of it with -O3 -march=native; nothing of it is kept but the program
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kind=$1
output=$2
flags="-O3 -march=native -std=c++17"

if [ "$kind" = packaged ]; then
    # shellcheck disable=SC2086
    exec "${CXX:-g++}" $flags -I/usr/include/healpix_cxx "$here/healpix_loops.cc" -o "$output" -lhealpix_cxx
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial"
# The machine's own package sources, asked for source packages; its settings and lists stay as they are.
for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$work/parts/$(basename "$file")"
done
cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/^deb\(-src\)\{0,1\} /deb-src /p' | sort -u \
    >"$work/parts/machine.list"
apt() {
    apt-get -qq -o Dir::Etc::SourceList="$work/none" -o Dir::Etc::SourceParts="$work/parts" \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@" >&2
}
cd "$work"
touch none
apt update || true
apt source --download-only healpix-cxx
mkdir source
tar xf ./*.orig.tar.* -C source --strip-components=1
base=source/Healpix_cxx
support=source/cxxsupport
# shellcheck disable=SC2086
"${CXX:-g++}" $flags -w -I$base -I$support "$here/healpix_loops.cc" $base/healpix_base.cc $base/healpix_tables.cc \
    $support/geom_utils.cc $support/pointing.cc $support/error_handling.cc $support/string_utils.cc -o "$output"
