#!/usr/bin/env bash
# Memory of a PostgreSQL copy: the highest live set after a collection, from few rows to many, and with large cells.
#
#   bench/postgres-memory.sh [--few N] [--many N] [--cells N] [--cell-mb N] [--lane auto|columns]
#
# Defaults: 100000 and 10000000 rows of 15 mixed columns, 10000 cells of 1 MB, undecoded, under
# -Xmx96m -XX:MaxDirectMemorySize=64m. What the disk has no room for is skipped, and said so.
# Fails when many rows need more than 10 % above few, or large cells more than the bound of 80 MB.
set -euo pipefail
cd "$(dirname "$0")/.."
few=100000 many=10000000 cells=10000 cell_mb=1 lane=auto bound=80
while [ $# -gt 0 ]; do
  case $1 in
    --few) few=$2; shift 2 ;;
    --many) many=$2; shift 2 ;;
    --cells) cells=$2; shift 2 ;;
    --cell-mb) cell_mb=$2; shift 2 ;;
    --lane) lane=$2; shift 2 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
bench_server
machine
options="-Xmx96m -XX:MaxDirectMemorySize=64m"
echo "options   $options, lane $lane"
printf '%-26s %10s %9s %9s\n' run wall_s heap_MB rss_MB

measure() { # label, stream
  manifest "$work/$2.yaml" "$2" copy "$lane"
  timed env DPONE_JAVA_OPTS="$options" ./dpone run "$work/$2.yaml" --receipt "$work/receipt.json"
  heap=$(of peakHeapBytes)
  printf '%-26s %10s %9s %9s\n' "$1" "$wall" "$(megabytes "$heap")" "$(megabytes "$(of peakRssBytes)")"
  [ "$(sql target 'select count(*) from copy')" = "$(sql source "select count(*) from $2")" ] ||
    { echo "PARITY FAILED: $2" >&2; exit 1; }
  quietly -d target -c "drop table copy" -c checkpoint
}
room() { # megabytes needed, what for
  [ "$(free_megabytes)" -gt "$1" ] || { echo "skipped   $2: needs $1 MB of disk, $(free_megabytes) MB are free"; return 1; }
}
failed=0
mixed_table few "$few"
measure "$few rows" few
few_heap=$heap
if room $((many / 1000 * 3 / 5 + 4000)) "$many rows"; then
  mixed_table many "$many"
  measure "$many rows" many
  quietly -d source -c "drop table many" -c checkpoint
  awk -v a="$few_heap" -v b="$heap" 'BEGIN { d = 100 * (b - a) / a; printf "live set  %+.1f %% (allowed 10)\n", d; exit !(d <= 10) }' || failed=1
fi
# Stored uncompressed at both ends, and in the log of the target.
if room $((cells * cell_mb * 3 + 4000)) "$cells cells of $cell_mb MB"; then
  quietly -d source -c "create table wide (id int, body text)" -c "alter table wide alter body set storage external" \
    -c "insert into wide select i, repeat(chr(65 + i % 26), $cell_mb * 1048576) from generate_series(1, $cells) i"
  measure "$cells cells of $cell_mb MB" wide
  awk -v b="$heap" -v bound="$bound" 'BEGIN { printf "live set  %.1f MB (allowed %d)\n", b / 1048576, bound; exit !(b <= bound * 1048576) }' || failed=1
fi
exit "$failed"
