#!/usr/bin/env bash
# Kills runs at random moments (kill -9) and resumes each until it is done: every image has one row, and all rows are those of an uninterrupted run.
#   tests/Runs/kill.sh [RUNS]      100 by default
source "$(dirname "$0")/common.sh"
trap 'rm -rf "$work"' EXIT
runs=${1:-100} metrics=${METRICS:-laplacian,entropy} count=500
images "$work/images" $count
cd "$work"
for format in jsonl csv parquet; do
    "$iqa" score images -m "$metrics" --resume -o "whole.$format" 2> /dev/null || [ $? -eq 1 ]
done
start=$(date +%s%N)
"$iqa" score images -m "$metrics" --resume -o time.jsonl 2> /dev/null || true
whole=$((($(date +%s%N) - start) / 1000000))
kills=0 torn=0
formats=(jsonl csv parquet)
for run in $(seq 1 "$runs"); do
    format=${formats[$((run % 3))]}
    out=run.$format log=run.$format
    [ $format = parquet ] && log=run.parquet.partial.jsonl
    rm -f run.*
    attempts=0
    while :; do
        attempts=$((attempts + 1))
        "$iqa" score images -m "$metrics" --resume -o $out 2> errors & pid=$!
        # Later attempts live longer, so that each run ends.
        sleep "$(awk -v seed=$RANDOM -v whole=$whole -v n=$attempts 'BEGIN { srand(seed); printf "%.3f", rand() * whole * (1 + n / 4) / 1000 }')"
        if kill -9 $pid 2> /dev/null; then
            kills=$((kills + 1))
            [ -s $log ] && [ "$(tail -c 1 $log | od -An -tu1 | tr -d ' ')" != 10 ] && torn=$((torn + 1))
            wait $pid 2> /dev/null && code=0 || code=$?
            [ $code -eq 137 ] && continue
        else
            wait $pid && code=0 || code=$?
        fi
        [ $code -le 1 ] || { cat errors; fail "run $run ended with exit code $code"; }
        break
    done
    if [ $format = parquet ]; then
        [ ! -e $log ] || fail "run $run left $log"
        cmp -s run.parquet whole.parquet || fail "run $run: run.parquet differs"
    else
        cmp -s <(sort run.$format) <(sort whole.$format) || { diff <(sort run.$format) <(sort whole.$format) | head -4; fail "run $run: rows differ"; }
    fi
done
say "$runs runs of $count images, $kills kills, $torn of them within a row: every image has one row, bit for bit that of a run that was not killed"
