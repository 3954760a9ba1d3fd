#!/usr/bin/env bash
# JSON pages of a local server to PostgreSQL, beside a bare loop of the JDK's client and Jackson's streaming parser over
# the same pages with no sink, in turn, in the same run, with parity; then a run that is held to a rate, as the server
# saw it.
#
#   bench/rest-to-postgres.sh [--pages N] [--records N] [--rounds N] [--rate N] [--limited-pages N]
#
# Defaults: 10000 pages of 100 records of about 180 bytes, 5 rounds; 3000 pages at 50 requests a second.
# Rates are of the time in which records move: of dpone the whole run without the start of the JVM, staging and commit
# included; of the loop its own time. Asked for: 0.7 of its rate. Memory must not grow with the pages.
set -euo pipefail
cd "$(dirname "$0")/.."
pages=10000 records=100 rounds=5 rate_limit=50 limited=3000
while [ $# -gt 0 ]; do
  case $1 in
    --pages) pages=$2; shift 2 ;;
    --records) records=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --rate) rate_limit=$2; shift 2 ;;
    --limited-pages) limited=$2; shift 2 ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
. bench/lib/postgres.sh
peer_path=$work/classes:$(ls dist/connectors/rest/drivers/jackson-core-*.jar)
"$JDK_HOME/bin/javac" -cp "$peer_path" -d "$work/classes" bench/rest/*.java
bench_server

page_server() { # pages; sets url
  mkfifo "$work/pages.in" "$work/pages.out"
  (
    # Held open here, the input of a service started before would not end before this one does.
    for fd in "${service_in[@]}" "${service_out[@]}"; do eval "exec $fd>&-"; done
    exec "$JDK_HOME/bin/java" -Xmx768m -XX:+UseSerialGC -cp "$work/classes" PageServer "$1" "$records" \
      <"$work/pages.in" >"$work/pages.out" 2>"$work/pages.log"
  ) &
  service_pid[pages]=$!
  exec {fd}>"$work/pages.in"; service_in[pages]=$fd
  IFS= read -r port <"$work/pages.out" || bench_fail "the page server did not start: $(cat "$work/pages.log")"
  rm "$work/pages.in" "$work/pages.out"
  url=http://127.0.0.1:$port
}
stats() { # requests, most of any second, seconds
  exec {web}<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /stats HTTP/1.1\r\nHost: x\r\n\r\n' >&"$web"
  local line
  while IFS= read -r line <&"$web"; do line=${line%$'\r'}; [ -n "$line" ] || break; done
  read -r -t 1 line <&"$web" || true
  exec {web}>&-
  echo "$line"
}
rest_manifest() { # name, connection options
  cat >"$work/$1.yaml" <<YAML
name: bench_$1
source:
  type: rest
  connection: { url: "$url"$2 }
  streams:
    - name: orders
      path: orders
      records_path: /data
      pagination: { type: page, max_pages: 1000000 }
      schema:
        - { name: id, type: int64, nullable: false }
        - { name: customer_id, type: int64, pointer: /customer/id }
        - { name: city, type: string, pointer: /customer/city }
        - { name: amount, type: "decimal(18,4)" }
        - { name: paid, type: bool }
        - { name: updated_at, type: "timestamptz(6)" }
        - { name: note, type: string }
sink:
  type: postgres
  connection: { host: 127.0.0.1, port: $PGPORT, database: target, user: $PGUSER, password: "\${PGPASSWORD}" }
  table: public.orders
  strategy: { mode: full_refresh }
YAML
}
run_dpone() { # name, rows; sets us
  quietly -d target -c "drop table if exists orders" -c checkpoint
  timed ./dpone run "$work/$1.yaml" --receipt "$work/receipt.json"
  us=$(($(of durationMs) * 1000))
  local found wanted
  found=$(sql target "select count(*) || ' ' || sum(id) || ' ' || count(distinct id) || ' ' || count(note) from orders")
  wanted="$2 $(($2 * ($2 + 1) / 2)) $2 $(($2 - $2 / 5))"
  [ "$found" = "$wanted" ] || bench_fail "parity: the target has $found, expected $wanted"
}
run_peer() { # rows; sets us
  timed "$JDK_HOME/bin/java" -Xmx256m -cp "$peer_path" JacksonPeer "$url"
  local count sum
  read -r count sum us _ < <(grep -E "^[0-9]+ [0-9]+ " "$work/run.log")
  [ "$count $sum" = "$1 $(($1 * ($1 + 1) / 2))" ] || bench_fail "parity: the loop read $count records, sum $sum"
}
figure() { cut -d' ' -f"$2" "$work/$1.txt" | median; }

rows=$((pages * records))
page_server "$pages"
machine
echo "records   $rows in $pages pages, about 180 bytes each"
rest_manifest full ""
run_dpone full "$rows" # not counted
run_peer "$rows"
for _ in $(seq "$rounds"); do
  run_dpone full "$rows"; echo "$us $wall $cpu $(of peakHeapBytes) $(of peakRssBytes)" >>"$work/dpone.txt"
  run_peer "$rows"; echo "$us $wall $cpu" >>"$work/peer.txt"
done
ours=$(figure dpone 1) theirs=$(figure peer 1)
printf '%-34s %12s %8s %8s %8s\n' "median of $rounds" records/s ratio wall_s cpu_s
printf '%-34s %12d %8s %8.2f %8.2f\n' \
  'rest to postgres' "$(rate "$rows" "$(quotient "$ours" 1000000)")" "$(quotient "$theirs" "$ours")" "$(figure dpone 2)" "$(figure dpone 3)" \
  'client and Jackson, no sink' "$(rate "$rows" "$(quotient "$theirs" 1000000)")" 1.00 "$(figure peer 2)" "$(figure peer 3)"
echo "memory    $rows records: heap $(megabytes "$(figure dpone 4)") MB, resident $(megabytes "$(figure dpone 5)") MB"
service_stop pages

page_server "$limited"
rest_manifest limited ", rate_limit: [ { requests: $rate_limit, per: 1s } ]"
run_dpone limited $((limited * records))
echo "memory    $((limited * records)) records: heap $(megabytes "$(of peakHeapBytes)") MB, resident $(megabytes "$(of peakRssBytes)") MB"
read -r asked most seconds < <(stats)
awk -v n="$asked" -v most="$most" -v s="$seconds" -v limit="$rate_limit" 'BEGIN {
  printf "limit     %d requests in %.2f s: %.2f a second, limit %d (%.1f %% of it); most in any second %d\n",
    n, s, (n - 1) / s, limit, 100 * (n - 1) / s / limit, most
  exit !(most <= limit && (n - 1) / s >= 0.98 * limit)
}' || bench_fail "the limit was not kept, or not used"
echo "parity    in every round the target had every record once"
