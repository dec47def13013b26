import Manifests

extension LineageInput {
  /// The same, with the number that a reference means now.
  func pinned(by find: RegistryLookup) throws -> LineageInput {
    guard !isAddress else { return self }
    guard let reference = Reference(input) else {
      throw ActionFailure(
        .invalid, "'\(input)' is neither a version nor an address",
        help: "write REGISTRY/MODEL@VERSION or https://…")
    }
    let (model, selector) = try reference.requireVersion()
    return LineageInput(input: "\(model)@\(try find.number(selector, of: model))", digest: digest)
  }
}
