import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Inspection
import ManifestCoding
import Manifests
import RegistryStore

struct InspectCommand: CheckingCommand, PagedCommand {
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

  func outcome() throws -> ExitStatus {
    let reports = try FileSystem.exists(target) ? [ofFile()] : ofVersion()
    output.print(reports.compactMap { $0.problem == nil ? $0.text : nil }.joined(separator: "\n")) {
      .object([.init("files", .array(reports.map(\.value)))])
    }
    let problems = reports.compactMap(\.problem)
    guard !problems.isEmpty else { return .success }
    if !output.json { Terminal.writeError(problems.map { "error: \($0)\n" }.joined()) }
    return .diagnostics
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
    return try output.registry().inspect(reference, artifact)
  }
}
