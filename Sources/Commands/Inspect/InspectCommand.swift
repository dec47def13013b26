import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Inspection
import ManifestCoding
import Manifests
import RegistryStore

struct InspectCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a model file is by its own header.",
    discussion: """
      Reads only headers, so size does not matter, and runs nothing: a pickle is named but not opened. Of ONNX, \
      safetensors and MLflow's MLmodel files the whole header is read and checked; other files are recognized by their first bytes. \
      Of a version, every artifact that is not a log is read; if content is missing here, the exit status is 3.

      EXAMPLES
        git registry inspect model.onnx
        git registry inspect weights.safetensors --json
        git registry inspect Fine_Tuned_Models/sentiment@champion
        git registry inspect Fine_Tuned_Models/sentiment@1.2.0 MLmodel
      """)

  @Argument(
    help: ArgumentHelp("A file, the folder of an MLflow model, or REGISTRY/MODEL@VERSION.", valueName: "file|ref"),
    completion: .file())
  var target: String

  @Argument(help: ArgumentHelp("The path of one artifact of the version.", valueName: "artifact"))
  var artifact: String?

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reports = try FileSystem.exists(target) ? [ofFile()] : ofVersion()
    output.print(reports.compactMap { $0.problem == nil ? $0.text : nil }.joined(separator: "\n")) {
      .object([.init("files", .array(reports.map(\.value)))])
    }
    let problems = reports.compactMap(\.problem)
    guard !problems.isEmpty else { return }
    if !output.json { Terminal.writeError(problems.map { "error: \($0)\n" }.joined()) }
    throw CommandFailure(silently: .diagnostics)
  }

  private func ofFile() throws -> FileReport {
    guard artifact == nil else {
      throw CommandFailure(status: .usage, "'\(EscapedText.line(target))' is a file, which has no artifacts")
    }
    let path = FileSystem.isFolder(target) ? "\(target)/\(MLflowModel.fileName)" : target
    do {
      return FileReport(path: path, source: try FileBytes(path))
    } catch {
      throw CommandFailure(
        "'\(EscapedText.line(path))' cannot be read: \(error)\nhelp: name a file, or the folder of an MLflow model"
      )
    }
  }

  private func ofVersion() throws -> [FileReport] {
    guard let reference = Reference(target), reference.selector != nil else {
      throw CommandFailure(
        status: .usage,
        "there is no file '\(EscapedText.line(target))'\nhelp: name a file, or a version as REGISTRY/MODEL@VERSION"
      )
    }
    let (name, selector) = try reference.requireVersion()
    let reader = try output.registry()
    let number = try reader.find.number(selector, of: name)
    let version = try reader.find.version(number, of: name)
    var artifacts = version.artifacts.filter { $0.type != Artifact.logType }
    if let artifact {
      artifacts = version.artifacts.filter { $0.path == artifact }
      guard !artifacts.isEmpty else {
        throw ActionFailure.missing(
          "\(name)@\(number) has no artifact '\(EscapedText.line(artifact))'", artifact,
          version.artifacts.map(\.path))
      }
    }
    guard !artifacts.isEmpty else { throw CommandFailure("\(name)@\(number) has no artifacts") }
    let content = ArtifactContent(
      of: reader.repository, mode: try reader.find.organization().effectiveBlobs, in: reader.snapshot)
    let sources = try artifacts.map { ($0, try content.bytes(of: $0)) }
    let missing = sources.filter { $0.1 == nil }.map(\.0)
    guard missing.isEmpty else {
      let lines = missing.map {
        "  \(EscapedText.line($0.path))  \($0.digest)  \(ByteCount.text($0.sizeInBytes))\n"
      }
      throw CommandFailure(
        status: .contentMissing,
        "the content of \(PullTarget.count(missing.count)) is not here\n\(lines.joined())help: fetch it: git registry pull \(name)@\(number)"
      )
    }
    return sources.compactMap { artifact, source in source.map { FileReport(artifact: artifact, source: $0) } }
  }
}
