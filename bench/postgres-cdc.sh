#!/usr/bin/env bash
# Changes of one table from PostgreSQL to PostgreSQL: dpone (cdc_apply) beside Debezium's embedded engine
# before a JDBC batch writer, the same changes, rows compared at the end. Needs psql and Maven; Debezium comes
# from the Maven repository and is never part of dist.
#
#   bench/postgres-cdc.sh [--rows N] [--rounds N] [--delay-rows N]
#
# Defaults: 400000 rows, 5 rounds, 10000 rows for the delay.
# Rate: a backlog of N inserts, half as many updates and a quarter as many deletes, in transactions of 1000.
# Delay: rows inserted one by one, about 400 a second, while both run; from the moment a row is inserted to the
# moment the transaction that holds it at the target commits, as the server's commit timestamps tell.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=400000 rounds=5 delay_rows=10000
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --delay-rows) delay_rows=$2; shift 2 ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
command -v mvn >/dev/null || bench_fail "mvn is missing"
find_jdk 25 javac || bench_fail "JDK 25 or newer is missing"
java=$JDK_HOME/bin/java
export JAVA_HOME=$JDK_HOME
mvn -q -B -f bench/postgres-cdc/pom.xml dependency:build-classpath \
  -Dmdep.outputFile="$work/classpath" >"$work/maven.log" 2>&1 || { cat "$work/maven.log" >&2; exit 2; }
"$JDK_HOME/bin/javac" -cp "$(cat "$work/classpath")" -d "$work/classes" bench/postgres-cdc/Peer.java

bench_server
ask postgres '{"op":"open","database":"peer"}'
# Commits are timed by the server itself, which it does from a start on.
quietly -d source -c "alter system set track_commit_timestamp = on"
bench_server_stop
bench_server
ask postgres '{"op":"open","database":"peer"}'
machine
minus() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a - b }'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%d", n / s }'; }
columns="id, customer, amount, quantity, created, note"
events() { sql "$1" "select count(*) || ' ' || coalesce(sum(hashtextextended(row($columns)::text, 0)::numeric), 0) from events"; }

ddl="create table events (id bigint primary key, customer text not null, amount numeric(12,2),
  quantity int not null, created timestamptz not null, note text)"
sql source "$ddl"
sql target "$ddl"
sql peer "$ddl"
sql source "insert into events select -i, 'before', i, 1, now(), null from generate_series(1, 1000) i"

manifest "$work/cdc.yaml" events "{stream}" auto
sed -i 's/^name: .*/name: bench_cdc/; s/mode: full_refresh/mode: cdc_apply, unique_key: [id]/' "$work/cdc.yaml"
{ cat "$work/cdc.yaml"; printf 'runtime:\n  changes: { mode: continuous, commit_interval: 100ms }\n'; } >"$work/continuous.yaml"
dpone() { ./dpone run "$work/cdc.yaml" --receipt "$work/receipt.json" >"$work/dpone.log" 2>&1 || { cat "$work/dpone.log" >&2; exit 1; }; }
peer() { # last id; prints when its last row was durable
  "$java" -Xmx256m -cp "$work/classes:$(cat "$work/classpath")" Peer 127.0.0.1 "$PGPORT" "$work/offsets" "$1" \
    >"$work/peer.log" 2>&1 || { cat "$work/peer.log" >&2; exit 1; }
}


dpone
peer -1000
changes=$((rows + rows / 2 + rows / 4))
last=0
: >"$work/ours"; : >"$work/theirs"
for round in $(seq "$rounds"); do
  first=$((last + 1)); last=$((last + rows))
  quietly -d source <<SQL
DO \$\$ BEGIN
  FOR b IN 0..($rows / 1000 - 1) LOOP
    INSERT INTO events SELECT $first + b * 1000 + i, 'customer ' || i, i / 7.0, i, clock_timestamp(),
      'a note of some length that says nothing ' || i FROM generate_series(0, 999) i;
    COMMIT;
    UPDATE events SET quantity = quantity + 1, note = 'changed'
      WHERE id BETWEEN $first + b * 1000 AND $first + b * 1000 + 499;
    COMMIT;
    DELETE FROM events WHERE id BETWEEN $first + b * 1000 + 250 AND $first + b * 1000 + 499;
    COMMIT;
  END LOOP;
END \$\$;
SQL
  sentinel=$((1000000000 + round))
  quietly -d source -c "insert into events values ($sentinel, 'end', 0, 0, now(), null)"
  start=$(now); dpone; minus "$(now)" "$start" >>"$work/ours"; echo >>"$work/ours"
  start=$(now); peer "$sentinel"; minus "$(now)" "$start" >>"$work/theirs"; echo >>"$work/theirs"
  expected=$(events source)
  for database in target peer; do
    [ "$(events $database)" = "$expected" ] || bench_fail "round $round: $database differs: $(events $database), expected $expected"
  done
done
ours=$(median <"$work/ours") theirs=$(median <"$work/theirs")
echo "rate      $changes changes, median of $rounds, whole commands, rows and checksums equal in every round"
echo "          dpone $ours s, $(rate "$changes" "$ours") changes/s; Debezium $theirs s, $(rate "$changes" "$theirs") changes/s; ratio" \
  "$(awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "%.2f", a / b }')"

# Both at once, so that both see the same rows; each has its own slot.
first=$((last + 1)); last=$((last + delay_rows))
sentinel=$((2000000000 + last))
./dpone run "$work/continuous.yaml" >"$work/dpone.log" 2>&1 &
ours=$!
peer "$sentinel" &
theirs=$!
until [ "$(sql source "select count(*) from pg_stat_replication")" -ge 2 ]; do
  kill -0 "$ours" && kill -0 "$theirs" || { cat "$work/dpone.log" "$work/peer.log" >&2; bench_fail "one of the two ended"; }
  sleep 0.2
done
sleep 3
quietly -d source <<SQL
DO \$\$ BEGIN
  FOR i IN $first..$last LOOP
    INSERT INTO events VALUES (i, 'customer ' || i, i / 7.0, i, clock_timestamp(), 'a note of some length');
    COMMIT;
    PERFORM pg_sleep(0.002);
  END LOOP;
END \$\$;
SQL
quietly -d source -c "insert into events values ($sentinel, 'end', 0, 0, now(), null)"
wait "$theirs"
until [ -n "$(sql target "select 1 from events where id = $sentinel")" ]; do sleep 0.2; done
kill -TERM "$ours"
wait "$ours" || true # 130, a run that was ended
expected=$(events source)
for database in target peer; do
  [ "$(events $database)" = "$expected" ] || bench_fail "delay: $database differs: $(events $database), expected $expected"
done
delay() {
  sql "$1" "select string_agg(round(extract(epoch from d) * 1000)::text || ' ms', ', ' order by d) from unnest((
    select percentile_disc(array[0.5, 0.99, 1]) within group (order by pg_xact_commit_timestamp(xmin) - created)
    from events where id between $first and $last)) d"
}
echo "delay     $delay_rows rows, median, 99th percentile, largest; commits every 100 ms at the latest"
echo "          dpone $(delay target); Debezium $(delay peer)"
