#!/usr/bin/env bash
# Fills the disk in the middle of a run: one line, exit code 1, and what was written stays valid; after room was made the run goes on.
source "$(dirname "$0")/common.sh"
[ "$(id -u)" -eq 0 ] || { echo "skipped: only root can mount a small file system"; exit 0; }
mkdir "$work/disk"
mount -t tmpfs -o size=32k tmpfs "$work/disk" 2> /dev/null || { echo "skipped: nothing can be mounted here"; rm -rf "$work"; exit 0; }
trap 'umount "$work/disk"; rm -rf "$work"' EXIT
images "$work/images" 500
cd "$work"
for format in jsonl csv parquet; do
    "$iqa" score images -m laplacian --resume -o whole.$format 2> /dev/null || [ $? -eq 1 ]
    mount -o remount,size=32k "$work/disk"
    code=0
    "$iqa" score images -m laplacian --resume -o disk/scores.$format 2> errors || code=$?
    [ $code -eq 1 ] || fail "$format: exit code $code on a full disk"
    [ "$(grep -c . errors)" -eq 1 ] && grep -q "the disk is full" errors || { cat errors; fail "$format: more or other than one line"; }
    log=disk/scores.$format
    [ $format = parquet ] && log=disk/scores.parquet.partial.jsonl
    [ "$(tail -c 1 $log | od -An -tu1 | tr -d ' ')" = 10 ] || fail "$format: the last row is cut off"
    rows=$(wc -l < $log)
    mount -o remount,size=16m "$work/disk"
    "$iqa" score images -m laplacian --resume -o disk/scores.$format 2> /dev/null || [ $? -eq 1 ]
    if [ $format = parquet ]; then cmp disk/scores.parquet whole.parquet; else cmp disk/scores.$format whole.$format; fi || fail "$format: rows differ"
    say "$format: full after $rows lines; then complete, and equal to a run with room"
    rm disk/*
done
