#!/usr/bin/env bash
# Changes of one table from PostgreSQL to PostgreSQL: dpone (cdc_apply) beside Debezium's embedded engine
# before a JDBC batch writer, the same backlog of changes, rows compared at the end. Needs psql and Maven;
# Debezium comes from the Maven repository and is never part of dist.
#
#   bench/postgres-cdc.sh [ROWS] [ROUNDS]      default 400000 inserts, 1 round
#
# A backlog is ROWS inserts, half as many updates and a quarter as many deletes, in transactions of 1000.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-400000}
rounds=${2:-1}
for tool in psql mvn; do
  command -v $tool >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
[ -f dist/.complete ] || ./build dist
. bin/find-jdk.sh
find_jdk 25 javac || { echo "JDK 25 or newer is missing" >&2; exit 2; }
java=$JDK_HOME/bin/java

work=$(mktemp -d)
export JAVA_HOME=$JDK_HOME
mvn -q -B -f bench/postgres-cdc/pom.xml dependency:build-classpath \
  -Dmdep.outputFile="$work/classpath" >"$work/maven.log" 2>&1 || { cat "$work/maven.log" >&2; exit 2; }
"$JDK_HOME/bin/javac" -cp "$(cat "$work/classpath")" -d "$work/classes" bench/postgres-cdc/Peer.java

coproc service { exec "$java" -Xmx64m -XX:+UseSerialGC -cp 'dist/certification/postgres/service/*' \
  dpone.service.postgres.Main --data "$work/pg" 2>"$work/service.log"; }
service_pid=$service_PID
finish() { eval "exec ${service[1]}>&-" 2>/dev/null || true; wait "$service_pid" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
ask() { printf '%s\n' "$1" >&"${service[1]}"; IFS= read -r reply <&"${service[0]}"; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$reply"; }
for database in source target peer; do ask '{"op":"open","database":"'$database'"}'; done
export PGHOST=127.0.0.1 PGPORT PGUSER PGPASSWORD
PGPORT=$(field port) PGUSER=$(field user) PGPASSWORD=$(field password)
sql() { psql -X -q -t -A -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
now() { date +%s.%N; }
minus() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a - b }'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%d", n / s }'; }
columns="id, customer, amount, quantity, created, note"
checksum() { sql "$1" "select count(*) || ' ' || coalesce(sum(hashtextextended(row($columns)::text, 0)::numeric), 0) from events"; }

ddl="create table events (id bigint primary key, customer text not null, amount numeric(12,2),
  quantity int not null, created timestamptz not null, note text)"
sql source "$ddl"
sql target "$ddl"
sql peer "$ddl"
sql source "insert into events select -i, 'before', i, 1, now(), null from generate_series(1, 1000) i"

cat >"$work/cdc.yaml" <<YAML
name: bench_cdc
source:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: source, user: $PGUSER, password: "\${PGPASSWORD}" }
  streams: [ { name: public.events } ]
sink:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: target, user: $PGUSER, password: "\${PGPASSWORD}" }
  table: "public.{stream}"
  strategy: { mode: cdc_apply, unique_key: [id] }
YAML
dpone() { ./dpone run "$work/cdc.yaml" --receipt "$work/receipt.json" >"$work/dpone.log" 2>&1 || { cat "$work/dpone.log" >&2; exit 1; }; }
peer() { # last id; prints when its last row was durable
  "$java" -Xmx256m -cp "$work/classes:$(cat "$work/classpath")" Peer 127.0.0.1 "$PGPORT" "$work/offsets" "$1" \
    >"$work/peer.log" 2>&1 || { cat "$work/peer.log" >&2; exit 1; }
}

dpone
peer -1000
changes=$((rows + rows / 2 + rows / 4))
last=0
for round in $(seq "$rounds"); do
  first=$((last + 1)); last=$((last + rows))
  psql -X -q -v ON_ERROR_STOP=1 -d source >/dev/null <<SQL
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
  sql source "insert into events values ($sentinel, 'end', 0, 0, now(), null)"
  start=$(now); dpone; ours=$(minus "$(now)" "$start")
  start=$(now); peer "$sentinel"; theirs=$(minus "$(now)" "$start")
  inner=$(sed -n 's/^  "durationMs" : \([0-9]*\).*/\1/p' "$work/receipt.json" | head -n 1)
  expected=$(checksum source)
  for database in target peer; do
    [ "$(checksum $database)" = "$expected" ] || { echo "round $round: $database differs: $(checksum $database), expected $expected" >&2; exit 1; }
  done
  echo "round $round: $changes changes, rows and checksums equal"
  echo "  dpone    $ours s, $(rate "$changes" "$ours") changes/s (whole command; the run itself $inner ms)"
  echo "  debezium $theirs s, $(rate "$changes" "$theirs") changes/s (whole command, -Xmx256m)"
done
