#!/usr/bin/env bash
# PostgreSQL to PostgreSQL: dpone beside `psql COPY | psql COPY`, binary, in the same run.
# Shows wall time, highest heap after a collection, highest resident memory (VmHWM), and that rows and
# checksums are equal. Needs psql on the PATH; starts its own server on a free loopback port.
#
#   bench/postgres-copy.sh [ROWS] [ROUNDS]      default 5000000 rows, 3 rounds
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-5000000}
rounds=${2:-3}
small=50000
command -v psql >/dev/null || { echo "psql is missing: install the PostgreSQL client" >&2; exit 2; }
[ -f dist/.complete ] || ./build dist
. bin/find-jdk.sh
find_jdk 21 java || { echo "Java 21 or newer is missing" >&2; exit 2; }
java=$JDK_HOME/bin/java

work=$(mktemp -d)
coproc service { exec "$java" -Xmx64m -XX:+UseSerialGC -cp 'dist/certification/postgres/service/*' \
  dpone.service.postgres.Main --data "$work/pg" 2>"$work/service.log"; }
service_pid=$service_PID
finish() { eval "exec ${service[1]}>&-" 2>/dev/null || true; wait "$service_pid" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
ask() { printf '%s\n' "$1" >&"${service[1]}"; IFS= read -r reply <&"${service[0]}"; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$reply"; }
ask '{"op":"open","database":"source"}'
ask '{"op":"open","database":"target"}'
export PGHOST=127.0.0.1 PGPORT PGUSER PGPASSWORD
PGPORT=$(field port) PGUSER=$(field user) PGPASSWORD=$(field password)
sql() { psql -X -q -t -A -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }

table() { # name rows
  sql source "create table $1 (id bigint primary key, customer text not null, amount numeric(12,2),
      quantity int not null, paid boolean, created date, updated_at timestamptz not null, note text)"
  sql source "insert into $1 select i, 'customer ' || (i % 100000), (i % 1000000) / 100.0, i % 50,
      i % 3 = 0, date '2020-01-01' + (i % 2000)::int, timestamptz '2026-01-01' + i * interval '1 second',
      case when i % 10 = 0 then null else 'Überprüfung Nr. ' || i end from generate_series(1, $2) i"
  sql source "vacuum analyze $1"
}
checksum() { sql "$1" "select count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) from $2 t"; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }
of() { sed -n "s/^  \"$1\" : \"\{0,1\}\([^\",]*\).*/\1/p" "$work/receipt.json"; }

manifest() { # stream
  cat >"$work/$1.yaml" <<YAML
name: bench_$1
source:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: source, user: $PGUSER, password: "\${PGPASSWORD}" }
  streams: [ { name: public.$1 } ]
sink:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: target, user: $PGUSER, password: "\${PGPASSWORD}" }
  table: "public.{stream}"
  strategy: { mode: full_refresh }
YAML
}
run_dpone() { # stream, options of the JVM
  sql target "drop table if exists $1; checkpoint" 2>/dev/null
  local begun; begun=$(now)
  DPONE_JAVA_OPTS=$2 ./dpone run "$work/$1.yaml" --receipt "$work/receipt.json" >"$work/run.log" 2>&1 ||
    { cat "$work/run.log" >&2; exit 1; }
  wall=$(since "$begun")
}
run_psql() { # stream
  sql target "drop table if exists peer; checkpoint" 2>/dev/null
  sql target "create table peer (id bigint primary key, customer text not null, amount numeric(12,2),
      quantity int not null, paid boolean, created date, updated_at timestamptz not null, note text)"
  local begun; begun=$(now)
  psql -X -q -d source -c "copy $1 to stdout (format binary)" |
    psql -X -q -d target -c "copy peer from stdin (format binary)"
  wall=$(since "$begun")
}
megabytes() { awk -v b="$1" 'BEGIN { printf "%.1f", b / 1048576 }'; }

table few "$small"
table many "$rows"
manifest few
manifest many
expected=$(checksum source many)
printf '%-34s %10s %8s %8s %10s %10s\n' run rows wall_s 'rows/s' heap_MB rss_MB
line() { # label rows
  printf '%-34s %10s %8s %8.0f %10s %10s\n' "$1" "$2" "$wall" "$(awk -v r="$2" -v w="$wall" 'BEGIN { print r / w }')" \
    "${3:-}" "${4:-}"
}
report() { line "$1" "$(of rowsRead | head -1 || true)" "$(megabytes "$(of peakHeapBytes)")" "$(megabytes "$(of peakRssBytes)")"; }
normal="-Xmx256m -XX:+UseSerialGC"
tight="-Xmx96m -XX:MaxDirectMemorySize=64m -XX:+UseSerialGC"
for options in "$normal" "$tight"; do
  label=${options%% *}
  run_dpone few "$options"; few_heap=$(of peakHeapBytes)
  line "dpone $label" "$small" "$(megabytes "$few_heap")" "$(megabytes "$(of peakRssBytes)")"
  for round in $(seq "$rounds"); do
    run_dpone many "$options"; many_heap=$(of peakHeapBytes)
    line "dpone $label" "$rows" "$(megabytes "$many_heap")" "$(megabytes "$(of peakRssBytes)")"
    [ "$(checksum target many)" = "$expected" ] || { echo "PARITY FAILED: dpone" >&2; exit 1; }
    run_psql many
    line "psql | psql" "$rows"
    [ "$(checksum target peer)" = "$expected" ] || { echo "PARITY FAILED: psql" >&2; exit 1; }
  done
  awk -v a="$few_heap" -v b="$many_heap" -v l="$label" \
    'BEGIN { printf "%s: live set of many rows is %+.1f %% of that of few\n", l, 100 * (b - a) / a }'
done
echo "parity: every copy has $expected (rows, checksum)"
