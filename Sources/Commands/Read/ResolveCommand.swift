import Actions
import ArgumentParser
import Diagnostics
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct ResolveCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Show which exact version a reference means, at which commit, with which digests.",
    discussion: """
      Ranges are npm's: ^1.2, ~1.2.0, 1.x, ">=1.2 <2". A range and @latest never mean a yanked version.

      EXAMPLES
        git registry resolve Fine_Tuned_Models/sentiment@champion
        git registry resolve Fine_Tuned_Models/sentiment@^1.2 --json
        git registry resolve Fine_Tuned_Models/sentiment@champion --digest
        git registry resolve --repo https://git.acme.org/ml/registry.git Fine_Tuned_Models/sentiment@champion
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION, @ALIAS, @RANGE or @latest.", valueName: "ref"))
  var reference: Reference

  @Flag(help: "Print only the one digest of all its content, which docs/digest.md defines.")
  var digest = false

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  func validate() throws {
    if digest, output.json { throw ValidationError("--digest and --json cannot be combined") }
  }

  func run() throws {
    _ = try reference.requireVersion()
    let reader = try source.registry(output, for: [reference])
    let resolved = try ResolvedVersion(reference, in: reader)
    if digest { return Terminal.write("\(resolved.digest)\n") }
    let version = resolved.manifest
    var facts = FactList()
    facts.add(resolved.exact.kind, "\(resolved.model)@\(resolved.exact)")
    facts.add("status", version.status == .active ? nil : version.status.rawValue)
    facts.add("commit", "\(reader.commit.id)")
    var table = Table("ARTIFACT", "DIGEST")
    for artifact in version.artifacts {
      let isPurged = resolved.purged.contains { $0.digest == artifact.digest }
      table.add(artifact.path, "\(artifact.digest)" + (isPurged ? " (purged)" : ""))
    }
    output.print(facts.text + (version.artifacts.isEmpty ? "" : "\n" + table.text)) { resolved.value }
  }
}
