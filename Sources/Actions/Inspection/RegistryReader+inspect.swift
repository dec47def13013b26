import Diagnostics
import Git
import Inspection
package import Manifests
import RegistryStore

extension RegistryReader {
  /// What a version's artifacts are by their own headers: one of them, or all that are not logs.
  ///
  /// - Parameter path: of the one artifact; nil for all.
  /// - Throws: ``ActionFailure`` if there is none, or the content of one is not here.
  package func inspect(_ reference: Reference, _ path: String?) throws -> [FileReport] {
    let (name, selector) = try reference.requireVersion()
    let exact = try find.exact(selector, of: name)
    let version = try find.version(exact, of: name)
    var artifacts = version.artifacts.filter { $0.type != Artifact.logType }
    if let path {
      artifacts = version.artifacts.filter { $0.path == path }
      guard !artifacts.isEmpty else {
        throw ActionFailure.missing(
          "\(name)@\(exact) has no artifact '\(EscapedText.line(path))'", path, version.artifacts.map(\.path))
      }
    }
    guard !artifacts.isEmpty else { throw ActionFailure(.conflict, "\(name)@\(exact) has no artifacts") }
    let content = ArtifactContent(of: repository, mode: try find.organization().effectiveBlobs, in: snapshot)
    let sources = try artifacts.map { ($0, try content.bytes(of: $0)) }
    let missing = sources.filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else {
      let lines = missing.map {
        "\n  \(EscapedText.line($0.path))  \($0.digest)  \(ByteCount.text($0.sizeInBytes))"
      }
      throw ActionFailure(
        .contentMissing, "the content of \(PullTarget.count(missing.count)) is not here\(lines.joined())",
        help: "fetch it: git registry pull \(name)@\(exact)")
    }
    return sources.compactMap { artifact, source in source.map { FileReport(artifact: artifact, source: $0) } }
  }
}
