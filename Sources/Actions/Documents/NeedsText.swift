package import Diagnostics
package import Manifests
package import Rules

/// What moving from one version to another needs, and why; the same words everywhere.
package struct NeedsText {
  private let compatibility: Compatibility
  private let old: String
  private let new: String

  /// - Parameters: what messages call both versions.
  package init(_ compatibility: Compatibility, from old: String, to new: String) {
    self.compatibility = compatibility
    self.old = old
    self.new = new
  }

  /// What moving from one to the other needs, in a sentence.
  package var sentence: String {
    compatibility.isUnknown
      ? "nothing shows what moving from \(old) to \(new) needs" : "from \(old) to \(new) needs \(bump)"
  }

  /// "a minor version".
  package var bump: String { "a \(compatibility.leastBump.rawValue) version" }

  /// True if some of it is not judged.
  package var isPartial: Bool { !compatibility.gaps.isEmpty }

  /// One line each: the reasons, then what is not judged.
  package var lines: [String] { compatibility.reasons.map(\.text) + notJudged.map { "not judged: \($0)" } }

  private var notJudged: [String] {
    compatibility.isUnknown
      ? ["neither \(old) nor \(new) has a signature or an algorithm"] : compatibility.gaps.map { $0.text(old, new) }
  }

  /// The bump is null if neither version says anything: `{"bump": "minor", "reasons": [{"bump", "text", "field"}], "notJudged": ["…"]}`
  package var value: JSONValue { .object(members) }

  var members: [JSONValue.Member] {
    let reasons = compatibility.reasons.map { reason in
      JSONValue.object([
        "bump": .string(reason.bump.rawValue), "text": .string(reason.text), "field": .string("\(reason.field)"),
      ])
    }
    return [
      .init("bump", compatibility.isUnknown ? .null : .string(compatibility.leastBump.rawValue)),
      .init("reasons", .array(reasons)),
      .init("notJudged", .array(notJudged.map { .string($0) })),
    ]
  }
}

extension NumberClaim {
  /// What the number had to tell, against each version that was asked; none if nothing is known, and of several
  /// those that have something to tell.
  package var needs: [(against: SemanticVersion, text: NeedsText)] {
    comparisons.filter { held in
      let (reasons, gaps) = (held.compatibility.reasons, held.compatibility.gaps)
      return !held.compatibility.isUnknown && (comparisons.count == 1 || !reasons.isEmpty || !gaps.isEmpty)
    }.map { held in
      (held.against.number, NeedsText(held.compatibility, from: "\(held.against.number)", to: "\(number)"))
    }
  }
}
