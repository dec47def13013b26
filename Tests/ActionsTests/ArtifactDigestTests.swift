import Blobs
import Foundation
import Manifests
import TestSupport
import Testing

/// The one digest of a version's content, which others have written down: no row of the file may ever change.
struct ArtifactDigestTests {
  struct Case: Decodable, CustomTestStringConvertible {
    struct File: Decodable {
      let path: String
      let type: String
      let digest: String
      let size: Int64
      let executable: Bool?
    }

    let name: String
    let artifacts: [File]
    let digest: String

    var testDescription: String { name }

    static func all() throws -> [Case] {
      let text = try SourceTree.text("Tests/ActionsTests/artifact-digests.json")
      return try JSONDecoder().decode([Case].self, from: Data(text.utf8))
    }
  }

  @Test("is what it always was", arguments: try Case.all())
  func isFrozen(_ row: Case) throws {
    let artifacts = try row.artifacts.map { file in
      Artifact(
        path: file.path, type: file.type, digest: try #require(Digest(file.digest)), sizeInBytes: file.size,
        isExecutable: file.executable ?? false)
    }
    #expect("\(artifacts.digest)" == row.digest)
    #expect("\(Array(artifacts.reversed()).digest)" == row.digest, "the order of the manifest does not count")
  }
}
