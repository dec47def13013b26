import Actions
import Diagnostics
import Manifests
import RegistryStore

/// What follows the `@` of a model's address.
struct VersionAddress {
  private let name: ModelName
  private let text: String
  private let context: PageContext
  private let part: StaticString

  /// - Parameter part: which page of the version: empty for its own.
  init(_ name: ModelName, _ text: String, _ context: PageContext, _ part: StaticString = "") {
    (self.name, self.text, self.context, self.part) = (name, text, context, part)
  }

  /// An alias, a range and `latest` lead to the version that they mean, a number without its build metadata to that with it.
  func outcome(_ page: (SemanticVersion) throws -> Outcome) throws -> Outcome {
    guard let selector = Reference("\(name)@\(text)")?.selector else {
      _ = try context.find.model(name)
      throw ActionFailure(
        .notFound, "'\(EscapedText.line(text))' is neither a version, an alias, a range nor 'latest'")
    }
    if case .candidate(let id) = selector { return .redirect(context.links.candidate(name, id)) }
    let number = try context.find.number(selector, of: name)
    if case .version = selector, "\(number)" == text { return try page(number) }
    return .redirect(context.links.version(name, "\(number)", part, asked: text))
  }
}
