import ArgumentParser
import Blobs
import Git
import Glibc
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a registry repository: an organization, its first admin, the core registries.",
    discussion: """
      Makes DIR a git repository where it is none, and commits organization.yaml, the admin's member file and the core \
      registries Models and Datasets. With --blobs lfs, the default, artifacts become Git LFS pointers and git-lfs's \
      pre-push hook is installed, so that an ordinary git push carries their content; with git they are the bytes. \
      A repository that it makes gets git's settings for growth: a commit-graph with changed paths and \
      fetch.writeCommitGraph, which keeps it so; a bare one uploadpack.allowFilter, for clones of a part.

      EXAMPLES
        git registry init acme-models --name acme --admin ada --email ada@acme.org
        git registry init --bare /srv/git/models.git --name acme --admin ada --email ada@acme.org --blobs git
        git registry init acme-models --name acme --admin ada --email ada@acme.org --ci github --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
      """)

  @Argument(help: ArgumentHelp("The folder to make the repository in.", valueName: "dir"))
  var directory = "."

  @Option(help: ArgumentHelp("Name of the organization.", valueName: "org"))
  var name: String

  @Option(help: ArgumentHelp("User name of the first organization admin.", valueName: "user"))
  var admin: String

  @Option(help: ArgumentHelp("The admin's e-mail address, as in git's user.email.", valueName: "mail"))
  var email: String

  @Flag(help: "Make a bare repository.")
  var bare = false

  @Option(help: ArgumentHelp("How artifacts are kept: lfs (pointers) or git (the bytes).", valueName: "lfs|git"))
  var blobs = Organization.BlobMode.lfs

  @Option(help: ArgumentHelp("Write what 'git registry ci add' does for this host too.", valueName: "github|gitlab"))
  var ci: CIHost?

  @Option(help: CIProgram.addressHelp)
  var programURL: ProgramAddress?

  @Option(help: CIProgram.digestHelp)
  var programDigest: Digest?

  @OptionGroup var options: WriteOptions

  mutating func validate() throws {
    let given = [ci != nil, programURL != nil, programDigest != nil]
    if given.contains(true), given.contains(false) {
      throw ValidationError("--ci, --program-url and --program-digest belong together")
    }
  }

  func run() throws {
    let lfs = blobs == .lfs ? try GitLFS.require() : nil
    let place = FileSystem.absolute(directory)
    let isNew = !FileSystem.exists(place)
    let isOwn = Self.isNoRepository(place)
    do {
      if isOwn {
        try Repository.runGit(
          ["init", "--quiet"] + (bare ? ["--bare"] : []) + (options.branch.map { ["--initial-branch=\($0)"] } ?? []) + [
            "--", place,
          ]
        ).requireSuccess()
      }
      try Place.change(to: place)
      let repository = try options.place.repository()
      try Self.requireNoRegistry(in: repository)
      if lfs != nil { try ContentHook.ensure(in: repository, isPushed: false) }
      let summary = "Create registry repository of \(name)"
      let isMade = try options.commit(summary, in: repository, isFirst: true) { edit, snapshot in
        try write(to: &edit)
        if let ci, let program { try ci.writeFile(program, to: &edit, snapshot) }
      }
      // What is there is the registry, with or without it.
      if isOwn, isMade { try? GrowthSettings.start(in: repository) }
      if let ci, isMade, !options.json { Terminal.write(try ci.whatIsLeft(in: repository)) }
    } catch {
      // What init made, init takes away: nothing of the caller's was in it.
      if isNew { FileSystem.takeAway(place) }
      throw error
    }
  }

  private var program: CIProgram? {
    guard let programURL, let programDigest else { return nil }
    return CIProgram(address: programURL, digest: programDigest)
  }

  private func write(to edit: inout Edit) throws {
    try edit.write(Organization(name: name, blobs: blobs), at: "organization")
    try edit.write(Member(emails: [email], role: .admin), at: "members/\(admin)")
    let core = [
      ("Models", "model", "Models that are ready to use."),
      ("Datasets", "dataset", "Datasets that models are made from."),
    ]
    for (name, type, description) in core {
      let registry = Registry(
        type: .core, description: description, visibility: .organization, acceptedArtifactTypes: .only([type]))
      try edit.write(registry, at: "registries/\(name)/registry")
    }
    if let path = RepositoryPath(".gitattributes") { try edit.write(Array((knownAttributes + "\n").utf8), at: path) }
  }

  private static func requireNoRegistry(in repository: Repository) throws {
    guard let branch = try repository.headBranch(), let tip = try repository.target(of: branch) else { return }
    guard try CommitSnapshot(repository, tree: repository.commit(tip).tree).organization() == nil else {
      throw CommandFailure("there is a registry already: organization.yaml is on \(branch.branch ?? "\(branch)")")
    }
  }

  /// True too for what a killed `git init` left, which another one completes.
  private static func isNoRepository(_ directory: String) -> Bool {
    !FileSystem.isRegularFile(directory + "/.git") && !isRepository(directory + "/.git") && !isRepository(directory)
  }

  /// Source: gitrepository-layout(5); without one of these git takes a folder for no repository.
  private static func isRepository(_ folder: String) -> Bool {
    ["HEAD", "objects", "refs"].allSatisfy { FileSystem.exists("\(folder)/\($0)") }
  }
}

extension Organization.BlobMode: ExpressibleByArgument {}
