import Diagnostics
import Git
import Inspection
import ManifestCoding
import Manifests

/// What one file turned out to be, for people and programs.
struct FileReport {
  private let path: String
  private let sizeInBytes: Int64
  private let artifact: Artifact?
  private let content: Result<InspectedFile, InspectionError>

  init(path: String, source: any ByteSource) { self.init(path, nil, source) }

  init(artifact: Artifact, source: any ByteSource) { self.init(artifact.path, artifact, source) }

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

  /// Why the file is not what its name says; nil where it is.
  var problem: String? {
    guard case .failure(let error) = content else { return nil }
    return "'\(EscapedText.line(path))' is not what its name says: \(EscapedText.line("\(error)"))"
  }

  var text: String {
    guard case .success(let file) = content else { return "" }
    var facts = FactList()
    facts.add("file", path)
    facts.add("kind", file.title)
    facts.add("size", ByteCount.text(sizeInBytes))
    switch file {
    case .onnx(let model): model.add(to: &facts)
    case .safetensors(let tensors): tensors.add(to: &facts)
    case .mlflow(let model): model.add(to: &facts)
    case .other(let kind):
      for detail in kind.details { facts.add(detail.name, detail.value) }
      facts.add("advice", kind.advice)
    }
    guard case .safetensors(let tensors) = file else { return facts.text }
    return facts.text + tensors.table
  }

  /// `path`, `size`, `kind` and what the file says; of an artifact, `type` and `digest` too.
  var value: JSONValue {
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
  fileprivate var title: String {
    switch self {
    case .onnx: "an ONNX model"
    case .safetensors: "safetensors"
    case .mlflow: "an MLflow model"
    case .other(let kind): kind.title
    }
  }

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

extension FactList {
  /// Longer texts in a file's metadata are cut; JSON has them whole.
  private static let textLimit = 120

  /// `key=value` on one line.
  static func short(_ key: String, _ value: String) -> String {
    let line = value.prefix { $0 != "\n" }
    return "\(key)=" + line.prefix(textLimit) + (line.count > textLimit || line.count < value.count ? "…" : "")
  }
}
