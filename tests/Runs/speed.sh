#!/usr/bin/env bash
# Times of docs/big.md: a tar against files, --resume with Parquet against none, two million paths, a million scored ones. Ratios of medians, the runs interleaved.
#   tests/Runs/speed.sh [IMAGES] [SCORED] [ROUNDS]
source "$(dirname "$0")/common.sh"
trap 'rm -rf "$work"' EXIT
images=${1:-10000} million=${2:-1000000} rounds=${3:-3}
cd "$work"

# Distinct JPEGs of 640×427: the sample, with a comment of its own.
mkdir files
sample=$root/samples/rocket.jpg
for i in $(seq "$images"); do { head -c 2 "$sample"; printf '\377\376\000\012%08d' "$i"; tail -c +3 "$sample"; } > "files/$(printf %06d "$i").jpg"; done
ls files | tar --format=posix -cf files.tar -C files -T -
time_of() { local start=$(date +%s%N); "$@" > /dev/null 2>&1 || true; echo $((($(date +%s%N) - start) / 1000000)); }
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
metric=${METRIC:-laplacian}
for round in $(seq "$rounds"); do
    time_of "$iqa" score files -m "$metric" -o plain.csv >> files.times
    time_of "$iqa" score files.tar -m "$metric" -o tar.csv >> tar.times
    rm -f resumed.parquet*
    time_of "$iqa" score files -m "$metric" --resume -o resumed.parquet >> resumed.times
done
plain=$(median < files.times)
say "$images JPEGs with $metric: files $plain ms; tar $(median < tar.times) ms ($(awk -v a="$(median < tar.times)" -v b="$plain" 'BEGIN { printf "%.3f", a / b }')); --resume with Parquet $(median < resumed.times) ms ($(awk -v a="$(median < resumed.times)" -v b="$plain" 'BEGIN { printf "%.3f", a / b }'))"
cmp <(sed 's/^files.tar#/files\//' tar.csv) plain.csv || fail "scores of the tar differ"
rm -r files files.tar

# A million images that have rows: nothing to do but list and skip.
mkdir many
seq "$million" | awk '{ printf "many/%03d/%07d.jpg\n", $1 % 1000, $1 }' > paths
cut -d/ -f1,2 paths | sort -u | xargs mkdir -p
xargs -a paths touch -d 2026-01-01T00:00:00Z
awk 'BEGIN { print "image,metric,score,distribution,error,note,low,high,familiarity,unfamiliar,width,height,bytes,modified,sha256,same_as" } { print $1 ",'"$metric"',12.345678901234567,,,,,,,,640,480,0,2026-01-01T00:00:00.000000Z,," }' paths > scored.csv
echo none | "$iqa" score --from - -m "$metric" --resume -o empty.csv 2> /dev/null || true
sed 's/,"images":[0-9]*//' empty.csv.run.json > scored.csv.run.json
skip=$( { /usr/bin/time -f "%e s, %M kB" "$iqa" score many -m "$metric" --resume -o scored.csv 2>&1 > /dev/null | tail -1; } )
say "a million images with rows, from a folder: $skip"
[ "$(wc -l < scored.csv)" -eq $((million + 1)) ] || fail "rows were added"
say "a million rows to Parquet: $( { /usr/bin/time -f "%e s, %M kB" "$iqa" merge scored.csv -o scored.parquet; } 2>&1 | tail -1)"

# Two million paths: a share that holds next to none of them, so that listing is all there is to do.
seq $((2 * million)) | awk '{ printf "many/%03d/%07d.jpg\n", $1 % 1000, $1 }' | tail -n "$million" > more
xargs -a more touch
listing=$( { /usr/bin/time -f "%e s, %M kB" "$iqa" score many -m "$metric" --shard 1/100000000 --resume -o share.jsonl 2>&1 > /dev/null | tail -1; } )
say "two million files listed: $listing"
