#!/usr/bin/env bash
# Rows to Avro files: the encoder of the BigQuery connector beside the plain Avro library (generic records into a
# DataFileWriter), in turn, in the same run, with parity.
#
#   bench/bigquery-encode.sh [--rows N] [--rounds N] [--codec none|deflate|all] [--compiler first|both|all]
#
# Defaults: 3000000 rows of 15 mixed columns, 5 rounds, both codecs, both compilers. Each has the rows at hand in the
# form in which it takes them: dpone as batches of columns, the library as objects with its text in UTF-8, its dates and
# times as numbers. Both write files of the same schema in blocks of 64 KB; deflate is level 1. first is the JVM's first compiler
# alone, as ./dpone runs BigQuery; both adds the second, which is what a Java program has without options. The heap
# is 256 MB. Rates are of the time in which rows are written, without the start of the JVM, of the median of the
# rounds; cpu are rows by processor second of the whole process meanwhile, compilers and collector included.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=3000000 rounds=5 codecs=all compilers=all
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --codec) codecs=$2; shift 2 ;;
    --compiler) compilers=$2; shift 2 ;;
    *) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
[ "$codecs" = all ] && codecs="none deflate"
[ "$compilers" = all ] && compilers="first both"
. bench/lib/common.sh
[ "$(free_megabytes)" -gt $((rows / 2000 + 500)) ] || bench_fail "not enough space for $rows rows in ${TMPDIR:-/tmp}"
# The encoder is no part of any interface: on the class path packages that a module does not export are open.
CLASSPATH=$(printf '%s:' dist/lib/*.jar dist/connectors/bigquery/*.jar dist/connectors/bigquery/drivers/*.jar)
export CLASSPATH
command -v mvn >/dev/null || bench_fail "mvn is missing"
JAVA_HOME=$JDK_HOME mvn -q -B -f bench/bigquery/pom.xml dependency:build-classpath \
  -Dmdep.outputFile="$work/classpath" >"$work/maven.log" 2>&1 || { cat "$work/maven.log" >&2; exit 2; }
CLASSPATH=$work/classes:$(cat "$work/classpath"):$CLASSPATH
"$JDK_HOME/bin/javac" -d "$work/classes" bench/bigquery/*.java bench/lib/Plain.java || bench_fail "bench/bigquery does not compile"
hardware
echo "rows      $rows of 15 columns, heap of 256 MB"

encode() { # ours|library, codec, compiler: appends to its figures
  local options=-XX:TieredStopAtLevel=1
  [ "$3" = first ] || options=-XX:+TieredCompilation
  "$JDK_HOME/bin/java" -Xmx256m -XX:+UseSerialGC $options Encode "$1" "$rows" "$2" "$work/$1.avro" >"$work/figures" ||
    bench_fail "$1 failed"
  cat "$work/figures" >>"$work/$1_$2_$3.txt"
}
parity() {
  local ours library
  ours=$("$JDK_HOME/bin/java" -Xmx256m Encode check "$work/ours.avro")
  library=$("$JDK_HOME/bin/java" -Xmx256m Encode check "$work/library.avro")
  # Both end with the batch that reaches the number.
  [ "$ours" = "$library" ] && [ "${ours% *}" -ge "$rows" ] || bench_fail "parity: ours $ours, the library $library"
  checked=$ours
}
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
speed() { rate "$(figure "$1" 1)" "$(quotient "$(figure "$1" "$2")" 1000000)"; } # figures, column of microseconds
printf '%-24s %12s %12s %7s %12s %12s %7s %9s %9s\n' "median of $rounds" rows/s library/s ratio cpu library ratio \
  live_10%_MB live_MB
for compiler in $compilers; do
  for codec in $codecs; do
    for _ in $(seq "$rounds"); do
      encode ours "$codec" "$compiler"
      encode library "$codec" "$compiler"
    done
    parity
    name=${codec}_$compiler
    printf '%-24s %12d %12d %7s %12d %12d %7s %9s %9s\n' "$codec, $compiler" \
      "$(speed "ours_$name" 2)" "$(speed "library_$name" 2)" \
      "$(quotient "$(figure "library_$name" 2)" "$(figure "ours_$name" 2)")" \
      "$(speed "ours_$name" 3)" "$(speed "library_$name" 3)" \
      "$(quotient "$(figure "library_$name" 3)" "$(figure "ours_$name" 3)")" \
      "$(megabytes "$(($(figure "ours_$name" 4) * 1024))")" "$(megabytes "$(($(figure "ours_$name" 5) * 1024))")"
  done
done
echo "parity    after each pair both files hold $checked (rows, checksum over all cells in order), as the library reads them"
