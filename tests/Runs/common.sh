# Shared by the scripts: the command, and small images of which some cannot be read.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
iqa=${IQA:-$(ls "$root"/src/IqaSharp.Cli/bin/Release/net10.0/*/iqa "$root"/src/IqaSharp.Cli/bin/Release/net10.0/iqa 2>/dev/null | head -1)}
[ -x "$iqa" ] || { echo "build the command first: dotnet build src/IqaSharp.Cli -c Release" >&2; exit 2; }
work=$(mktemp -d)

# images FOLDER COUNT: PGM files of 48×40 pixels of noise, no two alike; every 97th is no image.
images() {
    mkdir -p "$1"
    local size=1920
    head -c $((size * $2)) /dev/urandom > "$work/noise"
    for i in $(seq 0 $(($2 - 1))); do
        if [ $((i % 97)) -eq 50 ]; then echo "no image $i" > "$1/$i.pgm"
        else { printf 'P5\n48 40\n255\n'; dd if="$work/noise" bs=$size skip=$i count=1 status=none; } > "$1/$i.pgm"; fi
    done
}

say() { echo "$(date +%T) $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
