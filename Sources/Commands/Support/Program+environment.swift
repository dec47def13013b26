import Blobs
import Glibc

extension Program {
  /// Hands on what the environment says to those that do not read it; once, before anything else.
  package static func takeEnvironment() {
    if let folder = getenv("TMPDIR") { FileSystem.temporaryFolder = String(cString: folder) }
  }
}
