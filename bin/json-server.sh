#!/bin/sh
# Fetches json-server, a REST server that tests read, once: an npm package and what it needs, each pinned and checked by
# bin/json-server/package-lock.json. It goes to $DPONE_CACHE, or to .cache in this folder's parent. --if-possible ends
# well where it cannot be had, and says why in one line.
set -eu
version=0.17.4

needed=true
[ "${1:-}" != --if-possible ] || needed=false

fail() {
  echo "json-server: $1" >&2
  [ "$needed" = false ] || exit 2
  exit 0
}

root=$(cd "$(dirname "$0")/.." && pwd -P)
cache=${DPONE_CACHE:-$root/.cache}
home=$cache/json-server-$version
[ ! -f "$home/node_modules/json-server/package.json" ] || exit 0
for program in node npm; do
  command -v "$program" >/dev/null 2>&1 || fail "the tests with a real REST server need $program, which is not there"
done
mkdir -p "$cache"
work=$(mktemp -d "$cache/json-server.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cp "$root/bin/json-server/package.json" "$root/bin/json-server/package-lock.json" "$work"
(cd "$work" && npm ci --silent --ignore-scripts --no-audit --no-fund >npm.out 2>&1) ||
  fail "npm cannot fetch json-server@$version: $(tail -n 1 "$work/npm.out")"
# It appears whole, by a rename; another process may have been quicker.
mv "$work" "$home" 2>/dev/null || [ -d "$home" ] || fail "cannot write $home"
