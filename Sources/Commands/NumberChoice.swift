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

  @Option(
    help: ArgumentHelp(
      "Which number of the highest version goes up: major, minor, patch, or the least that tells the truth: auto.",
      valueName: "part"))
  var bump: Bump?

  enum Bump: String, ExpressibleByArgument, CaseIterable {
    case major, minor, patch, auto
  }

  mutating func validate() throws {
    if version != nil, bump != nil { throw ValidationError("VERSION and --bump exclude each other") }
  }
}

/// Which number a new version gets: one that is named, or the next by `--bump`.
struct NumberChoice {
  private let named: SemanticVersion?
  /// Nil for the least that tells the truth.
  private let bump: SemanticVersion.Bump?

  /// A number, and with `--bump auto` what it tells.
  struct Chosen {
    let number: SemanticVersion
    let claim: NumberClaim?
  }

  /// - Throws: a ``CommandFailure`` with the rule that refuses the text, as the hook would refuse the file.
  init(_ options: NumberOptions, of model: ModelName) throws {
    bump = options.bump.map { SemanticVersion.Bump(rawValue: $0.rawValue) } ?? .patch
    guard let text = options.version else {
      named = nil
      return
    }
    guard let number = SemanticVersion(text) else {
      let place = SourceLocation(path: EscapedText.line("\(model.folder)/versions/\(text).yaml"))
      let nearest = SemanticVersion.nearest(to: text).map { "did you mean '\($0)'?" } ?? "name it MAJOR.MINOR.PATCH"
      let finding = Finding("'\(EscapedText.line(text))' is no version by SemVer 2.0.0", at: place, help: nearest)
      let diagnostic = Diagnostic(rule: Rule.versionNotSemantic.id, severity: .error, finding: finding)
      throw CommandFailure(report: Report(diagnostics: [diagnostic], notJudged: []))
    }
    named = number
  }

  /// The number in a snapshot: the named one, or that after the highest version, past retired numbers; first 1.0.0.
  func number(of model: ModelName, _ new: ModelInterface, in snapshot: CommitSnapshot) throws -> Chosen {
    let versions = try snapshot.versions(of: model)
    if let named {
      guard try snapshot.version("\(named)", of: model) != nil else { return Chosen(number: named, claim: nil) }
      let line = versions.filter { ($0.major, $0.minor) == (named.major, named.minor) }
      let next = (line.last ?? named).bumped(.patch)
      throw CommandFailure(
        "version \(named) of \(model) is published already\nhelp: publish \(next) instead, or git registry version edit"
      )
    }
    let retired = Set(try snapshot.model(model)?.value?.retired.map(\.withoutBuild) ?? [])
    func next(_ bump: SemanticVersion.Bump) throws -> SemanticVersion {
      var number = versions.last?.bumped(bump) ?? .first
      while retired.contains(number.withoutBuild) { number = number.bumped(bump) }
      guard number.numberTooLarge != nil, let last = versions.last else { return number }
      throw CommandFailure(
        "there is no \(bump.rawValue) version after \(last) of \(model): numbers go up to \(NumericIdentifier.largest)\nhelp: raise another number, or name the version"
      )
    }
    if let bump { return Chosen(number: try next(bump), claim: nil) }
    func chosen(_ bump: SemanticVersion.Bump) throws -> Chosen {
      let number = try next(bump)
      return Chosen(
        number: number, claim: try NumberClaim(number, of: model, new, in: snapshot, ReleaseLine(versions)))
    }
    for bump in [SemanticVersion.Bump.patch, .minor] {
      let least = try chosen(bump)
      if least.claim?.isUnderstated == false { return least }
    }
    return try chosen(.major)
  }
}

extension NumberChoice.Chosen {
  /// `1.3.0 follows 1.2.0: what changed needs a minor version`, and every reason; nil where the number was not chosen here.
  var text: String? {
    guard let claim else { return nil }
    guard let followed = claim.followed?.number else { return "\(number) is the first version\n" }
    guard claim.comparisons.contains(where: { !$0.compatibility.isUnknown }) else {
      return "\(number) follows \(followed); neither has a signature or an algorithm to tell what changed\n"
    }
    let told = claim.needs.filter { !$0.text.lines.isEmpty }
    guard !told.isEmpty else { return "\(number) follows \(followed): nothing that callers meet changed\n" }
    return told.map { against, needs in
      "\(number) \(against == followed ? "follows" : "is held against") \(against): what changed needs \(needs.bump)\n"
        + needs.lines.map { "  \(EscapedText.line($0))\n" }.joined()
    }.joined()
  }

  /// `{"version", "follows", "needs": …}`, one for each version that was asked; nil where the number was not chosen here.
  var value: JSONValue? {
    claim.map { claim in
      .object([
        "version": .string("\(number)"), "follows": claim.followed.map { .string("\($0.number)") } ?? .null,
        "needs": .array(
          claim.needs.map { against, needs in
            .object([.init("against", .string("\(against)"))] + needs.members)
          }),
      ])
    }
  }
}
