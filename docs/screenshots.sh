#!/usr/bin/env bash
# Makes the pictures of this documentation, docs/pictures/*.webp, from samples/: the pages in Chromium, driven by the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
IQA_WRITE_PICTURES=1 dotnet test -c Release --project tests/IqaSharp.Server.Tests --filter-class "*PictureTests"
ls -l docs/pictures
