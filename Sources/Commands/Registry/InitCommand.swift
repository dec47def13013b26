import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Glibc
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create a registry repository: an organization, its first admin, the core registries.",
    discussion: """
      Makes DIR a git repository if it is not one, and commits organization.yaml, the admin's member file and the core \
      registries Models and Datasets. With --blobs lfs, the default, artifacts become Git LFS pointers and git-lfs's \
      pre-push hook is installed, so that an ordinary git push carries their content; with git they are the bytes. \
      The admin is the user that git knows: --email is git's user.email unless given, and --admin the part before the @.
      A repository that it creates gets git's settings for growth: a commit-graph with changed paths and \
      fetch.writeCommitGraph, which keeps it up to date; a bare one also gets uploadpack.allowFilter, for partial clones.

      EXAMPLES
        git registry init acme-models --name acme
        git registry init acme-models --name acme --admin ada --email ada@acme.org
        git registry init --bare /srv/git/models.git --name acme --admin ada --email ada@acme.org --blobs git
        git registry init acme-models --name acme --admin ada --email ada@acme.org --ci github --program-url https://acme.org/git-registry.tar.gz --program-digest sha256:0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f
      """)

  @Argument(help: ArgumentHelp("The folder to create the repository in.", valueName: "dir"))
  var directory = "."

  @Option(help: ArgumentHelp("Name of the organization.", valueName: "org"))
  var name: String

  @Option(
    help: ArgumentHelp(
      "User name of the first organization admin; the part of the e-mail address before the @ unless given.",
      valueName: "user"))
  var admin: String?

  @Option(help: ArgumentHelp("The admin's e-mail address; git's user.email unless given.", valueName: "mail"))
  var email: String?

  @Flag(help: "Create a bare repository.")
  var bare = false

  @Option(help: ArgumentHelp("How artifacts are kept: lfs (pointers) or git (the bytes).", valueName: "lfs|git"))
  var blobs = Organization.BlobMode.lfs

  @Option(help: ArgumentHelp("Also write what 'git registry ci add' writes for this host.", valueName: "github|gitlab"))
  var ci: CIHost?

  @Option(help: CIProgram.addressHelp)
  var programURL: ProgramAddress?

  @Option(help: CIProgram.digestHelp)
  var programDigest: Digest?

  @OptionGroup var options: WriteOptions

  mutating func validate() throws {
    let given = [ci != nil, programURL != nil, programDigest != nil]
    if given.contains(true), given.contains(false) {
      throw ValidationError("--ci, --program-url and --program-digest must be given together")
    }
  }

  /// A path from the root, by the current folder.
  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }

  func run() throws {
    let lfs = blobs == .lfs ? try GitLFS.require() : nil
    let place = Self.absolute(directory)
    let isNew = !FileSystem.exists(place)
    let isOwn = Self.isNoRepository(place)
    do {
      if isOwn {
        try Repository.runGit(
          ["init", "--quiet"] + (bare ? ["--bare"] : []) + (options.branch.map { ["--initial-branch=\($0)"] } ?? []) + [
            "--", place,
          ], environment: Repository.formatVariables
        ).requireSuccess()
      }
      try RepositoryOption.change(to: place)
      let repository = try options.place.repository()
      try Self.requireNoRegistry(in: repository)
      if lfs != nil { try ContentHook.ensure(in: repository, isPushed: false) }
      let founder = try founder(in: repository)
      let workflow = ci.flatMap { host in program.map { AddWorkflow(judgingIn: host, $0) } }
      let action = MakeRegistryWithWorkflow(
        registry: MakeRegistry(Organization(name: name, blobs: blobs), founder: founder), workflow: workflow)
      let isMade = try options.commit(action, in: repository, founder: founder.email)
      // What is there is the registry, with or without it.
      if isOwn, isMade { try? GrowthSettings.start(in: repository) }
      if isMade { try warn(of: founder, in: repository) }
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

  /// The first admin, by the options or else by git.
  private func founder(in repository: Repository) throws -> (name: String, email: String) {
    let email = try email ?? repository.authorEmail()
    if let admin { return (admin, email) }
    let name = email.prefix { $0 != "@" && $0 != "+" }.lowercased()
    guard NameGrammar.member.accepts(name) else {
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.line(email))' does not give a user name for the first admin\nhelp: give one with --admin")
    }
    return (name, email)
  }

  /// Where git says that somebody else acts here, the next command would be refused for what the founder may do.
  private func warn(of founder: (name: String, email: String), in repository: Repository) throws {
    let author = try repository.authorEmail()
    guard author.lowercased() != founder.email.lowercased() else { return }
    let (own, admin) = (EscapedText.line(author), EscapedText.line(founder.email))
    Terminal.writeError(
      "warning: git's user.email is '\(own)' here, but the admin \(founder.name) has '\(admin)': your commits here will not count as the admin's\nhelp: git config user.email \(admin), or create the registry again with --email \(own)\n"
    )
  }

  private static func requireNoRegistry(in repository: Repository) throws {
    guard let branch = try repository.headBranch(), let tip = try repository.target(of: branch) else { return }
    guard try CommitSnapshot(repository, tree: repository.commit(tip).tree).organization() == nil else {
      throw CommandFailure("there already is a registry: organization.yaml is on \(branch.branch ?? "\(branch)")")
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

/// The first commit of `init`, with the CI workflow that `--ci` asks for.
private struct MakeRegistryWithWorkflow: Action {
  let registry: MakeRegistry
  let workflow: AddWorkflow?

  var makesRegistry: Bool { true }

  func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let effect = try registry.edit(&edit, in: context)
    _ = try workflow?.edit(&edit, in: context)
    return effect
  }
}

extension Organization.BlobMode: ExpressibleByArgument {}
