import Manifests
package import RegistryStore

/// Withdraws every version that was made from something that turned out to be bad, in one commit.
package struct RecallVersions: Action {
  /// What was bad: `REGISTRY/MODEL@VERSION`.
  package let origin: String
  package let versions: [Recall.Version]
  package let reason: String

  package init(_ versions: [Recall.Version], madeFrom origin: String, because reason: String) {
    self.versions = versions
    self.origin = origin
    self.reason = reason
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    for version in versions {
      _ = try VersionStatusChange(
        model: version.model, number: version.number, status: .yanked,
        reason: "\(reason) (made from \(origin))"
      ).make(&edit, in: context, "Yank")
    }
    let list = versions.map { "\($0.model)@\($0.number)" }.joined(separator: "\n")
    let count = versions.count == 1 ? "one version" : "\(versions.count) versions"
    return ActionEffect("Recall \(count) made from \(origin)\n\n\(list)")
  }
}
