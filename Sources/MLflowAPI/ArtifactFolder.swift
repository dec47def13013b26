import Diagnostics
import Manifests
import RunStore

/// What is directly in a folder of a version's artifacts.
struct ArtifactFolder {
  /// By path, as MLflow's clients read it.
  let entries: [JSONValue]

  /// - Parameters:
  ///   - folder: empty for the top.
  ///   - isFull: true if paths are told from the top, false if from the folder.
  init(_ artifacts: [Artifact], below folder: String, isFull: Bool = false) {
    let prefix = folder.isEmpty ? "" : folder + "/"
    // Nil for a folder.
    var sizes: [String: Int64?] = [:]
    for artifact in artifacts where artifact.path.utf8.starts(with: prefix.utf8) {
      let rest = String(artifact.path.utf8.dropFirst(prefix.utf8.count)) ?? ""
      if let slash = rest.firstIndex(of: "/") {
        sizes[String(rest[..<slash])] = .some(nil)
      } else {
        sizes[rest] = artifact.sizeInBytes
      }
    }
    let front = isFull ? prefix : ""
    entries = sizes.sorted { $0.key < $1.key }.map { name, size in Self.entry(front + name, size) }
  }

  fileprivate static func entry(_ name: String, _ size: Int64?) -> JSONValue {
    .object(["path": .string(name), "is_dir": .boolean(size == nil), "file_size": size.map { .integer($0) }])
  }
}

extension ArtifactEntry {
  /// With a path from the folder that was asked for, as the client wants it.
  func mlflow(below folder: String) -> JSONValue {
    let name = String(path.utf8.dropFirst(folder.utf8.count).drop { $0 == UInt8(ascii: "/") }) ?? path
    return switch self {
    case .file(let artifact): ArtifactFolder.entry(name, artifact.size)
    case .folder: ArtifactFolder.entry(name, nil)
    }
  }
}
