import Blobs
import Diagnostics
import Git
import Inspection
import Manifests

/// What is looked at in files before they are published: a version never changes, so what is missing shows here or never.
package enum ArtifactCheck {
  /// More lines are no help.
  private static let lineLimit = 10

  /// Refuses files that stand for others: what a clone without git-lfs has in the place of weights.
  package static func refusePointers(_ files: [ArtifactFile]) throws {
    let pointers = try files.filter { file in
      guard let size = try FileSystem.sizeInBytes(of: file.source), size > 0, size <= LFSPointer.sizeLimitInBytes else {
        return false
      }
      return FileSystem.bytes(of: file.source).map(LFSPointer.standsForContent) ?? false
    }
    guard let first = pointers.first else { return }
    let rest = pointers.dropFirst().prefix(lineLimit).map { "\n  \(EscapedText.line($0.source)) too" }
    let more = pointers.count > lineLimit + 1 ? "\n  … and \(pointers.count - lineLimit - 1) more" : ""
    throw ActionFailure(
      .conflict,
      "'\(EscapedText.line(first.source))' is a pointer of Git LFS or Xet, not the content that it stands for\(rest.joined())\(more)",
      help: "git lfs pull in the clone that it is from fetches the content; --allow-pointer publishes the file as it is"
    )
  }

  /// What ONNX models keep in files beside them that no artifact brings, a warning each.
  ///
  /// - Parameter published: the paths of artifacts that are there already.
  package static func missingWeights(of files: [ArtifactFile], besides published: [String]) -> [String] {
    let paths = Set(files.map(\.path) + published)
    var warnings: [String] = []
    for file in files where file.path.hasSuffix(".onnx") {
      guard let bytes = try? FileBytes(file.source),
        case .onnx(let model)? = try? InspectedFile.read(bytes, named: file.path)
      else { continue }
      let folder = file.path.lastIndex(of: "/").map { file.path[...$0] } ?? ""
      for name in model.externalFiles where !paths.contains(folder + plain(name)) {
        let source = file.source.lastIndex(of: "/").map { file.source[...$0] } ?? ""
        warnings.append(
          "'\(EscapedText.line(file.path))' keeps weights in '\(EscapedText.line(name))', which is not an artifact of this version\nhelp: add it too: --artifact \(EscapedText.line(source + plain(name)))"
        )
      }
    }
    return warnings
  }

  /// Without `./` in front.
  private static func plain(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
}
