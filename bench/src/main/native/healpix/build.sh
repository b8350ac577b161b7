#!/bin/sh
# Compiles the C++ side of the HEALPix benchmark: build.sh OUTPUT
# Needs a C++ compiler and HEALPix C++ (Debian: apt-get install g++ libhealpix-cxx-dev).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "${CXX:-g++}" -O3 -march=native -std=c++17 -I/usr/include/healpix_cxx "$here/healpix_loops.cc" -o "$1" -lhealpix_cxx
