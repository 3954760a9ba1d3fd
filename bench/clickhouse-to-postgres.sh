#!/usr/bin/env bash
# ClickHouse to PostgreSQL: dpone beside the rows of clickhouse-jdbc in batched inserts of the PostgreSQL driver, in
# turn, in the same run, with parity.
#
#   bench/clickhouse-to-postgres.sh [--rows N] [--rounds N]
#
# Defaults: 3000000 rows of 15 mixed columns, 5 rounds.
# Prints the median of the rounds and the ratio to the peer, by wall time and by processor seconds (client and
# servers together).
set -euo pipefail
cd "$(dirname "$0")/.."
rows=3000000 rounds=5
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
. bench/lib/clickhouse.sh
compiled bench/clickhouse
bench_server
clickhouse_server
ch "CREATE TABLE mixed (id Int64, customer_id Int32, kind Int16, paid Nullable(Bool), amount Decimal(12, 2),
  rate Nullable(Decimal(18, 6)), weight Nullable(Float64), score Nullable(Float32), code String, note Nullable(String),
  ref UUID, created Date32, updated_at DateTime64(6, 'UTC'), seen_at Nullable(DateTime64(3)), attrs Nullable(String))
  ENGINE = MergeTree ORDER BY id"
ch "INSERT INTO mixed SELECT number + 1 AS i, i * 7919 % 1000003, i % 200, if(i % 11 > 0, i % 3 = 0, NULL),
  toDecimal64(i % 10000000, 2) / 100, if(i % 7 > 0, toDecimal64(i % 1000007, 6) / 1000, NULL), sqrt(i), (i % 1000) / 8,
  'code-' || toString(i % 100000), if(i % 10 > 0, 'Überprüfung Nr. ' || toString(i) || ' of the order, all is well', NULL),
  reinterpretAsUUID(MD5(toString(i))), toDate32('2020-01-01') + i % 2000,
  toDateTime64('2026-01-01 00:00:00', 6, 'UTC') + i, if(i % 5 > 0, toDateTime64('2025-06-01 00:00:00', 3) + i / 1000, NULL),
  if(i % 4 > 0, concat('{\"n\": ', toString(i), ', \"tag\": \"t', toString(i % 100), '\"}'), NULL) FROM numbers($rows)"
machine
clickhouse_machine
echo "table     mixed: $rows rows, 15 columns"

cat >"$work/run.yaml" <<YAML
name: bench_clickhouse
source:
  type: clickhouse
  connection: $(ch_yaml)
  streams: [ { name: mixed } ]
sink:
  type: postgres
  connection: $(pg_yaml target)
  table: public.copy
  strategy: { mode: full_refresh }
YAML
peer() {
  "$JDK_HOME/bin/java" -Xmx256m -Duser.timezone=UTC -cp "$classes" RowsPeer \
    "jdbc:clickhouse:$CH_URL/bench" "$CH_USER" "$CH_PASSWORD" \
    "jdbc:postgresql://127.0.0.1:$PGPORT/target" mixed peer
}
run_dpone() {
  quietly -d target -c "drop table if exists copy" -c checkpoint
  timed ./dpone run "$work/run.yaml" --receipt "$work/receipt.json"
}
run_peer() {
  quietly -d target -c "drop table if exists peer" -c "create table peer (like copy)" -c checkpoint
  timed peer
  [ "$(checksum target peer)" = "$(checksum target copy)" ] ||
    bench_fail "parity: peer has $(checksum target peer), copy has $(checksum target copy)"
}
# Not counted.
run_dpone
run_peer
[ "$(sql target 'select count(*) from copy')" = "$rows" ] || bench_fail "dpone did not write $rows rows"
echo "lane      $(of lane), published by $(of publish)"
for _ in $(seq "$rounds"); do
  run_dpone; echo "$wall $cpu" >>"$work/dpone.txt"
  run_peer; echo "$wall $cpu" >>"$work/peer.txt"
done
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
printf '%-34s %8s %8s %8s %8s\n' "median of $rounds" wall_s speedup cpu_s ratio
printf '%-34s %8.2f %8s %8.2f %8s\n' dpone "$(figure dpone 1)" "$(quotient "$(figure peer 1)" "$(figure dpone 1)")" \
  "$(figure dpone 2)" "$(quotient "$(figure peer 2)" "$(figure dpone 2)")" \
  'clickhouse-jdbc, batched inserts' "$(figure peer 1)" 1.00 "$(figure peer 2)" 1.00
echo "memory    heap $(megabytes "$(of peakHeapBytes)") MB, resident $(megabytes "$(of peakRssBytes)") MB"
echo "parity    both copies have $(checksum target copy) (rows, checksum over all columns)"
