#!/usr/bin/env bash
# Slurm for real: two nodes on this machine, examples/slurm in 16 shares, a node killed in the middle, three tasks killed and requeued.
source "$(dirname "$0")/common.sh"
[ "$(id -u)" -eq 0 ] || { echo "skipped: only root can start Slurm"; exit 0; }
for program in slurmctld slurmd munged; do
    command -v $program > /dev/null || [ -x /usr/sbin/$program ] || { echo "skipped: $program is not there (apt-get install slurm-wlm munge)"; exit 0; }
done
PATH=$PATH:/usr/sbin
count=${1:-3200} metrics=${METRICS:-musiq}
export SLURM_CONF=$work/slurm.conf
own=()
stop() {
    for pid in "${own[@]}"; do kill -9 "$pid" 2> /dev/null || true; done
    for file in "$work"/spool.*/pid; do [ -e "$file" ] && kill -9 "$(cat "$file")" 2> /dev/null || true; done
    if [ "${KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap stop EXIT

chmod 755 "$work"
mkdir -p "$work"/{state,munge,spool.n1,spool.n2,scores/parts,scores/logs}
chown -R munge: "$work/munge" && chmod 700 "$work/munge"
dd if=/dev/urandom of="$work/munge/key" bs=128 count=1 status=none
chown munge: "$work/munge/key" && chmod 400 "$work/munge/key"
setpriv --reuid=munge --regid=munge --clear-groups munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" --log-file="$work/munge/log" & own+=($!)
chmod 711 "$work/munge"
cat > "$SLURM_CONF" << CONF
ClusterName=iqa
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=17000
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool.%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/spool.%n/pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmdParameters=config_overrides
SlurmdTimeout=10
KillWait=2
MessageTimeout=10
SchedulerParameters=sched_interval=2,batch_sched_delay=1
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=17001 CPUs=4 RealMemory=4000
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=17002 CPUs=4 RealMemory=4000
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
for _ in $(seq 50); do [ -S "$work/munge/socket" ] && break; sleep 0.1; done
slurmctld -D > /dev/null 2>&1 & own+=($!)
for node in n1 n2; do slurmd -D -N $node > /dev/null 2>&1 & own+=($!); eval "$node=$!"; done
for _ in $(seq 100); do [ "$(sinfo -h -t idle -o %D 2> /dev/null)" = 2 ] && break; sleep 0.2; done
[ "$(sinfo -h -t idle -o %D)" = 2 ] || { tail -n 5 "$work"/*.log; fail "Slurm does not start"; }

images "$work/images" "$count"
cd "$work"
export IQA=$iqa IMAGES=$work/images OUT=$work/scores METRIC=$metrics SHARDS=16
say "16 shares of $count images on two nodes"
array=$(sbatch --parsable --array=1-16 --mem=500 --cpus-per-task=1 "$root/examples/slurm/score.sbatch")
# with_rows N: waits until so many running tasks have written rows.
with_rows() { for _ in $(seq 600); do [ "$(find scores/parts -name '*.partial.jsonl' -size +1k | wc -l)" -ge "$1" ] && return; sleep 0.1; done; fail "no tasks have rows"; }
with_rows 3

# Three running tasks are requeued: Slurm kills them (SIGKILL after KillWait) and starts them again.
mapfile -t running < <(squeue -h -t R -o %A | head -3)
for task in "${running[@]}"; do scontrol requeue "$task" 2> /dev/null && requeued=$((${requeued:-0} + 1)); done
say "${requeued:-0} running tasks were requeued"

# A node fails: its daemon, what supervises its tasks, and the tasks themselves.
sleep 3
with_rows 3
lost=$(squeue -h -t R -w n1 -o %i | wc -l)
kill -9 "$n1"
for pid in $(pgrep -f "score $work/images"); do
    job=$(tr '\0' '\n' < "/proc/$pid/environ" | sed -n 's/^SLURMD_NODENAME=//p')
    [ "$job" = n1 ] && kill -9 "$pid" "$(ps -o ppid= -p "$pid")" 2> /dev/null || true
done
say "node n1 was killed with $lost tasks"
for _ in $(seq 300); do [ "$(sinfo -h -n n1 -o %T)" = "down*" ] || [ "$(sinfo -h -n n1 -o %T)" = down ] && break; sleep 0.2; done
slurmd -D -N n1 > /dev/null 2>&1 & own+=($!)
merge=$(sbatch --parsable --dependency=afterany:"$array" --mem=500 "$root/examples/slurm/merge.sbatch")
for _ in $(seq 1200); do [ -z "$(squeue -h -o %i)" ] && break; sleep 0.5; done
[ -z "$(squeue -h)" ] || { squeue; fail "jobs are left"; }
[ -e scores/all.parquet ] || { cat scores/logs/merge-"$merge".log; fail "merge wrote nothing"; }
say "merge says complete: $(ls scores/parts/*.parquet | wc -l) parts; $(grep -l "were scored before" scores/logs/* | wc -l) tasks continued an earlier one"

mkdir expected
for share in $(seq 16); do "$iqa" score "$work/images" -m "$metrics" --shard "$share/16" --resume -o "expected/$share.parquet" 2> /dev/null || [ $? -eq 1 ]; done
"$iqa" merge expected -o expected.parquet
cmp scores/all.parquet expected.parquet || fail "the scores are not those of shares that nothing happened to"

mv scores/parts/7.parquet .
"$iqa" merge scores/parts -o scores/all.parquet 2> errors && fail "a missing part was not noticed"
grep -q "share 7/16 is missing" errors || { cat errors; fail "the missing part is not named"; }
mv 7.parquet scores/parts/ && cp scores/parts/7.parquet scores/parts/twice.parquet
"$iqa" merge scores/parts -o scores/all.parquet 2> errors && fail "a part that is there twice was not noticed"
grep -q "share 7/16 is there 2 times" errors || { cat errors; fail "the doubled part is not named"; }
say "a part taken away, and a part doubled, are told"
