/// What a manifest's text does wrong, before any rule looks at its meaning. Each kind is one rule.
package struct ManifestProblem: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case encoding = "manifest-encoding"
    case character = "manifest-character"
    case syntax = "manifest-syntax"
    case tooLarge = "manifest-too-large"
    case tooDeep = "manifest-too-deep"
    case duplicateKey = "manifest-duplicate-key"
    case feature = "manifest-feature"
    case ambiguousScalar = "manifest-ambiguous-scalar"
    case schema = "manifest-schema"
    case versionNotSemantic = "version-not-semantic"
  }

  package let kind: Kind
  package let message: String
  package let mark: Mark
  package let help: String?

  package init(_ kind: Kind, _ message: String, at mark: Mark, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.mark = mark
    self.help = help
  }
}

/// A place in a manifest's text: line and column, both counted from 1, columns in Unicode scalars.
package struct Mark: Hashable, Sendable, Comparable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = Mark(line: 1, column: 1)

  package static func < (left: Mark, right: Mark) -> Bool { (left.line, left.column) < (right.line, right.column) }
}
