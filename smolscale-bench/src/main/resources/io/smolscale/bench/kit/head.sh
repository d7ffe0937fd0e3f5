#!/bin/sh
# smolscale-kit: measures smolscale beside the JDK's scheduler on this machine. It needs nothing but
# a shell, tar and gzip: a Java runtime and all else are behind the last line of this script.
#   sh smolscale-kit.sh --help
set -eu

machine=@MACHINE@   # the architecture that the runtime was made for
commit=@COMMIT@     # what the kit was made of
skip=@SKIP@         # bytes of this script
size=@SIZE@         # bytes of the whole file
unpacked_kb=@UNPACKED@
room_kb=51200       # for thread dumps and the JVMs' own files
memory_kb=1048576   # two JVMs, of which one has a heap of 512 MB

java=
code=0   # 130 after Ctrl-C

# Says why the kit cannot run here.
die() {
  [ "$code" -eq 0 ] || exit "$code"
  printf 'smolscale-kit.sh: %s\n' "$1" >&2
  exit 126
}

# Prints the smallest of the limits on this process's memory, in kB.
free_memory() {
  group=$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null) || group=
  {
    awk '/^MemAvailable:/ { print $2 }' /proc/meminfo
    for file in "/sys/fs/cgroup$group/memory.max" /sys/fs/cgroup/memory.max \
        /sys/fs/cgroup/memory/memory.limit_in_bytes; do
      [ ! -r "$file" ] || awk '/^[0-9]+$/ { printf "%.0f\n", $1 / 1024 }' "$file"
    done
  } | sort -n | head -n 1
}

started=$(date +%s)
here=$(uname -m)
[ "$(uname -s)" = Linux ] || die "this kit is for Linux, and this is $(uname -s)"
[ "$here" = "$machine" ] || die "this kit is for $machine, and this machine is $here: make one on such a
  machine, with  ./smolscale bench kit"
[ -f "$0" ] || die "run it as a file:  sh smolscale-kit.sh"
have=$(wc -c <"$0")
[ "$have" -eq "$size" ] || die "$0 has $((have)) bytes and should have $size: it was not copied whole"
for tool in tail tar gzip df awk mktemp; do
  command -v "$tool" >/dev/null || die "there is no command '$tool' here, which unpacks the kit"
done

free=$(free_memory)
[ -z "$free" ] || [ "$free" -ge "$memory_kb" ] ||
  die "it needs $((memory_kb / 1024)) MB of memory, and $((free / 1024)) MB are free"

parent=${TMPDIR:-/tmp}
home=$(mktemp -d "$parent/smolscale-kit.XXXXXX") ||
  die "cannot make a folder in $parent; name another one:  TMPDIR=\$HOME sh $0"

# Ends what runs, which then writes what it has. Ctrl-C comes here alone: what a shell starts in the
# background does not see it.
interrupted() {
  code=130
  [ -z "$java" ] || kill "$java" 2>/dev/null || true
}
trap 'rm -rf "$home"' EXIT
trap interrupted INT TERM HUP

free=$(df -Pk "$home" | awk 'NR == 2 { print $4 }')
[ "$free" -ge $((unpacked_kb + room_kb)) ] ||
  die "it needs $(((unpacked_kb + room_kb) / 1024)) MB in $parent, and $((free / 1024)) MB are free there; name
  another folder:  TMPDIR=\$HOME sh $0"
printf '#!/bin/sh\n' >"$home/try"
chmod 755 "$home/try"
"$home/try" 2>/dev/null ||
  die "programs in $parent may not be run (noexec?); name another folder:  TMPDIR=\$HOME sh $0"
tail -c +$((skip + 1)) "$0" | tar xzf - -C "$home" || die "cannot unpack into $home"
[ "$code" -eq 0 ] || exit "$code"

# What would change a JVM behind our back.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH JAVA_HOME \
  SMOLSCALE_SCHEDULER SMOLSCALE_PARALLELISM SMOLSCALE_MAX_THREADS || true

mkdir "$home/tmp"
"$home/jdk/bin/java" -version >"$home/said" 2>&1 || die "the Java runtime does not start here; it needs the GNU C
  library, and memory. It says: $(cat "$home/said")"
case " $* " in
  *' --help '* | *' -h '* | *' --version '* | *' -V '* | *' --list '*) ;;
  *)
    # The archive of classes that every JDK comes with, and that is quicker to make than to copy.
    "$home/jdk/bin/java" -Xshare:dump >"$home/said" 2>&1 ||
      printf 'smolscale-kit.sh: JVMs start slowly, without an archive of classes\n' >&2 ;;
esac
"$home/jdk/bin/java" -jar "$home/lib/smolscale.jar" args >"$home/lib/smolscale.args" ||
  die "cannot write the option file of smolscale"
[ "$code" -eq 0 ] || exit "$code"

"$home/jdk/bin/java" -XX:+UseSerialGC -Xmx256m -Xshare:auto "-Djava.io.tmpdir=$home/tmp" \
  "-Dsmolscale.options=$home/lib/smolscale.args" "-Dsmolscale.commit=$commit" \
  "-Dsmolscale.started=$started" \
  -cp "$home/bench/smolscale-bench.jar" io.smolscale.bench.Kit "$@" </dev/null &
java=$!
status=0
wait "$java" || status=$?
while kill -0 "$java" 2>/dev/null; do # a signal ends the waiting, and not what is waited for
  status=0
  wait "$java" || status=$?
done
[ "$code" -eq 0 ] || exit "$code"
exit "$status"
