import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Manifests

/// What `model create` and `model edit` set.
struct ModelSettings: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What people and MLflow's clients call the model, if not by the name of its folder.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("What the model does.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("A tag; may be repeated.", valueName: "k=v"))
  var tag: [KeyValue] = []

  @Option(
    help: ArgumentHelp("The model card, a Markdown file: README.md of the model's folder.", valueName: "file"),
    completion: .file())
  var card: String?

  func changes() throws -> ModelChanges {
    var changes = ModelChanges(title: title, description: description)
    for tag in tag { changes.tags[tag.key] = try tag.text() }
    changes.card = try card.map(Self.readCard)
    return changes
  }

  private static func readCard(_ path: String) throws -> [UInt8] {
    let shown = EscapedText.line(RepositoryOption.shown(path))
    let bytes: [UInt8]
    do throws(GitError) {
      bytes = try RegularFile.bytes(of: path, atMost: ModelName.cardLimitInBytes)
    } catch {
      throw CommandFailure(status: .usage, "the model card '\(shown)' cannot be read: \(error.detail)")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw CommandFailure(
        status: .usage, "the model card '\(shown)' is not text in UTF-8\nhelp: save it as UTF-8")
    }
    return bytes
  }
}
