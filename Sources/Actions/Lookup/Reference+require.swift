import Diagnostics
import Git
package import Manifests

/// What an action takes of a reference; anything else is refused with what to write instead.
extension Reference {
  package func requireModel() throws -> ModelName {
    guard let modelName, selector == nil else {
      let help =
        selector == nil
        ? "write REGISTRY/MODEL" : "write \(registry)/\(model ?? "") without @; give the version separately"
      throw ActionFailure(
        .invalid, "'\(self)' names \(selector == nil ? "a registry" : "a version"), but must name a model", help: help)
    }
    return modelName
  }

  /// For what cannot be undone: a range or an alias may mean another version than somebody thinks.
  package func requireExactVersion(_ find: RegistryLookup) throws -> (model: ModelName, number: SemanticVersion) {
    let (name, selector) = try requireVersion()
    let number = try find.number(selector, of: name)
    guard case .version = selector else {
      throw ActionFailure(
        .invalid, "'\(self)' means \(number) now, but this command needs an exact version",
        help: "write \(name)@\(number)")
    }
    return (name, number)
  }

  package func requireVersion() throws -> (model: ModelName, selector: Selector) {
    guard let modelName, let selector else {
      throw ActionFailure(
        .invalid, "'\(self)' names no version", help: "write REGISTRY/MODEL@VERSION, @ALIAS or @latest")
    }
    return (modelName, selector)
  }
}

extension NameGrammar {
  /// Throws where the name of something new is none.
  package func require(_ name: String) throws {
    guard !accepts(name) else { return }
    throw ActionFailure(.invalid, "'\(EscapedText.line(name))' is not a valid \(noun) name", help: rule)
  }
}
