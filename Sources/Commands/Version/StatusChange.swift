import Actions
import ArgumentParser
import Manifests

/// What deprecating, yanking and restoring share: a version, and a reason.
struct StatusChange: ParsableArguments {
  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: WriteOptions

  /// Makes the change of the version that is named exactly.
  func commit(_ action: (SemanticVersion, ModelName, String?) -> some Action) throws {
    let repository = try options.place.repository()
    let (model, number) = try reference.requireExactVersion(RegistryLookup(options.headSnapshot(of: repository)))
    try options.commit(action(number, model, reason), in: repository)
  }
}
