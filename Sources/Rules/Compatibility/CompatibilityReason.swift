package import ManifestCoding
package import Manifests

/// One difference between two interfaces, and what number it needs.
package struct CompatibilityReason: Hashable, Sendable {
  /// The least bump that accounts for it.
  package let bump: SemanticVersion.Bump
  /// One phrase: `input 'text' is gone`, `output 'scores[].label' is new`.
  package let text: String
  /// Where it is in the new manifest: `signature.inputs[2].type`; for what is gone, the list that it is gone from.
  package let field: FieldPath
  /// Where it was in the old manifest; nil for what is new.
  package let oldField: FieldPath?
}
