import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let lineageDangling = Rule(
    "lineage-dangling", .snapshot, isAdjustable: true,
    summary: "a lineage input of this repository that does not exist and never did",
    explanation: """
      An input is REGISTRY/MODEL@VERSION, or an address elsewhere with :// in it. Versions that have since been retired may be named:
      what something was made from does not change. Judged when an input is added.
      """,
    example: """
      lineage: [{input: Datasets/reviews@9.9.9}]
      """
  ) { change, facts, findings throws(GitError) in
    for holder in change.facts {
      let known = Set(holder.before?.lineage ?? [])
      for (index, input) in holder.after.lineage.enumerated() where !known.contains(input) {
        if input.isAddress { continue }
        let place = holder.location(FieldPath("lineage").appending(index).appending("input"))
        guard let reference = Reference(input.input), let name = reference.modelName,
          case .version(let number)? = reference.selector
        else {
          findings.add(
            "lineage input '\(input.input)' is neither REGISTRY/MODEL@VERSION nor an address", at: place,
            help: "name an exact version, or write the address with its scheme: https://...")
          continue
        }
        guard try !change.everHeld(number, of: name), try !change.makesModelUnreadable(name),
          try !change.makesRegistryUnreadable(name.registry)
        else { continue }
        findings.add(
          "lineage input '\(input.input)' does not exist and never did", at: place,
          help: "name a version that was published")
      }
    }
  }
}

extension Change {
  /// True for a version that is there or was retired, alone or with its model.
  fileprivate func everHeld(_ number: SemanticVersion, of name: ModelName) throws(GitError) -> Bool {
    if try after.version("\(number)", of: name) != nil { return true }
    if try retiredVersions(of: name).contains("\(number)") { return true }
    return try retiredModels(of: name.registry).contains(name.model)
  }
}
