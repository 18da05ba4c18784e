#!/usr/bin/env bash
# Makes the pictures of this documentation, docs/pictures/*.webp, from samples/: what the command writes, and the pages in Chromium, driven by the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
shown=$(mktemp -d)
trap 'rm -rf "$shown"' EXIT
./iqa report samples -o "$shown/report.html" || [ $? -eq 1 ] # samples/ has an image that is too small
./iqa map samples/coffee-q20.png -o "$shown/map.png"
./iqa map samples/coffee-q20.png -r samples/coffee.png -o "$shown/map-difference.png"
COLUMNS=92 TERM=dumb script -qec "./iqa explain samples/coffee-q20.png -o '$shown/explain-map.png'" /dev/null | tr -d '\r' > "$shown/explain.txt" # as a terminal shows it
IQA_WRITE_PICTURES="$shown" dotnet test -c Release --project tests/IqaSharp.Server.Tests --filter-class "*PictureTests"
ls -l docs/pictures
