import ManifestCoding
package import Manifests

/// What moving from one version's interface to another's means for those who use it: the least bump that a number must show
/// it, with every reason.
///
/// Inputs and parameters may accept more, outputs may give less of what they could; docs/compatibility.md has the table. A
/// pure function of both interfaces: what is not recorded on both sides is not judged.
package struct Compatibility: Hashable, Sendable {
  /// In the order of the new manifest, what is gone after what is there.
  package let reasons: [CompatibilityReason]
  /// What could not be compared.
  package let gaps: [Gap]

  /// A part of the interface that one of the versions, or neither, says nothing of.
  package struct Gap: Hashable, Sendable {
    package let isSignature: Bool
    package let isMissingBefore: Bool
    package let isMissingAfter: Bool

    /// "1.1.0 has no signature", with the names of both versions.
    package func text(_ old: String, _ new: String) -> String {
      let part = isSignature ? "signature" : "algorithm"
      let article = isSignature ? "a" : "an"
      if isMissingBefore, isMissingAfter { return "neither \(old) nor \(new) has \(article) \(part)" }
      return isMissingBefore ? "\(old) has no \(part)" : "\(new) has no \(part), and \(old) has one"
    }
  }

  /// True if neither side says anything.
  package var isUnknown: Bool { gaps.count == 2 && gaps.allSatisfy { $0.isMissingBefore && $0.isMissingAfter } }

  package var leastBump: SemanticVersion.Bump { reasons.map(\.bump).max() ?? .patch }

  package init(from old: ModelInterface, to new: ModelInterface) {
    var reasons: [CompatibilityReason] = []
    var gaps: [Gap] = []
    if let before = old.signature, let after = new.signature {
      var comparison = SignatureComparison()
      comparison.compare(before, after)
      reasons = comparison.reasons
    } else {
      gaps.append(
        Gap(isSignature: true, isMissingBefore: old.signature == nil, isMissingAfter: new.signature == nil))
    }
    if let before = old.algorithm, let after = new.algorithm {
      if before != after {
        let field = FieldPath("algorithm")
        reasons.append(
          CompatibilityReason(
            bump: .major, text: "the algorithm is '\(after)', and was '\(before)'", field: field, oldField: field))
      }
    } else {
      gaps.append(
        Gap(isSignature: false, isMissingBefore: old.algorithm == nil, isMissingAfter: new.algorithm == nil))
    }
    self.init(reasons: reasons, gaps: gaps)
  }

  private init(reasons: [CompatibilityReason], gaps: [Gap]) {
    self.reasons = reasons
    self.gaps = gaps
  }

  /// The same without the gaps that another comparison fills.
  func telling(_ isTold: (Gap) -> Bool) -> Compatibility {
    Compatibility(reasons: reasons, gaps: gaps.filter(isTold))
  }
}
