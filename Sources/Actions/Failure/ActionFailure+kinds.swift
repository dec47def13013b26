package import Diagnostics
import Git
import RegistryStore

extension ActionFailure {
  /// Nothing of a name, with what is near.
  ///
  /// - Parameter known: the names that there are.
  package static func missing(_ message: String, _ name: String, _ known: [String]) -> ActionFailure {
    ActionFailure(.notFound, message, help: Suggestion.help(for: name, among: known))
  }

  /// - Parameter folder: below the repository's top; nil for the top.
  package static func noRegistry(in folder: String? = nil) -> ActionFailure {
    let what = folder.map { "'\(EscapedText.line($0))' is" } ?? "this repository is"
    let message = "\(what) not a registry: it has no organization.yaml"
    guard folder == nil else { return ActionFailure(.notRegistry, message, .nameRegistryFolder) }
    return ActionFailure(.notRegistry, message, help: "create it: git registry init")
  }

  /// - Parameters:
  ///   - path: of the manifest.
  ///   - version: its `apiVersion`.
  package static func newer(_ path: String, _ version: String) -> ActionFailure {
    ActionFailure(.notRegistry, text: NewerManifest.message(path, version))
  }
}

/// The rules refuse what was asked for before it became a change: a number that is no version, say.
package struct RefusedByRules: Error {
  package let report: Report

  package init(_ report: Report) { self.report = report }
}
