package import Diagnostics
import Git
package import Inspection
import ManifestCoding
package import Manifests

/// What one file turned out to be.
package struct FileReport {
  package let path: String
  package let sizeInBytes: Int64
  private let artifact: Artifact?
  package let content: Result<InspectedFile, InspectionError>

  package init(path: String, source: any ByteSource) { self.init(path, nil, source) }

  package init(artifact: Artifact, source: any ByteSource) { self.init(artifact.path, artifact, source) }

  private init(_ path: String, _ artifact: Artifact?, _ source: any ByteSource) {
    self.path = path
    self.artifact = artifact
    sizeInBytes = source.sizeInBytes
    do throws(InspectionError) {
      content = .success(try InspectedFile.read(source, named: path))
    } catch {
      content = .failure(error)
    }
  }

  /// Why the file is not what its name says; nil if it is.
  package var problem: String? {
    guard case .failure(let error) = content else { return nil }
    return "'\(EscapedText.line(path))' is not what its name says: \(EscapedText.line("\(error)"))"
  }

  /// `path`, `size`, `kind` and what the file says; of an artifact, `type` and `digest` too.
  package var value: JSONValue {
    var members: [JSONValue.Member] = [.init("path", .string(path))]
    if let artifact {
      members += [.init("type", .string(artifact.type)), .init("digest", .string("\(artifact.digest)"))]
    }
    members.append(.init("size", .integer(sizeInBytes)))
    switch content {
    case .failure(let error):
      members.append(.init("problem", .string(error.message)))
      if let offset = error.offset { members.append(.init("offset", .integer(offset))) }
    case .success(let file): members += [.init("kind", .string(file.kind))] + file.members
    }
    return .object(members)
  }
}

extension InspectedFile {
  fileprivate var kind: String {
    switch self {
    case .onnx: "onnx"
    case .safetensors: "safetensors"
    case .mlflow: "mlflow"
    case .other(let kind): kind.name
    }
  }

  fileprivate var members: [JSONValue.Member] {
    switch self {
    case .onnx(let model): model.members
    case .safetensors(let tensors): tensors.members
    case .mlflow(let model): model.members
    case .other(let kind):
      (kind.details.isEmpty
        ? [] : [.init("details", .object(kind.details.map { .init($0.name, .string($0.value)) }))])
        + (kind.advice.map { [.init("advice", .string($0))] } ?? [])
    }
  }
}
