import Actions
import Manifests
import RegistryStore
import Rules

/// Which number a version gets: the next ones of each kind, the least that is right with its reason, or somebody's own.
struct NumberFields: Sendable {
  let fields: [FormField]
  /// What is ticked at first.
  let initial: FormValues

  private static let own = "own"

  /// - Parameter interface: what is to be published, as far as it is known.
  init(_ name: ModelName, _ interface: ModelInterface, in snapshot: CommitSnapshot) throws {
    let least = try NumberChoice.honest.number(of: name, interface, in: snapshot)
    var options: [FormField.Option] = []
    var ticked: SemanticVersion.Bump = .patch
    for bump in [SemanticVersion.Bump.patch, .minor, .major] {
      let number = try NumberChoice.next(bump).number(of: name, interface, in: snapshot).number
      let isLeast = number == least.number
      if isLeast { ticked = bump }
      options.append(
        .init(
          bump.rawValue, "\(bump.rawValue.prefix(1).uppercased() + bump.rawValue.dropFirst()): \(number)",
          hint: isLeast ? Self.reason(least) : nil))
      // The first version has one number, whatever it is called.
      if try snapshot.versions(of: name).isEmpty { break }
    }
    options.append(.init(Self.own, "Another one, written below"))
    fields = [
      FormField("number", "Number", .choices(options), writes: FormPlace(rules: ["version-"])),
      FormField(
        "version", "Number of your own", isOptional: true,
        hint: "MAJOR.MINOR.PATCH, as in 2.0.0-rc.1. It counts if that is chosen."),
    ]
    initial = FormValues([("number", ticked.rawValue)])
  }

  private static func reason(_ chosen: NumberChoice.Chosen) -> String {
    guard let claim = chosen.claim, let followed = claim.followed else { return "The first version." }
    let lines = claim.needs.flatMap { $0.text.lines }
    return "The least that is right after \(followed.number)"
      + (lines.isEmpty ? "." : ": \(lines.joined(separator: "; ")).")
  }

  static func choice(_ values: FormValues, of name: ModelName) throws -> NumberChoice {
    switch values["number"] {
    case own:
      guard let text = values.text("version") else { throw FormProblem("write a number", at: "version") }
      guard let number = SemanticVersion(text) else {
        throw FormProblem(
          "'\(text)' is not a SemVer 2.0.0 version", at: "version",
          help: SemanticVersion.nearest(to: text).map { "did you mean \($0)?" } ?? "name it MAJOR.MINOR.PATCH",
          rule: "version-not-semantic")
      }
      return .named(number)
    case let text:
      guard let bump = SemanticVersion.Bump(rawValue: text) else { throw FormProblem("choose a number", at: "number") }
      return .next(bump)
    }
  }

  /// For the command.
  static func options(_ command: CommandText, _ values: FormValues) -> CommandText {
    var command = command
    if values["number"] == own {
      if let version = values.text("version") { command.add(version) }
    } else {
      command.add("--bump", values.text("number"))
    }
    return command
  }
}
