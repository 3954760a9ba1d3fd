# Sourced by the PostgreSQL benchmarks: a server of their own, timing, parity, machine facts.
#
# The server is the development service with its own settings, the same for dpone and for its peer. It listens on
# a free loopback port; its data is in a scratch folder that goes when the benchmark ends.

bench_fail() { echo "bench: $1" >&2; exit 2; }

command -v psql >/dev/null || bench_fail "psql is missing: install the PostgreSQL client"
[ -f dist/.complete ] || ./build dist
. bin/find-jdk.sh
find_jdk 21 java || bench_fail "Java 21 or newer is missing"

work=$(mktemp -d "${TMPDIR:-/tmp}/dpone-bench.XXXXXX")
service_pid=
bench_server_stop() {
  [ -z "$service_pid" ] || { eval "exec ${service[1]}>&-"; wait "$service_pid" 2>/dev/null; } || true
  service_pid=
}
bench_end() {
  bench_server_stop
  rm -rf "$work"
}
trap bench_end EXIT
trap 'exit 130' INT TERM

ask() { printf '%s\n' "$1" >&"${service[1]}"; IFS= read -r reply <&"${service[0]}"; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$reply"; }
sql() { psql -X -q -t -A -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
quietly() { PGOPTIONS='-c client_min_messages=warning' psql -X -q -t -A -v ON_ERROR_STOP=1 "$@" >/dev/null; }

bench_server() {
  coproc service { exec "$JDK_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -cp 'dist/certification/postgres/service/*' \
    dpone.service.postgres.Main --data "$work/pg" 2>"$work/service.log"; }
  service_pid=$service_PID
  ask '{"op":"open","database":"source"}'
  ask '{"op":"open","database":"target"}'
  export PGHOST=127.0.0.1 PGPORT PGUSER PGPASSWORD
  PGPORT=$(field port) PGUSER=$(field user) PGPASSWORD=$(field password)
  [ -n "$PGPORT" ] || { cat "$work/service.log" >&2; bench_fail "the server did not start"; }
  postmaster=$(head -1 "$work/pg/pgdata/postmaster.pid")
}

# Space in the scratch folder, in megabytes.
free_megabytes() { df -Pm "$work" | awk 'NR == 2 { print $4 }'; }

machine() {
  echo "machine   $(nproc) processors, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)," \
    "load $(cut -d' ' -f1 /proc/loadavg) at the start, $(uname -sr)"
  echo "versions  $(./dpone --version 2>/dev/null | head -1); $(psql --version); server $(sql target 'show server_version')"
  echo "settings  $(sql target "select string_agg(name || '=' || current_setting(name), ' ' order by name) from pg_settings
    where name in ('shared_buffers', 'wal_level', 'fsync', 'synchronous_commit', 'max_wal_size', 'data_checksums',
      'maintenance_work_mem', 'max_parallel_maintenance_workers', 'autovacuum')")"
}

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }

# Processor seconds of the server until now: the backends that ended, those that run, the background processes.
server_cpu() {
  local ticks; ticks=$(getconf CLK_TCK)
  # A process may end while it is looked at.
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v pid="$postmaster" -v ticks="$ticks" '
    { self = $1; sub(/^.*\) /, ""); if (self == pid) sum += $12 + $13 + $14 + $15; else if ($2 == pid) sum += $12 + $13 }
    END { printf "%.2f", sum / ticks }'
}

# timed COMMAND: sets wall, and cpu with the processor seconds of the command and of the server together.
timed() {
  local begun server; server=$(server_cpu) begun=$(now)
  { TIMEFORMAT='%U %S'; time "$@" >"$work/run.log" 2>&1; } 2>"$work/times" ||
    { cat "$work/run.log" >&2; bench_fail "failed: $*"; }
  wall=$(since "$begun")
  sleep 0.3 # backends end shortly after their clients
  cpu=$(awk -v a="$server" -v b="$(server_cpu)" '{ printf "%.2f", $1 + $2 + b - a }' "$work/times")
}

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
of() { sed -n "s/^  \"$1\" : \"\{0,1\}\([^\",]*\).*/\1/p" "$work/receipt.json"; }
megabytes() { awk -v b="$1" 'BEGIN { printf "%.1f", b / 1048576 }'; }
# Rows and a sum of a hash over all columns, whatever the order.
checksum() { sql "$1" "select count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) from $2 t"; }

manifest() { # file, stream, target, lane
  cat >"$1" <<YAML
name: bench_$(basename "$1" .yaml)
source:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: source, user: $PGUSER, password: "\${PGPASSWORD}" }
  streams: [ { name: public.$2 } ]
sink:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: target, user: $PGUSER, password: "\${PGPASSWORD}" }
  table: "public.$3"
  lane: $4
  strategy: { mode: full_refresh }
YAML
}

# 15 columns of the types that tables are made of, a third of them with nulls.
columns_of_mixed="id bigint not null, customer_id int not null, kind smallint not null, paid boolean,
  amount numeric(12,2) not null, rate numeric(18,6), weight double precision, score real, code varchar(20) not null,
  note text, ref uuid not null, created date not null, updated_at timestamptz not null, seen_at timestamp, attrs jsonb"
mixed_table() { # name rows
  quietly -d source -c "create table $1 ($columns_of_mixed)" -c "insert into $1
    select i, (i * 7919 % 1000003)::int, (i % 200)::smallint, case when i % 11 > 0 then i % 3 = 0 end,
      (i % 10000000) / 100.0, case when i % 7 > 0 then (i * 31 % 1000000007) / 1000000.0 end,
      sqrt(i), (i % 1000) / 8.0, 'code-' || (i % 100000),
      case when i % 10 > 0 then 'Überprüfung Nr. ' || i || ' of the order, all is well' end,
      md5(i::text)::uuid, date '2020-01-01' + (i % 2000)::int,
      timestamptz '2026-01-01 00:00:00+00' + i * interval '1.000001 second',
      case when i % 5 > 0 then timestamp '2025-06-01' + i * interval '1 millisecond' end,
      case when i % 4 > 0 then jsonb_build_object('n', i, 'tag', 't' || i % 100) end
    from generate_series(1, $2::bigint) i"
}
