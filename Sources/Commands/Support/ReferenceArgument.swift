import ArgumentParser
import Manifests

/// References on the command line. Each says what it takes where something else was given.
extension Reference: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension Reference {
  func requireModel() throws -> ModelName {
    guard let modelName, selector == nil else {
      throw CommandFailure(status: .usage, "'\(self)' names no model\nhelp: write REGISTRY/MODEL")
    }
    return modelName
  }

  func requireVersion() throws -> (model: ModelName, selector: Selector) {
    guard let modelName, let selector else {
      throw CommandFailure(
        status: .usage, "'\(self)' names no version\nhelp: write REGISTRY/MODEL@VERSION, @ALIAS or @latest")
    }
    return (modelName, selector)
  }
}
