#!/bin/sh
# One shard of a run, as a task of a Slurm job array. docs/sharding.md tells how it is submitted.
#
#   sbatch --array=0-6 slurm-array.sh FOLDER [OPTIONS AND SUITES OF `sightline run`…]
#
# FOLDER is where the shards are written, each in a folder of its own; all nodes must see it. SIGHTLINE is the program
# [sightline], SIGHTLINE_TRIES how often a shard is tried [3].
#SBATCH --job-name=sightline
#SBATCH --requeue
#SBATCH --open-mode=append
set -u

shard=$1/$SLURM_ARRAY_TASK_ID
shift
# A try that was cut short left what it had: this one goes on from there, and sends nothing twice.
if [ -s "$shard/run.jsonl" ]; then
  set -- "$@" --resume "$shard"
else
  set -- "$@" --out "$shard"
fi
code=0
"${SIGHTLINE:-sightline}" run --shard auto "$@" || code=$?

# Incomplete: rate limits, a host that is down, a budget. 75 is what slurm.conf's RequeueExit=75 queues again.
tries=$((${SLURM_RESTART_COUNT:-0} + 1))
if [ "$code" -eq 3 ] && [ "$tries" -lt "${SIGHTLINE_TRIES:-3}" ]; then
  echo "shard $SLURM_ARRAY_TASK_ID is incomplete after try $tries: it is queued again" >&2
  exit 75
fi
exit "$code"
