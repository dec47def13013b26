package import Diagnostics
package import Rules

extension Rule {
  /// A rule as programs read it.
  package var value: JSONValue {
    .object([
      "id": .string(id), "severity": .string(severity.rawValue), "adjustable": .boolean(isAdjustable),
      "judges": .string(scope.rawValue), "summary": .string(summary), "explanation": .string(explanation),
      "example": .string(example),
    ])
  }
}
