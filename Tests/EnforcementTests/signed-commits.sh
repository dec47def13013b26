# Makes commits signed in every way that somebody may think of: a line `NAME good|bad ID` for each.
#
# Run in an empty repository; keys/NAME.pub of every member's key and gpg's home are made beside it.
set -e
mkdir ../keys && export GNUPGHOME=$PWD/../gnupg && mkdir -m 700 "$GNUPGHOME"
key() { ssh-keygen -q -N '' -C "$1" -f "../keys/$1" "${@:2}"; }
key ed25519 -t ed25519; key p256 -t ecdsa -b 256; key p384 -t ecdsa -b 384; key p521 -t ecdsa -b 521
key rsa -t rsa -b 3072; key stranger -t ed25519; key weak -t rsa -b 1024
for key in ed25519 p256 p384 p521 rsa; do echo "ada@acme.org $(cat ../keys/$key.pub)"; done > ../allowed
git config gpg.ssh.allowedSignersFile "$PWD/../allowed"
git config gpg.format ssh
pgp() { gpg --batch --quiet --passphrase '' --quick-generate-key "$1 <$1@acme.org>" "${@:2}" 2>/dev/null; }
pgp ada ed25519 sign never; pgp rsa rsa2048 sign never
gpg --batch --quiet --faked-system-time 20200101T000000 --passphrase '' --quick-generate-key 'old <old@acme.org>' ed25519 sign 30d 2>/dev/null
for key in ada rsa old; do gpg --batch --armor --export $key@acme.org > ../keys/$key.asc; done

say() { echo "$1 $2 $(git rev-parse "${3:-HEAD}")"; }
commit() { git commit --quiet --allow-empty -m "${1:-message}" "${@:2}"; }
with() { git -c "user.signingkey=$PWD/../keys/$1" commit --quiet --allow-empty -S -m message "${@:2}"; }
# The commit without its signature, signed anew by KEY with ssh-keygen's OPTIONS, its text sent through FILTER.
payload() { git cat-file commit "${1:-HEAD}" | sed '/^gpgsig /,/^ -----END/d'; }
write() { git hash-object -t commit -w --stdin; }
insert() { # HEADER SIGNATURE < payload
  awk -v header="$1" -v file="$2" '{ print } /^committer / && !done { done = 1; start = header " ";
    while ((getline line < file) > 0) { print start line; start = " " } }'
}
sign() { ssh-keygen -Y sign -q -f "../keys/$1" -n "${2:-git}" "${@:3}" < ../payload > ../signature 2>/dev/null; }
assemble() { insert "${1:-gpgsig}" ../signature < ../payload | write; }

commit; say unsigned bad
for key in ed25519 p256 p384 p521 rsa; do with $key; say $key good; done
with stranger; say stranger bad
with ed25519 --author='Bob <bob@acme.org>'; say of-another-author good
git -c i18n.commitEncoding=ISO-8859-1 -c "user.signingkey=$PWD/../keys/ed25519" commit --quiet --allow-empty -S -m $'gr\xfc\xdfe'; say encoding-header good
payload > ../payload
for hash in sha256 sha512; do
  sign ed25519 git -Ohashalg=$hash; say $hash good $(assemble)
  sign rsa git -Ohashalg=$hash; say rsa-$hash good $(assemble)
  sign p521 git -Ohashalg=$hash; say p521-$hash good $(assemble)
done
sign ed25519 file; say namespace-file bad $(assemble)
sign rsa file; say rsa-namespace-file bad $(assemble)
sign ed25519 gitx; say namespace-gitx bad $(assemble)
sign weak && say rsa-1024 bad $(assemble)
sign ed25519; cp ../signature ../good
say assembled good $(assemble)
git cat-file commit $(assemble) > ../commit
say tampered-message bad $(sed '$s/$/ more/' ../commit | write)
say tampered-tree bad $(sed "s/^tree .*/tree $(echo note | git hash-object -w --stdin | sed 's/.*/100644 blob &\tx/' | git mktree)/" ../commit | write)
say tampered-author bad $(sed 's/^author Ada/author Eve/' ../commit | write)
say header-added bad $(sed '/^gpgsig /i note added' ../commit | write)
say signed-of-other-commit bad $(git cat-file commit HEAD~1 | sed '/^gpgsig /,/^ -----END/d' | insert gpgsig ../good | write)
sed '$d' ../good > ../signature; say last-line-missing bad $(assemble)
sed '3,4d' ../good > ../signature; say lines-missing bad $(assemble)
sed '2s/A/!/' ../good > ../signature; say no-base64 bad $(assemble)
sed 's/$/\r/' ../good > ../signature; say crlf bad $(assemble)
sed '2,$s/$/\r/' ../good > ../signature; say crlf-behind-the-first-line good $(assemble)
tr -d '\n' < ../good > ../signature; say one-line bad $(assemble)
(cat ../good; echo garbage) > ../signature; say garbage-behind good $(assemble)
(echo garbage; cat ../good) > ../signature; say garbage-before bad $(assemble)
sed '2s/^/   /; 3s/$/\t/' ../good > ../signature; say spaces-in-base64 good $(assemble)
bytes() { sed '1d;$d' ../good | base64 -d; }
armor() { (echo '-----BEGIN SSH SIGNATURE-----'; base64 -w 70; echo '-----END SSH SIGNATURE-----') > ../signature; }
(bytes; printf x) | armor; say byte-behind bad $(assemble)
bytes | head -c -1 | armor; say byte-missing bad $(assemble)
bytes | sed 's/^SSHSIG/SSHSIX/' | armor; say other-magic bad $(assemble)
bytes | LC_ALL=C sed 's/^SSHSIG\x00\x00\x00\x01/SSHSIG\x00\x00\x00\x02/' | armor; say version-2 bad $(assemble)
bytes | LC_ALL=C sed 's/sha512/sha384/' | armor; say hash-sha384 bad $(assemble)
bytes | LC_ALL=C sed 's/sha512/sha256/' | armor; say hash-relabelled bad $(assemble)
bytes | LC_ALL=C sed 's/\x00\x00\x00\x03git\x00\x00\x00\x00/\x00\x00\x00\x03git\x00\x00\x00\x01x/' | armor; say reserved-filled good $(assemble)
: | armor; say empty bad $(assemble)
cp ../good ../signature
say gpgsig-sha256-alone bad $(assemble gpgsig-sha256)
assemble > ../id; say two-headers-alike good $(git cat-file commit $(cat ../id) | insert gpgsig ../good | write)
sign stranger; cp ../signature ../other; cp ../good ../signature
say second-header-a-stranger good $(git cat-file commit $(cat ../id) | awk '/^$/ && !d { d=1; while ((getline l < "../other") > 0) { print (s ? " " : "gpgsig ") l; s=1 } } { print }' | write)
say first-header-a-stranger bad $(insert gpgsig ../other < ../commit | write)
say gpgsig-sha256-beside good $(git cat-file commit $(cat ../id) | insert gpgsig-sha256 ../other | write)
say gpgsig-of-other-name good $(git cat-file commit $(cat ../id) | sed '/^gpgsig /i gpgsigned yes' | write)
say signature-in-message bad $( (cat ../payload; sed '1s/^/gpgsig /;2,$s/^/ /' ../good) | write)
git checkout --quiet -b side HEAD~3; with p256; git checkout --quiet main
git -c "user.signingkey=$PWD/../keys/ed25519" merge --quiet --no-ff -S -m merge side; say merge good
git -c "user.signingkey=$PWD/../keys/ed25519" tag -s -m tag v1 side~1
git checkout --quiet -b tagged HEAD~1
git -c "user.signingkey=$PWD/../keys/ed25519" tag -s -m tag v2 main
git merge --quiet --no-ff -m merge v2; say mergetag-unsigned bad
git reset --quiet --hard HEAD~1; git -c "user.signingkey=$PWD/../keys/p384" merge --quiet --no-ff -S -m merge v2; say mergetag-signed good
git config gpg.format openpgp
withPGP() { git -c user.signingkey=$1@acme.org commit --quiet --allow-empty -S -m message; }
withPGP ada; say openpgp good
say openpgp-tampered bad $(git cat-file commit HEAD | sed '$s/$/ more/' | write)
say openpgp-last-line-missing good $(git cat-file commit HEAD | sed '/^ -----END PGP/{s/.*/ /}' | write)
say openpgp-lines-missing bad $(git cat-file commit HEAD | awk '/^gpgsig/ { n = NR } n && NR == n + 3 { next } { print }' | write)
say openpgp-garbage-behind good $(git cat-file commit HEAD | sed 's/^ -----END PGP.*/&\n garbage/' | write)
withPGP rsa; say openpgp-rsa good
pgp mallory ed25519 sign never; withPGP mallory; say openpgp-stranger bad
gpg --batch --quiet --yes --delete-secret-and-public-key $(gpg --batch --with-colons --list-keys mallory | awk -F: '/^fpr/ { print $10; exit }') 2>/dev/null
git commit --quiet --allow-empty -m message; payload > ../payload
gpg --batch --quiet --faked-system-time 20200110T000000 --local-user old@acme.org --armor --detach-sign < ../payload > ../signature 2>/dev/null
say openpgp-expired-key bad $(assemble)
gpg --batch --quiet --local-user ada@acme.org --default-sig-expire 1d --faked-system-time 20200110T000000 --armor --detach-sign < ../payload > ../signature 2>/dev/null || true
gpg --batch --quiet --local-user ada@acme.org --armor --sign < ../payload > ../signature 2>/dev/null; say openpgp-message-not-detached bad $(assemble)
(gpg --batch --quiet --local-user ada@acme.org --armor --detach-sign < ../payload; gpg --batch --quiet --local-user rsa@acme.org --armor --detach-sign < ../payload) > ../signature 2>/dev/null; say openpgp-two-armors bad $(assemble)
gpgconf --kill all
