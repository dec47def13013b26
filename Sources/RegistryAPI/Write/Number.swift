import Actions
import Diagnostics
import Endpoints
import Manifests

/// How a body tells the number of a version to be.
enum Number {
  static let fields = [
    RequestField("version", .text, "The number; see bump"),
    RequestField(
      "bump", .choice(["major", "minor", "patch", "auto"]),
      "Which number of the highest version goes up, or auto for the least that is right; patch unless given"),
  ]

  /// - Throws: ``RefusedByRules`` for a number that is none.
  static func choice(_ call: Call) throws -> NumberChoice {
    switch (call.body.text("version"), call.body.text("bump")) {
    case (_?, _?): throw ActionFailure(.invalid, "'version' and 'bump' cannot be combined")
    case (let number?, nil): return try NumberChoice(named: number, of: call.model)
    case (nil, "auto"): return .honest
    case (nil, "major"): return .next(.major)
    case (nil, "minor"): return .next(.minor)
    default: return .next(.patch)
    }
  }
}
