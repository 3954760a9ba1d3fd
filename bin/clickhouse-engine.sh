#!/bin/sh
# Fetches the engine of the ClickHouse test service, once: a library of an npm package, pinned and checked.
# It goes to $DPONE_CACHE, or to .cache in this folder's parent. Called by ./build; --if-possible ends well where the
# engine cannot be had, and says why in one line.
set -eu
version=26.7.3-stable.1
package=@chdb/lib-linux-x64-gnu
archive=chdb-lib-linux-x64-gnu-$version.tgz
integrity=XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==
digest=36ad4e999882821ef13cf2d0f52c93f48e6ee1b4498b35a201c23ce4b8d15bf5

needed=true
[ "${1:-}" != --if-possible ] || needed=false
[ "${DPONE_CLICKHOUSE:-}" != required ] || needed=true

fail() {
  echo "clickhouse-engine: $1" >&2
  [ "$needed" = false ] || exit 2
  exit 0
}

root=$(cd "$(dirname "$0")/.." && pwd -P)
cache=${DPONE_CACHE:-$root/.cache}
home=$cache/clickhouse-$version
[ ! -f "$home/libchdb.so" ] || exit 0

case $(uname -s)-$(uname -m) in
  Linux-x86_64) ;;
  *) fail "the ClickHouse test service runs on Linux on amd64 only" ;;
esac
for program in npm tar openssl sha256sum; do
  command -v "$program" >/dev/null 2>&1 || fail "the ClickHouse test service needs $program, which is not there"
done
mkdir -p "$cache"
work=$(mktemp -d "$cache/clickhouse.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
if [ ! -f "$cache/$archive" ]; then
  echo "clickhouse-engine: fetching $package $version (178 MB) into $cache" >&2
  (cd "$work" && npm pack --silent "$package@$version" >npm.out 2>&1) ||
    fail "npm cannot fetch $package@$version: $(tail -n 1 "$work/npm.out")"
  mv "$work/$archive" "$cache/$archive"
fi
found=$(openssl dgst -sha512 -binary "$cache/$archive" | openssl base64 -A)
if [ "$found" != "$integrity" ]; then
  rm -f "$cache/$archive"
  fail "$archive is not what it should be (sha512-$found); it was removed, try again"
fi
tar -xzf "$cache/$archive" -C "$work" package/libchdb.so
found=$(sha256sum "$work/package/libchdb.so")
[ "${found%% *}" = "$digest" ] || fail "libchdb.so is not what it should be (sha256 ${found%% *})"
# It appears whole, by a rename; another process may have been quicker.
mv "$work/package" "$home" 2>/dev/null || [ -f "$home/libchdb.so" ] || fail "cannot write $home"
