import Diagnostics
import Git
package import Manifests
package import RegistryStore
package import Rules

/// Which number a new version gets.
package enum NumberChoice: Sendable {
  case named(SemanticVersion)
  /// The one after the highest version.
  case next(SemanticVersion.Bump)
  /// The least after the highest version that tells what changed since the one that it follows.
  case honest

  /// A number, and what it tells where nobody named it.
  package struct Chosen {
    package let number: SemanticVersion
    package let claim: NumberClaim?
  }

  /// Reads a number that somebody names.
  ///
  /// - Throws: ``RefusedByRules``, as the hook would refuse the file.
  package init(named text: String, of model: ModelName) throws {
    guard let number = SemanticVersion(text) else {
      let place = SourceLocation(path: EscapedText.line("\(model.folder)/versions/\(text).yaml"))
      let nearest = SemanticVersion.nearest(to: text).map { "did you mean '\($0)'?" } ?? "name it MAJOR.MINOR.PATCH"
      let finding = Finding("'\(EscapedText.line(text))' is not a SemVer 2.0.0 version", at: place, help: nearest)
      let diagnostic = Diagnostic(rule: Rule.versionNotSemantic.id, severity: .error, finding: finding)
      throw RefusedByRules(Report(diagnostics: [diagnostic], notJudged: []))
    }
    self = .named(number)
  }

  /// The number in a snapshot: the named one, or that after the highest version, past retired numbers; first 1.0.0.
  package func number(
    of model: ModelName, _ new: ModelInterface, in snapshot: CommitSnapshot
  ) throws -> Chosen {
    let versions = try snapshot.versions(of: model)
    switch self {
    case .named(let number):
      try Self.requireNew(number, of: model, versions, snapshot)
      return Chosen(number: number, claim: nil)
    case .next(let bump): return Chosen(number: try Self.next(bump, of: model, versions, snapshot), claim: nil)
    case .honest:
      func chosen(_ bump: SemanticVersion.Bump) throws -> Chosen {
        let number = try Self.next(bump, of: model, versions, snapshot)
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

  private static func requireNew(
    _ number: SemanticVersion, of model: ModelName, _ versions: [SemanticVersion], _ snapshot: CommitSnapshot
  ) throws {
    guard try snapshot.version("\(number)", of: model) != nil else { return }
    let line = versions.filter { ($0.major, $0.minor) == (number.major, number.minor) }
    let next = (line.last ?? number).bumped(.patch)
    throw ActionFailure(
      .alreadyExists, "version \(number) of \(model) is already published",
      help: "publish \(next) instead, or git registry version edit")
  }

  private static func next(
    _ bump: SemanticVersion.Bump, of model: ModelName, _ versions: [SemanticVersion], _ snapshot: CommitSnapshot
  ) throws -> SemanticVersion {
    let retired = Set(try snapshot.model(model)?.value?.retired.map(\.withoutBuild) ?? [])
    var number = versions.last?.bumped(bump) ?? .first
    while retired.contains(number.withoutBuild) { number = number.bumped(bump) }
    guard number.numberTooLarge != nil, let last = versions.last else { return number }
    throw ActionFailure(
      .conflict,
      "there is no \(bump.rawValue) version after \(last) of \(model): numbers go up to \(NumericIdentifier.largest)",
      help: "raise another number, or name the version")
  }
}
