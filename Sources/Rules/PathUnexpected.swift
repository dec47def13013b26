import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let pathUnexpected = Rule(
    "path-unexpected", .snapshot,
    summary: "a file outside the layout that organization.yaml does not allow",
    explanation: """
      A registry repository holds organization, member, team, registry, model and version manifests, model cards and blobs, each
      in its place. Other files are allowed if allowedFiles of organization.yaml lists them; .gitmodules and .lfsconfig never are.
      """,
    example: """
      registries/Models/fraud/weights.bin
      """
  ) { change, facts, findings throws(GitError) in
    let organization = try change.after.organization()?.value ?? Organization(name: "")
    let isUnknown = try change.makesOrganizationUnreadable()
    for entry in change.added {
      guard let text = entry.path.text else { continue }
      let isForbidden = [".gitmodules", ".lfsconfig"].contains { entry.path.name.elementsEqual($0.utf8) }
      switch LayoutPath(entry.path) {
      case .blob(nil):
        findings.add(
          "'\(text)' is not a valid blob path", at: entry.location,
          help: "blobs are stored at blobs/sha256/ab/cd/abcd..., named by their digest")
      case nil where isForbidden || !(isUnknown || text == ".gitattributes" || organization.allowsFile(at: text)):
        findings.add(
          "'\(text)' is outside the layout of a registry repository", at: entry.location,
          help: isForbidden ? "remove it" : "remove it, or list it in allowedFiles of organization.yaml")
      case .version(let model, _, _) where try change.after.model(model) == nil,
        .candidate(let model, _, _) where try change.after.model(model) == nil:
        findings.add(
          "model '\(model)' has no model.yaml", at: entry.location,
          help: "create the model first: git registry model create \(model)")
      case .model(let model, _) where try change.after.registry(model.registry) == nil:
        findings.add(
          "registry '\(model.registry)' has no registry.yaml", at: entry.location,
          help: "create the registry first: git registry create \(model.registry)")
      case .modelCard(let registry, let model?)
      where try change.after.model(ModelName(registry: registry, model: model)) == nil:
        findings.add(
          "model '\(registry)/\(model)' has no model.yaml", at: entry.location,
          help: "create the model first: git registry model create \(registry)/\(model)")
      case .modelCard(let registry, nil) where try change.after.registry(registry) == nil:
        findings.add(
          "registry '\(registry)' has no registry.yaml", at: entry.location,
          help: "create the registry first: git registry create \(registry)")
      default: break
      }
    }
  }
}
