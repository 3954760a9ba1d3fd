# Sourced by ./build and ./dpone: finds a JDK without starting one.
#
# find_jdk MINIMUM TOOL   sets JDK_HOME and JDK_MAJOR to the first installed JDK whose feature release is at least
#                         MINIMUM and that has bin/TOOL; fails when there is none. Looks at JAVA_HOME, then PATH,
#                         then the usual folders, where the newest wins.

jdk_major() {
  JDK_MAJOR=0
  [ -r "$1/release" ] || return 1
  while IFS='=' read -r jdk_key jdk_value; do
    if [ "$jdk_key" = JAVA_VERSION ]; then
      jdk_value=${jdk_value#\"}
      jdk_value=${jdk_value%%[!0-9]*}
      JDK_MAJOR=${jdk_value:-0}
    fi
  done <"$1/release"
  [ "$JDK_MAJOR" -gt 0 ]
}

jdk_fits() {
  [ -n "$1" ] && [ -x "$1/bin/$3" ] && jdk_major "$1" && [ "$JDK_MAJOR" -ge "$2" ]
}

find_jdk() {
  JDK_HOME=
  if jdk_fits "${JAVA_HOME:-}" "$1" "$2"; then
    JDK_HOME=$JAVA_HOME
    return 0
  fi
  if jdk_path=$(command -v java 2>/dev/null); then
    while [ -h "$jdk_path" ]; do
      jdk_link=$(readlink "$jdk_path")
      case $jdk_link in
        /*) jdk_path=$jdk_link ;;
        *) jdk_path=${jdk_path%/*}/$jdk_link ;;
      esac
    done
    jdk_path=${jdk_path%/*}
    if jdk_fits "${jdk_path%/*}" "$1" "$2"; then
      JDK_HOME=${jdk_path%/*}
      return 0
    fi
  fi
  jdk_newest=0
  for jdk_path in /usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if jdk_fits "$jdk_path" "$1" "$2" && [ "$JDK_MAJOR" -gt "$jdk_newest" ]; then
      JDK_HOME=$jdk_path
      jdk_newest=$JDK_MAJOR
    fi
  done
  JDK_MAJOR=$jdk_newest
  [ -n "$JDK_HOME" ]
}
