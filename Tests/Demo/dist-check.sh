#!/usr/bin/env bash
# Unpacks the tarball below /usr/local of a bare Debian and plays the main job there: dist-check.sh TARBALL
#
# The root is made by debootstrap, with git and git-lfs and nothing else of ours. Needs root.
set -euo pipefail
tarball=$(readlink -f "$1")
(cd "$(dirname "$tarball")" && sha256sum --check --quiet SHA256SUMS)
command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null; rm -rf --one-file-system "$root"' EXIT
echo "making a bare Debian in $root"
debootstrap --variant=minbase --include=git,git-lfs,ca-certificates bookworm "$root" >"$root.log" 2>&1 ||
  { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"
tar --extract --gzip --file "$tarball" --directory "$root/usr/local" --strip-components 1
cat >"$root/play" <<'PLAY'
set -euo pipefail
export HOME=/root PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 PUSHER=ada
cd /root
git config --global user.name Ada && git config --global user.email ada@acme.org
git registry --version
git registry init acme --name acme --admin ada --email ada@acme.org && cd acme
git registry model create Models/fraud
echo weights > model.bin
git registry version create Models/fraud --artifact model.bin --metric auc=0.9 --alias champion
git registry show Models/fraud@champion
git clone --quiet --bare . ../server.git
git registry hook install ../server.git --actor-from env:PUSHER --require-blobs none
git registry version create Models/fraud --bump minor
git push --quiet ../server.git HEAD
git registry pull Models/fraud@1.0.0 --output out && cmp model.bin out/model.bin
git registry log -n 3
test -s /usr/local/share/man/man1/git-registry-version-create.1
PLAY
# The Swift runtime looks itself up in /proc, which every running Debian has.
mount -t proc proc "$root/proc"
chroot "$root" /bin/bash /play
echo "the tarball runs on a bare Debian"
