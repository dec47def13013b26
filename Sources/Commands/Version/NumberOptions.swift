import Actions
import ArgumentParser
import Manifests

/// How a command that publishes is told the number.
struct NumberOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The version's number; see --bump.", valueName: "version"))
  var version: String?

  @Option(
    help: ArgumentHelp(
      "Which number of the highest version goes up: major, minor, patch, or auto for the least that is right.",
      valueName: "part"))
  var bump: Bump?

  enum Bump: String, ExpressibleByArgument, CaseIterable {
    case major, minor, patch, auto
  }

  mutating func validate() throws {
    if version != nil, bump != nil { throw ValidationError("VERSION and --bump cannot be combined") }
  }

  /// - Throws: ``RefusedByRules`` for a number that is none.
  func choice(of model: ModelName) throws -> NumberChoice {
    if let version { return try NumberChoice(named: version, of: model) }
    return switch bump {
    case .auto: .honest
    case .major: .next(.major)
    case .minor: .next(.minor)
    case .patch, nil: .next(.patch)
    }
  }
}
