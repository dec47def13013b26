import ArgumentParser
import Blobs
import Diagnostics
import Git
import Manifests

struct CIAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Commit a workflow that judges and reviews every pull or merge request, or write a job that publishes.",
    discussion: """
      Writes .github/workflows/registry.yml or .gitlab/registry.yml. The workflow gets the program by its address and \
      digest, validates the change as it would be merged, keeps one review comment up to date, uploads the findings and \
      labels routine changes. A file with other content is never replaced.

      With --publish, in the repository of a training project, it writes .github/workflows/publish.yml or .gitlab/publish.yml \
      into the work tree instead: a job that publishes what was trained, with a token that the host issues for it, and without a \
      secret.

      With --pages, it commits .github/workflows/pages.yml or .gitlab/pages.yml: a job that writes the pages of the public registries with \
      git registry site build and publishes them on GitHub Pages or GitLab Pages. Its tarball is that of make dist-server.

      EXAMPLES
        git registry ci add github --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
        git registry ci add gitlab --branch ci --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
        git registry ci add github --pages --program-url https://acme.org/git-registry-server.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
        git registry ci add gitlab --publish Models/fraud --server https://models.acme.org/acme.git --member ci@acme.org --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
      """)

  @Argument(help: ArgumentHelp("Whose CI: github or gitlab.", valueName: "host"))
  var host: CIHost

  @Option(help: CIProgram.addressHelp)
  var programURL: ProgramAddress

  @Option(help: CIProgram.digestHelp)
  var programDigest: Digest

  @Flag(help: "Commit a job that publishes the public registries as pages instead.")
  var pages = false

  @OptionGroup var publishing: PublishOptions

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let program = CIProgram(address: programURL, digest: programDigest)
    if let job = try publishing.job() {
      guard !pages else { throw CommandFailure(status: .usage, "--pages and --publish cannot be combined") }
      try write(job, program, in: repository)
      return
    }
    if pages {
      let branch = try repository.headBranch()?.branch ?? "main"
      guard branch.utf8.allSatisfy(Self.isPlain) else {
        throw CommandFailure("branch '\(EscapedText.line(branch))' has a name that a workflow cannot quote")
      }
      let action = AddWorkflow(pagesBy: host, program, of: branch)
      if try options.commit(action, in: repository), !options.json { Terminal.write(host.whatIsLeftForPages) }
      return
    }
    let isMade = try options.commit(AddWorkflow(judgingIn: host, program), in: repository)
    if isMade, !options.json { Terminal.write(try host.whatIsLeft(in: repository)) }
  }

  /// A character of a branch that neither YAML nor a host expands in single quotes.
  private static func isPlain(_ byte: UInt8) -> Bool {
    ProgramAddress.isPlain(byte) && !"*?[]!'".utf8.contains(byte)
  }

  /// Into the work tree, which is a training project's and not a registry's: what else is committed with it is its owner's matter.
  private func write(_ job: PublishJob, _ program: CIProgram, in repository: Repository) throws {
    guard !options.push, options.branch == nil, options.message == nil, !options.json else {
      throw CommandFailure(
        status: .usage, "--publish writes a file and commits nothing; leave out --branch, --message, --push and --json")
    }
    guard let folder = repository.workTree else {
      throw CommandFailure(
        status: .usage, "a bare repository has no work tree\nhelp: run it in a clone of the training project")
    }
    let text = host.publishText(job, program)
    if options.dryRun {
      Terminal.write(text)
      return
    }
    let path = (folder.hasSuffix("/") ? folder : folder + "/") + host.publishPath
    if FileSystem.exists(path) || FileSystem.isLink(path) {
      guard FileSystem.isRegularFile(path), FileSystem.text(of: path) == text else {
        throw CommandFailure(
          "\(host.publishPath) exists with other content\nhelp: remove it first: rm \(host.publishPath)")
      }
    } else {
      try FileSystem.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), isSynced: false)
      try FileSystem.replace(path, with: text)
    }
    Terminal.write("wrote \(host.publishPath)\n" + job.whatIsLeft(host))
  }
}
