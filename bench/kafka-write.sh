#!/usr/bin/env bash
# Batches to Kafka: dpone behind a source that costs nothing, beside Kafka's own kafka-producer-perf-test, in turn, in
# the same run, counted by an independent consumer.
#
#   bench/kafka-write.sh [--rows N] [--rounds N] [--compression none|lz4|zstd|snappy|gzip]
#
# Defaults: 5000000 records of 200 bytes into two partitions, 5 rounds, no compression, which is the tool's default.
# The tool is given the batch size, the linger time, the acknowledgements and the compression that dpone uses;
# transactional is the tool with transactions, as dpone always has them. Rates are of whole commands, the start of the
# JVM included.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=5000000 rounds=5 compression=none
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --compression) compression=$2; shift 2 ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/common.sh
. bench/lib/kafka.sh
. bench/lib/ends.sh
compiled bench/kafka
ends_jar
kafka_server
hardware
kafka_machine
echo "records   $rows of 200 bytes, two partitions"

run_dpone() { # topic
  ask kafka '{"op":"open","topics":"'"$1"'","partitions":2}'
  cat >"$work/run.yaml" <<YAML
name: bench_write
source:
  type: bench-ends
  connection: { rows: $rows, splits: 2 }
  streams: [ { name: made } ]
sink:
  type: kafka
  connection: $(kafka_yaml)
  table: $1
  value: { format: bytes }
  compression: $compression
  strategy: { mode: full_refresh }
runtime: { parallelism: 2 }
YAML
  rm -rf "$work/.dpone"
  timed ./dpone --plugin "$work/ends.jar" run "$work/run.yaml" --receipt "$work/receipt.json"
}
run_peer() { # topic, more
  ask kafka '{"op":"open","topics":"'"$1"'","partitions":2}'
  timed tool org.apache.kafka.tools.ProducerPerformance --topic "$1" --num-records "$rows" --record-size 200 \
    --throughput -1 --bootstrap-server "$servers" --command-property acks=all batch.size=262144 linger.ms=20 compression.type="$compression" "${@:2}"
}
counted() { # topic
  [ "$(tool Count "$servers" "$1")" = "$rows $((rows * 200))" ] ||
    bench_fail "parity: $1 has $(tool Count "$servers" "$1") (records, bytes), expected $rows $((rows * 200))"
}
for round in $(seq 0 "$rounds"); do # the first is not counted
  run_dpone "ours$round"; dpone="$wall $cpu"; counted "ours$round"
  run_peer "plain$round"; plain="$wall $cpu"; counted "plain$round"
  run_peer "transactional$round" --transactional-id "peer$round"; transactional="$wall $cpu"; counted "transactional$round"
  [ "$round" = 0 ] || for who in dpone plain transactional; do echo "${!who}" >>"$work/$who.txt"; done
done
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
printf '%-36s %8s %12s %7s %8s\n' "median of $rounds" wall_s records/s ratio cpu_s
for who in dpone plain transactional; do
  case $who in dpone) name=dpone ;; *) name="kafka-producer-perf-test, $who" ;; esac
  printf '%-36s %8.2f %12d %7s %8.2f\n' "$name" "$(figure "$who" 1)" "$(rate "$rows" "$(figure "$who" 1)")" \
    "$(quotient "$(figure "$who" 1)" "$(figure dpone 1)")" "$(figure "$who" 2)"
done
echo "ratio     dpone's rate through that of the row; heap $(megabytes "$(of peakHeapBytes)") MB"
echo "parity    every topic has $rows committed records of 200 bytes"
