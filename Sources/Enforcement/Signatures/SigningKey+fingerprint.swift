import Crypto
import Git
package import Manifests

extension SSHPublicKey {
  /// `SHA256:…`, as `ssh-keygen -l` prints it.
  package var fingerprint: String { "SHA256:" + Base64.unpadded(Array(SHA256.hash(data: bytes))) }
}

extension OpenPGPPublicKey {
  /// 40 digits in upper case, as gpg prints them.
  ///
  /// Source: RFC 4880, section 12.2.
  package var fingerprint: String {
    Hexadecimal.text(of: Array(Insecure.SHA1.hash(data: fingerprinted))).uppercased()
  }
}

extension SigningKey {
  /// As the tools of its kind print it.
  package var fingerprint: String {
    switch kind {
    case .ssh(let key): key.fingerprint
    case .openPGP(let key): key.fingerprint
    }
  }
}
