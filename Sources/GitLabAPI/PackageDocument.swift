import Diagnostics
import Endpoints
import MLflowAPI
import ManifestCoding
import Manifests

/// A version as a document of GitLab's packages.
///
/// Source: https://docs.gitlab.com/api/packages/, "Retrieve a project package".
struct PackageDocument {
  private let version: ServedVersion
  private let number: Int64
  /// The path of the project.
  private let project: String

  static let type = "ml_model"

  init(_ version: ServedVersion, number: Int64, of request: ServerRequest) {
    self.version = version
    self.number = number
    project = request.path.split(separator: "/").prefix(4).map { "/" + $0 }.joined()
  }

  var json: JSONValue { .object(members) }

  /// The same, with the other versions of its model.
  func json(with others: [(version: ServedVersion, number: Int64)]) -> JSONValue {
    let versions = others.map { other in
      JSONValue.object([
        "id": .integer(other.number), "version": .string("\(other.version.number)"),
        "created_at": Self.time(other.version), "tags": .array([]),
      ])
    }
    return .object(members + [JSONValue.Member("versions", .array(versions))])
  }

  private var members: [JSONValue.Member] {
    let facts = version.value.facts
    var members: [JSONValue.Member] = [
      .init("id", .integer(number)), .init("name", .string(version.name)),
      .init("version", .string("\(version.number)")), .init("package_type", .string(Self.type)),
      .init("status", .string("default")),
      .init("_links", .object(["delete_api_path": .string("\(project)/packages/\(number)")])),
      .init("created_at", Self.time(version)), .init("last_downloaded_at", .null), .init("tags", .array([])),
    ]
    if let pipeline = facts.job?.pipeline, let id = pipeline.id.flatMap({ Int64($0) }) {
      let value = JSONValue.object([
        "id": .integer(id), "sha": facts.source?.commit.map { .string($0) } ?? .null,
        "web_url": pipeline.url.map { .string($0) } ?? .null,
      ])
      members.append(.init("pipeline", value))
    }
    return members
  }

  static func file(_ artifact: Artifact, number: Int64, package: Int64, of version: ServedVersion) -> JSONValue {
    .object([
      "id": .integer(number), "package_id": .integer(package), "created_at": time(version),
      "file_name": .string(artifact.path), "size": .integer(artifact.sizeInBytes), "file_md5": .null,
      "file_sha1": .null,
      "file_sha256": .string(artifact.digest.hex),
    ])
  }

  /// `2026-11-29T06:00:00.000Z`.
  private static func time(_ version: ServedVersion) -> JSONValue {
    guard let text = version.value.createdAt, Timestamp.isValid(text) else { return .null }
    return .string(text.dropLast() + ".000Z")
  }
}
