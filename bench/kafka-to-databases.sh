#!/usr/bin/env bash
# Kafka to ClickHouse and to PostgreSQL: JSON records into typed columns, with a heap of 256 MB.
#
#   bench/kafka-to-databases.sh [--rows N] [--small N] [--rounds N]
#
# Defaults: 5000000 records of 200 bytes, 500000 for the small size, 3 rounds. Prints rows a second and a processor
# second (client, broker and database together), and the highest live set of both sizes, which should be the same.
# Counts and the sum of the ids are asked of the database after each round.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=5000000 small=500000 rounds=3
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --small) small=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
. bench/lib/clickhouse.sh
. bench/lib/kafka.sh
compiled bench/kafka
bench_server
clickhouse_server
kafka_server
fill large json "$rows"
fill small json "$small"
machine
clickhouse_machine
kafka_machine

manifest() { # topic, sink
  cat <<YAML
name: bench_$1_$2
source:
  type: kafka
  connection: $(kafka_yaml)
  streams:
    - name: $1
      value:
        format: json
        columns:
$(order_columns)
sink:
  type: $2
  connection: $([ "$2" = postgres ] && pg_yaml target || ch_yaml)
  table: $([ "$2" = postgres ] && echo public.)orders_$1
  strategy: { mode: incremental_append }
runtime: { parallelism: 2 }
YAML
}
found() { # topic, sink
  if [ "$2" = postgres ]; then
    sql target "select count(*) || ' ' || sum(id) from orders_$1"
  else
    ch "SELECT count(), sum(id) FROM orders_$1" | tr '\t' ' '
  fi
}
drop() { # topic, sink
  if [ "$2" = postgres ]; then quietly -d target -c "drop table if exists orders_$1" -c checkpoint
  else ch "DROP TABLE IF EXISTS orders_$1 SYNC"; fi
}
export DPONE_JAVA_OPTS=-Xmx256m
measure() { # topic, rows, sink
  manifest "$1" "$3" >"$work/$1_$3.yaml"
  rm -rf "$work/.dpone"
  drop "$1" "$3"
  timed ./dpone run "$work/$1_$3.yaml" --receipt "$work/receipt.json"
  [ "$(found "$1" "$3")" = "$2 $(($2 * ($2 - 1) / 2))" ] ||
    bench_fail "parity: $3 has $(found "$1" "$3") (rows, sum of ids), expected $2 $(($2 * ($2 - 1) / 2))"
}
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
printf '%-12s %8s %10s %8s %14s %14s %14s\n' "median of $rounds" wall_s rows/s cpu_s rows/cpu_s live_small_MB live_large_MB
for sink in clickhouse postgres; do
  measure small "$small" "$sink"
  live=$(megabytes "$(of peakHeapBytes)")
  for _ in $(seq "$rounds"); do
    measure large "$rows" "$sink"
    echo "$wall $cpu" >>"$work/$sink.txt"
  done
  printf '%-12s %8.2f %10d %8.2f %14d %14s %14s\n' "$sink" "$(figure "$sink" 1)" "$(rate "$rows" "$(figure "$sink" 1)")" \
    "$(figure "$sink" 2)" "$(rate "$rows" "$(figure "$sink" 2)")" "$live" "$(megabytes "$(of peakHeapBytes)")"
done
echo "parity    every table has as many rows and the same sum of ids as the topic"
