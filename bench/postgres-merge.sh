#!/usr/bin/env bash
# Merging changed rows into a PostgreSQL table: the statements of dpone beside hand-written ones, on the same
# stage, in turn, in the same run; after each round the table is put back and both results compared.
# dpone_publish is the publishing transaction, which is what the hand-written merges are beside; dpone is that
# and the checks of the stage before it, which hand-written SQL leaves out.
#
#   bench/postgres-merge.sh [ROWS] [PERCENT] [ROUNDS]      default 5000000 rows, 1 percent, 5 rounds
#
# WAYS names some of dpone dpone_publish on_conflict on_conflict_in_order merge update_insert delete_insert.
# Needs psql on the PATH and a server to make the database dpone_bench_merge in: PGHOST, PGPORT, PGUSER.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-5000000}
percent=${2:-1}
rounds=${3:-5}
command -v psql >/dev/null || { echo "psql is missing: install the PostgreSQL client" >&2; exit 2; }
golden=connector-postgres-certification/src/main/resources/golden
work=$(mktemp -d)
trap 'rm -rf "$work"; PGDATABASE=postgres psql -X -q -c "drop database if exists dpone_bench_merge" >/dev/null' EXIT
PGDATABASE=postgres psql -X -q -c "drop database if exists dpone_bench_merge" -c "create database dpone_bench_merge" 2>/dev/null
export PGDATABASE=dpone_bench_merge PGOPTIONS='-c client_min_messages=warning'
sql() { psql -X -q -t -A -v ON_ERROR_STOP=1 "$@"; }

# The table and the stage have the names and columns of dpone's recorded statements, so that these run as
# they are: $golden/load-on-conflict.sql is what the connector sends, and a test holds it to that.
stage=$(sed -n 's/^CREATE UNLOGGED TABLE \([^ ]*\) .*/\1/p' "$golden/load-on-conflict.sql")
sql <<SQL
create schema landing; create schema dpone_stage;
create table landing."Orders" (id bigint primary key, "Total ""net""" text, peer inet);
insert into landing."Orders" select i, 'customer ' || (i % 100000) || repeat(' note', 12), inet '10.0.0.0' + i
  from generate_series(1, $rows) i;
create table expected as
  select id, case when id % (100 / $percent) = 0 and id % 1000 <> 0 then "Total ""net""" || ' changed'
    else "Total ""net""" end as total, peer from landing."Orders"
  union all select id + $rows, "Total ""net""" || ' changed', peer from landing."Orders"
    where id % (100 / $percent) = 0 and id % 1000 = 0;
create unlogged table staged as select case when id % 1000 = 0 then id + $rows else id end as id,
  "Total ""net""" || ' changed' as "Total ""net""", host(peer) as peer
  from landing."Orders" where id % (100 / $percent) = 0 order by random();
create unlogged table keep as select * from landing."Orders" where id % (100 / $percent) = 0;
alter table keep add primary key (id);
analyze; checkpoint;
SQL
sql -c "vacuum landing.\"Orders\""

# What follows the COPY: counts, duplicates, the analysis, then the transaction.
{ sed -n '/^SELECT count/p;/^SELECT concat_ws/p' "$golden/load-on-conflict.sql"
  echo "ANALYZE $stage;"
  sed -n '/^BEGIN/,/^COMMIT/p' "$golden/load-on-conflict.sql"; } >"$work/dpone.sql"
sed -n '/^BEGIN/,/^COMMIT/p' "$golden/load-on-conflict.sql" >"$work/dpone_publish.sql"
cat >"$work/on_conflict.sql" <<SQL
begin;
insert into landing."Orders" select id, "Total ""net""", peer::inet from $stage
  on conflict (id) do update set "Total ""net""" = excluded."Total ""net""", peer = excluded.peer;
commit;
SQL
cat >"$work/on_conflict_in_order.sql" <<SQL
begin;
insert into landing."Orders" select id, "Total ""net""", peer::inet from $stage order by id
  on conflict (id) do update set "Total ""net""" = excluded."Total ""net""", peer = excluded.peer;
commit;
SQL
cat >"$work/merge.sql" <<SQL
begin;
merge into landing."Orders" t using $stage s on t.id = s.id
  when matched then update set "Total ""net""" = s."Total ""net""", peer = s.peer::inet
  when not matched then insert values (s.id, s."Total ""net""", s.peer::inet);
commit;
SQL
cat >"$work/update_insert.sql" <<SQL
begin;
update landing."Orders" t set "Total ""net""" = s."Total ""net""", peer = s.peer::inet from $stage s where t.id = s.id;
insert into landing."Orders" select s.id, s."Total ""net""", s.peer::inet from $stage s
  where not exists (select from landing."Orders" t where t.id = s.id);
commit;
SQL
cat >"$work/delete_insert.sql" <<SQL
begin;
delete from landing."Orders" t using $stage s where t.id = s.id;
insert into landing."Orders" select id, "Total ""net""", peer::inet from $stage;
commit;
SQL

now() { date +%s.%N; }
round() { # way
  sql -c "create unlogged table $stage as table staged" -c "analyze $stage" -c "checkpoint"
  local begun; begun=$(now)
  sql -f "$work/$1.sql" >/dev/null
  awk -v a="$begun" -v b="$(now)" 'BEGIN { printf "%.2f\n", b - a }' >>"$work/$1.times"
  local differ
  differ=$(sql -c "select count(*) from (select * from landing.\"Orders\" t full join expected e on e.id = t.id
      where (t.\"Total \"\"net\"\"\", t.peer) is distinct from (e.total, e.peer)) x")
  [ "$differ" = 0 ] || { echo "$1 left $differ rows that differ" >&2; exit 1; }
  sql -c "drop table if exists $stage" -c "delete from landing.\"Orders\" where id > $rows" -c "
    update landing.\"Orders\" t set \"Total \"\"net\"\"\" = k.\"Total \"\"net\"\"\", peer = k.peer
      from keep k where k.id = t.id and t.id <= $rows" -c "
    insert into landing.\"Orders\" select * from keep on conflict do nothing" -c "vacuum landing.\"Orders\""
}
median() { sort -n "$1" | awk '{ a[NR] = $1 } END { print (NR % 2) ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }

ways=${WAYS:-dpone dpone_publish on_conflict on_conflict_in_order merge update_insert delete_insert}
for ((i = 1; i <= rounds; i++)); do
  for way in $ways; do round "$way"; done
done
echo "$percent % of $rows rows, $rounds rounds in turn, seconds; every result equal to the expected table"
best=
for way in $ways; do
  m=$(median "$work/$way.times")
  echo "$way: median $m ($(sort -n "$work/$way.times" | tr '\n' ' '))"
  if [ "${way#dpone}" = "$way" ] && { [ -z "$best" ] || awk -v a="$m" -v b="$best" 'BEGIN { exit !(a < b) }'; }; then best=$m; fi
done
for way in dpone dpone_publish; do
  awk -v w="$way" -v a="$(median "$work/$way.times")" -v b="$best" \
    'BEGIN { printf "%s against the best hand-written: %.2fx\n", w, a / b }'
done
