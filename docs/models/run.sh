#!/usr/bin/env bash
# Checks each line of expect.txt with Spin. Needs spin and a C compiler (cc, or the one that CC names).
#   ./run.sh                   all lines
#   ./run.sh twodb             the lines that contain "twodb"
#   ./run.sh -j 2 twodb        the same, two lines at a time, printed in the order in which they end
#   ./run.sh -t "twodb -DXA"   prints the counterexample of one model with these knobs
# Exits with 1 if any line gives another result than expected, or if no line was checked.
here=$(cd "$(dirname "$0")" && pwd)
cc=${CC:-cc}
for tool in spin "$cc"; do
  command -v "$tool" >/dev/null || { echo "$tool is needed, but not on the PATH" >&2; exit 1; }
done
jobs=1
if [ "${1:-}" = -j ]; then
  jobs=${2:-}; shift 2
  [[ $jobs =~ ^[1-9][0-9]*$ ]] || { echo "-j needs the number of lines to check at a time" >&2; exit 1; }
fi

work=$(mktemp -d) || exit 1
end() { # and the lines that are still being checked, each of which is a process group
  for group in $(jobs -p); do kill -- "-$group"; done
  wait
  rm -rf "$work"
} 2>/dev/null
trap end EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

build() { # model knobs...
  model=$1; shift
  { cp "$here/$model.pml" . && spin -a "$@" "$model.pml" &&
    $cc -O2 -w -DSAFETY -DCOLLAPSE -DMEMLIM=5000 $extra -o pan pan.c; } >build.out 2>&1 || { cat build.out; return 1; }
}

if [ "${1:-}" = -t ]; then
  set -- ${2:?names a model and its knobs}; extra=-DREACH; build "$@" || exit 1
  ./pan -m5000 -i >pan.out 2>&1; grep -h 'assertion violated' pan.out | tail -1
  shift; spin -t -p "$@" "$model.pml" | grep -v '^ *<'
  exit
fi

check() { # verdict knobs shows
  start=$(date +%s)
  : >pan.out
  got='no answer'
  if build $2; then
    (ulimit -t 600; exec ./pan -m2000000 -w24) >pan.out 2>&1 # seconds of processor time, whatever else runs
    if grep -q 'errors: 0$' pan.out && ! grep -q 'max search depth too small\|Search not completed' pan.out; then got=ok
    elif grep -q 'assertion violated' pan.out; then got=found
    fi
  fi
  case $1 in ok) want=ok;; bad|probe) want=found;; *) want='a verdict: ok, bad or probe';; esac
  if [ "$got" = "$want" ]; then mark=pass; else mark=FAIL; fi
  printf '%s  %-5s  %9d states  %5d MB  %4ds  %s\n        %s\n' $mark "$1" \
    $(awk '/states, stored/{n = $1} /total actual memory/{m = $1} END {printf "%d %d", n, m}' pan.out) \
    $(($(date +%s) - start)) "$(echo $2)" "$3"
  [ $mark = pass ]
}

print_next() { # of the lines that end
  read -r ended failure <&3
  cat "$ended/out"
  rm -r "$ended"
  if [ "$failure" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  running=$((running - 1))
}

extra='' passed=0 failed=0 running=0 line=0
mkfifo results && exec 3<>results || exit 1
set -m # a process group for each line
while read -r verdict rest; do
  case $verdict in ''|'#'*) continue;; esac
  case "$verdict $rest" in *"${1:-}"*) ;; *) continue;; esac
  [ $running -lt "$jobs" ] || print_next
  line=$((line + 1)) running=$((running + 1))
  mkdir $line
  { (cd $line && check "$verdict" "${rest%%|*}" "${rest#*| }") >$line/out 2>&1; echo $line $? >&3; } </dev/null &
done <"$here/expect.txt"
while [ $running -gt 0 ]; do print_next; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
