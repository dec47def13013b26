import Actions
import ArgumentParser

/// What `model create` and `model edit` set.
struct ModelSettings: ParsableArguments {
  @Option(help: ArgumentHelp("What the model does.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("A tag; may be repeated.", valueName: "k=v"))
  var tag: [KeyValue] = []

  func changes() throws -> ModelChanges {
    var changes = ModelChanges(description: description)
    for tag in tag { changes.tags[tag.key] = try tag.text() }
    return changes
  }
}
