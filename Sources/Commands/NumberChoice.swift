import ArgumentParser
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

/// How a command that publishes is told the number.
struct NumberOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The version's number; see --bump.", valueName: "version"))
  var version: String?

  @Option(help: ArgumentHelp("Which number of the highest version goes up: major, minor or patch.", valueName: "part"))
  var bump: SemanticVersion.Bump?

  mutating func validate() throws {
    if version != nil, bump != nil { throw ValidationError("VERSION and --bump exclude each other") }
  }
}

/// Which number a new version gets: one that is named, or the next by `--bump`.
struct NumberChoice {
  private let named: SemanticVersion?
  private let bump: SemanticVersion.Bump

  /// - Throws: a ``CommandFailure`` with the rule that refuses the text, as the hook would refuse the file.
  init(_ options: NumberOptions, of model: ModelName) throws {
    bump = options.bump ?? .patch
    guard let text = options.version else {
      named = nil
      return
    }
    guard let number = SemanticVersion(text) else {
      let place = SourceLocation(path: EscapedText.printable("\(model.folder)/versions/\(text).yaml"))
      let nearest = SemanticVersion.nearest(to: text).map { "did you mean '\($0)'?" } ?? "name it MAJOR.MINOR.PATCH"
      let finding = Finding("'\(EscapedText.printable(text))' is no version by SemVer 2.0.0", at: place, help: nearest)
      let diagnostic = Diagnostic(rule: Rule.versionNotSemantic.id, severity: .error, finding: finding)
      throw CommandFailure(report: Report(diagnostics: [diagnostic], notJudged: []))
    }
    named = number
  }

  /// The number in a snapshot: the named one, or that after the highest version, past retired numbers; first 1.0.0.
  func number(of model: ModelName, in snapshot: CommitSnapshot) throws -> SemanticVersion {
    let versions = try snapshot.versions(of: model)
    if let named {
      guard try snapshot.version("\(named)", of: model) != nil else { return named }
      let line = versions.filter { ($0.major, $0.minor) == (named.major, named.minor) }
      let next = (line.last ?? named).bumped(.patch)
      throw CommandFailure(
        "version \(named) of \(model) is published already\nhelp: publish \(next) instead, or git registry version edit"
      )
    }
    let retired = try snapshot.model(model)?.value?.retired ?? []
    var number = versions.last?.bumped(bump) ?? .first
    while retired.contains(where: { $0.hasSamePrecedence(as: number) }) { number = number.bumped(bump) }
    return number
  }
}

extension SemanticVersion.Bump: ExpressibleByArgument {}
