#!/usr/bin/env bash
# Publishes a folder of a static site, if leakguard lets it through.
#
#   publish-folder.sh BUILT DESTINATION [scan options]
#
# The folder is copied first, the copy is scanned, and the copy goes out: what is published is what was scanned, whatever
# happens to the original meanwhile. Pages, scripts and pictures are left out by name: nobody clears them, so keep data
# out of them.
set -eu
if [ $# -lt 2 ]; then
  echo "usage: publish-folder.sh BUILT DESTINATION [scan options]" >&2
  exit 2
fi
built=$1 destination=$2
shift 2
staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
cp -R "$built/." "$staged/"

status=0
"${LEAKGUARD_COMMAND:-leakguard}" scan --no-project-config \
  --exclude '*.html' --exclude '*.css' --exclude '*.js' --exclude '*.svg' --exclude '*.png' --exclude '*.woff2' \
  "$@" "$staged" || status=$?
if [ "$status" -ne 0 ]; then
  echo "publish-folder: nothing was published (exit status $status of leakguard)" >&2
  exit "$status"
fi
mkdir -p "$destination"
cp -R "$staged/." "$destination/"
echo "publish-folder: published to $destination"
