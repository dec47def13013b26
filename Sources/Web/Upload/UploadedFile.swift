import Access
import Diagnostics
import ManifestCoding
import Manifests

/// A file that was sent for a version that is yet to be published.
///
/// A page that is shown again names it in a form that only the server can write, for whoever sent it: who knows the digest of something
/// that is hidden from them does not get it so, and no file is sent twice.
struct UploadedFile: Hashable, Sendable {
  let path: String
  let digest: Digest
  let sizeInBytes: Int64

  init(path: String, digest: Digest, sizeInBytes: Int64) {
    (self.path, self.digest, self.sizeInBytes) = (path, digest, sizeInBytes)
  }

  private static let separator: Character = "\n"

  /// - Parameter registry: the one that it was sent to.
  func sealed(_ seal: FormSeal, for principal: Principal, in registry: String) -> String {
    seal.sealed("\(registry)\n\(digest.hex)\n\(sizeInBytes)\n\(path)", for: principal)
  }

  /// - Returns: nil for what this server did not write, or not for them.
  init?(_ sealed: String, _ seal: FormSeal, for principal: Principal, in registry: String) {
    let parts = seal.opened(sealed, for: principal)?.split(separator: Self.separator, maxSplits: 3) ?? []
    guard parts.count == 4, parts[0] == registry, let digest = Digest(hex: String(parts[1])), let size = Int64(parts[2])
    else { return nil }
    self.init(path: String(parts[3]), digest: digest, sizeInBytes: size)
  }

  func artifact(_ type: String) -> Artifact {
    Artifact(path: path, type: type, digest: digest, sizeInBytes: sizeInBytes)
  }
}
