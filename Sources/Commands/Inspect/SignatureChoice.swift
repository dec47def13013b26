import Blobs
import Diagnostics
import Git
import Inspection
import ManifestCoding
import Manifests

/// `--signature FILE|auto`: where a signature is taken from.
enum SignatureChoice {
  /// Artifacts that a version has already.
  struct Published {
    let artifacts: [Artifact]
    let content: ArtifactContent
  }

  private static let auto = "auto"
  private static let none = "none"
  private static let help =
    "--signature reads YAML or JSON with inputs, outputs or params, an MLmodel file or an ONNX model"
  /// More lines of what was looked at are no help.
  private static let lineLimit = 10

  /// - Parameters:
  ///   - word: what `--signature` says; nil where it is not there.
  ///   - hadSignature: asked where no word is there and an artifact may have a signature.
  static func choose(
    _ word: String?, among files: [ArtifactArgument], and published: Published?, hadSignature: () throws -> Bool,
    isQuiet: Bool
  ) throws -> Signature? {
    if word == none { return nil }
    if let word, word != auto { return try load(word) }
    if word == nil {
      guard files.contains(where: { mayHaveOne($0.path) }), try hadSignature() else { return nil }
    }
    var lookedAt: [String] = []
    func take(_ path: String, _ open: () throws -> (any ByteSource)?) throws -> Signature? {
      guard mayHaveOne(path) else { return nil }
      do throws(InspectionError) {
        let source: (any ByteSource)?
        do { source = try open() } catch { throw InspectionError("\(error)") }
        guard let source else { throw InspectionError("its content is not here") }
        guard let signature = try signature(of: .read(source, named: path)) else {
          throw InspectionError("it has no signature")
        }
        if !isQuiet { Terminal.writeError("signature taken from \(EscapedText.line(path))\n") }
        return signature
      } catch {
        lookedAt.append("  \(EscapedText.line(path)): \(EscapedText.line("\(error)"))\n")
        return nil
      }
    }
    for file in files {
      if let found = try take(file.path, { try FileBytes(file.source) }) { return found }
    }
    for artifact in published?.artifacts ?? [] {
      if let found = try take(artifact.path, { try published?.content.bytes(of: artifact) }) { return found }
    }
    // What nobody asked for is no failure; `signature-dropped` tells of it.
    if word == nil { return nil }
    let count = files.count + (published?.artifacts.count ?? 0)
    let what =
      lookedAt.isEmpty
      ? "no artifact has a signature: none of \(count) is an MLmodel file or ends in .onnx\n"
      : "no artifact has a signature\n" + lookedAt.prefix(lineLimit).joined()
        + (lookedAt.count > lineLimit ? "  … and \(lookedAt.count - lineLimit) more\n" : "")
    throw CommandFailure("\(what)help: name a file: \(help)")
  }

  private static func mayHaveOne(_ path: String) -> Bool {
    path.hasSuffix(".onnx") || path.split(separator: "/").last.map { $0 == MLflowModel.fileName } ?? false
  }

  private static func signature(of file: InspectedFile) throws(InspectionError) -> Signature? {
    switch file {
    case .onnx(let model): try model.signature()
    case .mlflow(let model):
      if let problem = model.signatureProblem { throw InspectionError(problem) } else { model.signature }
    case .safetensors, .other: nil
    }
  }

  private static func load(_ path: String) throws -> Signature {
    let path = FileSystem.isFolder(path) ? "\(path)/\(MLflowModel.fileName)" : path
    let shown = EscapedText.line(path)
    do throws(InspectionError) {
      let source = try FileBytes(path)
      switch try InspectedFile.read(source, named: path) {
      case .other(let kind) where kind.name == "text": break
      case .other(let kind): throw InspectionError("it is \(kind.title)")
      case .safetensors: throw InspectionError("safetensors holds tensors and no interface")
      case let file:
        guard let signature = try signature(of: file) else { throw InspectionError("the model was saved without one") }
        return signature
      }
    } catch {
      throw CommandFailure("no signature in '\(shown)': \(EscapedText.line("\(error)"))\nhelp: \(help)")
    }
    let (signature, problems) = SignatureFile.read(
      FileSystem.bytes(of: path) ?? [], as: path.hasSuffix(".json") ? .json : .yaml)
    if let signature { return signature }
    let lines = problems.map {
      "\(shown):\($0.mark.line):\($0.mark.column): \(EscapedText.line($0.message))"
        + ($0.help.map { "\n  help: \($0)" } ?? "")
    }
    throw CommandFailure("the signature in '\(shown)' cannot be read\n" + lines.joined(separator: "\n"))
  }
}

extension ModelFacts {
  /// The signature as MLflow has it.
  func requireMLflow(_ what: String) throws -> JSONValue {
    guard let signature else {
      throw CommandFailure("\(what) has no signature\nhelp: set it with version edit --signature")
    }
    return signature.mlflow
  }
}
