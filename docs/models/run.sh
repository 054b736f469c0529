#!/bin/sh
# Checks each line of expect.txt with Spin. Needs spin and a C compiler (cc, or the one that CC names).
#   ./run.sh                   all lines
#   ./run.sh twodb             the lines that contain "twodb"
#   ./run.sh -t "twodb -DXA"   prints the counterexample of one model with these knobs
# Exits with 1 if any line gives another result than expected, or if no line was checked.
here=$(cd "$(dirname "$0")" && pwd)
cc=${CC:-cc}
for tool in spin "$cc"; do
  command -v "$tool" >/dev/null || { echo "$tool is needed, but not on the PATH" >&2; exit 1; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

build() { # model knobs...
  model=$1; shift
  rm -f pan pan.* ./*.trail
  { cp "$here/$model.pml" . && spin -a "$@" "$model.pml" &&
    $cc -O2 -w -DSAFETY -DCOLLAPSE -DMEMLIM=12000 $extra -o pan pan.c; } >build.out 2>&1 || { cat build.out; return 1; }
}

if [ "${1:-}" = -t ]; then
  set -- ${2:?names a model and its knobs}; extra=-DREACH; build "$@" || exit 1
  ./pan -m5000 -i >pan.out 2>&1; grep -h 'assertion violated' pan.out | tail -1
  shift; spin -t -p "$@" "$model.pml" | grep -v '^ *<'
  exit
fi

extra= passed=0 failed=0
while read -r verdict rest; do
  case $verdict in ''|'#'*) continue;; esac
  case "$verdict $rest" in *"${1:-}"*) ;; *) continue;; esac
  knobs=${rest%%|*}; shows=${rest#*| }
  start=$(date +%s)
  : >pan.out
  got='no answer'
  if build $knobs; then
    timeout 600 ./pan -m2000000 -w24 >pan.out 2>&1
    if grep -q 'errors: 0$' pan.out && ! grep -q 'max search depth too small\|Search not completed' pan.out; then got=ok
    elif grep -q 'assertion violated' pan.out; then got=found
    fi
  fi
  case $verdict in ok) want=ok;; bad|probe) want=found;; *) want='a verdict: ok, bad or probe';; esac
  if [ "$got" = "$want" ]; then mark=pass; passed=$((passed + 1)); else mark=FAIL; failed=$((failed + 1)); fi
  printf '%s  %-5s  %9d states  %4ds  %s\n        %s\n' "$mark" "$verdict" \
    "$(awk '/states, stored/{n = $1} END {printf "%d", n}' pan.out)" $(($(date +%s) - start)) "$(echo $knobs)" "$shows"
done <"$here/expect.txt"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
