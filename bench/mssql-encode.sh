#!/usr/bin/env bash
# Rows of columns into the bulk copies of SQL Server: dpone's encoder beside the plain driver's useBulkCopyForBatchInsert,
# in turn, in the same run, into the same sink, which takes the bytes of a bulk load and does not look at them.
#
#   bench/mssql-encode.sh [--rows N] [--rounds N]
#
# Defaults: 3000000 rows of 15 mixed columns, 5 rounds, a heap of 256 MB. Times are of the sending alone, without the
# start of the JVM; the processor is that of the sender, the sink is another process. The rows lie ready on both sides:
# as column batches here, as objects there. plain is the driver as it comes, which sends times as text; direct has
# sendTemporalDataTypesAsStringForBulkCopy=false. No server is asked: what one does with the rows is not measured.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=3000000 rounds=5
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    *) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/common.sh
double=
for folder in target target/ungated; do
  [ ! -d "services/tds-double/$folder/classes" ] || double=$PWD/services/tds-double/$folder/classes
done
[ -n "$double" ] || bench_fail "the double of SQL Server's protocol is not compiled: ./build compile -pl services/tds-double -am"
shopt -s nullglob
jars=(dist/lib/*.jar dist/connectors/mssql/*.jar dist/connectors/mssql/drivers/*.jar)
path=$(IFS=:; echo "${jars[*]}"):$double
"$JDK_HOME/bin/javac" -cp "$path" -d "$work/classes" bench/mssql-encode/*.java bench/lib/Plain.java
path=$work/classes:$path
mkfifo "$work/sink.in" "$work/sink.out"
"$JDK_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -cp "$path" Sink <"$work/sink.in" >"$work/sink.out" 2>"$work/sink.log" &
sink=$!
exec 7>"$work/sink.in" 8<"$work/sink.out"
IFS= read -r port <&8 || { cat "$work/sink.log" >&2; bench_fail "the sink did not start"; }
taken() { # sets figures to bytes, rows and checksum since the last time
  echo >&7
  IFS= read -r figures <&8 || { cat "$work/sink.log" >&2; bench_fail "the sink ended"; }
}
send() { # side, table, rows: prints rows, microseconds of the clock and of the processor, megabytes
  "$JDK_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -cp "$path" Encode "$1" "$port" "$2" "$3"
}
hardware
# Whole blocks are sent.
rows=$(((rows + 8191) / 8192 * 8192))
echo "rows      $rows of 15 columns, mssql-jdbc $(ls dist/connectors/mssql/drivers | sed -n 's/mssql-jdbc-\(.*\)\.jar/\1/p')"
# Every value as the sink understands it, from all sides.
for side in ours plain direct; do
  send "$side" "check_$side" 81920 >/dev/null
  taken
  [ "$side" != ours ] || expected=${figures#* }
  [ "${figures#* }" = "$expected" ] || bench_fail "parity: $side sent ${figures#* }, expected $expected"
done
for _ in $(seq "$rounds"); do
  for side in ours plain direct; do
    send "$side" "sink_$side" "$rows" >>"$work/$side.txt"
    taken
    echo "${figures%% *}" >>"$work/$side.bytes"
  done
done
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
printf '%-40s %12s %7s %16s %7s %8s %8s\n' "median of $rounds" rows/s ratio 'rows/cpu second' ratio live_MB sent_MB
for side in ours plain direct; do
  case $side in
    ours) name=dpone ;;
    plain) name='useBulkCopyForBatchInsert' ;;
    direct) name='the same, times not as text' ;;
  esac
  printf '%-40s %12d %7s %16d %7s %8s %8s\n' "$name" \
    "$(rate "$rows" "$(awk -v m="$(figure "$side" 2)" 'BEGIN { print m / 1e6 }')")" "$(quotient "$(figure "$side" 2)" "$(figure ours 2)")" \
    "$(rate "$rows" "$(awk -v m="$(figure "$side" 3)" 'BEGIN { print m / 1e6 }')")" "$(quotient "$(figure "$side" 3)" "$(figure ours 3)")" \
    "$(figure "$side" 4)" "$(megabytes "$(median <"$work/$side.bytes")")"
done
exec 7>&- 8<&-
wait "$sink" || true
echo "ratio     dpone's rate through that of the row, asked at least 2; live: the most after a collection of the heap of 256 MB"
echo "parity    81920 rows of each side are ${expected% *} rows with the checksum ${expected#* } of all their values"
