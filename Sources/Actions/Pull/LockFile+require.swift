import Diagnostics
import ManifestCoding
package import Manifests

extension LockFile.Entry {
  /// Throws if a version is not the one that was locked.
  ///
  /// - Parameters:
  ///   - found: those of its artifacts that were asked for.
  ///   - digest: of all its content; the artifacts that nobody asked for count too.
  ///   - types: what `found` was chosen by; if it was chosen by others than the entry's, the digest alone is compared.
  package func require(_ found: [Artifact], _ digest: Digest?, comparing types: [String]) throws {
    if Set(types) == Set(self.types) { try require(found) }
    guard let locked = self.digest, let digest, locked != digest else { return }
    throw differs(": the digest of all its artifacts is another\n  locked \(locked)\n  now    \(digest)")
  }

  /// True for a log that the version got after it was locked, as every published version may.
  package func isLaterLog(_ artifact: Artifact) -> Bool {
    artifact.type == Artifact.logType && !artifacts.contains { $0.path == artifact.path }
  }

  private func require(_ found: [Artifact]) throws {
    let key = { (artifact: Artifact) in (artifact.path, artifact) }
    let there = Dictionary(found.filter { !isLaterLog($0) }.map(key)) { first, _ in first }
    let here = Dictionary(artifacts.map(key)) { first, _ in first }
    let paths = Set(there.keys).union(here.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let lines = paths.compactMap { path -> String? in
      guard there[path] != here[path] else { return nil }
      let locked = here[path].map { "\($0.digest)" } ?? "missing"
      let now = there[path].map {
        $0.digest == here[path]?.digest ? "another type, size or executable permission" : "\($0.digest)"
      }
      return "\n  \(EscapedText.line(path))\n    locked \(locked)\n    now    \(now ?? "missing")"
    }
    guard lines.isEmpty else { throw differs(lines.joined()) }
  }

  private func differs(_ what: String) -> ActionFailure {
    ActionFailure(
      .conflict, "\(model)@\(version) is not what was locked\(what)",
      help: "a published version never changes: compare with git registry log \(model)@\(version)")
  }
}
