#!/usr/bin/env bash
# Rows to Avro or Parquet files: the encoders of the BigQuery connector beside the plain libraries (generic records into
# a DataFileWriter, into an AvroParquetWriter), in turn, in the same run, with parity; or to what the Storage Write API
# takes (rows of protocol buffers), beside protobuf-java's DynamicMessage.
#
#   bench/bigquery-encode.sh [--format avro|parquet|storage_write] [--rows N] [--rounds N] [--codec NAME|all] [--compiler first|both|all]
#
# Defaults: Avro, 3000000 rows of 15 mixed columns, 5 rounds, all codecs (Avro: none, deflate; Parquet: none, snappy,
# zstd; Storage Write API: none), both compilers. Each has the rows at hand in the form in which it takes them: dpone as batches of columns, the
# library as objects with its text in UTF-8, its dates and times as numbers. Both write the same columns: Avro in
# blocks of 64 KB, Parquet in row groups of 16 MB, with dictionaries where each finds them worth it, decimals as numbers
# (dpone) or bytes (the library has no other way); deflate and zstd are level 1. first is the JVM's first compiler
# alone, as ./dpone runs BigQuery; both adds the second, which is what a Java program has without options. The heap
# is 256 MB. Rates are of the time in which rows are written, without the start of the JVM, of the median of the
# rounds; cpu are rows by processor second of the whole process meanwhile, compilers and collector included.
set -euo pipefail
cd "$(dirname "$0")/.."
format=avro rows=3000000 rounds=5 codecs=all compilers=all
while [ $# -gt 0 ]; do
  case $1 in
    --format) format=$2; shift 2 ;;
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --codec) codecs=$2; shift 2 ;;
    --compiler) compilers=$2; shift 2 ;;
    *) sed -n '2,16s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
case $format in
  avro) all="none deflate" class=Encode ;;
  parquet) all="none snappy zstd" class=Parquet ;;
  storage_write) all=none class=EncodeStream ;;
  *) sed -n '2,16s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
[ "$codecs" = all ] && codecs=$all
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
echo "rows      $rows of 15 columns into $format, heap of 256 MB"

# The library tells by the JDK's logging what it is about to read.
quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djava.util.logging.config.file=/dev/null -Xmx256m"
encode() { # ours|library, codec, compiler: appends to its figures
  local options=-XX:TieredStopAtLevel=1
  [ "$3" = first ] || options=-XX:+TieredCompilation
  rm -f "$work/$1.$format"
  # shellcheck disable=SC2086 # lists of options
  "$JDK_HOME/bin/java" $quiet --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC $options \
    $class "$1" "$rows" "$2" "$work/$1.$format" >"$work/figures" || bench_fail "$1 failed"
  cat "$work/figures" >>"$work/$1_$2_$3.txt"
}
parity() {
  local ours library
  # shellcheck disable=SC2086 # a list of options
  ours=$("$JDK_HOME/bin/java" $quiet $class check "$work/ours.$format")
  library=$("$JDK_HOME/bin/java" $quiet $class check "$work/library.$format")
  # Both end with the batch that reaches the number.
  [ "$ours" = "$library" ] && [ "${ours% *}" -ge "$rows" ] || bench_fail "parity: ours $ours, the library $library"
  checked=$ours
  sizes="$(megabytes "$(wc -c <"$work/ours.$format")") $(megabytes "$(wc -c <"$work/library.$format")")"
}
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }
speed() { rate "$(figure "$1" 1)" "$(quotient "$(figure "$1" "$2")" 1000000)"; } # figures, column of microseconds
printf '%-24s %12s %12s %7s %12s %12s %7s %9s %9s %9s %9s\n' "median of $rounds" rows/s library/s ratio cpu library ratio \
  live_10%_MB live_MB file_MB library
for compiler in $compilers; do
  for codec in $codecs; do
    for _ in $(seq "$rounds"); do
      encode ours "$codec" "$compiler"
      encode library "$codec" "$compiler"
    done
    parity
    name=${codec}_$compiler
    # shellcheck disable=SC2086 # two sizes
    printf '%-24s %12d %12d %7s %12d %12d %7s %9s %9s %9s %9s\n' "$codec, $compiler" \
      "$(speed "ours_$name" 2)" "$(speed "library_$name" 2)" \
      "$(quotient "$(figure "library_$name" 2)" "$(figure "ours_$name" 2)")" \
      "$(speed "ours_$name" 3)" "$(speed "library_$name" 3)" \
      "$(quotient "$(figure "library_$name" 3)" "$(figure "ours_$name" 3)")" \
      "$(megabytes "$(($(figure "ours_$name" 4) * 1024))")" "$(megabytes "$(($(figure "ours_$name" 5) * 1024))")" $sizes
  done
done
echo "parity    after each pair both files hold $checked (rows, checksum over all cells in order), as the library reads them"
