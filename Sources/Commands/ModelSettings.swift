import ArgumentParser
import Manifests

/// What `model create` and `model edit` set.
struct ModelSettings: ParsableArguments {
  @Option(help: ArgumentHelp("What the model does.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("A tag; may be repeated.", valueName: "k=v"))
  var tag: [KeyValue] = []

  func apply(to model: inout Model) throws {
    if let description { model.description = description.nilIfEmpty }
    for tag in tag { model.tags[tag.key] = try tag.text() }
  }
}
