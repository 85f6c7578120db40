#!/bin/bash
# macOS: open this with files or folders (or drag them into its window and press Return): they are checked, and the
# report opens in the browser. With nothing given it asks.
set -u
if [ $# -eq 0 ]; then
  printf 'Drag a file or a folder into this window and press Return: '
  # shellcheck disable=SC2162  # Terminal puts backslashes before blanks in what is dragged into it: read takes them out
  read -a dropped
  set -- ${dropped[@]+"${dropped[@]}"}
  [ $# -gt 0 ] || exit 2
fi
report=$(mktemp -d)/leakguard.html
status=0
"${LEAKGUARD_COMMAND:-leakguard}" scan --format html -o "$report" -- "$@" || status=$?
if [ -f "$report" ]; then
  "${OPEN_COMMAND:-open}" "$report"
else
  echo "Nothing was checked. The lines above say why."
fi
exit "$status"
