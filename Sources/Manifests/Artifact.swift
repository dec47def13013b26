/// A typed file of a version.
package struct Artifact: Hashable, Sendable {
  /// Relative path, unique in its version.
  package var path: String
  package var type: String
  package var digest: Digest
  package var sizeInBytes: Int64
  /// True for a script or a program: the file's owner may run it.
  package var isExecutable: Bool

  package static let modelType = "model"
  /// The type that every registry accepts.
  package static let logType = "log"

  package init(path: String, type: String, digest: Digest, sizeInBytes: Int64, isExecutable: Bool = false) {
    self.path = path
    self.type = type
    self.digest = digest
    self.sizeInBytes = sizeInBytes
    self.isExecutable = isExecutable
  }
}

extension [Artifact] {
  /// The sum of the sizes; the largest number if it is larger still.
  package var sizeInBytes: Int64 {
    reduce(0) { sum, artifact in
      let (total, overflow) = sum.addingReportingOverflow(artifact.sizeInBytes)
      return overflow ? .max : total
    }
  }
}
