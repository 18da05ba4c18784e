#!/usr/bin/env bash
# The server under load, against `iqa score` of the same images: the figures of docs/server.md. Needs wrk, curl and two quiet minutes; loopback only.
#     bench/server/load.sh                     throughput, overload, memory over 20,000 requests (20 minutes or so on two cores)
#     REQUESTS=1000 SECONDS_EACH=5 bench/server/load.sh        a short one
# IQA and IQA_SERVE name other builds of the two programs.
set -euo pipefail
cd "$(dirname "$0")/../.."
requests=${REQUESTS:-20000}
seconds=${SECONDS_EACH:-20}
images=${IMAGES:-600}
port=${PORT:-8091}
queue=16
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

iqa=${IQA:-./iqa}
program=${IQA_SERVE:-artifacts/iqa-serve/iqa-serve.dll}
[ -n "${IQA_SERVE:-}" ] || { ./iqa page -o "$work/page" --runtime /nowhere >/dev/null 2>&1 || true; } # builds what is missing
photo=$work/photo.jpg
cp samples/rocket.jpg "$photo"
mkdir "$work/photos"
for i in $(seq "$images"); do ln -s "$photo" "$work/photos/$i.jpg"; done

# The command: the time of many images less that of one, so that the start does not count.
timed() { local start; start=$(date +%s.%N); $iqa score "$@" --metric musiq --format csv -o "$work/scores.csv"; echo "$(date +%s.%N) - $start" | bc; }
timed "$work/photos/1.jpg" >/dev/null
one=$(timed "$work/photos/1.jpg")
all=$(timed "$work/photos")
command_rate=$(echo "scale=2; ($images - 1) / ($all - $one)" | bc)
echo "iqa score:   $command_rate images/s"

dotnet "$program" serve --metric musiq --urls "http://127.0.0.1:$port" --queue $queue 2>"$work/log" &
server=$!
url=http://127.0.0.1:$port
until curl -sf "$url/readyz" >/dev/null; do kill -0 "$server"; sleep 0.2; done
memory() { awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status"; }
load() { wrk -t1 -c"$1" -d"$2" --timeout 30s -s bench/server/post.lua "$url/v1/score" -- "$photo" "${3:-0}" | grep RESULT; }

load 4 5 >/dev/null # warm
read -r _ ok busy other errors duration <<<"$(load 4 "$seconds")"
server_rate=$(echo "scale=2; $ok / $duration" | bc)
echo "iqa serve:   $server_rate images/s ($(echo "scale=1; 100 * $server_rate / $command_rate" | bc) % of the command), $busy refused, $((other + errors)) failed"

# Four times as many requests as it can answer, evenly from 64 connections.
pause=$(echo "scale=0; 64 * 1000 / (4 * $server_rate)" | bc)
before=$(memory)
read -r _ ok busy other errors duration <<<"$(load 64 "$seconds" "$pause")"
echo "4 × load:    $ok answered ($(echo "scale=2; $ok / $duration" | bc)/s), $busy refused with 429, $((other + errors)) failed; $before MB before, $(memory) MB after"
curl -s "$url/metrics" | awk -F'le="' '/^http_server_request_duration_seconds_bucket.*http_response_status_code="200"/ && /\/v1\/score/ { split($2, rest, "\""); split($0, value, " "); n[rest[1]] = value[2]; order[++k] = rest[1] }
  END { total = n["+Inf"]; for (i = 1; i <= k; i++) if (n[order[i]] >= 0.99 * total) { printf "latency:     99 %% of the answers within %s s\n", order[i]; exit } }'

# Memory: the same number of requests again and again.
echo -n "memory, MB, at every tenth of $requests requests:"
part=$(echo "scale=0; $requests / 10 / $server_rate + 1" | bc)
total=0
for tenth in $(seq 10); do
  while [ $((10 * total)) -lt $((tenth * requests)) ]; do
    read -r _ ok busy other errors _ <<<"$(load 4 "$part")"
    total=$((total + ok))
  done
  echo -n " $(memory)"
done
echo " ($total answered)"
kill -TERM "$server"
wait "$server" && echo "ended with exit code 0"
server=
