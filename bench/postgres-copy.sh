#!/usr/bin/env bash
# PostgreSQL to PostgreSQL: dpone beside `psql COPY | psql COPY` (binary), in turn, in the same run, with parity.
#
#   bench/postgres-copy.sh [--rows N] [--rounds N] [--lane wire|plain|columns|all] [--memory normal|tight|both] [--key]
#
# Defaults: 3000000 rows of 15 mixed columns, 5 rounds, all lanes, both memories, no primary key. plain is the wire
# lane with `analyze: false`, which is as much work as the peer does. With --key both
# targets get a primary key: dpone makes its index after the load, psql's target has it from the start.
# Prints the median of the rounds and the ratio to the peer, by wall time and by processor seconds (client and server
# together): the second one also means something on a machine that others use.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=3000000 rounds=5 lanes=all memories=both key=
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --lane) lanes=$2; shift 2 ;;
    --memory) memories=$2; shift 2 ;;
    --key) key="primary key (id)"; shift ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
[ "$(free_megabytes)" -gt $((rows / 1000 * 3 / 2 + 3000)) ] || bench_fail "not enough space for $rows rows in ${TMPDIR:-/tmp}"
bench_server
mixed_table mixed "$rows"
[ -z "$key" ] || quietly -d source -c "alter table mixed add $key"
quietly -d source -c "vacuum analyze mixed"
expected=$(checksum source mixed)
machine
echo "table     mixed: $rows rows, 15 columns, $(sql source "select pg_size_pretty(pg_table_size('mixed'))")${key:+, $key}"

peer() {
  psql -X -q -d source -c "copy mixed to stdout (format binary)" |
    psql -X -q -d target -c "copy peer from stdin (format binary)"
}
parity() {
  [ "$(checksum target "$1")" = "$expected" ] || { echo "PARITY FAILED: $1" >&2; exit 1; }
}
tidy() { quietly -d target -c "drop table if exists copy, peer" -c checkpoint; }
run_peer() {
  tidy
  quietly -d target -c "create table peer ($columns_of_mixed${key:+, $key})"
  timed peer
  parity peer
}
run_dpone() { # lane, options of the JVM
  tidy
  timed env DPONE_JAVA_OPTS="$2" ./dpone run "$work/$1.yaml" --receipt "$work/receipt.json"
  parity copy
}
manifest "$work/wire.yaml" mixed copy auto
manifest "$work/columns.yaml" mixed copy columns
# As much work as the peer does, which leaves the statistics of its table to the server.
sed 's/^  lane: auto/&\n  analyze: false/' "$work/wire.yaml" >"$work/plain.yaml"
[ "$lanes" = all ] && lanes="wire plain columns"
[ "$memories" = both ] && memories="normal tight"

# Not counted: fills the class archive and the page cache.
run_dpone wire -Xmx256m
run_peer
printf '%-22s %8s %8s %8s %8s %8s %8s %9s %9s\n' 'median of '"$rounds" wall_s peer_s ratio cpu_s peer_s ratio heap_MB rss_MB
for lane in $lanes; do
  for memory in $memories; do
    options=-Xmx256m
    [ "$memory" = normal ] || options="-Xmx96m -XX:MaxDirectMemorySize=64m"
    : >"$work/dpone.txt"
    : >"$work/peer.txt"
    for _ in $(seq "$rounds"); do
      run_dpone "$lane" "$options"
      echo "$wall $cpu" >>"$work/dpone.txt"
      run_peer
      echo "$wall $cpu" >>"$work/peer.txt"
    done
    figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
    ratio() { awk -v a="$(figure dpone "$1")" -v b="$(figure peer "$1")" 'BEGIN { printf "%.2f", a / b }'; }
    printf '%-22s %8.2f %8.2f %8s %8.2f %8.2f %8s %9s %9s\n' "$lane, $memory memory" \
      "$(figure dpone 1)" "$(figure peer 1)" "$(ratio 1)" "$(figure dpone 2)" "$(figure peer 2)" "$(ratio 2)" \
      "$(megabytes "$(of peakHeapBytes)")" "$(megabytes "$(of peakRssBytes)")"
  done
done
echo "parity    every copy has $expected (rows, checksum over all columns)"
