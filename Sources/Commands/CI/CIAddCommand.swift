import ArgumentParser
import Manifests

struct CIAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Commit a workflow that judges and reviews every pull or merge request.",
    discussion: """
      Writes .github/workflows/registry.yml or .gitlab/registry.yml. The workflow gets the program by its address and \
      digest, validates the change as it would be merged, keeps one review comment up to date, uploads the findings and \
      labels routine changes. A file with other content is never replaced.

      EXAMPLES
        git registry ci add github --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
        git registry ci add gitlab --branch ci --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
      """)

  @Argument(help: ArgumentHelp("Whose CI: github or gitlab.", valueName: "host"))
  var host: CIHost

  @Option(help: CIProgram.addressHelp)
  var programURL: ProgramAddress

  @Option(help: CIProgram.digestHelp)
  var programDigest: Digest

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let program = CIProgram(address: programURL, digest: programDigest)
    let isMade = try options.commit(AddWorkflow(host: host, program: program), in: repository)
    if isMade, !options.json { Terminal.write(try host.whatIsLeft(in: repository)) }
  }
}
