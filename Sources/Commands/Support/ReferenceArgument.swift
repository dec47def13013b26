import ArgumentParser
import Diagnostics
import Git
import Manifests

/// References on the command line. Each says what it takes where something else was given.
extension Reference: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension NameGrammar {
  /// Ends the command where a name of something new is none.
  func require(_ name: String) throws {
    guard !accepts(name) else { return }
    throw CommandFailure(status: .usage, "'\(EscapedText.line(name))' is no name of a \(noun)\nhelp: \(rule)")
  }
}

extension Reference {
  func requireModel() throws -> ModelName {
    guard let modelName, selector == nil else {
      let help =
        selector == nil ? "write REGISTRY/MODEL" : "write \(registry)/\(model ?? "") without @; the version goes apart"
      throw CommandFailure(
        status: .usage,
        "'\(self)' names \(selector == nil ? "a registry" : "a version") where a model belongs\nhelp: \(help)")
    }
    return modelName
  }

  /// For what cannot be undone: a range or an alias may mean another version than somebody thinks.
  func requireExactVersion(_ find: Finder) throws -> (model: ModelName, number: SemanticVersion) {
    let (name, selector) = try requireVersion()
    let number = try find.number(selector, of: name)
    guard case .version = selector else {
      throw CommandFailure(
        status: .usage,
        "'\(self)' means \(number) now, and this command takes an exact version\nhelp: write \(name)@\(number)")
    }
    return (name, number)
  }

  func requireVersion() throws -> (model: ModelName, selector: Selector) {
    guard let modelName, let selector else {
      throw CommandFailure(
        status: .usage, "'\(self)' names no version\nhelp: write REGISTRY/MODEL@VERSION, @ALIAS or @latest")
    }
    return (modelName, selector)
  }
}
