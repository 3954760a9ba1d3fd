#!/usr/bin/env bash
# Kafka to batches: dpone before a sink that forgets, beside Kafka's own kafka-consumer-perf-test (bytes) and beside
# the plain Avro library reading into generic records, in turn, in the same run, counted at both ends.
#
#   bench/kafka-read.sh [--rows N] [--rounds N] [--format bytes|json|avro|all]
#
# Defaults: 5000000 records of 200 bytes in two partitions, 5 rounds, all formats. json is parsed into typed columns.
# Rates are of the time in which records move, without the start of the JVM, of the median of the rounds: of dpone
# from the opening of the first split to the end of the last, of the tool its fetch time, without joining its group.
# cpu_s are the processor seconds of whole commands, the broker's included.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=5000000 rounds=5 formats=all
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --format) formats=$2; shift 2 ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
[ "$formats" = all ] && formats="bytes json avro"
. bench/lib/common.sh
. bench/lib/kafka.sh
. bench/lib/ends.sh
[ "$(free_megabytes)" -gt $((rows / 1000 * 2 / 5 + 2000)) ] || bench_fail "not enough space for $rows records in ${TMPDIR:-/tmp}"
compiled bench/kafka
ends_jar
kafka_server
case $formats in *avro*) registry_server; fill orders_avro avro "$rows" ;; esac
case $formats in *bytes*|*json*) fill orders json "$rows" ;; esac
hardware
kafka_machine
echo "records   $rows, about 200 bytes each, two partitions"

manifest() { # format
  {
    cat <<YAML
name: bench_$1
source:
  type: kafka
  connection: $(kafka_yaml)
  streams:
    - name: $([ "$1" = avro ] && echo orders_avro || echo orders)
      value:
        format: $1
YAML
    [ "$1" != json ] || { echo "        columns:"; order_columns; }
    cat <<YAML
sink:
  type: bench-ends
  connection: {}
  table: nowhere
  strategy: { mode: full_refresh }
runtime: { parallelism: 2 }
YAML
  } >"$work/$1.yaml"
}
run_dpone() { # format; sets us
  timed ./dpone --plugin "$work/ends.jar" run "$work/$1.yaml" --receipt "$work/receipt.json"
  [ "$(of rowsRead) $(of rowsWritten)" = "$rows $rows" ] ||
    bench_fail "parity: $(of rowsRead) read, $(of rowsWritten) written, expected $rows"
  us=$(moved_us)
}
perf_test() {
  tool org.apache.kafka.tools.ConsumerPerformance --bootstrap-server "$servers" --topic orders --num-records "$rows" \
    --hide-header --timeout 60000
}
run_peer() { # format; sets us
  if [ "$1" = avro ]; then
    timed tool AvroPeer "$servers" orders_avro "$rows"
    read -r count us _ < <(grep -E "^[0-9]+ [0-9]+ " "$work/run.log")
  else
    timed perf_test
    # start, end, MB, MB/s, records, records/s, rebalance in ms, fetch in ms, MB/s, records/s
    count=$(awk -F', *' 'NF > 8 { print $5 }' "$work/run.log") us=$(awk -F', *' 'NF > 8 { print $8 * 1000 }' "$work/run.log")
  fi
  [ "$count" = "$rows" ] || bench_fail "the peer read $count records, expected $rows: $(cat "$work/run.log")"
}
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
printf '%-24s %12s %12s %7s %8s %8s %8s %8s %8s\n' "median of $rounds" records/s peer/s ratio wall_s peer_s cpu_s peer_s heap_MB
for format in $formats; do
  manifest "$format"
  run_dpone "$format" # not counted
  run_peer "$format"
  for _ in $(seq "$rounds"); do
    run_dpone "$format"; echo "$us $wall $cpu" >>"$work/$format.txt"
    run_peer "$format"; echo "$us $wall $cpu" >>"$work/peer_$format.txt"
  done
  ours=$(figure "$format" 1) theirs=$(figure "peer_$format" 1)
  printf '%-24s %12d %12d %7s %8.2f %8.2f %8.2f %8.2f %8s\n' "$format" "$(rate "$rows" "$(quotient "$ours" 1000000)")" \
    "$(rate "$rows" "$(quotient "$theirs" 1000000)")" "$(quotient "$theirs" "$ours")" "$(figure "$format" 2)" \
    "$(figure "peer_$format" 2)" "$(figure "$format" 3)" "$(figure "peer_$format" 3)" "$(megabytes "$(of peakHeapBytes)")"
done
echo "parity    in every round $rows records were read, and as many handed on"
