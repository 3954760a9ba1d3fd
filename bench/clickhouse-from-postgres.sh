#!/usr/bin/env bash
# PostgreSQL to ClickHouse: dpone beside the engine's own `INSERT SELECT FROM postgresql(...)` and beside
# `psql COPY | curl` of tab-separated text, in turn, in the same run, with parity.
#
#   bench/clickhouse-from-postgres.sh [--rows N] [--rounds N] [--lane auto|columns|tsv]
#
# Defaults: 3000000 rows of 15 mixed columns, 5 rounds, the lane that dpone chooses.
# Prints the median of the rounds and the ratio to the peers, by wall time and by processor seconds (client and
# servers together). All three tables are of one definition, which is the one that dpone chose.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=3000000 rounds=5 lane=auto
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --lane) lane=$2; shift 2 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
. bench/lib/clickhouse.sh
bench_server
clickhouse_server
mixed_table mixed "$rows"
quietly -d source -c "vacuum analyze mixed"
machine
clickhouse_machine
echo "table     mixed: $rows rows, 15 columns, $(sql source "select pg_size_pretty(pg_table_size('mixed'))")"

cat >"$work/run.yaml" <<YAML
name: bench_clickhouse
source:
  type: postgres
  connection: $(pg_yaml source)
  streams: [ { name: public.mixed } ]
sink:
  type: clickhouse
  connection: $(ch_yaml)
  table: copy
  lane: $lane
  strategy: { mode: full_refresh }
YAML
engine() {
  ch "INSERT INTO peer_engine SELECT * FROM postgresql('127.0.0.1:$PGPORT', 'source', 'mixed', '$PGUSER', '$PGPASSWORD')"
}
pipe() {
  PGOPTIONS='-c timezone=UTC' psql -X -q -d source -c "copy mixed to stdout" |
    ch_load "INSERT INTO peer_pipe SETTINGS date_time_input_format='best_effort' FORMAT TabSeparated"
}
run_dpone() {
  timed ./dpone run "$work/run.yaml" --receipt "$work/receipt.json"
  [ "$(ch_checksum copy)" = "$expected" ] || bench_fail "parity: copy has $(ch_checksum copy), expected $expected"
}
run_peer() { # engine or pipe
  ch "TRUNCATE TABLE peer_$1"
  timed "$1"
  [ "$(ch_checksum "peer_$1")" = "$expected" ] || bench_fail "parity: peer_$1 has $(ch_checksum "peer_$1"), expected $expected"
}
# Not counted: makes the table, fills the class archive and the page cache.
timed ./dpone run "$work/run.yaml" --receipt "$work/receipt.json"
expected=$(ch_checksum copy)
[ "${expected%% *}" = "$rows" ] || bench_fail "dpone wrote ${expected%% *} of $rows rows"
for peer in engine pipe; do
  ch "CREATE TABLE peer_$peer AS copy"
  run_peer "$peer"
done
echo "lane      $(of lane), published by $(of publish)"
for _ in $(seq "$rounds"); do
  run_dpone; echo "$wall $cpu" >>"$work/dpone.txt"
  for peer in engine pipe; do run_peer "$peer"; echo "$wall $cpu" >>"$work/$peer.txt"; done
done
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
printf '%-34s %8s %8s %8s %8s\n' "median of $rounds" wall_s ratio cpu_s ratio
for who in dpone engine pipe; do
  case $who in
    dpone) name=dpone ;;
    engine) name='INSERT SELECT FROM postgresql()' ;;
    pipe) name='psql COPY | curl' ;;
  esac
  printf '%-34s %8.2f %8s %8.2f %8s\n' "$name" "$(figure "$who" 1)" "$(quotient "$(figure dpone 1)" "$(figure "$who" 1)")" \
    "$(figure "$who" 2)" "$(quotient "$(figure dpone 2)" "$(figure "$who" 2)")"
done
echo "ratio     dpone's time through that of the row; heap $(megabytes "$(of peakHeapBytes)") MB, resident $(megabytes "$(of peakRssBytes)") MB"
echo "parity    every copy has $expected (rows, checksum over all columns, computed by ClickHouse)"
