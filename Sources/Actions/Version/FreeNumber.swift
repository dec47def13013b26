import Manifests
import RegistryStore
import Rules

/// The numbers that a version of a branch may take where the branch is to be merged.
struct FreeNumber {
  private let model: ModelName
  private let target: CommitSnapshot
  private let branch: CommitSnapshot
  private let number: SemanticVersion

  /// - Parameter number: the one that the version has on the branch.
  init(of model: ModelName, in target: CommitSnapshot, branch: CommitSnapshot, without number: SemanticVersion) {
    self.model = model
    self.target = target
    self.branch = branch
    self.number = number
  }

  /// The next number that keeps the order and says of the change what the old one said: the same one where it is free.
  func next() throws -> SemanticVersion {
    if try isFree(number) { return number }
    if number.isPrerelease { return try nextPrerelease() }
    let older = try branch.versions(of: model).filter { $0.precedes(number) }.max()
    let bump: SemanticVersion.Bump =
      older.map { $0.major != number.major ? .major : $0.minor != number.minor ? .minor : .patch } ?? .major
    let taken = try target.versions(of: model) + retired()
    let rivals = taken.filter { other in
      switch bump {
      case .major: true
      case .minor: other.major == number.major
      case .patch: (other.major, other.minor) == (number.major, number.minor)
      }
    }
    var next = max(number, (rivals.max() ?? number)).bumped(bump)
    if try !isFree(next), try ordering() == .ascending { next = max(next, taken.max() ?? next).bumped(bump) }
    while try !isFree(next) { next = next.bumped(bump) }
    return next
  }

  /// `rc.1` → `rc.2`, `beta` → `beta.1`, as npm's `inc` counts.
  private func nextPrerelease() throws -> SemanticVersion {
    var next = number.withoutBuild
    while try !isFree(next) {
      let parts = "\(next)".split(separator: ".").map(String.init)
      let counted = (parts.last.flatMap { Int($0) }).map { parts.dropLast() + ["\($0 + 1)"] }
      let isCounter = "\(next)".contains("-") && parts.count > 3
      guard let following = SemanticVersion(((isCounter ? counted : nil) ?? parts + ["1"]).joined(separator: ".")),
        following != next
      else { throw ActionFailure(.conflict, "'\(number)' has no next number", help: "name the new one") }
      next = following
      // A release that is out is before no pre-release of its own.
      guard try target.versions(of: model).allSatisfy({ $0.isPrerelease || !following.precedes($0) }) else {
        throw ActionFailure(
          .conflict, "'\(number)' comes before a release of '\(model)'", help: "name the new one")
      }
    }
    return next
  }

  func require(_ wanted: SemanticVersion) throws -> SemanticVersion {
    guard try isFree(wanted) else {
      throw ActionFailure(
        .conflict, "'\(wanted)' is not free, or does not keep the order", help: "leave it out for the next one")
    }
    return wanted
  }

  private func isFree(_ number: SemanticVersion) throws -> Bool {
    let published = try target.versions(of: model) + retired()
    let mine = try branch.versions(of: model).filter { $0 != self.number }
    guard !(published + mine).contains(where: { $0.hasSamePrecedence(as: number) }) else { return false }
    return VersionOrder(try ordering()).conflict(of: number, with: .init(published)) == nil
  }

  private func retired() throws -> [SemanticVersion] { try target.model(model)?.value?.retired ?? [] }

  private func ordering() throws -> Ordering {
    try target.registry(model.registry)?.value?.effectiveOrdering ?? .perLine
  }
}
