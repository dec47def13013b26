import Diagnostics

/// Which field of a manifest an input writes, so that what the rules find there is said beside it.
struct FormPlace: Sendable {
  /// Names of fields at the top of a manifest: `visibility`.
  let fields: [String]
  /// Names of rules, or their beginnings up to a hyphen: `version-`.
  let rules: [String]
  /// Failures that are about what it names.
  let failures: Set<Failure>

  enum Failure: Sendable { case exists, missing }

  init(_ fields: String..., rules: [String] = [], failures: Set<Failure> = []) {
    self.fields = fields
    self.rules = rules
    self.failures = failures
  }

  static let nothing = FormPlace()

  func has(_ rule: String) -> Bool { rules.contains { $0.hasSuffix("-") ? rule.hasPrefix($0) : rule == $0 } }
}
