#!/usr/bin/env bash
# How rows of a key that is there are replaced in ClickHouse: deleted lightly, or the others written again. The
# statements are those of `sink.merge: delete_insert` and `shadow_swap`, on the same target and stage, in turn.
#
#   bench/clickhouse-merge.sh [--rows "N ..."] [--shares "PERCENT ..."] [--rounds N]
#
# Defaults: 200000 and 2000000 rows of 12 columns, shares from 1 to 100 percent, 3 rounds, medians. Keys of the stage
# are spread over the whole target, in the worst order for a deletion. `read` is a scan of all columns afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
sizes="200000 2000000" shares="1 5 10 20 30 50 70 100" rounds=3
while [ $# -gt 0 ]; do
  case $1 in
    --rows) sizes=$2; shift 2 ;;
    --shares) shares=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
. bench/lib/clickhouse.sh
clickhouse_server
clickhouse_machine
uptime | sed 's/.*load/load/'

cells="number AS id, number % 1000 AS a, toInt32(number % 77) AS b, number / 3 AS c, toString(number * 7919) AS d,
  toDecimal64(number / 100, 2) AS e, toDateTime64('2026-01-01', 6, 'UTC') + number AS f, number % 3 = 0 AS g,
  if(number % 5 = 0, NULL, hex(sipHash128(number))) AS h, toDate32('2026-01-01') + number % 700 AS i,
  generateUUIDv4(number) AS j, repeat('x', number % 40) AS k"
now() { date +%s%N; }
median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
firmly="&mutations_sync=2&lightweight_deletes_sync=2"
delete_insert() {
  ch "ALTER TABLE copy ATTACH PARTITION ALL FROM target"
  ch "DELETE FROM copy WHERE id IN (SELECT id FROM stage) SETTINGS lightweight_deletes_sync = 2, mutations_sync = 2"
  ch "ALTER TABLE copy ATTACH PARTITION ALL FROM stage"
}
shadow_swap() {
  ch "INSERT INTO copy SELECT * FROM target WHERE id NOT IN (SELECT id FROM stage)"
  ch "ALTER TABLE copy ATTACH PARTITION ALL FROM stage"
}
printf '%10s %6s  %13s %13s  %6s  %12s %12s\n' rows share delete_insert shadow_swap ratio read_deleted read_swapped
for rows in $sizes; do
  ch "DROP TABLE IF EXISTS target SYNC"
  ch "CREATE TABLE target ENGINE = MergeTree ORDER BY id AS SELECT $cells FROM numbers($rows)"
  ch "OPTIMIZE TABLE target FINAL"
  for share in $shares; do
    ch "DROP TABLE IF EXISTS stage SYNC"
    ch "CREATE TABLE stage AS target"
    ch "INSERT INTO stage SELECT * REPLACE ('new' AS d) FROM target WHERE cityHash64(id) % 100 < $share"
    rm -f "$work"/t.*
    for round in $(seq "$rounds"); do
      for way in delete_insert shadow_swap; do
        ch "DROP TABLE IF EXISTS copy SYNC"
        ch "CREATE TABLE copy AS target"
        from=$(now); $way; to=$(now)
        echo $(((to - from) / 1000000)) >>"$work/t.$way"
        from=$(now); sums=$(ch_checksum copy); to=$(now)
        echo $(((to - from) / 1000000)) >>"$work/t.read.$way"
        [ "$way" = delete_insert ] && first=$sums || [ "$first" = "$sums" ] || bench_fail "the ways differ: $first, $sums"
      done
    done
    one=$(median <"$work/t.delete_insert") other=$(median <"$work/t.shadow_swap")
    printf '%10s %5s%%  %10s ms %10s ms  %6s  %9s ms %9s ms\n' "$rows" "$share" "$one" "$other" \
      "$(awk "BEGIN { printf \"%.2f\", $one / $other }")" "$(median <"$work/t.read.delete_insert")" "$(median <"$work/t.read.shadow_swap")"
  done
done
