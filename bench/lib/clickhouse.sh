# Sourced by the ClickHouse benchmarks, after postgres.sh: an engine of their own, parity, machine facts.

command -v curl >/dev/null || bench_fail "curl is missing"

clickhouse_server() {
  service_start clickhouse
  ask clickhouse '{"op":"open","database":"bench"}'
  export CH_URL CH_USER CH_PASSWORD
  CH_URL=$(field url) CH_USER=$(field user) CH_PASSWORD=$(field password)
  ch_url="$CH_URL/?database=bench"
}
# ch STATEMENT [curl options]: runs it, prints the answer.
ch() {
  local statement=$1; shift
  curl -sS --fail-with-body -H "X-ClickHouse-User: $CH_USER" -H "X-ClickHouse-Key: $CH_PASSWORD" "$@" \
    "$ch_url&wait_end_of_query=1" --data-binary "$statement" || bench_fail "ClickHouse refused: $statement"
}
# ch_load STATEMENT: sends standard input behind it.
ch_load() {
  local query; query=$(sed 's/%/%25/g; s/ /%20/g; s/&/%26/g; s/+/%2B/g' <<<"$1")
  curl -sS --fail-with-body -H "X-ClickHouse-User: $CH_USER" -H "X-ClickHouse-Key: $CH_PASSWORD" \
    -X POST -T - "$ch_url&query=$query" || bench_fail "ClickHouse refused: $1"
}
# Rows and a sum of a hash over all columns, whatever the order.
ch_checksum() { ch "SELECT count(), sum(cityHash64(*)) FROM $1" | tr '\t' ' '; }

clickhouse_machine() { echo "engine    ClickHouse $(ch 'SELECT version()')"; }
ch_yaml() { echo "{ url: \"$CH_URL\", database: bench, user: $CH_USER, password: \"\${CH_PASSWORD}\" }"; }
pg_yaml() { echo "{ host: 127.0.0.1, port: $PGPORT, database: $1, user: $PGUSER, password: \"\${PGPASSWORD}\" }"; }
