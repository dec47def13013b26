import Crypto
import Git
package import Manifests

/// The SHA-256 of bytes as they pass by.
package struct ContentHash {
  private var hash = SHA256()

  package init() {}

  package mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  package var digest: Manifests.Digest {
    guard let digest = Manifests.Digest(hex: Hexadecimal.text(of: Array(hash.finalize()))) else {
      preconditionFailure("SHA-256 has 64 hexadecimal digits")
    }
    return digest
  }
}
