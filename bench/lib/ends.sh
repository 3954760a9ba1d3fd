# Sourced by benchmarks that measure one end alone: makes the jar of bench/ends, for --plugin.
ends_jar() {
  mkdir -p "$work/ends/META-INF/services"
  "$JDK_HOME/bin/javac" --release 21 -p dist/lib -d "$work/ends" $(find bench/ends -name '*.java') ||
    bench_fail "bench/ends does not compile"
  echo dpone.bench.EndsConnector >"$work/ends/META-INF/services/dpone.spi.Connector"
  echo "Dpone-Spi-Version: 1.0" >"$work/ends.mf"
  "$JDK_HOME/bin/jar" --create --file "$work/ends.jar" --manifest "$work/ends.mf" -C "$work/ends" .
}
# Microseconds from the first writer's opening to the last one's end, as bench/ends measured them.
moved_us() { sed -n 's/.*moved in us \([0-9]*\).*/\1/p' "$work/receipt.json" | head -1; }
