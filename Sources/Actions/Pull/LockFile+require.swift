import Diagnostics
import ManifestCoding
package import Manifests

extension LockFile.Entry {
  /// Throws if a version's artifacts are not those that were locked.
  ///
  /// - Parameter types: if they were chosen by other types than these, they are not compared.
  package func require(_ found: [Artifact], comparing types: [String]) throws {
    guard Set(types) == Set(self.types) else { return }
    let key = { (artifact: Artifact) in (artifact.path, artifact) }
    let there = Dictionary(found.map(key)) { first, _ in first }
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
    guard !lines.isEmpty else { return }
    throw ActionFailure(
      .conflict, "\(model)@\(version) is not what was locked\(lines.joined())",
      help: "a published version never changes: compare with git registry log \(model)@\(version)")
  }
}
