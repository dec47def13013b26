/// What a manifest describes: the value of its `kind`.
package enum ManifestKind: String, Sendable, CaseIterable {
  case organization = "Organization"
  case member = "Member"
  case team = "Team"
  case registry = "Registry"
  case model = "Model"
  case modelVersion = "ModelVersion"
  case modelCandidate = "ModelCandidate"

  package static let apiVersion = "git-registry/v1"
}

/// The two ways to write a manifest; they mean the same.
package enum ManifestFormat: String, Sendable, CaseIterable {
  case yaml, json
}
