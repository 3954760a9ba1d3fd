# Sourced by the benchmarks: services of their own, timing, machine facts.
#
# A service is the development service with its own settings, the same for dpone and for its peer. It listens on
# free loopback ports; its data are in a scratch folder that goes when the benchmark ends.

bench_fail() { echo "bench: $1" >&2; exit 2; }

[ -f dist/.complete ] || ./build dist
. bin/find-jdk.sh
find_jdk 25 javac || bench_fail "JDK 25 or newer is missing"
export DPONE_CACHE=${DPONE_CACHE:-$PWD/.cache}

work=$(mktemp -d "${TMPDIR:-/tmp}/dpone-bench.XXXXXX")
declare -A service_pid service_in service_out
service_stop() { # name
  [ -n "${service_pid[$1]:-}" ] || return 0
  eval "exec ${service_in[$1]}>&-"
  wait "${service_pid[$1]}" 2>/dev/null || true
  unset "service_pid[$1]"
}
bench_end() {
  local name
  for name in "${!service_pid[@]}"; do service_stop "$name"; done
  rm -rf "$work"
}
trap bench_end EXIT
trap 'exit 130' INT TERM

# Starts a service by name; ask NAME REQUEST then talks to it, and its answer is in $reply.
service_start() { # name
  [ -d "dist/certification/$1/service" ] || bench_fail "dist has no service $1"
  mkfifo "$work/$1.in" "$work/$1.out"
  (
    # A service ends when nobody can write to it any more, and would wait for those started after it.
    for fd in "${service_in[@]}" "${service_out[@]}"; do eval "exec $fd>&-"; done
    exec "$JDK_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -cp "$PWD/dist/certification/$1/service/*" \
      "dpone.service.${1//-/}.Main" --data "$work/$1" <"$work/$1.in" >"$work/$1.out" 2>"$work/$1.log"
  ) &
  service_pid[$1]=$!
  exec {fd}>"$work/$1.in"; service_in[$1]=$fd
  exec {fd}<"$work/$1.out"; service_out[$1]=$fd
  rm "$work/$1.in" "$work/$1.out"
}
ask() { # name, request
  printf '%s\n' "$2" >&"${service_in[$1]}"
  IFS= read -r reply <&"${service_out[$1]}" || { cat "$work/$1.log" >&2; bench_fail "the service $1 ended"; }
  case $reply in *'"ok":true'*) ;; *) bench_fail "$1: $reply" ;; esac
}
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$reply"; }

# Space in the scratch folder, in megabytes.
free_megabytes() { df -Pm "$work" | awk 'NR == 2 { print $4 }'; }

hardware() {
  echo "machine   $(nproc) processors, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)," \
    "load $(cut -d' ' -f1 /proc/loadavg) at the start, $(uname -sr), Java $("$JDK_HOME/bin/java" --version | awk 'NR == 1 { print $2 }')"
}

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }

# Processor seconds of all services until now: what runs below them, and what they have waited for.
server_cpu() {
  local ticks; ticks=$(getconf CLK_TCK)
  # A process may end while it is looked at.
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v roots="${service_pid[*]}" -v ticks="$ticks" '
    { self = $1; sub(/^.*\) /, ""); parent[self] = $2; used[self] = $12 + $13 + $14 + $15 }
    END {
      split(roots, root, " ")
      for (i in root) wanted[root[i]] = 1
      for (self in used) for (p = self; p > 1; p = parent[p]) if (p in wanted) { sum += used[self]; break }
      printf "%.2f", sum / ticks
    }'
}

# timed COMMAND: sets wall, and cpu with the processor seconds of the command and of the services together.
timed() {
  local begun server; server=$(server_cpu) begun=$(now)
  { TIMEFORMAT='%U %S'; time "$@" >"$work/run.log" 2>&1; } 2>"$work/times" ||
    { cat "$work/run.log" >&2; bench_fail "failed: $*"; }
  wall=$(since "$begun")
  sleep 0.3 # processes end shortly after their clients
  cpu=$(awk -v a="$server" -v b="$(server_cpu)" '{ printf "%.2f", $1 + $2 + b - a }' "$work/times")
}

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
of() { sed -n "s/^ *\"$1\" : \"\{0,1\}\([^\",]*\).*/\1/p" "$work/receipt.json" | tail -1; }
megabytes() { awk -v b="$1" 'BEGIN { printf "%.1f", b / 1048576 }'; }
quotient() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%d", n / s }'; }

# Classes of a Maven project in bench, compiled: sets classes to a class path.
compiled() { # folder, extra folders with sources
  command -v mvn >/dev/null || bench_fail "mvn is missing"
  JAVA_HOME=$JDK_HOME mvn -q -B -f "$1/pom.xml" dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath" >"$work/maven.log" 2>&1 || { cat "$work/maven.log" >&2; exit 2; }
  "$JDK_HOME/bin/javac" -cp "$(cat "$work/classpath")" -d "$work/classes" "$1"/*.java
  classes=$work/classes:$(cat "$work/classpath")
}
