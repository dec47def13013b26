import Actions
import Blobs
import Diagnostics
import Git
import Inspection
import ManifestCoding
import Manifests

/// What `--signature FILE|auto|none` says.
enum SignatureArgument {
  case none
  /// That of the first artifact that has one.
  case auto
  case file(String)

  init(_ text: String) {
    switch text {
    case "none": self = .none
    case "auto": self = .auto
    default: self = .file(text)
    }
  }

  private static let help =
    "--signature reads YAML or JSON with inputs, outputs or params, an MLmodel file or an ONNX model"

  /// The signature of a version to be.
  ///
  /// - Parameters:
  ///   - argument: nil if the option is not there.
  ///   - artifacts: its artifacts, in the order in which they are looked at.
  ///   - hadSignature: asked if the option is not there and an artifact may have a signature.
  static func signature(
    _ argument: SignatureArgument?, among artifacts: [ArtifactSignature.Candidate], hadSignature: () throws -> Bool,
    isQuiet: Bool
  ) throws -> Signature? {
    switch argument {
    case nil:
      // What nobody asked for is no failure; `signature-dropped` reports it.
      guard artifacts.contains(where: \.mayHaveOne), try hadSignature() else { return nil }
    case SignatureArgument.none?: return nil
    case .file(let path)?: return try load(path)
    case .auto?: break
    }
    let found = try ArtifactSignature.first(among: artifacts, help: argument.map { _ in "name a file: \(help)" })
    if let found, !isQuiet { Terminal.writeError("signature taken from \(EscapedText.line(found.path))\n") }
    return found?.signature
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
        guard let signature = try file.signature() else { throw InspectionError("the model was saved without one") }
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
