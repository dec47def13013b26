import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

struct VerifyCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hash stored artifacts again and list those that are missing or damaged.",
    discussion: """
      Checks the content that a registry, model or version names, or the whole snapshot with candidates, on all \
      cores; each digest is read once, however many versions name it. Nothing is changed and nothing is fetched. Content \
      that was purged is listed as purged. What nothing names is not checked: git registry gc clears it.

      Exit status 0 if all is sound, 3 if content is missing and nothing is damaged, 1 if something is damaged.

      EXAMPLES
        git registry verify --all
        git registry verify Fine_Tuned_Models/sentiment@champion
        git registry verify Fine_Tuned_Models --json
      """)

  @Argument(
    help: ArgumentHelp("REGISTRY, REGISTRY/MODEL or REGISTRY/MODEL@VERSION; all unless given.", valueName: "ref"))
  var reference: Reference?

  @Flag(help: "Verify the whole snapshot, as without a reference.")
  var all = false

  @OptionGroup var output: ReadOptions

  func outcome() throws -> ExitStatus {
    if let reference, all {
      throw CommandFailure(status: .usage, "'\(reference)' and --all cannot be combined\nhelp: leave one of them out")
    }
    let reader = try output.registry()
    let mode = try reader.find.organization().effectiveBlobs
    var verification = try Verification(of: reader, reference, mode)
    let check = try ContentCheck(of: reader.repository, mode: mode)
    let progress = ProgressBar("verifying", of: verification.sizeInBytes)
    verification.add(check.run(verification.blobs, progress: progress), in: reader.snapshot)
    progress?.finish()
    let store = try mode == .lfs ? LFSStore(of: reader.repository) : nil
    output.print(verification.text(store, revision: output.at.map { _ in "\(reader.commit.id)" })) {
      verification.value
    }
    return verification.status
  }
}
