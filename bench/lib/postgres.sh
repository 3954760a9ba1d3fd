# Sourced by the PostgreSQL benchmarks: a server of their own, parity, machine facts.

. bench/lib/common.sh
command -v psql >/dev/null || bench_fail "psql is missing: install the PostgreSQL client"

sql() { psql -X -q -t -A -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
quietly() { PGOPTIONS='-c client_min_messages=warning' psql -X -q -t -A -v ON_ERROR_STOP=1 "$@" >/dev/null; }

bench_server_stop() { service_stop postgres; }
bench_server() {
  service_start postgres
  ask postgres '{"op":"open","database":"source"}'
  ask postgres '{"op":"open","database":"target"}'
  export PGHOST=127.0.0.1 PGPORT PGUSER PGPASSWORD
  PGPORT=$(field port) PGUSER=$(field user) PGPASSWORD=$(field password)
  [ -n "$PGPORT" ] || { cat "$work/postgres.log" >&2; bench_fail "the server did not start"; }
}

machine() {
  hardware
  echo "versions  $(./dpone --version 2>/dev/null | head -1); $(psql --version); server $(sql target 'show server_version')"
  echo "settings  $(sql target "select string_agg(name || '=' || current_setting(name), ' ' order by name) from pg_settings
    where name in ('shared_buffers', 'wal_level', 'fsync', 'synchronous_commit', 'max_wal_size', 'data_checksums',
      'maintenance_work_mem', 'max_parallel_maintenance_workers', 'autovacuum')")"
}

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
