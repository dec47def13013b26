import Diagnostics
package import Inspection
import ManifestCoding
package import Manifests

/// A signature that one of a version's artifacts has: an ONNX model or an MLmodel file.
package struct ArtifactSignature {
  package let signature: Signature
  /// The path of the artifact.
  package let path: String

  /// An artifact to look at.
  package struct Candidate {
    fileprivate let path: String
    fileprivate let open: () throws -> (any ByteSource)?

    /// - Parameter open: called if the artifact may have a signature; nil if its content is not here.
    package init(_ path: String, open: @escaping () throws -> (any ByteSource)?) {
      self.path = path
      self.open = open
    }

    /// True if its name is that of a file that may have a signature.
    package var mayHaveOne: Bool {
      path.hasSuffix(".onnx") || path.split(separator: "/").last.map { $0 == MLflowModel.fileName } ?? false
    }

    fileprivate func signature() throws(InspectionError) -> Signature {
      let source: (any ByteSource)?
      do { source = try open() } catch { throw InspectionError("\(error)") }
      guard let source else { throw InspectionError("its content is not here") }
      guard let signature = try InspectedFile.read(source, named: path).signature() else {
        throw InspectionError("it has no signature")
      }
      return signature
    }
  }

  /// More lines of what was looked at are no help.
  private static let lineLimit = 10

  /// The first signature that an artifact has; nil if there is none.
  ///
  /// - Parameter help: nil if nobody asked for one; otherwise what to do if there is none, which is then a failure.
  package static func first(among candidates: [Candidate], help: String?) throws -> ArtifactSignature? {
    var lookedAt: [String] = []
    for candidate in candidates where candidate.mayHaveOne {
      do throws(InspectionError) {
        return ArtifactSignature(signature: try candidate.signature(), path: candidate.path)
      } catch {
        lookedAt.append("  \(EscapedText.line(candidate.path)): \(EscapedText.line("\(error)"))")
      }
    }
    guard let help else { return nil }
    guard !lookedAt.isEmpty else {
      throw ActionFailure(
        .conflict,
        "no artifact has a signature: none of \(candidates.count) is an MLmodel file or ends in .onnx", help: help)
    }
    let more = lookedAt.count > lineLimit ? ["  … and \(lookedAt.count - lineLimit) more"] : []
    let lines = ["no artifact has a signature"] + lookedAt.prefix(lineLimit) + more
    throw ActionFailure(.conflict, lines.joined(separator: "\n"), help: help)
  }
}
